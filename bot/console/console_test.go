package console_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"spotter/bot"
	"spotter/bot/console"
)

var noon = time.Date(2026, time.November, 17, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

// recorder remembers requests, and answers them with what reply makes of them.
type recorder struct {
	requests []*bot.Request
	reply    func(r *bot.Request) *bot.Reply
}

func (h *recorder) Handle(_ context.Context, r *bot.Request) *bot.Reply {
	h.requests = append(h.requests, r)
	if h.reply != nil {
		return h.reply(r)
	}
	return bot.Say("%d bytes", len(r.Text))
}

func (h *recorder) texts() []string {
	var texts []string
	for _, r := range h.requests {
		text := r.Text
		if r.Pressed {
			text = "pressed " + text
		}
		texts = append(texts, text)
	}
	return texts
}

// run plays a piped input.
func run(t *testing.T, in io.Reader, h bot.Handler) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := console.New(in, &out, console.Options{Clock: clock, Greeting: "/start"}).Run(t.Context(), h)
	return out.String(), err
}

func TestPiped(t *testing.T) {
	tests := []struct {
		name, in string
		texts    []string
		out      string
	}{
		{"nothing", "", nil, ""},
		{"one", "hi\n", []string{"hi"}, "2 bytes\n"},
		{"no newline at the end", "hi\nyou", []string{"hi", "you"}, "2 bytes\n\n3 bytes\n"},
		{"CRLF", "hi\r\nyou\r\n", []string{"hi", "you"}, "2 bytes\n\n3 bytes\n"},
		{"blank lines", "\n \nhi\n", []string{"", " ", "hi"}, "0 bytes\n\n1 bytes\n\n2 bytes\n"},
		{"farewells are messages", "quit\nexit\n", []string{"quit", "exit"}, "4 bytes\n\n4 bytes\n"},
		{"any bytes", "\x00\xff\x1b[A\t\n", []string{"\x00\xff\x1b[A\t"}, "6 bytes\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := &recorder{}
			out, err := run(t, strings.NewReader(tt.in), h)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.texts, h.texts()); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
			if out != tt.out {
				t.Errorf("got %q, want %q", out, tt.out)
			}
		})
	}
}

func TestRequest(t *testing.T) {
	h := &recorder{}
	for range 2 {
		if _, err := run(t, strings.NewReader("a\nb\n"), h); err != nil {
			t.Fatal(err)
		}
	}
	ids := map[string]bool{}
	for _, r := range h.requests {
		ids[r.ID] = true
	}
	if len(ids) != 4 || ids[""] {
		t.Errorf("4 requests of two runs have the ids %v", ids)
	}
	got := *h.requests[0]
	want := bot.Request{ID: got.ID, Platform: "console", Chat: "terminal", User: "me", Private: true, Addressed: true, Text: "a", Now: noon}
	if got.ID == "" || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestLongLine sends a line of 10 MB: its beginning arrives, and the line after it whole.
func TestLongLine(t *testing.T) {
	const long = 10 << 20
	in := io.MultiReader(io.LimitReader(endless{}, long), strings.NewReader("\nhi\n"))
	h := &recorder{}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	out, err := run(t, in, h)
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if want := "65536 bytes\n\n2 bytes\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 2<<20 {
		t.Errorf("a line of %d bytes took %d", long, used)
	}
}

// endless is a line without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// menu answers with a row of buttons to /menu, a question to /ask, silence to /hush, and else
// without buttons.
func menu(r *bot.Request) *bot.Reply {
	reply := bot.Say("%s", r.Text)
	switch r.Text {
	case "/menu":
		reply.Buttons = [][]bot.Button{{{Label: "No bands", Line: "/bands no"}, {Label: "Fewer sets", Line: "/sets 2"}}, {{Label: "Why", Line: "/why"}}}
	case "/other":
		reply.Buttons = [][]bot.Button{{{Label: "Why", Line: "/other why"}}}
	case "/ask":
		reply.Expect = "/answer"
	case "/hush":
		return nil
	}
	return reply
}

func TestButtons(t *testing.T) {
	tests := []struct {
		name     string
		in, want []string
	}{
		{"no buttons yet", []string{"1", "why"}, []string{"1", "why"}},
		{"by number", []string{"/menu", "2", "3"}, []string{"/menu", "pressed /sets 2", "pressed /why"}},
		{"by label", []string{"/menu", "fewer SETS", " Why "}, []string{"/menu", "pressed /sets 2", "pressed /why"}},
		{"beyond the last", []string{"/menu", "4", "0", "-1", "180"}, []string{"/menu", "4", "0", "-1", "180"}},
		{"written otherwise", []string{"/menu", "01", "+1", "1.", "1 2"}, []string{"/menu", "01", "+1", "1.", "1 2"}},
		{"kept over other replies", []string{"/menu", "hi", "/hush", "1"}, []string{"/menu", "hi", "/hush", "pressed /bands no"}},
		{"replaced", []string{"/menu", "/other", "1", "2"}, []string{"/menu", "/other", "pressed /other why", "2"}},
		{"a number that answers", []string{"/menu", "/ask", "2", "2"}, []string{"/menu", "/ask", "2", "pressed /sets 2"}},
		{"a label while asked", []string{"/menu", "/ask", "why"}, []string{"/menu", "/ask", "pressed /why"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := &recorder{reply: menu}
			if _, err := run(t, strings.NewReader(strings.Join(tt.in, "\n")), h); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, h.texts()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPipes talks over real pipes: each reply comes before the next message is sent.
func TestPipes(t *testing.T) {
	in, send := pipe(t)
	receive, out := pipe(t)
	done := make(chan error, 1)
	go func() {
		done <- console.New(in, out, console.Options{}).Run(t.Context(), &recorder{})
		out.Close()
	}()
	buf := make([]byte, 100)
	for i, want := range []string{"1 bytes\n", "\n2 bytes\n"} {
		fmt.Fprintln(send, strings.Repeat("x", i+1))
		n, err := receive.Read(buf)
		if err != nil || string(buf[:n]) != want {
			t.Errorf("got %q and %v, want %q", buf[:n], err, want)
		}
	}
	send.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if rest, _ := io.ReadAll(receive); len(rest) > 0 {
		t.Errorf("%q was left", rest)
	}
}

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	return r, w
}

// TestReaderGone is spotter | head -1: the output is closed, and that is the end.
func TestReaderGone(t *testing.T) {
	receive, out := pipe(t)
	receive.Close()
	h := &recorder{}
	if err := console.New(io.MultiReader(strings.NewReader("a\n"), endlessLines{}), out, console.Options{}).Run(t.Context(), h); err != nil {
		t.Error(err)
	}
	if len(h.requests) != 1 {
		t.Errorf("%d requests after the output was closed", len(h.requests))
	}
}

type endlessLines struct{}

func (endlessLines) Read(p []byte) (int, error) { return copy(p, "b\n"), nil }

var errDisk = errors.New("disk full")

type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errDisk }
func (broken) Write([]byte) (int, error) { return 0, errDisk }

func TestErrors(t *testing.T) {
	err := console.New(strings.NewReader("a\nb\n"), broken{}, console.Options{}).Run(t.Context(), &recorder{})
	if !errors.Is(err, errDisk) {
		t.Errorf("writing: got %v", err)
	}
	h := &recorder{}
	_, err = run(t, io.MultiReader(strings.NewReader("a\nb"), broken{}), h)
	if !errors.Is(err, errDisk) {
		t.Errorf("reading: got %v", err)
	}
	if diff := cmp.Diff([]string{"a", "b"}, h.texts()); diff != "" {
		t.Errorf("what came before the error (-want +got):\n%s", diff)
	}
}

// TestCancel ends a console that waits for input.
func TestCancel(t *testing.T) {
	yes := true
	for name, o := range map[string]console.Options{"piped": {}, "interactive": {Interactive: &yes, Greeting: "/start"}} {
		t.Run(name, func(t *testing.T) {
			in, send := pipe(t)
			ctx, cancel := context.WithCancel(t.Context())
			h := &recorder{reply: func(*bot.Request) *bot.Reply { cancel(); return nil }}
			fmt.Fprintln(send, "hi")
			var out safeBuffer
			if err := console.New(in, &out, o).Run(ctx, h); err != nil {
				t.Error(err)
			}
			if len(h.requests) != 1 {
				t.Errorf("%d requests", len(h.requests))
			}
		})
	}
}

// safeBuffer is a buffer for two goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestStyleForFile(t *testing.T) {
	_, w := pipe(t)
	if got := console.StyleFor(w); got != (console.Style{}) {
		t.Errorf("a pipe gets %+v", got)
	}
	if c := console.New(w, w, console.Options{}); c.Interactive() {
		t.Error("nobody sits at a pipe")
	}
}
