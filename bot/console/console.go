// Package console is the terminal as a platform, and the voice of the transcripts: it turns lines
// into requests and replies into text. It must not know any command, nor what is kept about a
// person; what is typed stays in memory and is never written to disk.
package console

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"

	"spotter/bot"
)

// Platform is what requests from here bear as their platform.
const Platform = "console"

// Options are what can be chosen about a console. The zero value is ready to use.
type Options struct {
	Clock func() time.Time // time.Now when nil
	// Interactive says whether somebody sits there; nil: when input and output are both terminals.
	Interactive *bool
	// Greeting is a command line that is handled first, when somebody sits there.
	Greeting string
	// Complete lists the lines that could be meant by the line typed so far, best first; the tab
	// key asks for it. See [Completer].
	Complete func(line string) []string
	User     string // "me" when empty
	Chat     string // "terminal" when empty
}

// Console is a terminal, or input and output that stand for one.
type Console struct {
	in          io.Reader
	out         io.Writer
	o           Options
	interactive bool
	run         string // makes the ids of this run differ from those of every other
	count       int    // requests so far

	// What is shown, and what of it can be answered; Send shows messages while somebody types.
	opened  chan struct{} // closed when it begins to run
	mu      sync.Mutex
	above   io.Writer    // writes above the prompt; nil while nobody is there
	buttons []bot.Button // those shown last, in the order of their numbers
	asked   bool         // the last reply waits for an answer and has no buttons of its own
	said    bool         // something was shown
}

// New makes a console. Input that is no terminal is taken as one message a line.
func New(in io.Reader, out io.Writer, o Options) *Console {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.User == "" {
		o.User = "me"
	}
	if o.Chat == "" {
		o.Chat = "terminal"
	}
	c := &Console{in: in, out: out, o: o, run: rand.Text()[:10], opened: make(chan struct{})}
	c.interactive = isTerminal(in) && isTerminal(out)
	if o.Interactive != nil {
		c.interactive = *o.Interactive
	}
	return c
}

// Interactive tells whether somebody sits there.
func (c *Console) Interactive() bool { return c.interactive }

// source is where messages come from. next returns io.EOF after the last one, and the error of ctx
// promptly when ctx is done.
type source interface {
	next(ctx context.Context) (string, error)
}

// Run hands messages to h and shows the replies, until the input ends, the output is closed, or ctx
// is done; all three are nil. It may be called once. When ctx ends it, the goroutine that reads the
// input stays in its read until there is input again or the process ends: a read cannot be called off.
func (c *Console) Run(ctx context.Context, h bot.Handler) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	from := c.source(ctx)
	c.open(from)
	close(c.opened)
	err := c.talk(ctx, h, from)
	c.open(nil)
	switch {
	case err == nil, errors.Is(err, io.EOF), ctx.Err() != nil:
		return nil
	case errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe):
		return nil
	}
	return fmt.Errorf("console: %w", err)
}

func (c *Console) source(ctx context.Context) source {
	switch {
	case !c.interactive:
		return newLines(ctx, c.in, nil)
	case os.Getenv("TERM") == "dumb":
		return newLines(ctx, c.in, c.out)
	default:
		return newEditor(c.in, c.out, c.o.Complete)
	}
}

// talk goes on until something ends it; the error says what.
func (c *Console) talk(ctx context.Context, h bot.Handler, s source) error {
	if c.interactive && c.o.Greeting != "" {
		if err := c.answer(ctx, h, c.o.Greeting); err != nil {
			return err
		}
	}
	for {
		text, err := s.next(ctx)
		if err != nil {
			return c.leave(err)
		}
		if c.interactive && strings.TrimSpace(text) == "" {
			continue
		}
		if c.interactive && isGoodbye(text) {
			return nil
		}
		if err := c.answer(ctx, h, text); err != nil {
			return err
		}
	}
}

// leave ends the line of the prompt, so that the shell's prompt begins on one of its own.
func (c *Console) leave(err error) error {
	if c.interactive {
		_, _ = io.WriteString(c.out, "\n")
	}
	return err
}

func isGoodbye(text string) bool {
	word := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(text), "/"))
	return word == "quit" || word == "exit"
}

func (c *Console) answer(ctx context.Context, h bot.Handler, text string) error {
	return c.show(h.Handle(ctx, c.request(text)))
}

// request is a message, or the press of a button that was shown.
func (c *Console) request(text string) *bot.Request {
	c.count++
	r := &bot.Request{
		ID:       c.run + "-" + strconv.Itoa(c.count),
		Platform: Platform, Chat: c.o.Chat, User: c.o.User,
		Private: true, Addressed: true,
		Text: text, Now: c.o.Clock(),
	}
	if b, ok := c.pressed(strings.TrimSpace(text)); ok {
		r.Pressed, r.Text = true, b.Line
	}
	return r
}

// pressed finds the button that is meant by its number or its label. A number is no press while the
// bot waits for an answer that could be one.
func (c *Console) pressed(text string) (bot.Button, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, b := range c.buttons {
		if strconv.Itoa(i+1) == text && !c.asked || strings.EqualFold(buttonLabel(b), text) {
			return b, true
		}
	}
	return bot.Button{}, false
}

// show writes a reply.
func (c *Console) show(r *bot.Reply) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.write(c.out, r)
}

// write writes a reply: piped replies with a blank line between them, others with one after. It is called
// with the lock held.
func (c *Console) write(to io.Writer, r *bot.Reply) error {
	text := Render(r, c.style())
	if text == "" {
		return nil
	}
	buttons := slices.Concat(r.Buttons...)
	if len(buttons) > 0 {
		c.buttons = buttons
	}
	c.asked = r.Expect != "" && len(buttons) == 0
	switch {
	case c.interactive:
		text += "\n"
	case c.said:
		text = "\n" + text
	}
	c.said = true
	_, err := io.WriteString(to, text)
	return err
}

func (c *Console) style() Style {
	if !c.interactive {
		return Style{}
	}
	return StyleFor(c.out)
}

// maxWidth is the longest line that reads well, in columns.
const maxWidth = 100

// StyleFor is the style that suits w: a terminal's own width up to 100 columns, and colours unless
// NO_COLOR is set (no-color.org) or TERM is "dumb"; for anything else plain text of 80 columns.
func StyleFor(w io.Writer) Style {
	if !isTerminal(w) {
		return Style{}
	}
	width, _ := size(w)
	return Style{
		Width:  min(width, maxWidth),
		Colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
	}
}

// file is the descriptor of what is a file.
func file(x any) (fd int, ok bool) {
	if f, ok := x.(*os.File); ok && f != nil {
		return int(f.Fd()), true
	}
	return 0, false
}

func isTerminal(x any) bool {
	fd, ok := file(x)
	return ok && term.IsTerminal(fd)
}

// size is the size of a terminal in characters, 80 by 24 where it is not known.
func size(x any) (width, height int) {
	width, height = 80, 24
	if fd, ok := file(x); ok {
		if w, h, err := term.GetSize(fd); err == nil && w > 0 && h > 0 {
			return w, h
		}
	}
	return width, height
}
