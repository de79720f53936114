package console_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"spotter/bot"
	"spotter/bot/console"
)

// sit plays keys on a terminal that is no file.
func sit(t *testing.T, keys string, o console.Options, h bot.Handler) string {
	t.Helper()
	yes := true
	o.Interactive, o.Clock = &yes, clock
	var out safeBuffer
	// One key at a time, as they come from hands.
	if err := console.New(byteReader{strings.NewReader(keys)}, &out, o).Run(t.Context(), h); err != nil {
		t.Error(err)
	}
	return out.String()
}

type byteReader struct{ r io.Reader }

func (b byteReader) Read(p []byte) (int, error) { return b.r.Read(p[:min(1, len(p))]) }

const (
	up    = "\x1b[A"
	ctrlC = "\x03"
	ctrlD = "\x04"
	erase = "\x7f"
)

func TestKeys(t *testing.T) {
	tests := []struct {
		name, keys string
		want       []string
	}{
		{"lines", "hi\ryou\r", []string{"hi", "you"}},
		{"end", "hi\r" + ctrlD + "you\r", []string{"hi"}},
		{"interrupt", "hi\ryou" + ctrlC + "me\r", []string{"hi"}},
		{"quit", "hi\r Quit \ryou\r", []string{"hi"}},
		{"exit", "hi\r/exit\ryou\r", []string{"hi"}},
		{"blank lines", "\r  \rhi\r", []string{"hi"}},
		{"editing", "hii" + erase + "\r", []string{"hi"}},
		{"history", "one\rtwo\r" + up + up + "!\r", []string{"one", "two", "one!"}},
		{"press", "/menu\r2\rwhy\r", []string{"/menu", "pressed /sets 2", "pressed /why"}},
		{"cut off", "hi\ryo", []string{"hi"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := &recorder{reply: menu}
			out := sit(t, tt.keys, console.Options{}, h)
			if diff := cmp.Diff(tt.want, h.texts()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !strings.HasPrefix(out, "> ") || !strings.HasSuffix(out, "\n") {
				t.Errorf("no prompt, or the shell's prompt would not begin a line: %q", out)
			}
		})
	}
}

func TestGreeting(t *testing.T) {
	h := &recorder{}
	out := sit(t, "hi\r"+ctrlD, console.Options{Greeting: "/start", User: "ana", Chat: "tty1"}, h)
	if diff := cmp.Diff([]string{"/start", "hi"}, h.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if want := "6 bytes\n\n> hi\r\n2 bytes\n\n> \n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	if r := h.requests[0]; r.User != "ana" || r.Chat != "tty1" {
		t.Errorf("user %q in chat %q", r.User, r.Chat)
	}
}

// TestDumb reads lines from a terminal that can move no cursor, behind a prompt.
func TestDumb(t *testing.T) {
	t.Setenv("TERM", "dumb")
	h := &recorder{}
	if out, want := sit(t, "hi\n\nquit\nyou\n", console.Options{}, h), "> 2 bytes\n\n> > "; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

// commands are declarations to complete.
func commands() []*bot.Command {
	lift := bot.NewParam(bot.Spec{Name: "lift", Kind: bot.KindText, Complete: func(prefix string, _ func(string) string) []string {
		return bot.Nearest(prefix, []string{"deadlift", "deadlift stand", "squat", "front squat"}, 4)
	}}, func([]string) (string, int, error) { return "", 0, nil }, nil)
	return []*bot.Command{
		{Name: "warmup", Aliases: []string{"wu"}, Args: []bot.Arg{lift, bot.Flag("short", "", "fewer")}},
		{Name: "settings", Args: []bot.Arg{bot.Choice("what", "", "units", "bar", "plates")}},
		{Name: "start"},
	}
}

func TestCompleter(t *testing.T) {
	tests := []struct {
		line string
		want []string
	}{
		{"", nil},
		{"wa", nil},
		{"/", []string{"/warmup", "/settings", "/start"}},
		{"/wa", []string{"/warmup"}},
		{"/S", []string{"/settings", "/start"}},
		{"/wu", nil},
		{"/wu dead", []string{"/wu deadlift", "/wu deadlift stand"}},
		{"/warmup sqaut", []string{"/warmup squat"}},
		{"/warmup 180 sh", []string{"/warmup 180 short"}},
		{"/settings ", []string{"/settings units", "/settings bar", "/settings plates"}},
		{"/settings P", []string{"/settings plates"}},
		{"/nothing x", nil},
		{"/start x", nil},
	}
	complete := console.Completer(commands())
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, complete(tt.line)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.line, diff)
		}
	}
}

func TestTab(t *testing.T) {
	const left = "\x1b[D"
	tests := []struct{ name, keys, want, shown string }{
		{"one", "/wa\tx\r", "/warmup x", ""},
		{"as far as they agree", "/war\tdead\t\r", "/warmup deadlift", ""},
		{"no further", "/s\tx\r", "/sx", "/settings\r\n/start\r\n"},
		{"no completion", "hi\tx\r", "hix", ""},
		{"another word", "/warmup sqaut\tx\r", "/warmup squat x", ""},
		{"within a line", "/wa" + left + "\tx\r", "/wxa", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := &recorder{}
			out := sit(t, tt.keys, console.Options{Complete: console.Completer(commands())}, h)
			if diff := cmp.Diff([]string{tt.want}, h.texts()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !strings.Contains(out, tt.shown) {
				t.Errorf("%q is not in %q", tt.shown, out)
			}
		})
	}
	h := &recorder{}
	sit(t, "/wa\tx\r", console.Options{}, h)
	if diff := cmp.Diff([]string{"/wax"}, h.texts()); diff != "" {
		t.Errorf("without completions (-want +got):\n%s", diff)
	}
}

// TestHandlerPanic lets a panic through: it is the handler's to deal with.
func TestHandlerPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the panic was swallowed")
		}
	}()
	sit(t, "hi\r", console.Options{}, bot.HandlerFunc(func(context.Context, *bot.Request) *bot.Reply { panic("x") }))
}
