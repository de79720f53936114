package discord_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// waiting is how many tests run at once: they mostly wait, for one because the library takes a second to
// close a connection. The fuzzer does not: with more workers than processors a slow input passes for one that hangs.
const waiting = 16

func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.fuzz").Value.String() == "" {
		if err := flag.Set("test.parallel", fmt.Sprint(waiting)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}
