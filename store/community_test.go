package store_test

import (
	"testing"
	"time"

	"spotter/store"
)

func join(t *testing.T, s *store.Store, community string) bool {
	t.Helper()
	first, err := s.Join(ctx, "discord", community)
	if err != nil {
		t.Fatal(err)
	}
	return first
}

func sweep(t *testing.T, s *store.Store, at time.Time) int {
	t.Helper()
	n, err := s.Sweep(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestCommunity joins, leaves, comes back and stays away: a community is new once, and gone thirty
// days after the bot was removed.
func TestCommunity(t *testing.T) {
	dir := t.TempDir()
	s, db := open(t, dir)
	if !join(t, s, "1") || join(t, s, "1") || !join(t, s, "2") {
		t.Fatal("a community is not new exactly once")
	}
	if err := s.Leave(ctx, "discord", "1", now); err != nil {
		t.Fatal(err)
	}
	if n := sweep(t, s, now.Add(store.LeaveTime-time.Second)); n != 0 {
		t.Errorf("%d communities went before their time", n)
	}
	if join(t, s, "1") {
		t.Error("a community that came back in time is new")
	}
	if n := sweep(t, s, now.Add(2*store.LeaveTime)); n != 0 {
		t.Errorf("%d communities went though the bot is in them", n)
	}
	if err := s.Leave(ctx, "discord", "1", now); err != nil {
		t.Fatal(err)
	}
	if err := s.Leave(ctx, "discord", "1", now.Add(time.Hour)); err != nil { // said again, it does not begin anew
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ = open(t, dir)
	if n := sweep(t, s, now.Add(store.LeaveTime)); n != 1 {
		t.Errorf("%d communities went after thirty days, want 1", n)
	}
	if !join(t, s, "1") || join(t, s, "2") {
		t.Error("the community that went is known, or the one that stayed is not")
	}
}

// TestMembers leaves what the platform no longer lists, and nothing of another platform.
func TestMembers(t *testing.T) {
	s, _ := open(t, t.TempDir())
	for _, id := range []string{"1", "2", "3"} {
		join(t, s, id)
	}
	if _, err := s.Join(ctx, "telegram", "1"); err != nil {
		t.Fatal(err)
	}
	if err := s.Members(ctx, "discord", func(id string) bool { return id == "2" }, now); err != nil {
		t.Fatal(err)
	}
	if n := sweep(t, s, now.Add(store.LeaveTime)); n != 2 {
		t.Errorf("%d communities went, want 2", n)
	}
	first, err := s.Join(ctx, "telegram", "1")
	if err != nil || first {
		t.Errorf("the other platform's community: new %v, %v", first, err)
	}
}

func TestNote(t *testing.T) {
	s, _ := open(t, t.TempDir())
	for _, want := range []string{"a", "b", ""} {
		if err := s.SetNote(ctx, "discord", "commands", want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Note(ctx, "discord", "commands"); err != nil || got != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
	if got, err := s.Note(ctx, "telegram", "commands"); err != nil || got != "" {
		t.Errorf("another platform's note: %q, %v", got, err)
	}
}

func TestReachable(t *testing.T) {
	s, _ := open(t, t.TempDir())
	set := func(a store.Account, reachable bool) {
		t.Helper()
		if err := s.SetReachable(ctx, a.Platform, a.User, reachable, now); err != nil {
			t.Fatal(err)
		}
	}
	check := func(a store.Account, want bool) {
		t.Helper()
		if got, err := s.Reachable(ctx, a); err != nil || got != want {
			t.Errorf("reachable %v, %v; want %v", got, err, want)
		}
	}
	set(bo, false)
	check(bo, true) // nothing is kept about bo, so nothing is begun
	change(t, s, ana, "1", now, func(*store.Person) {})
	check(ana, true)
	set(ana, false)
	check(ana, false)
	if k, err := s.Kept(ctx, ana); err != nil || !k.Unreachable {
		t.Errorf("kept: %+v, %v", k, err)
	}
	set(ana, true)
	check(ana, true)
	set(ana, false)
	if _, err := s.Forget(ctx, ana); err != nil {
		t.Fatal(err)
	}
	check(ana, true)
}
