package command_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/command"
	"spotter/bot/strength"
	"spotter/store"
	"spotter/store/bolt"
)

// TestQuestionsAreNoLog holds that no way to ask for a page is taken for a log, or for the question what
// was done last; and that clear ones are.
func TestQuestionsAreNoLog(t *testing.T) {
	router, done := open(t, t.TempDir())
	defer done()
	claimed := func(text string) (by string) {
		for _, c := range router.Commands() {
			if c.Plain == nil {
				continue
			}
			if line := c.Plain(&bot.Request{Now: bottest.Start}, text); line != "" {
				by += line
			}
		}
		return by
	}
	lib, _ := knowledge(t)
	asked := 0
	for _, topic := range lib.Topics() {
		for _, text := range topic.Ask {
			asked++
			if by := claimed(text); by != "" {
				t.Errorf("%q is taken as %s", text, by)
			}
		}
	}
	if asked < 300 {
		t.Errorf("only %d ways to ask", asked)
	}
	for _, text := range []string{
		"deadlift 180", "squat", "bench 100 5", "is 3x5 100 good for bench", "bench 100x5?", "squat 5x5 or 3x5", "bench 5x5 program",
		"should I bench 100x5 today", "did i bench 100x5", "last set felt heavy", "last squat felt bad", "what did i do wrong", "how much should i bench",
		"my back hurts after deadlift 180x5", "tomorrow squat 100x5", "3x5", "5x5?", "225 lb", "when did i last sleep", "",
	} {
		if by := claimed(text); by != "" {
			t.Errorf("%q is taken as %s", text, by)
		}
	}
	for text, want := range map[string]string{
		"bench 100 5,5,3":                       "/log bench 100 5,5,3",
		"squat 140x5\nbench 100x5 @8":           "/log squat 140x5\nbench 100x5 @8",
		"pull-ups 3x8":                          "/log pull-ups 3x8",
		"yesterday squat 140x5":                 "/log yesterday squat 140x5",
		"squat 3x5":                             "/log squat 3x5",
		"log bench 100":                         "/log bench 100",
		"180x5":                                 "/log 180x5",
		"225 lb 5x5":                            "/log 225 lb 5x5",
		"what did I deadlift last time":         "/last deadlift",
		"What did I squat last week?":           "/last squat",
		"when did i last bench":                 "/last bench-press",
		"my last deadlift session":              "/last deadlift",
		"how much weight did I press last time": "/last overhead-press",
		"last time i squatted":                  "/last squat",
	} {
		if by := claimed(text); by != want {
			t.Errorf("%q is taken as %q, want %q", text, by, want)
		}
	}
}

// TestLookKeepsNothing holds that a look at a log, which has no request id, is not logged and says so.
func TestLookKeepsNothing(t *testing.T) {
	router, done := open(t, t.TempDir())
	defer done()
	handle := func(id, text string) string {
		r := &bot.Request{ID: id, Platform: "console", Chat: "c", User: "u", Private: true, Text: text, Now: bottest.Start}
		return replyText(router.Handle(t.Context(), r))
	}
	for _, text := range []string{"/log deadlift 180x5", "/pain back 4"} {
		if got := handle("", text); !strings.Contains(got, "only in a chat") {
			t.Errorf("%s without an id: %s", text, got)
		}
	}
	for text, want := range map[string]string{"/history": "empty so far", "/pain": "Where does it hurt"} {
		if got := handle("1"+text, text); !strings.Contains(got, want) {
			t.Errorf("%s after it: %s", text, got)
		}
	}
}

// BenchmarkLog logs and looks back with ten years of four sessions a week behind.
func BenchmarkLog(b *testing.B) {
	lib, answers := knowledge(b)
	db, err := bolt.Open(filepath.Join(b.TempDir(), "spotter.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	st, err := store.Open(context.Background(), db)
	if err != nil {
		b.Fatal(err)
	}
	for week := range 520 {
		var batch []store.Entry
		for day := range 4 {
			at := bottest.Start.AddDate(0, 0, -7*week-day-1)
			for _, lift := range []string{"squat", "bench-press", "deadlift", "overhead-press"} {
				set := strength.Effort{Weight: strength.Milli(int64(140-week/10)*1000, strength.Kilogram), Reps: 5, Count: 3, RPE: 80}
				batch = append(batch, store.Entry{Session: strength.Session{Lift: lift, At: at, Efforts: []strength.Effort{set}}})
			}
		}
		if _, err := st.Log(b.Context(), store.Account{Platform: "console", User: "u"}, bottest.Start, store.Logging{Request: fmt.Sprint(week), Entries: batch}); err != nil {
			b.Fatal(err)
		}
	}
	all := command.All(command.Deps{Store: st, Library: lib, Answers: answers, Unit: strength.Kilogram})
	router, err := bot.NewRouter(all, command.Question, answers.Alarm, st, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for _, text := range []string{"/log deadlift 141x5 @8", "/rest", "/history deadlift", "/pr", "/last"} {
		b.Run(strings.Fields(text)[0][1:], func(b *testing.B) {
			for b.Loop() {
				n++
				r := &bot.Request{ID: fmt.Sprint("b", n), Platform: "console", Chat: "c", User: "u", Private: true, Text: text, Now: bottest.Start}
				if reply := router.Handle(b.Context(), r); len(reply.Blocks) == 0 {
					b.Fatal("no answer")
				}
			}
		})
	}
}

// TestSetsCountOnce holds that a message which the platform delivers again, before or after it was edited,
// leaves its sets once, as it was written last.
func TestSetsCountOnce(t *testing.T) {
	router, done := open(t, t.TempDir())
	defer done()
	say := func(id, message, text string) {
		t.Helper()
		r := &bot.Request{ID: id, Message: message, Edited: id == "u2", Platform: "console", Chat: "c", User: "u", Private: true, Text: text, Now: bottest.Start}
		if reply := router.Handle(t.Context(), r); reply == nil || strings.Contains(replyText(reply), "went wrong") {
			t.Fatalf("%s: %s", text, replyText(reply))
		}
	}
	first, edited := "bench 100x5", "bench 102.5x5"
	for _, id := range []string{"u1", "u1", "u2", "u1", "u2", "u2", "u1"} {
		text := first
		if id == "u2" {
			text = edited
		}
		say(id, "m1", text)
	}
	say("u3", "m2", "squat 140x5")
	reply := router.Handle(t.Context(), &bot.Request{ID: "u4", Platform: "console", Chat: "c", User: "u", Private: true, Text: "/history bench", Now: bottest.Start})
	table, ok := reply.Blocks[1].(bot.Table)
	if !ok || len(table.Rows) != 1 || table.Rows[0][1] != "102.5 kg × 5" {
		t.Errorf("the history is %v", reply.Blocks)
	}
}

// replyText is the first paragraph of a reply.
func replyText(r *bot.Reply) string {
	if r == nil || len(r.Blocks) == 0 {
		return ""
	}
	p, _ := r.Blocks[0].(bot.Para)
	return bot.Text(p).String()
}
