package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"spotter/store"
)

// TestProgress keeps how far a stream is, apart from every other, over a restart.
func TestProgress(t *testing.T) {
	dir := t.TempDir()
	s, db := open(t, dir)
	if next, done, at, err := s.Progress(ctx, "telegram", "1"); next != 0 || done != nil || !at.IsZero() || err != nil {
		t.Errorf("before anything: %d %v %v, %v", next, done, at, err)
	}
	for _, p := range []struct {
		next int64
		done []int64
	}{{7, []int64{9, 11}}, {12, nil}, {20, []int64{22}}} {
		if err := s.Advance(ctx, "telegram", "1", p.next, p.done, now); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ = open(t, dir)
	next, done, at, err := s.Progress(ctx, "telegram", "1")
	if next != 20 || !cmp.Equal(done, []int64{22}) || !at.Equal(now) || err != nil {
		t.Errorf("after: %d %v %v, %v", next, done, at, err)
	}
	if next, _, _, err := s.Progress(ctx, "telegram", "2"); next != 0 || err != nil {
		t.Errorf("another stream is at %d, %v", next, err)
	}
}

// TestNobody holds that nothing is kept of nobody, and nothing of a look.
func TestNobody(t *testing.T) {
	s, _ := open(t, t.TempDir())
	nobody := store.Account{Platform: "telegram"}
	set := func(p *store.Person) { p.Settings.Zone = "Europe/Berlin" }
	if p := change(t, s, nobody, "1", now, set); p.Settings.Zone != "Europe/Berlin" {
		t.Errorf("the change was not made: %+v", p)
	}
	if p := person(t, s, nobody); p.ID != "" || p.Settings.Zone != "" {
		t.Errorf("nobody is kept: %+v", p)
	}
	if err := s.Expect(ctx, "telegram", "c", "", "/warmup", now.Add(1)); err != nil {
		t.Fatal(err)
	}
	if line, err := s.Expected(ctx, "telegram", "c", "", now); line != "" || err != nil {
		t.Errorf("a dialogue with nobody: %q, %v", line, err)
	}
	change(t, s, ana, "1", now, func(p *store.Person) { p.Settings.Zone = "Asia/Tokyo" })
	if p := change(t, s, ana, "", now, set); p.Settings.Zone != "Europe/Berlin" {
		t.Errorf("a look shows %+v", p)
	}
	if p := person(t, s, ana); p.Settings.Zone != "Asia/Tokyo" {
		t.Errorf("a look changed %+v", p)
	}
}
