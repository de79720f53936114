// Spotter is a chat bot for lifters: loadable warm-ups, technique, and careful answers. See
// package bot for the tour of the code.
//
// This package is the program: flags, configuration, wiring and signals. It decides nothing a
// lifter would notice.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program with its surroundings as parameters; it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand(surroundings{stdin, stdout, stderr, os.Getenv})
	root.SetArgs(longFlags(args))
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(stderr, "spotter:", err)
		return 1
	}
	return 0
}
