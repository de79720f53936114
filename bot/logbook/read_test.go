package logbook_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/logbook"
	"spotter/bot/strength"
	"spotter/content"
)

// now is a Thursday afternoon in Berlin.
var now = time.Date(2026, 11, 26, 17, 30, 0, 0, time.FixedZone("CET", 3600))

// reader reads with the lifts of the embedded pages, for somebody who lifts in kg.
func reader(t testing.TB) logbook.Reader {
	t.Helper()
	lib, problems := content.Load(content.Embedded())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	lift := func(l *content.Lift) logbook.Lift {
		return logbook.Lift{ID: l.ID, Name: l.Name, Body: l.Equipment == content.Bodyweight}
	}
	return logbook.Reader{
		Lift: func(words string) (logbook.Lift, bool) {
			l := lib.FindLift(words)
			if l == nil {
				return logbook.Lift{}, false
			}
			return lift(l), true
		},
		Near: func(words string) (near []logbook.Lift) {
			for _, l := range lib.Lifts() {
				if strings.Contains(words, l.Name) || len(bot.Nearest(words, append([]string{l.Name}, l.Aliases...), 1)) > 0 {
					near = append(near, lift(l))
				}
			}
			return near
		},
		Now: now, Unit: strength.Kilogram, Bar: strength.Milli(20_000, strength.Kilogram),
	}
}

// show writes what was read, in one line: what a table can hold.
func show(l logbook.Log) string {
	var entries []string
	for _, e := range l.Entries {
		s := e.Lift.ID
		for _, f := range e.Efforts {
			s += " " + showEffort(f)
		}
		if e.Said != 0 {
			s += " " + e.Said.String()
		}
		if !e.At.Equal(now) {
			s += " on " + e.At.Format("2006-01-02 15:04")
		}
		if e.Note != "" {
			s += " // " + e.Note
		}
		entries = append(entries, s)
	}
	out := strings.Join(entries, " | ")
	if l.Bare {
		out += " (bare)"
	}
	if l.Plain {
		out += " (plain)"
	}
	return out
}

func showEffort(f strength.Effort) string {
	s := strings.ReplaceAll(f.Weight.String(), " ", "")
	switch {
	case f.Body && f.Weight.Milli() == 0:
		s = "bw"
	case f.Body && f.Weight.Milli() > 0:
		s = "bw+" + s
	case f.Body:
		s = "bw" + s
	}
	s += fmt.Sprintf("x%dx%d", f.Reps, f.Count)
	if f.RPE != 0 {
		s += "@" + f.RPE.String()
	}
	if f.Failed {
		s += "F"
	}
	if f.WarmUp {
		s += "w"
	}
	return s
}

// outcome is what a message comes to: what was read, or behind a ! the sentence its writer gets, behind >> what the next
// message completes, and in brackets the lines of buttons.
func outcome(t testing.TB, r logbook.Reader, text string) string {
	t.Helper()
	got, err := r.Read(text)
	var user *bot.UserError
	switch {
	case errors.As(err, &user):
		out := "! " + user.Text
		if user.Expect != "" {
			out += " >> " + strings.ReplaceAll(user.Expect, "\n", `\n`)
		}
		if got.Plain {
			out += " (plain)"
		}
		for _, b := range user.Buttons {
			out += " [" + b.Line + "]"
		}
		return out
	case err != nil:
		t.Fatalf("%q: %v is no mistake of its writer's", text, err)
	}
	return show(got)
}

var update = flag.Bool("update", false, "write what is read into testdata")

// TestLines reads the lines of testdata/lines.txt: each stands over what it comes to.
func TestLines(t *testing.T) {
	const file = "testdata/lines.txt"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := reader(t)
	var out strings.Builder
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	read, wrong := 0, 0
	for i, line := range lines {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		out.WriteString(line + "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		got := outcome(t, r, strings.ReplaceAll(line, `\n`, "\n"))
		out.WriteString("\t" + got + "\n")
		read++
		if strings.HasPrefix(got, "!") {
			wrong++
		}
		if want := strings.TrimPrefix(next(lines, i), "\t"); got != want && !*update {
			t.Errorf("%s:%d: %s\n got %s\nwant %s", file, i+1, line, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Error(err)
		}
	}
	if read < 200 || wrong < 60 {
		t.Errorf("%d lines, %d of them wrong; at least 200 and 60 belong here", read, wrong)
	}
}

// next is the line behind i, "" at the end.
func next(lines []string, i int) string {
	if i+1 < len(lines) {
		return lines[i+1]
	}
	return ""
}
