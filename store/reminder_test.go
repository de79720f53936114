package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"spotter/store"
)

// sundays is a rest day at nine in Berlin.
func sundays(a store.Account) store.Reminder {
	return store.Reminder{Kind: store.RestDay, To: store.Target{Account: a},
		When: store.Schedule{Days: store.On(time.Sunday), Clock: store.At(9, 0), Zone: "Europe/Berlin"}}
}

// once is something to be told at an instant.
func once(a store.Account, at time.Time) store.Reminder {
	return store.Reminder{Kind: store.OwnWords, To: store.Target{Account: a}, When: store.Schedule{At: at}, Text: "belt"}
}

// sunday is when the first reminder of sundays comes after now.
var sunday = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func remind(t *testing.T, s *store.Store, a store.Account, request string, at time.Time, fn func(*store.Plan)) store.Plan {
	t.Helper()
	plan, err := s.Remind(ctx, a, request, at, func(_ *store.Person, p *store.Plan) error { fn(p); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func plan(t *testing.T, s *store.Store, a store.Account) store.Plan {
	t.Helper()
	p, err := s.Plan(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func claim(t *testing.T, s *store.Store, at time.Time) []store.Due {
	t.Helper()
	var all []store.Due
	for more := true; more; {
		var due []store.Due
		var err error
		if due, more, err = s.Claim(ctx, "console", at, 2); err != nil {
			t.Fatal(err)
		}
		all = append(all, due...)
	}
	return all
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// next is when the first thing is due, zero for never.
func next(t *testing.T, s *store.Store) time.Time {
	t.Helper()
	at, _, err := s.NextDue(ctx, "console")
	noError(t, err)
	return at
}

func TestPlanSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	s, db := open(t, dir)
	all := store.Reminder{Kind: store.OwnWords, Text: "belt", To: store.Target{Account: ana, Chat: "#gym"}, State: store.Planned,
		When: store.Schedule{Date: store.Date{Year: 2026, Month: 12, Day: 1}, Clock: store.At(7, 30), Zone: "Asia/Tokyo"}}
	remind(t, s, ana, "r1", now, func(p *store.Plan) {
		p.Quiet, p.Daily, p.Unanswered = store.Quiet{From: store.At(22, 0), To: store.At(7, 0), Zone: "Asia/Tokyo"}, 2, 1
		p.Again(p.Add(all, now), now.Add(time.Hour))
		p.Pause(p.Add(sundays(ana), now))
		p.Add(once(ana, now.Add(time.Hour)), now)
	})
	want := plan(t, s, ana)
	noError(t, db.Close())
	s, _ = open(t, dir)
	if diff := cmp.Diff(want, plan(t, s, ana), cmp.AllowUnexported(store.Plan{}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".zones" || p.Last().String() == ".kept" }, cmp.Ignore())); diff != "" {
		t.Errorf("the plan after reopening (-want +got):\n%s", diff)
	}
	if len(want.Reminders) != 3 || want.Reminders[0].Snooze.IsZero() || want.Reminders[1].State != store.Paused || want.Reminders[2].Number != 3 {
		t.Errorf("kept %+v", want.Reminders)
	}
}

func TestNumbersAreNeverUsedTwice(t *testing.T) {
	s, _ := open(t, t.TempDir())
	remind(t, s, ana, "r1", now, func(p *store.Plan) { p.Add(sundays(ana), now); p.Remove(1) })
	got := remind(t, s, ana, "r2", now, func(p *store.Plan) { p.Add(sundays(ana), now) })
	if got.Reminders[0].Number != 2 {
		t.Errorf("the second reminder has the number %d", got.Reminders[0].Number)
	}
	if again := remind(t, s, ana, "r2", now, func(p *store.Plan) { p.Add(sundays(ana), now) }); len(again.Reminders) != 1 {
		t.Errorf("a repeated request made %d reminders", len(again.Reminders))
	}
}

// TestEachTimeIsClaimedOnce follows a weekly and a single reminder through their times.
func TestEachTimeIsClaimedOnce(t *testing.T) {
	s, _ := open(t, t.TempDir())
	remind(t, s, ana, "r1", now, func(p *store.Plan) {
		p.Add(sundays(ana), now)
		p.Add(once(ana, sunday.Add(time.Hour)), now)
	})
	if due := claim(t, s, sunday.Add(-time.Second)); len(due) != 0 {
		t.Fatalf("claimed before its time: %+v", due)
	}
	if next(t, s) != sunday {
		t.Errorf("the first is due %v, want %v", next(t, s), sunday)
	}
	due := claim(t, s, sunday)
	if len(due) != 1 || due[0].Reminder.Number != 1 || due[0].Last {
		t.Fatalf("claimed %+v", due)
	}
	if more := claim(t, s, sunday); len(more) != 0 {
		t.Errorf("claimed twice: %+v", more)
	}
	noError(t, s.Delivered(ctx, due[0], sunday))
	noError(t, s.Delivered(ctx, due[0], sunday))
	if got := plan(t, s, ana); got.Unanswered != 1 || !got.Find(1).Next.Equal(sunday.AddDate(0, 0, 7)) {
		t.Errorf("after delivery: %+v", got)
	}
	at := sunday.Add(time.Hour)
	due = claim(t, s, at)
	if len(due) != 1 || due[0].Reminder.Text != "belt" {
		t.Fatalf("claimed %+v", due)
	}
	noError(t, s.Delivered(ctx, due[0], at))
	if got := plan(t, s, ana); got.Unanswered != 1 || got.Find(2).State != store.Sent {
		t.Errorf("after the single one: %+v", got)
	}
	claim(t, s, at.Add(store.SentTime))
	if got := plan(t, s, ana); got.Find(2) != nil {
		t.Errorf("a single reminder outlived its time: %+v", got.Find(2))
	}
}

func TestWhatBecomesOfAClaim(t *testing.T) {
	week := sunday.AddDate(0, 0, 7)
	tests := []struct {
		name   string
		settle func(*store.Store, store.Due) error
		state  store.ReminderState
		next   time.Time // what is due next
	}{
		{"delivered", func(s *store.Store, d store.Due) error { return s.Delivered(ctx, d, sunday) }, store.Planned, week},
		{"skipped", func(s *store.Store, d store.Due) error { return s.Skipped(ctx, d, sunday) }, store.Planned, week},
		{"undeliverable", func(s *store.Store, d store.Due) error { return s.Undeliverable(ctx, d, sunday) }, store.Planned, week},
		{"later", func(s *store.Store, d store.Due) error { return s.Later(ctx, d, sunday, 0) }, store.Planned, sunday.Add(30 * time.Second)},
		{"much later", func(s *store.Store, d store.Due) error { return s.Later(ctx, d, sunday, time.Hour) }, store.Planned, sunday.Add(time.Hour)},
		{"unreachable", func(s *store.Store, d store.Due) error { return s.Unreachable(ctx, d) }, store.Gone, time.Time{}},
		{"lost with the process", func(s *store.Store, _ store.Due) error { return s.Reclaim(ctx, "console") }, store.Planned, sunday},
		{"turned off meanwhile", func(s *store.Store, d store.Due) error {
			_, err := s.Remind(ctx, ana, "off", sunday, func(_ *store.Person, p *store.Plan) error { p.Remove(1); return nil })
			if err == nil {
				err = s.Delivered(ctx, d, sunday)
			}
			return err
		}, "none", time.Time{}},
		{"moved meanwhile", func(s *store.Store, d store.Due) error {
			_, err := s.Remind(ctx, ana, "move", sunday, func(_ *store.Person, p *store.Plan) error {
				r := p.Find(1)
				r.When.Clock = store.At(10, 0)
				p.Start(r, sunday)
				return nil
			})
			if err == nil {
				err = s.Later(ctx, d, sunday, 0)
			}
			return err
		}, store.Planned, sunday.Add(time.Hour)},
		{"reworded meanwhile", func(s *store.Store, d store.Due) error {
			_, err := s.Remind(ctx, ana, "reword", sunday, func(_ *store.Person, p *store.Plan) error { p.Find(1).Text = "x"; return nil })
			if due := claimed(s, sunday); err == nil && due > 0 {
				t.Errorf("claimed %d again", due)
			}
			if err == nil {
				err = s.Delivered(ctx, d, sunday)
			}
			return err
		}, store.Planned, week},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := open(t, t.TempDir())
			remind(t, s, ana, "r1", now, func(p *store.Plan) { p.Add(sundays(ana), now) })
			due := claim(t, s, sunday)
			if len(due) != 1 {
				t.Fatalf("claimed %+v", due)
			}
			noError(t, tt.settle(s, due[0]))
			state := store.ReminderState("none")
			got := plan(t, s, ana)
			if r := got.Find(1); r != nil {
				state = r.State
			}
			if state != tt.state || !next(t, s).Equal(tt.next) {
				t.Errorf("it is %q and due %v, want %q and %v", state, next(t, s), tt.state, tt.next)
			}
		})
	}
}

func claimed(s *store.Store, at time.Time) int {
	due, _, err := s.Claim(ctx, "console", at, 9)
	if err != nil {
		return -1
	}
	return len(due)
}

func TestLateness(t *testing.T) {
	daily := sundays(ana)
	daily.When.Days = store.EveryDay
	first := time.Date(2026, 11, 18, 8, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		r    store.Reminder
		at   time.Time
		due  time.Time // of what is sent; zero for nothing
		next time.Time
	}{
		{"two hours late", sundays(ana), sunday.Add(2 * time.Hour), sunday, time.Time{}},
		{"later", sundays(ana), sunday.Add(2*time.Hour + time.Second), time.Time{}, sunday.AddDate(0, 0, 7)},
		{"three days away, and today's is not too late", daily, first.AddDate(0, 0, 3).Add(time.Hour), first.AddDate(0, 0, 3), time.Time{}},
		{"three days away, and today's is too late", daily, first.AddDate(0, 0, 3).Add(3 * time.Hour), time.Time{}, first.AddDate(0, 0, 4)},
		{"what was to be told once is told", once(ana, first), first.AddDate(0, 0, 9), first, time.Time{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := open(t, t.TempDir())
			remind(t, s, ana, "r1", now, func(p *store.Plan) { p.Add(tt.r, now) })
			due := claim(t, s, tt.at)
			var at time.Time
			if len(due) == 1 {
				at = due[0].Reminder.Due()
			}
			if len(due) > 1 || !at.Equal(tt.due) || !next(t, s).Equal(tt.next) {
				t.Errorf("sent %+v, next %v; want one of %v and then %v", due, next(t, s), tt.due, tt.next)
			}
		})
	}
}

func TestOneNudgeADay(t *testing.T) {
	s, _ := open(t, t.TempDir())
	second := sundays(ana)
	second.When.Clock = store.At(17, 0)
	same := sundays(ana)
	same.Kind = store.TrainDay
	remind(t, s, ana, "r1", now, func(p *store.Plan) {
		p.Add(sundays(ana), now)
		p.Add(same, now)
		p.Add(second, now)
		p.Add(once(ana, sunday.Add(time.Minute)), now)
	})
	due := claim(t, s, sunday)
	if len(due) != 1 || due[0].Reminder.Number != 1 {
		t.Fatalf("at nine: %+v", due)
	}
	noError(t, s.Delivered(ctx, due[0], sunday))
	if due = claim(t, s, sunday.Add(time.Minute)); len(due) != 1 || due[0].Reminder.Number != 4 {
		t.Fatalf("what was asked for at that time comes besides: %+v", due)
	}
	if due = claim(t, s, sunday.Add(8*time.Hour)); len(due) != 0 {
		t.Errorf("a second nudge on one day: %+v", due)
	}
	remind(t, s, ana, "r2", sunday, func(p *store.Plan) { p.Daily, p.Unanswered = 2, 0 })
	week := sunday.AddDate(0, 0, 7)
	if due = claim(t, s, week); len(due) != 2 {
		t.Errorf("with two a day: %+v", due)
	}
}

func TestIgnoredNudgesStop(t *testing.T) {
	s, _ := open(t, t.TempDir())
	remind(t, s, ana, "r1", now, func(p *store.Plan) {
		p.Add(sundays(ana), now)
		p.Add(once(ana, sunday.AddDate(0, 0, 30)), now)
	})
	at := sunday
	for range store.IgnoredLimit {
		due := claim(t, s, at)
		if len(due) != 1 || due[0].Last {
			t.Fatalf("at %v: %+v", at, due)
		}
		noError(t, s.Delivered(ctx, due[0], at))
		at = at.AddDate(0, 0, 7)
	}
	due := claim(t, s, at)
	if len(due) != 1 || !due[0].Last {
		t.Fatalf("after three unanswered: %+v", due)
	}
	noError(t, s.Delivered(ctx, due[0], at))
	got := plan(t, s, ana)
	if got.Find(1).State != store.Paused || got.Find(2).State != store.Planned || got.Unanswered != 0 {
		t.Errorf("after the last note: %+v", got)
	}
	remind(t, s, ana, "r2", at, func(p *store.Plan) { p.Start(p.Find(1), at) })
	if due := claim(t, s, at.AddDate(0, 0, 7)); len(due) != 1 || due[0].Last {
		t.Errorf("after resuming: %+v", due)
	}
}

func TestQuietHours(t *testing.T) {
	quiet := func(from, to store.Clock) store.Quiet { return store.Quiet{From: from, To: to, Zone: "Europe/Berlin"} }
	tests := []struct {
		name  string
		quiet store.Quiet
		r     store.Reminder
		due   time.Time // when it comes
	}{
		{"none", store.Quiet{}, sundays(ana), sunday},
		{"others", quiet(store.At(22, 0), store.At(9, 0)), sundays(ana), sunday},
		{"of the same day", quiet(store.At(22, 0), store.At(10, 0)), sundays(ana), sunday.Add(time.Hour)},
		{"into the next day, which is no rest day", quiet(store.At(8, 0), store.At(7, 0)), sundays(ana), time.Time{}},
		{"into the next day", quiet(store.At(8, 0), store.At(7, 0)), once(ana, sunday), sunday.Add(22 * time.Hour)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := open(t, t.TempDir())
			remind(t, s, ana, "r1", now, func(p *store.Plan) { p.Quiet = tt.quiet; p.Add(tt.r, now) })
			var came time.Time
			for at := sunday; at.Before(sunday.AddDate(0, 0, 2)); at = at.Add(15 * time.Minute) {
				for _, d := range claim(t, s, at) {
					if !came.IsZero() {
						t.Fatalf("came again at %v", at)
					}
					came = at
					noError(t, s.Delivered(ctx, d, at))
				}
			}
			if !came.Equal(tt.due) {
				t.Errorf("came %v, want %v", came, tt.due)
			}
		})
	}
}

func TestPostsBelongToTheChat(t *testing.T) {
	s, _ := open(t, t.TempDir())
	post := sundays(store.Account{Platform: "console"})
	post.Kind, post.To.Chat = store.Post, "#gym"
	_, err := s.ChangePosts(ctx, "console", "#gym", func(p *store.Plan) error { p.Add(post, now); return nil })
	noError(t, err)
	due := claim(t, s, sunday)
	if len(due) != 1 || due[0].Reminder.To.Chat != "#gym" || due[0].Reminder.To.User != "" {
		t.Fatalf("claimed %+v", due)
	}
	noError(t, s.Unreachable(ctx, due[0]))
	left, err := s.Posts(ctx, "console", "#gym")
	noError(t, err)
	if len(left.Reminders) != 0 || !next(t, s).IsZero() {
		t.Errorf("after the chat is gone: %+v", left)
	}
}
