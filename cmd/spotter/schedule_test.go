package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"spotter/bot/console"
	"spotter/store"
	"spotter/store/bolt"
)

// plan keeps reminders of somebody's that come at a time, as an earlier run would have.
func plan(t *testing.T, data string, to store.Target, at time.Time, texts ...string) {
	t.Helper()
	db, err := bolt.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	st, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	before := at.Add(-time.Hour)
	_, err = st.Remind(t.Context(), to.Account, "r", before, func(_ *store.Person, p *store.Plan) error {
		for _, text := range texts {
			p.Add(store.Reminder{Kind: store.OwnWords, Text: text, When: store.Schedule{At: at}, To: to}, before)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestReminderOnTheTerminal starts the program with a reminder due in a moment, presses its button, and
// finds it done.
func TestReminderOnTheTerminal(t *testing.T) {
	data := filepath.Join(t.TempDir(), "spotter.db")
	me := store.Account{Platform: console.Platform, User: "me"}
	plan(t, data, store.Target{Account: me}, time.Now().Add(300*time.Millisecond), "pack the belt")
	hands, stdin := io.Pipe()
	out := &waiting{grown: make(chan struct{}, 1)}
	done := make(chan int, 1)
	go func() { done <- run(context.Background(), []string{"-data", data}, hands, out, io.Discard) }()
	out.await(t, `You asked me to remind you: "pack the belt".`)
	out.await(t, "[1] Done   [2] Snooze   [3] Turn off")
	if _, err := io.WriteString(stdin, "Done\n"); err != nil {
		t.Fatal(err)
	}
	out.await(t, "Good.")
	stdin.Close()
	if code := <-done; code != 0 {
		t.Errorf("exit %d", code)
	}
	if n := strings.Count(out.String(), "pack the belt"); n != 1 {
		t.Errorf("it came %d times", n)
	}
}

// waiting is an output that can be waited for.
type waiting struct {
	mu    sync.Mutex
	b     bytes.Buffer
	grown chan struct{}
}

func (w *waiting) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	select {
	case w.grown <- struct{}{}:
	default:
	}
	return w.b.Write(p)
}

func (w *waiting) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

func (w *waiting) await(t *testing.T, text string) {
	t.Helper()
	for !strings.Contains(w.String(), text) {
		select {
		case <-w.grown:
		case <-t.Context().Done():
			t.Fatalf("%q did not come: %q", text, w.String())
		}
	}
}
