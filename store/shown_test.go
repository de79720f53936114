package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"spotter/store"
)

func TestShown(t *testing.T) {
	s, _ := open(t, t.TempDir())
	until := now.Add(10 * time.Minute)
	knee := store.Shown{Topic: "pain/knee", Others: []string{"pain/hip", "squat/technique"}}
	shown := func(a store.Account, chat string, at time.Time) store.Shown {
		t.Helper()
		got, err := s.Shown(ctx, a, chat, at)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if err := s.Show(ctx, ana, "gym", knee, now, until); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		account store.Account
		chat    string
		at      time.Time
		want    store.Shown
	}{
		{ana, "gym", now, knee},
		{ana, "gym", until.Add(-time.Second), knee},
		{ana, "gym", until, store.Shown{}},
		{ana, "home", now, store.Shown{}},
		{bo, "gym", now, store.Shown{}},
	} {
		if diff := cmp.Diff(c.want, shown(c.account, c.chat, c.at)); diff != "" {
			t.Errorf("%v in %s at %s (-want +got):\n%s", c.account, c.chat, c.at.Format("15:04"), diff)
		}
	}
	if err := s.Show(ctx, ana, "home", knee, until, until.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	k, err := s.Kept(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	if k.Shown != 1 {
		t.Errorf("%d pages are kept, want only the last", k.Shown)
	}
}
