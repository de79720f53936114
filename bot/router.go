package bot

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// DialogueTime is how long the bot waits for the answer to its question.
const DialogueTime = 10 * time.Minute

// Dialogues remembers which command line somebody's next plain message completes.
// "" stands for none. A line is not returned at or after its until.
type Dialogues interface {
	Expected(ctx context.Context, platform, chat, user string, now time.Time) (line string, err error)
	Expect(ctx context.Context, platform, chat, user, line string, until time.Time) error
}

// Router finds the command for a request, runs it, and makes a reply of whatever comes back.
type Router struct {
	commands  []*Command
	names     map[string]*Command // names and aliases
	question  *Command            // what plain text is given to
	alarm     func(text string) bool
	dialogues Dialogues
	log       *slog.Logger
}

// NewRouter wires the commands. Plain text goes to the command named question as its argument.
// alarm tells whether a text holds a danger sign: such a text is answered as a question whatever
// else it looks like. The error lists every problem of the declarations.
func NewRouter(commands []*Command, question string, alarm func(string) bool, d Dialogues, log *slog.Logger) (*Router, error) {
	rt := &Router{commands: commands, names: map[string]*Command{}, alarm: alarm, dialogues: d, log: log}
	var errs []error
	for _, c := range commands {
		errs = append(errs, c.problems()...)
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			if rt.names[name] != nil {
				errs = append(errs, fmt.Errorf("command %s: the name %q is taken by %s", c.Name, name, rt.names[name].Name))
			}
			rt.names[name] = c
		}
	}
	if rt.question = rt.names[question]; rt.question == nil {
		errs = append(errs, fmt.Errorf("no command %q to give questions to", question))
	}
	return rt, errors.Join(errs...)
}

// Commands lists the commands in the order of their declaration.
func (rt *Router) Commands() []*Command { return rt.commands }

// Handle answers a request. A panic or an error of ours becomes an apology with an incident number,
// and the log has the number.
func (rt *Router) Handle(ctx context.Context, r *Request) (reply *Reply) {
	defer func() {
		if p := recover(); p != nil {
			reply = rt.incident(r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	text := Clean(r.Text)
	line, waiting, err := rt.resolve(ctx, r, text)
	if err == nil && line != "" {
		reply, err = rt.run(ctx, r, line)
	}
	if user, ok := asUserError(err); ok {
		if waiting != "" && user.Expect == "" && !r.Pressed && !isCommand(text) {
			user.Expect = waiting
		}
		reply, err = user.reply(), nil
	}
	if err == nil && reply != nil {
		err = rt.remember(ctx, r, reply, waiting)
	}
	if err != nil {
		return rt.incident(r, err)
	}
	return reply
}

// resolve makes a command line of what came in; "" is silence. waiting is the line of the open
// dialogue, if there is one. Danger signs come before everything else, even where nobody asked the bot.
func (rt *Router) resolve(ctx context.Context, r *Request, text string) (line, waiting string, err error) {
	if waiting = r.Completes; waiting == "" {
		waiting, err = rt.dialogues.Expected(ctx, r.Platform, r.Chat, r.User, r.Now)
	}
	if err != nil {
		return "", "", fmt.Errorf("dialogue: %w", err)
	}
	asked, plain := "/"+rt.question.Name+" "+text, rt.plain(r, text)
	answer := rt.completion(waiting, text, plain, r.Private || r.Addressed)
	switch {
	case text == "" && (r.Private || r.Addressed):
		return "", waiting, Userf("Ask me something, or try `/warmup deadlift 180`. `/help` shows the rest.")
	case text == "":
		return "", waiting, nil
	case !r.Pressed && rt.alarm(text):
		return asked, waiting, nil
	case isCommand(text):
		return text, waiting, nil
	case waiting != "" && isCancel(text):
		return "/" + cancelName, waiting, nil
	case answer != "":
		return answer, waiting, nil
	case rt.isBare(text):
		return rt.orSilence(r, "/"+text), waiting, nil
	case plain != "":
		return rt.orSilence(r, plain), waiting, nil
	case waiting != "" && isBrief(text):
		// A mistake in the answer, best explained by the command.
		return rt.orSilence(r, waiting+" "+text), waiting, nil
	default:
		return rt.orSilence(r, asked), waiting, nil
	}
}

// isBare tells whether text is a command typed without its slash: the name, and arguments that
// all fit. A command that takes any text counts only when it is named alone.
func (rt *Router) isBare(text string) bool {
	name, words := split("/" + text)
	c := rt.names[name]
	if c == nil || c.Name != name || c == rt.question {
		return false
	}
	if c.takesRest() && len(words) > 0 {
		return false
	}
	return c.parse(&Request{}, "/"+text) == nil
}

// plain is the command line that plain text clearly means to one of the commands, "" for none.
func (rt *Router) plain(r *Request, text string) string {
	if r.Pressed || isCommand(text) || utf8.RuneCountInString(text) > MaxText {
		return ""
	}
	for _, c := range rt.commands {
		if c.Plain == nil {
			continue
		}
		if line := c.Plain(r, text); line != "" {
			return line
		}
	}
	return ""
}

// orSilence is the line when the bot was meant, else silence.
func (rt *Router) orSilence(r *Request, line string) string {
	if r.Private || r.Addressed || r.Pressed {
		return line
	}
	return ""
}

// completion is the line that a plain message makes of the one that waits for it; "" when it is no
// answer to it. An answer parses behind the line, or is the whole command over again; where any text
// would parse, it is brief or has numbers in it, so that a question is taken for a question, and it does
// not clearly mean a line of another command's, plain. Where a command can tell what answers a line with
// words in it, it does; meant says that the bot was addressed.
func (rt *Router) completion(waiting, text, plain string, meant bool) string {
	name, words := split(waiting)
	c := rt.names[name]
	switch {
	case c == nil:
		return ""
	case c.Answers != nil && len(words) > 0:
		if !c.Answers(text) || !meant && !isBrief(text) {
			return ""
		}
	case c.takesRest() && !isBrief(text) && !strings.ContainsAny(text, "0123456789"):
		return ""
	}
	if other, _ := split(plain); c.takesRest() && plain != "" && rt.names[other] != c {
		return ""
	}
	for _, line := range []string{waiting + " " + text, "/" + name + " " + text} {
		if c.parse(&Request{}, line) == nil {
			return line
		}
	}
	return ""
}

// isBrief tells whether a text is short and asks nothing.
func isBrief(text string) bool {
	return len(strings.Fields(text)) <= 3 && !strings.Contains(text, "?")
}

// cancelName is the line of a dialogue given up. It is no command of the list: it does nothing
// but end the dialogue.
const cancelName = "cancel"

func isCancel(text string) bool {
	return slices.Contains([]string{"cancel", "stop", "no", "never mind", "nevermind", "nvm", "forget it"}, strings.ToLower(strings.Trim(text, ".! ")))
}

func isCommand(text string) bool {
	name, _ := split(text)
	return name != ""
}

// run finds the command of the line, reads its arguments and calls it.
func (rt *Router) run(ctx context.Context, r *Request, line string) (*Reply, error) {
	if n := utf8.RuneCountInString(line); n > MaxText && !rt.alarm(line) {
		return nil, Userf("That message is too long for me: %d characters, and I read %d. Ask in a sentence or two.", n, MaxText)
	}
	name, words := split(line)
	c := rt.names[name]
	switch {
	case c == nil && name == cancelName:
		return Say("All right, dropped."), nil
	case c == nil && r.Pressed:
		return nil, Userf("That button is from an older version of me. `/help` shows what I can do now.").Offer(Button{Label: "Help", Line: "/help"})
	case c == nil && !r.Private && !r.Addressed:
		return nil, nil
	case c == nil:
		return nil, rt.unknown(name, words)
	}
	if err := c.parse(r, line); err != nil {
		return nil, err
	}
	reply, err := c.Run(ctx, r)
	if reply != nil && !reply.Here && (c.For == OnlyAsker || r.Pressed || isCommand(Clean(r.Text))) {
		reply.For = max(reply.For, c.For)
	}
	return reply, err
}

// unknown offers the nearest command with the rest of the line kept.
func (rt *Router) unknown(name string, words []string) error {
	var known []string
	for _, c := range rt.commands {
		known = append(append(known, c.Name), c.Aliases...)
	}
	near := Nearest(name, known, 1)
	if len(near) == 0 {
		return Userf("I don't know %s. `/help` shows what I can do.", Quote("/"+name)).Offer(Button{Label: "Help", Line: "/help"})
	}
	line := strings.Join(append([]string{"/" + near[0]}, words...), " ")
	if len(line) > MaxButtonLine || utf8.RuneCountInString(line) > MaxButtonLabel {
		line = "/" + near[0]
	}
	return Userf("I don't know %s. Did you mean `%s`?", Quote("/"+name), line).
		Offer(Button{Label: line, Line: line}, Button{Label: "Help", Line: "/help"})
}

// remember opens the dialogue the reply asks for, or closes the one that was open. A look does neither.
func (rt *Router) remember(ctx context.Context, r *Request, reply *Reply, waiting string) error {
	if reply.Expect == "" && waiting == "" || r.ID == "" {
		return nil
	}
	if err := rt.dialogues.Expect(ctx, r.Platform, r.Chat, r.User, reply.Expect, r.Now.Add(DialogueTime)); err != nil {
		return fmt.Errorf("dialogue: %w", err)
	}
	return nil
}

// incident logs our error under a number and tells the number to the user.
func (rt *Router) incident(r *Request, err error) *Reply {
	sum := sha256.Sum256([]byte(r.Platform + "\x00" + r.ID + r.Now.String()))
	number := fmt.Sprintf("%x", sum[:3])
	name := "none"
	if r.Command != nil {
		name = r.Command.Name
	}
	rt.log.Error("request failed", "incident", number, "platform", r.Platform, "command", name, "error", err)
	reply := Say("Something went wrong on my side, and nothing of yours was lost. Please try again; if it stays, tell the host incident %s.", number)
	reply.For = Asker
	return reply
}

// NoDialogues remembers nothing: for a single question.
type NoDialogues struct{}

// Expected returns "".
func (NoDialogues) Expected(context.Context, string, string, string, time.Time) (string, error) {
	return "", nil
}

// Expect does nothing.
func (NoDialogues) Expect(context.Context, string, string, string, string, time.Time) error {
	return nil
}
