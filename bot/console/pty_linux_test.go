package console_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/term"

	"spotter/bot"
	"spotter/bot/console"
)

// openTerminal makes a pseudo-terminal (pty(7)): hands on one side, the program on the other.
func openTerminal(t *testing.T, columns uint16) (hands, tty *os.File) {
	t.Helper()
	hands, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	var unlock, number uint32
	control(t, hands, syscall.TIOCSPTLCK, unsafe.Pointer(&unlock))
	control(t, hands, syscall.TIOCGPTN, unsafe.Pointer(&number))
	size := [4]uint16{24, columns}
	control(t, hands, syscall.TIOCSWINSZ, unsafe.Pointer(&size))
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { tty.Close(); hands.Close() })
	return hands, tty
}

func control(t *testing.T, f *os.File, request uintptr, arg unsafe.Pointer) {
	t.Helper()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), request, uintptr(arg)); errno != 0 {
		t.Skipf("ioctl %#x: %v", request, errno)
	}
}

// readTo reads until text has been seen.
func readTo(t *testing.T, f *os.File, text string) string {
	t.Helper()
	var seen bytes.Buffer
	buf := make([]byte, 1024)
	for !strings.Contains(seen.String(), text) {
		n, err := f.Read(buf)
		if err != nil {
			t.Fatalf("%v after %q", err, seen.String())
		}
		seen.Write(buf[:n])
	}
	return seen.String()
}

func state(t *testing.T, f *os.File) *term.State {
	t.Helper()
	s, err := term.GetState(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTerminal talks over a real terminal: it is raw while a line is read, as it was while the bot
// answers and afterwards, and the replies have its width and colours.
func TestTerminal(t *testing.T) {
	ends := map[string]func(hands *os.File, cancel func()){
		"end of input": func(hands *os.File, _ func()) { fmt.Fprint(hands, ctrlD) },
		"interrupt":    func(hands *os.File, _ func()) { fmt.Fprint(hands, ctrlC) },
		"cancelled":    func(_ *os.File, cancel func()) { cancel() },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TERM", "xterm")
			t.Setenv("NO_COLOR", "")
			hands, tty := openTerminal(t, 30)
			cooked := state(t, tty)
			h := bot.HandlerFunc(func(_ context.Context, r *bot.Request) *bot.Reply {
				if !reflect.DeepEqual(state(t, tty), cooked) {
					t.Error("the terminal is raw while the bot answers")
				}
				return &bot.Reply{Blocks: []bot.Block{bot.Title(r.Text), bot.Para(bot.T("one two three four five six seven"))}}
			})
			c := console.New(tty, tty, console.Options{Greeting: "/start"})
			if !c.Interactive() {
				t.Fatal("a terminal is not known as one")
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			done := make(chan error, 1)
			go func() { done <- c.Run(ctx, h) }()
			const reply = "\x1b[1m%s\x1b[0m\r\n\r\none two three four five six\r\nseven\r\n\r\n> "
			readTo(t, hands, fmt.Sprintf(reply, "/start"))
			if reflect.DeepEqual(state(t, tty), cooked) {
				t.Error("the terminal is not raw while a line is read")
			}
			fmt.Fprint(hands, "hi\r")
			readTo(t, hands, fmt.Sprintf(reply, "hi"))
			end(hands, cancel)
			if err := <-done; err != nil {
				t.Error(err)
			}
			if !reflect.DeepEqual(state(t, tty), cooked) {
				t.Error("the terminal was not restored")
			}
		})
	}
}

func TestStyleForTerminal(t *testing.T) {
	tests := []struct {
		columns       uint16
		term, noColor string
		want          console.Style
	}{
		{30, "xterm", "", console.Style{Width: 30, Colour: true}},
		{250, "xterm", "", console.Style{Width: 100, Colour: true}},
		{0, "xterm", "", console.Style{Width: 80, Colour: true}},
		{60, "dumb", "", console.Style{Width: 60}},
		{60, "xterm", "1", console.Style{Width: 60}},
	}
	for _, tt := range tests {
		t.Setenv("TERM", tt.term)
		t.Setenv("NO_COLOR", tt.noColor)
		_, tty := openTerminal(t, tt.columns)
		if got := console.StyleFor(tty); got != tt.want {
			t.Errorf("%d columns, TERM=%s, NO_COLOR=%s: got %+v, want %+v", tt.columns, tt.term, tt.noColor, got, tt.want)
		}
	}
}
