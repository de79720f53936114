package store_test

import (
	"testing"
	"time"

	"spotter/store"
)

// TestMove gives a chat another id: dialogues of everybody, the community and notes come along,
// nothing of other chats or platforms does, and a second move changes nothing.
func TestMove(t *testing.T) {
	s, _ := open(t, t.TempDir())
	until := now.Add(time.Hour)
	expect := func(platform, chat, user, line string) {
		t.Helper()
		if err := s.Expect(ctx, platform, chat, user, line, until); err != nil {
			t.Fatal(err)
		}
	}
	expect("telegram", "-5", "ana", "/warmup squat")
	expect("telegram", "-5", "bo", "/settings bar")
	expect("telegram", "-5/7", "bo", "/form")
	expect("telegram", "-55", "bo", "/other")
	expect("discord", "-5", "bo", "/discord")
	for _, c := range []string{"-5", "-55"} {
		if _, err := s.Join(ctx, "telegram", c); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{"chat -5 topic", "chat -55 topic", "menu"} {
		if err := s.SetNote(ctx, "telegram", n, "x "+n); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := s.Move(ctx, "telegram", "-5", "-1005"); err != nil {
			t.Fatal(err)
		}
		checkMoved(t, s)
	}
	if err := s.Move(ctx, "telegram", "-55", "-55"); err != nil {
		t.Fatal(err)
	}
	checkMoved(t, s)
}

func checkMoved(t *testing.T, s *store.Store) {
	t.Helper()
	for _, d := range []struct{ platform, chat, user, want string }{
		{"telegram", "-1005", "ana", "/warmup squat"}, {"telegram", "-1005", "bo", "/settings bar"}, {"telegram", "-1005/7", "bo", "/form"},
		{"telegram", "-5", "ana", ""}, {"telegram", "-5", "bo", ""}, {"telegram", "-5/7", "bo", ""},
		{"telegram", "-55", "bo", "/other"}, {"discord", "-5", "bo", "/discord"},
	} {
		if got, err := s.Expected(ctx, d.platform, d.chat, d.user, now); got != d.want || err != nil {
			t.Errorf("%s in %s: %q, want %q (%v)", d.user, d.chat, got, d.want, err)
		}
	}
	for name, want := range map[string]string{"chat -1005 topic": "x chat -5 topic", "chat -5 topic": "", "chat -55 topic": "x chat -55 topic", "menu": "x menu"} {
		if got, err := s.Note(ctx, "telegram", name); got != want || err != nil {
			t.Errorf("note %q is %q, want %q (%v)", name, got, want, err)
		}
	}
	for _, c := range []string{"-1005", "-55"} {
		if first, err := s.Join(ctx, "telegram", c); first || err != nil {
			t.Errorf("community %s is new (%v)", c, err)
		}
	}
}

// TestMoveMerges keeps what is known under the new id.
func TestMoveMerges(t *testing.T) {
	s, _ := open(t, t.TempDir())
	for chat, line := range map[string]string{"-5": "/old", "-1005": "/new"} {
		if err := s.Expect(ctx, "telegram", chat, "ana", line, now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Join(ctx, "telegram", chat); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Move(ctx, "telegram", "-5", "-1005"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Expected(ctx, "telegram", "-1005", "ana", now); got != "/new" || err != nil {
		t.Errorf("the dialogue is %q, %v", got, err)
	}
	if first, err := s.Join(ctx, "telegram", "-5"); !first || err != nil {
		t.Errorf("the old community is known (%v)", err)
	}
}
