package store_test

import (
	"testing"

	"spotter/store"
)

// TestMovePlans gives a chat another id: reminders that go there and its posts come along, at their times;
// posts that are there already stay.
func TestMovePlans(t *testing.T) {
	s, _ := open(t, t.TempDir())
	in := func(a store.Account, chat string) store.Reminder {
		r := sundays(a)
		r.To.Chat = chat
		return r
	}
	remind(t, s, ana, "r1", now, func(p *store.Plan) {
		for _, chat := range []string{"-5", "-5/7", "-55", ""} {
			p.Add(in(ana, chat), now)
		}
		p.Daily = 9
	})
	post := func(chat string, clock store.Clock) {
		_, err := s.ChangePosts(ctx, "console", chat, func(p *store.Plan) error {
			r := in(store.Account{Platform: "console"}, chat)
			r.Kind, r.When.Clock = store.Post, clock
			p.Add(r, now)
			return nil
		})
		noError(t, err)
	}
	post("-5", store.At(9, 0))
	post("-5/7", store.At(9, 0))
	post("-1005/7", store.At(23, 0))
	for range 2 {
		noError(t, s.Move(ctx, "console", "-5", "-1005"))
		got := map[string]int{}
		for _, d := range claim(t, s, sunday) {
			got[d.Reminder.To.User+" "+d.Reminder.To.Chat]++
		}
		want := map[string]int{"ana -1005": 1, "ana -1005/7": 1, "ana -55": 1, "ana ": 1, " -1005": 1}
		if len(got) != len(want) {
			t.Errorf("due are %v, want %v", got, want)
		}
		for k, n := range want {
			if got[k] != n {
				t.Errorf("%d come to %q, want %d", got[k], k, n)
			}
		}
		noError(t, s.Reclaim(ctx, "console"))
	}
	if left, err := s.Posts(ctx, "console", "-5"); err != nil || len(left.Reminders) != 0 {
		t.Errorf("the old chat has %+v, %v", left, err)
	}
}
