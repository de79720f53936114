package command_test

import (
	"cmp"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/command"
	"spotter/bot/console"
	"spotter/bot/schedule"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/content/answer"
	"spotter/store"
	"spotter/store/bolt"
)

// knowledge is the embedded library and its answers, loaded once.
func knowledge(t testing.TB) (*content.Library, *answer.Engine) {
	t.Helper()
	lib, problems := content.Load(content.Embedded())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	answers, err := answer.New(lib)
	if err != nil {
		t.Fatal(err)
	}
	return lib, answers
}

// open opens the whole bot on a database in dir, as the program does.
func open(t *testing.T, dir string) (*bot.Router, func()) {
	t.Helper()
	router, _, done := openStore(t, dir)
	return router, done
}

func openStore(t *testing.T, dir string) (*bot.Router, *store.Store, func()) {
	t.Helper()
	lib, answers := knowledge(t)
	db, err := bolt.Open(filepath.Join(dir, "spotter.db"))
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	all := command.All(command.Deps{Store: st, Library: lib, Answers: answers, Unit: strength.Kilogram})
	router, err := bot.NewRouter(all, command.Question, answers.Alarm, st, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	return router, st, func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// waking is the whole bot with its reminders, which keeps what it sends.
type waking struct {
	*bot.Router
	scheduler *schedule.Scheduler
	now       time.Time

	mu   sync.Mutex
	said []bottest.Said
}

// Send keeps a message.
func (w *waking) Send(_ context.Context, m *bot.Message) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, bottest.Said{At: w.now, Message: m})
	return nil
}

// Wake has the scheduler look at the clock whenever something is due, as its loop does.
func (w *waking) Wake(ctx context.Context, since, until time.Time) ([]bottest.Said, error) {
	w.said = nil
	for w.now = since; ; {
		if err := w.scheduler.Fire(ctx, w.now); err != nil {
			return nil, err
		}
		at, planned, err := w.scheduler.Next(ctx)
		if err != nil || !planned || at.After(until) {
			// What is due at one time is sent side by side, in any order.
			slices.SortFunc(w.said, func(a, b bottest.Said) int {
				return cmp.Or(a.At.Compare(b.At), strings.Compare(a.User, b.User), strings.Compare(a.ID, b.ID))
			})
			return w.said, err
		}
		w.now = at
	}
}

// TestTranscripts plays the conversations in testdata.
func TestTranscripts(t *testing.T) {
	bottest.Play(t, "testdata/*.txt", func(t *testing.T, dir string) (bot.Handler, func()) {
		router, st, done := openStore(t, dir)
		lib, _ := knowledge(t)
		w := &waking{Router: router}
		w.scheduler = schedule.New(st, map[string]bot.Sender{console.Platform: w}, command.RemindWords(command.Deps{Store: st, Library: lib, Unit: strength.Kilogram}), slog.New(slog.NewTextHandler(t.Output(), nil)))
		return w, done
	})
}

// TestEachCommandHasATranscript holds that every command is talked to in testdata.
func TestEachCommandHasATranscript(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	router, done := open(t, t.TempDir())
	defer done()
	for _, c := range router.Commands() {
		if !strings.Contains(all.String(), "> /"+c.Name) {
			t.Errorf("no transcript talks to /%s", c.Name)
		}
	}
}

// TestEverythingLeadsSomewhere runs every example and presses every button that can be reached
// from there: each gets an answer, within the limits of the platforms.
func TestEverythingLeadsSomewhere(t *testing.T) {
	router, done := open(t, t.TempDir())
	defer done()
	var queue []string
	for _, c := range router.Commands() {
		queue = append(queue, c.Examples...)
		queue = append(queue, "/"+c.Name)
	}
	seen := map[string]bool{"/forgetme yes": true}
	for n := 0; len(queue) > 0; n++ {
		line := queue[0]
		queue = queue[1:]
		if seen[line] {
			continue
		}
		seen[line] = true
		r := &bot.Request{ID: line, Platform: "console", Chat: "c", User: "u", Private: true, Pressed: true, Text: line, Now: bottest.Start}
		reply := router.Handle(t.Context(), r)
		if reply == nil || len(reply.Blocks) == 0 {
			t.Fatalf("%s gets no answer", line)
		}
		bottest.Check(t, reply)
		for _, word := range []string{"Something went wrong", "I don't know", "I didn't understand", "I have no page", "I couldn't"} {
			if p, ok := reply.Blocks[0].(bot.Para); ok && strings.HasPrefix(bot.Text(p).String(), word) {
				t.Errorf("%s gets: %s", line, bot.Text(p))
			}
		}
		for _, row := range reply.Buttons {
			for _, b := range row {
				queue = append(queue, b.Line)
			}
		}
	}
	lib, _ := knowledge(t)
	for _, topic := range lib.Topics() {
		if !seen["/topic "+topic.ID] {
			t.Errorf("no button leads to %s", topic.ID)
		}
	}
}
