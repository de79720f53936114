package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"spotter/bot"
	"spotter/bot/command"
	"spotter/bot/console"
	"spotter/content"
	"spotter/content/answer"
)

// surroundings are what the program sees of the machine.
type surroundings struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// flags are the flags every command takes.
type flags struct {
	config, data string
}

// longNames are the flags that may also be written with one dash.
var longNames = []string{"config", "data", "help", "json"}

// longFlags gives a second dash to long flags written with one, as in -data FILE.
func longFlags(args []string) []string {
	args = slices.Clone(args)
	for i, a := range args {
		if a == "--" {
			break
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(a, "-"), "=")
		if strings.HasPrefix(a, "-") && slices.Contains(longNames, name) {
			args[i] = "-" + a
		}
	}
	return args
}

func rootCommand(s surroundings) *cobra.Command {
	var f flags
	var asJSON, verbose bool
	asking := &cobra.Command{Use: "ask QUESTION", Short: "Answer one question and end", Example: "  spotter ask \"how do I brace\"",
		Long: "Answers one question and ends. With -json it reads a question a line from its input and prints an object a line.",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if asJSON {
				return askJSON(s, f)
			}
			return ask(cmd, s, f, strings.Join(args, " "))
		}}
	asking.Flags().BoolVar(&asJSON, "json", false, "read a question a line, print what is made of it as JSON")
	measuring := &cobra.Command{Use: "eval FILE.jsonl", Short: "Measure the answers to questions whose answers are known",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return eval(s, f, args[0], verbose) }}
	measuring.Flags().BoolVarP(&verbose, "verbose", "v", false, "print each miss")
	root := &cobra.Command{
		Use:   "spotter",
		Short: "A chat bot for lifters: loadable warm-ups, technique, careful answers",
		Long: "Spotter lays out warm-up sets that your plates can load, shows how lifts are done, and\n" +
			"answers questions about technique, soreness and pain from sourced pages.\n\n" +
			"Without a command it runs the bot; with no platform configured that is a chat on this\n" +
			"terminal. With piped input each line is a message and the replies are plain text.",
		Example: "  spotter\n  spotter ask \"why does my back hurt\"\n  printf '/warmup deadlift 180\\n' | spotter",
		Args:    noArgs, SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return runBot(cmd, s, f) },
	}
	root.PersistentFlags().StringVar(&f.config, "config", "", "configuration `file` (TOML); see config.example.toml")
	root.PersistentFlags().StringVar(&f.data, "data", "", "database `file` (default "+shortHome(Default().Data)+")")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		&cobra.Command{Use: "run", Short: "Run the bot (the same as no command)", Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return runBot(cmd, s, f) }},
		&cobra.Command{Use: "invite", Short: "Print the links that add the bot to a server or group, or to one person", Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return invite(cmd, s, f) }},
		&cobra.Command{Use: "chat", Short: "Chat on this terminal, whatever else is configured", Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return chat(cmd, s, f) }},
		asking,
		measuring,
		&cobra.Command{Use: "check [FOLDER]", Short: "Check the pages, reporting every problem as file:line",
			Long: "Checks the pages built into the program, or those of a community in FOLDER (with lifts/ and topics/ in it) or in\n" +
				"the folder of the configuration, together with the built-in pages that they may name.",
			Args: cobra.MaximumNArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return check(s, f, args) }},
		&cobra.Command{Use: "version", Short: "Print the version", Args: noArgs,
			RunE: func(*cobra.Command, []string) error { fmt.Fprintln(s.stdout, "spotter", version()); return nil }},
	)
	return root
}

// noArgs refuses arguments with a hint at what was probably meant.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("there is no command %q; spotter --help lists them, and spotter ask \"...\" answers a question", args[0])
}

// runBot serves the platforms that are configured, or else the terminal.
func runBot(cmd *cobra.Command, s surroundings, f flags) error {
	cfg, err := loadConfig(f, s.getenv)
	if err != nil {
		return err
	}
	if !cfg.configured() {
		return chat(cmd, s, f)
	}
	p, err := open(cmd.Context(), cfg, cfg.logger(s.stderr, false))
	if err != nil {
		return err
	}
	return errors.Join(p.serve(cmd.Context()), p.Close())
}

// chat talks on the terminal until its end.
func chat(cmd *cobra.Command, s surroundings, f flags) error {
	cfg, err := loadConfig(f, s.getenv)
	if err != nil {
		return err
	}
	p, err := open(cmd.Context(), cfg, cfg.logger(s.stderr, true))
	if err != nil {
		return err
	}
	c := console.New(s.stdin, s.stdout, console.Options{
		Clock: time.Now, Greeting: "/start", Complete: console.Completer(p.router.Commands())})
	err = p.chat(cmd.Context(), c)
	return errors.Join(err, p.Close())
}

// ask answers one question. It opens no database: a question is never kept.
func ask(cmd *cobra.Command, s surroundings, f flags, question string) error {
	if strings.TrimSpace(question) == "" {
		return errors.New(`what is the question? As in: spotter ask "why does my back hurt"`)
	}
	known, err := configured(s, f)
	if err != nil {
		return err
	}
	router, err := bot.NewRouter([]*bot.Command{command.Ask(known.answers, known.lib, nil)}, command.Question, known.answers.Alarm, bot.NoDialogues{}, slog.New(slog.NewTextHandler(s.stderr, nil)))
	if err != nil {
		return err
	}
	r := &bot.Request{ID: "ask", Platform: "console", Private: true, Addressed: true, Text: "/" + command.Question + " " + question, Now: time.Now()}
	reply := router.Handle(cmd.Context(), r)
	if reply == nil {
		return nil
	}
	reply.Buttons = nil
	_, err = io.WriteString(s.stdout, console.Render(reply, console.StyleFor(s.stdout)))
	return err
}

// configured is the pages with those of the configuration.
func configured(s surroundings, f flags) (*pages, error) {
	cfg, err := loadConfig(f, s.getenv)
	if err != nil {
		return nil, err
	}
	return readPages(cfg, cfg.logger(s.stderr, true))
}

// check reports every problem of the pages and of the word lists that lead to them: of the folder that is given or configured,
// or else of those built in.
func check(s surroundings, f flags, args []string) error {
	cfg, err := loadConfig(f, s.getenv)
	if err != nil {
		return err
	}
	dir := cfg.Content.Dir
	if len(args) > 0 {
		dir = args[0]
	}
	if dir != "" {
		return checkFolder(s, dir)
	}
	lib, problems := content.Load(content.Embedded())
	for _, p := range problems {
		fmt.Fprintln(s.stdout, "content/"+p.String())
	}
	if len(problems) > 0 {
		return fmt.Errorf("problems to mend: %d", len(problems))
	}
	if _, err := answer.New(lib); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%d topics and %d lifts, no problems\n", len(lib.Topics()), len(lib.Lifts()))
	return nil
}

// version is the module version the go tool recorded, or the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (v == "" || v == "(devel)") {
			v = "commit " + s.Value
		}
	}
	if v == "" {
		v = "(devel)"
	}
	return v + " " + info.GoVersion
}
