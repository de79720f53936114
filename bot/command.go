package bot

import (
	"context"
	"fmt"
	"regexp"
	"slices"
)

// Command is a thing the bot can do: data, and one function. The text parser, the help, and the
// menus and registrations of the platforms all come from this one value.
type Command struct {
	Name     string
	Aliases  []string
	Group    string // heading in the help, in the order of the command list
	Summary  string // what it does, a phrase without full stop
	Examples []string
	Details  []string // more for /help NAME, a sentence or two each
	Args     []Arg
	For      Audience // of its replies when it is called by name; plain text is answered where it was asked
	// OnMessage, if any, is what the entry says that hands a message of somebody's to the command, where
	// the platform has a menu on messages. The message becomes the command's argument.
	OnMessage string
	// Plain, if any, is the command line that plain text clearly means, "" when it means none. It may not
	// take a question for its own.
	Plain func(r *Request, text string) (line string)
	// Answers tells whether a plain message answers the question that a line with words in it waits for; nil: if it parses.
	Answers func(text string) bool
	Run     func(ctx context.Context, r *Request) (*Reply, error)
}

// nameForm is what both platforms accept as a command name: Telegram 1-32 of a-z 0-9 _,
// Discord's chat input names likewise in lower case.
var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// problems lists what is wrong with the declaration itself.
func (c *Command) problems() []error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("command "+c.Name+": "+format, args...))
	}
	for _, name := range append([]string{c.Name}, c.Aliases...) {
		if !nameForm.MatchString(name) {
			bad("name %q does not fit the platforms", name)
		}
	}
	if c.Summary == "" || len(c.Summary) > 100 {
		bad("summary must have 1 to 100 bytes (Discord's limit of a description)")
	}
	if len(c.Examples) == 0 {
		bad("needs an example")
	}
	if c.Run == nil {
		bad("does nothing")
	}
	for _, arg := range c.Args {
		if s := arg.Spec(); !nameForm.MatchString(s.Name) || s.Help == "" || len(s.Help) > 100 {
			bad("parameter %q needs a name that fits the platforms and a help of 1 to 100 bytes (Discord's limit of a description)", s.Name)
		}
	}
	if len(c.OnMessage) > 32 {
		bad("the entry %q is longer than 32 bytes (Discord's limit of a name)", c.OnMessage)
	}
	for _, example := range c.Examples {
		if err := c.parse(&Request{}, example); err != nil {
			bad("example %q: %v", example, err)
		}
	}
	return errs
}

// takesRest tells whether the command takes any text.
func (c *Command) takesRest() bool {
	return slices.ContainsFunc(c.Args, func(a Arg) bool { return a.Spec().Kind == KindRest })
}
