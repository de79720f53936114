package logbook_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"spotter/bot"
	"spotter/bot/logbook"
	"spotter/bot/strength"
)

// FuzzRead holds that any text is read to entries within the limits, or to one sentence for its writer; and that an entry, written as
// a line, is read back to the same.
func FuzzRead(f *testing.F) {
	raw, err := os.ReadFile("testdata/lines.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if !strings.HasPrefix(line, "\t") {
			f.Add(strings.ReplaceAll(strings.TrimSpace(line), `\n`, "\n"))
		}
	}
	r := reader(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = bot.Clean(text)
		got, err := r.Read(text)
		if err != nil {
			checkSentence(t, text, err)
			return
		}
		if len(got.Entries) == 0 || len(got.Entries) > 12 {
			t.Fatalf("%q has %d entries", text, len(got.Entries))
		}
		for _, e := range got.Entries {
			checkEntry(t, text, e)
			again, err := r.Read(e.Line())
			if err != nil {
				t.Fatalf("%q is written as %q, which gives %v", text, e.Line(), err)
			}
			if len(again.Entries) != 1 {
				t.Fatalf("%q is written as %q, which gives %d entries", text, e.Line(), len(again.Entries))
			}
			back := again.Entries[0]
			e.At, back.At = e.At.Truncate(60e9), back.At.Truncate(60e9)
			if diff := cmp.Diff(e, back, cmp.Comparer(func(a, b strength.Mass) bool { return a == b })); diff != "" {
				t.Fatalf("%q is written as %q, and read back differently:\n%s", text, e.Line(), diff)
			}
		}
	})
}

func checkSentence(t *testing.T, text string, err error) {
	t.Helper()
	var user *bot.UserError
	if !errors.As(err, &user) {
		t.Fatalf("%q: %v is no mistake of its writer's", text, err)
	}
	if n := utf8.RuneCountInString(user.Text); n > 300 || !utf8.ValidString(user.Text) || strings.ContainsAny(user.Text, "\n\x00") {
		t.Errorf("%q gets %d characters: %q", text, n, user.Text)
	}
	for _, b := range user.Buttons {
		if len(b.Line) > bot.MaxButtonLine {
			t.Errorf("%q gets a button %q", text, b.Line)
		}
	}
}

func checkEntry(t *testing.T, text string, e logbook.Entry) {
	t.Helper()
	if len(e.Efforts) == 0 || len(e.Efforts) > 80 || e.At.After(now) || e.At.Year() < 2000 || len(e.Note) > 200 || !utf8.ValidString(e.Note) {
		t.Errorf("%q has the entry %+v", text, e)
	}
	for _, f := range e.Efforts {
		size := f.Weight
		if size.Milli() < 0 {
			size = strength.Milli(-size.Milli(), size.Unit())
		}
		switch {
		case f.Count < 1 || f.Count > 20, f.Reps < 0 || f.Reps > 100, f.Reps == 0 && !f.Failed, f.RPE > strength.MaxRPE || f.RPE%5 != 0,
			f.Body != e.Lift.Body, !f.Body && f.Weight.Milli() <= 0, f.Weight.Milli() != 0 && (size.Check() != nil || size.Unit() == 0):
			t.Errorf("%q has the sets %+v", text, f)
		}
	}
}
