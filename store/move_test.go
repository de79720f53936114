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

// TestMoveReminders takes along what is planned for everybody in the chat, and the reminders that go there.
func TestMoveReminders(t *testing.T) {
	s, _ := open(t, t.TempDir())
	weekly := func(kind store.ReminderKind, to store.Target) store.Reminder {
		return store.Reminder{Kind: kind, To: to, When: store.Schedule{Days: 1 << time.Sunday, Clock: 9 * 60, Zone: "Europe/Berlin"}}
	}
	_, err := s.ChangePosts(ctx, "telegram", "-5/7", func(p *store.Plan) error {
		p.Add(weekly(store.Post, store.Target{Account: store.Account{Platform: "telegram"}, Chat: "-5/7"}), now)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	zoe := store.Account{Platform: "telegram", User: "zoe"}
	_, err = s.Remind(ctx, zoe, "1", now, func(_ *store.Person, p *store.Plan) error {
		p.Add(weekly(store.RestDay, store.Target{Account: zoe, Chat: "-5"}), now)
		p.Add(weekly(store.TrainDay, store.Target{Account: zoe}), now)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Move(ctx, "telegram", "-5", "-1005"); err != nil {
			t.Fatal(err)
		}
		posts, err := s.Posts(ctx, "telegram", "-1005/7")
		if err != nil || len(posts.Reminders) != 1 || posts.Reminders[0].To.Chat != "-1005/7" {
			t.Fatalf("the posts are %+v, %v", posts.Reminders, err)
		}
		plan, err := s.Plan(ctx, zoe)
		if err != nil || len(plan.Reminders) != 2 || plan.Reminders[0].To.Chat != "-1005" || plan.Reminders[1].To.Chat != "" {
			t.Fatalf("the reminders are %+v, %v", plan.Reminders, err)
		}
		if old, err := s.Posts(ctx, "telegram", "-5/7"); err != nil || len(old.Reminders) != 0 {
			t.Fatalf("left behind are %+v, %v", old.Reminders, err)
		}
	}
	due, _, err := s.Claim(ctx, "telegram", time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), 10)
	if err != nil || len(due) == 0 {
		t.Fatalf("due are %+v, %v", due, err)
	}
	for _, d := range due {
		if d.Reminder.Kind == store.Post && d.Reminder.To.Chat != "-1005/7" {
			t.Errorf("a post goes to %q", d.Reminder.To.Chat)
		}
	}
}
