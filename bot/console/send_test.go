package console_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/console"
)

func reminder() *bot.Message {
	return &bot.Message{User: "me", Reply: &bot.Reply{Blocks: []bot.Block{bot.Para(bot.T("Rest day."))},
		Buttons: bot.Rows(1, bot.Button{Label: "Done", Line: "/reminders done 1"})}}
}

// TestSend shows a reminder between a message and the press of the reminder's button.
func TestSend(t *testing.T) {
	tests := []struct {
		name, term string
		sit        bool
		want       string
	}{
		{"piped", "", false, "2 bytes\n\nRest day.\n\n[1] Done\n\n17 bytes\n"},
		{"dumb", "dumb", true, "> 2 bytes\n\n> \nRest day.\n\n[1] Done\n\n> 17 bytes\n\n> \n"},
		{"editor", "xterm", true, "Rest day.\r\n\r\n[1] Done\r\n\r\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("TERM", tt.term)
			hands, in := io.Pipe()
			out := watched{wrote: make(chan struct{}, 1)}
			h := &recorder{}
			answered := make(chan string, 9)
			h.reply = func(r *bot.Request) *bot.Reply { answered <- r.Text; return nil }
			c := console.New(hands, &out, console.Options{Clock: clock, Interactive: &tt.sit})
			done := make(chan error, 1)
			go func() {
				done <- c.Run(t.Context(), bot.HandlerFunc(func(ctx context.Context, r *bot.Request) *bot.Reply {
					h.Handle(ctx, r)
					return bot.Say("%d bytes", len(r.Text))
				}))
			}()
			enter := "\r"
			if tt.term != "xterm" {
				enter = "\n"
			}
			typed(t, in, "hi"+enter)
			<-answered
			if tt.sit {
				out.await(t, "2 bytes\n\n> ")
			} else {
				out.await(t, "2 bytes\n")
			}
			if err := c.Send(t.Context(), reminder()); err != nil {
				t.Fatal(err)
			}
			typed(t, in, "1"+enter)
			if got := <-answered; got != "/reminders done 1" {
				t.Errorf("the button sent %q", got)
			}
			in.Close()
			if err := <-done; err != nil {
				t.Error(err)
			}
			if got := out.String(); !strings.Contains(got, tt.want) || strings.Count(got, "Rest day.") != 1 {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			var later *bot.LaterError
			if err := c.Send(t.Context(), reminder()); !errors.As(err, &later) {
				t.Errorf("after the end: %v", err)
			}
		})
	}
}

// watched is an output whose writes can be waited for.
type watched struct {
	safeBuffer
	wrote chan struct{}
}

func (w *watched) Write(p []byte) (int, error) {
	defer func() {
		select {
		case w.wrote <- struct{}{}:
		default:
		}
	}()
	return w.safeBuffer.Write(p)
}

// await waits until the text has been written.
func (w *watched) await(t *testing.T, text string) {
	t.Helper()
	for !strings.Contains(w.String(), text) {
		select {
		case <-w.wrote:
		case <-t.Context().Done():
			t.Fatalf("%q was not written: %q", text, w.String())
		}
	}
}

func typed(t *testing.T, in io.Writer, keys string) {
	t.Helper()
	if _, err := io.WriteString(in, keys); err != nil {
		t.Fatal(err)
	}
}

func TestSendElsewhere(t *testing.T) {
	var out bytes.Buffer
	c := console.New(strings.NewReader(""), &out, console.Options{User: "ana", Chat: "tty1"})
	for _, m := range []*bot.Message{{User: "bo"}, {User: "ana", Chat: "gym"}, {Chat: "tty1"}} {
		if err := c.Send(t.Context(), m); !errors.Is(err, bot.ErrGone) {
			t.Errorf("to %q in %q: %v", m.User, m.Chat, err)
		}
	}
	if out.Len() > 0 {
		t.Errorf("shown: %q", out.String())
	}
}
