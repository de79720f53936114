package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"spotter/bot/strength"
	"spotter/store"
)

var same = cmp.Comparer(func(a, b strength.Mass) bool { return a == b })

// lifted is an entry with every field set.
func lifted(lift string, at time.Time, kilos int64) store.Entry {
	return store.Entry{Note: "belt", Session: strength.Session{Lift: lift, At: at, Said: strength.Heavy, Efforts: []strength.Effort{
		{Weight: strength.Milli(kilos*1000, strength.Kilogram), Reps: 5, Count: 3, RPE: 85},
		{Weight: strength.Milli(-20_000, strength.Pound), Body: true, Reps: 8, Count: 1, Failed: true, WarmUp: true},
	}}}
}

func logIt(t *testing.T, s *store.Store, request, message string, entries ...store.Entry) store.Logged {
	t.Helper()
	l, err := s.Log(ctx, ana, now, store.Logging{Request: request, Message: message, Entries: entries})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func entries(t *testing.T, s *store.Store, since time.Time, lift string) []store.Entry {
	t.Helper()
	all, err := s.Entries(ctx, ana, since, lift)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLogSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	s, db := open(t, dir)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	want := logIt(t, s, "r1", "m1", lifted("squat", time.Date(2026, 11, 17, 0, 30, 0, 0, berlin), 140), lifted("deadlift", now.AddDate(0, 0, -1), 180)).Entries
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ = open(t, dir)
	got := entries(t, s, time.Time{}, "")
	if diff := cmp.Diff([]store.Entry{want[0], want[1]}, got, same, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Errorf("entries after reopening (-want +got):\n%s", diff)
	}
	if day := got[0].At.Day(); day != 17 {
		t.Errorf("an entry of the 17th at half past midnight in Berlin is of day %d after reopening", day)
	}
}

func TestEntriesComeLatestFirst(t *testing.T) {
	s, _ := open(t, t.TempDir())
	for i, days := range []int{3, 0, 10, 1, 1, 400} {
		lift := []string{"squat", "deadlift"}[i%2]
		logIt(t, s, fmt.Sprint("r", i), "", lifted(lift, now.AddDate(0, 0, -days), 100))
	}
	ages := func(since time.Time, lift string) (out []int) {
		for _, e := range entries(t, s, since, lift) {
			out = append(out, int(now.Sub(e.At).Hours()/24))
		}
		return out
	}
	for _, c := range []struct {
		since time.Time
		lift  string
		want  []int
	}{
		{time.Time{}, "", []int{0, 1, 1, 3, 10, 400}},
		{now.AddDate(0, 0, -3), "", []int{0, 1, 1, 3}},
		{now.AddDate(0, 0, -3).Add(time.Second), "", []int{0, 1, 1}},
		{time.Time{}, "squat", []int{1, 3, 10}},
		{time.Time{}, "bench-press", nil},
	} {
		if diff := cmp.Diff(c.want, ages(c.since, c.lift)); diff != "" {
			t.Errorf("since %s of %q (-want +got):\n%s", c.since, c.lift, diff)
		}
	}
}

func TestLogHappensOncePerRequest(t *testing.T) {
	s, _ := open(t, t.TempDir())
	first := logIt(t, s, "r1", "", lifted("squat", now, 140))
	again := logIt(t, s, "r1", "", lifted("squat", now, 140))
	if diff := cmp.Diff(first.Entries, again.Entries, same); diff != "" || len(again.Old) != 0 || again.Batch != first.Batch {
		t.Errorf("the repeated request returns something else (-first +again):\n%s", diff)
	}
	logIt(t, s, "r2", "", lifted("squat", now, 140))
	if n := len(entries(t, s, time.Time{}, "")); n != 2 {
		t.Errorf("%d entries after one request twice and another once, want 2", n)
	}
}

// TestEditedMessageCorrects logs a message, edits it twice, and has each update come again: there are
// always the entries of the last version alone.
func TestEditedMessageCorrects(t *testing.T) {
	s, _ := open(t, t.TempDir())
	other := logIt(t, s, "r0", "m0", lifted("bench-press", now, 90)).Entries[0]
	logIt(t, s, "r1", "m1", lifted("squat", now, 140), lifted("deadlift", now, 180))
	l := logIt(t, s, "r2", "m1", lifted("squat", now.AddDate(0, 0, -1), 145))
	if len(l.Old) != 2 || l.Old[1].Lift != "deadlift" {
		t.Errorf("the edit took the place of %+v", l.Old)
	}
	for _, request := range []string{"r1", "r2", "r1"} {
		logIt(t, s, request, "m1", lifted("squat", now, 999))
	}
	want := []store.Entry{other, l.Entries[0]}
	if diff := cmp.Diff(want, entries(t, s, time.Time{}, ""), same); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func TestUnlog(t *testing.T) {
	s, db := open(t, t.TempDir())
	undo := func(request, batch string, want int) {
		t.Helper()
		old, err := s.Unlog(ctx, ana, request, now, batch)
		if err != nil || len(old) != want {
			t.Errorf("undoing %q returned %d entries, %v; want %d", batch, len(old), err, want)
		}
	}
	undo("u0", "", 0) // of a stranger
	first := logIt(t, s, "r1", "m1", lifted("squat", now, 140), lifted("deadlift", now, 180))
	second := logIt(t, s, "r2", "m2", lifted("bench-press", now, 100))
	undo("u1", "nonsense", 0)
	undo("u2", first.Batch, 2)
	undo("u3", first.Batch, 0)
	undo("u4", "", 1)
	undo("u5", "", 0)
	undo("u6", second.Batch, 0)
	logIt(t, s, "r3", "m3", lifted("bench-press", now, 100))
	logIt(t, s, "r4", "m4", lifted("bench-press", now, 101))
	undo("u7", "", 1)
	undo("u7", "", 0) // the same press comes again
	if got := entries(t, s, time.Time{}, ""); len(got) != 1 || got[0].Efforts[0].Weight.Milli() != 100_000 {
		t.Errorf("left is %+v", got)
	}
	logIt(t, s, "r5", "m4", lifted("bench-press", now, 102)) // edited after it was taken back
	if n := len(entries(t, s, time.Time{}, "")); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}
	if _, err := s.Forget(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if left := dump(t, db); len(left) != 1 {
		t.Errorf("left after forgetting: %q", left)
	}
}

func TestLookKeepsNothing(t *testing.T) {
	s, db := open(t, t.TempDir())
	before := dump(t, db)
	for _, a := range []store.Account{ana, {Platform: "console"}} {
		request := ""
		if a.User == "" {
			request = "r"
		}
		l, err := s.Log(ctx, a, now, store.Logging{Request: request, Entries: []store.Entry{lifted("squat", now, 140)}})
		if err != nil || len(l.Entries) != 1 {
			t.Errorf("a look returns %+v, %v", l, err)
		}
	}
	if diff := cmp.Diff(before, dump(t, db)); diff != "" {
		t.Errorf("a look left something:\n%s", diff)
	}
}

func TestUnitIsSaidOnce(t *testing.T) {
	s, _ := open(t, t.TempDir())
	for i, c := range []struct{ bare, want bool }{{false, false}, {true, true}, {true, false}} {
		l, err := s.Log(ctx, ana, now, store.Logging{Request: fmt.Sprint(i), Bare: c.bare, Entries: []store.Entry{lifted("squat", now, 140)}})
		if err != nil || l.SayUnit != c.want {
			t.Errorf("message %d: say %v, %v; want %v", i, l.SayUnit, err, c.want)
		}
	}
}

func TestPain(t *testing.T) {
	s, _ := open(t, t.TempDir())
	hurts := func(part string, level int, at time.Time) {
		t.Helper()
		if _, err := s.Hurts(ctx, ana, part, level, at); err != nil {
			t.Fatal(err)
		}
	}
	check := func(at time.Time, want ...store.Pain) {
		t.Helper()
		got, err := s.Pains(ctx, ana, at)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("pains (-want +got):\n%s", diff)
		}
	}
	check(now)
	hurts("knee", 2, now)
	hurts("back", 4, now)
	day := now.AddDate(0, 0, 1)
	hurts("back", 6, day)
	back, knee := store.Pain{Part: "back", Level: 6, Since: now, Told: day}, store.Pain{Part: "knee", Level: 2, Since: now, Told: now}
	check(day, back, knee)
	if got := back.Due(); !got.Equal(day.Add(72 * time.Hour)) {
		t.Errorf("due %s", got)
	}
	check(now.Add(store.PainTime), back) // the knee's time is over
	if gone, err := s.Healed(ctx, ana, "knee", day); err != nil || len(gone) != 1 {
		t.Errorf("healed %+v, %v", gone, err)
	}
	if gone, err := s.Healed(ctx, ana, "", day); err != nil || len(gone) != 1 || gone[0].Part != "back" {
		t.Errorf("healed %+v, %v", gone, err)
	}
	check(day)
	hurts("hip", 0, day)
	change(t, s, ana, "later", day.Add(store.PainTime), func(*store.Person) {})
	if k, err := s.Kept(ctx, ana); err != nil || k.Pains != 0 {
		t.Errorf("after its time %d pains are kept, %v", k.Pains, err)
	}
}

// BenchmarkEntries reads a lift's whole history out of ten years of four sessions a week, four lifts each.
func BenchmarkEntries(b *testing.B) {
	s, _ := open(b, b.TempDir())
	for week := range 520 {
		var batch []store.Entry
		for i, lift := range []string{"squat", "bench-press", "deadlift", "overhead-press"} {
			for day := range 4 {
				batch = append(batch, lifted(lift, now.AddDate(0, 0, -7*week-day).Add(time.Duration(i)*time.Minute), 100))
			}
		}
		if _, err := s.Log(ctx, ana, now, store.Logging{Request: fmt.Sprint(week), Entries: batch}); err != nil {
			b.Fatal(err)
		}
	}
	for _, c := range []struct {
		name  string
		since time.Time
		lift  string
		want  int
	}{{"lift", time.Time{}, "deadlift", 2080}, {"twelve weeks", now.AddDate(0, 0, -84), "", 196}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				got, err := s.Entries(ctx, ana, c.since, c.lift)
				if err != nil || len(got) < c.want {
					b.Fatalf("%d entries, %v", len(got), err)
				}
			}
		})
	}
}
