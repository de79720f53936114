package schedule_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"spotter/bot"
	"spotter/bot/schedule"
	"spotter/store"
	"spotter/store/kv"
	"spotter/store/kv/kvtest"
)

const platform = "fake"

var (
	ctx   = context.Background()
	start = time.Date(2026, 11, 17, 9, 0, 0, 0, time.UTC)
)

// inbox is a platform that keeps what it is sent.
type inbox struct {
	mu     sync.Mutex
	got    []*bot.Message
	answer func(*bot.Message) error // nil: all is well
	sent   chan *bot.Message        // if any, told of each
}

func (i *inbox) Send(_ context.Context, m *bot.Message) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.answer != nil {
		if err := i.answer(m); err != nil {
			return err
		}
	}
	i.got = append(i.got, m)
	if i.sent != nil {
		i.sent <- m
	}
	return nil
}

// words say the reminder's number.
func words(_ context.Context, d store.Due, _ time.Time) (*bot.Reply, error) {
	if d.Last {
		return bot.Say("last"), nil
	}
	return bot.Say("%d %s", d.Reminder.Number, d.Reminder.Text), nil
}

func openStore(t testing.TB, db kv.DB) *store.Store {
	t.Helper()
	st, err := store.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func newScheduler(t testing.TB, st *store.Store, to bot.Sender, say schedule.Words) *schedule.Scheduler {
	return schedule.New(st, map[string]bot.Sender{platform: to}, say, slog.New(slog.NewTextHandler(t.Output(), nil)))
}

func account(user string) store.Account { return store.Account{Platform: platform, User: user} }

// plan adds a reminder for the user.
func plan(t testing.TB, st *store.Store, user string, kind store.ReminderKind, when store.Schedule, at time.Time) {
	t.Helper()
	_, err := st.Remind(ctx, account(user), "plan "+user, at, func(_ *store.Person, p *store.Plan) error {
		p.Add(store.Reminder{Kind: kind, When: when, To: store.Target{Account: account(user)}}, at)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func in(d time.Duration) store.Schedule { return store.Schedule{At: start.Add(d)} }

func fire(t testing.TB, s *schedule.Scheduler, at time.Time) {
	t.Helper()
	if err := s.Fire(ctx, at); err != nil {
		t.Fatal(err)
	}
}

func reminder(t testing.TB, st *store.Store, user string) store.Reminder {
	t.Helper()
	p, err := st.Plan(ctx, account(user))
	if err != nil || len(p.Reminders) != 1 {
		t.Fatalf("the plan of %s: %+v, %v", user, p, err)
	}
	return p.Reminders[0]
}

func TestFireObeysThePlatform(t *testing.T) {
	at := start.Add(time.Hour)
	tests := []struct {
		name    string
		answers []error // to the tries, one after the other; then all is well
		fires   []time.Duration
		got     int
		state   store.ReminderState
	}{
		{"sent", nil, []time.Duration{0, time.Minute}, 1, store.Sent},
		{"gone", []error{bot.ErrGone}, []time.Duration{0, time.Hour}, 0, store.Gone},
		{"later", []error{&bot.LaterError{Err: errors.New("busy")}}, []time.Duration{0, 29 * time.Second}, 0, store.Planned},
		{"later, and again", []error{&bot.LaterError{Err: errors.New("busy")}}, []time.Duration{0, 30 * time.Second}, 1, store.Sent},
		{"later than told", []error{&bot.LaterError{After: time.Hour, Err: errors.New("busy")}}, []time.Duration{0, 59 * time.Minute}, 0, store.Planned},
		{"when told", []error{&bot.LaterError{After: time.Hour, Err: errors.New("busy")}}, []time.Duration{0, time.Hour}, 1, store.Sent},
		{"cut off", []error{context.DeadlineExceeded}, []time.Duration{0, time.Minute}, 1, store.Sent},
		{"refused", []error{errors.New("badly formed")}, []time.Duration{0, time.Hour}, 0, store.Failed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st := openStore(t, kvtest.Mem())
			plan(t, st, "ana", store.OwnWords, in(time.Hour), start)
			box := &inbox{answer: func(*bot.Message) error {
				if len(tt.answers) == 0 {
					return nil
				}
				err := tt.answers[0]
				tt.answers = tt.answers[1:]
				return err
			}}
			s := newScheduler(t, st, box, words)
			fire(t, s, at.Add(-time.Second))
			for _, d := range tt.fires {
				fire(t, s, at.Add(d))
			}
			if len(box.got) != tt.got || reminder(t, st, "ana").State != tt.state {
				t.Errorf("%d came and it is %q, want %d and %q", len(box.got), reminder(t, st, "ana").State, tt.got, tt.state)
			}
		})
	}
}

func TestFireObeysTheWords(t *testing.T) {
	tests := []struct {
		name  string
		words schedule.Words
		state store.ReminderState
	}{
		{"nothing to say any more", func(context.Context, store.Due, time.Time) (*bot.Reply, error) { return nil, nil }, store.Sent},
		{"not now", func(context.Context, store.Due, time.Time) (*bot.Reply, error) { return nil, errors.New("disk") }, store.Planned},
		{"panic", func(context.Context, store.Due, time.Time) (*bot.Reply, error) { panic("words") }, store.Failed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st := openStore(t, kvtest.Mem())
			plan(t, st, "ana", store.OwnWords, in(0), start.Add(-time.Second))
			box := &inbox{}
			fire(t, newScheduler(t, st, box, tt.words), start)
			if len(box.got) != 0 || reminder(t, st, "ana").State != tt.state {
				t.Errorf("%d came, and it is %q, want %q", len(box.got), reminder(t, st, "ana").State, tt.state)
			}
		})
	}
}

// TestStoreFailsAfterSending has the outcome of a sending not written: the reminder is sent again with
// the same id, and no other.
func TestStoreFailsAfterSending(t *testing.T) {
	broken := false
	db := kvtest.Faulty(kvtest.Mem(), func(c kvtest.Call) error {
		if broken && c.Op == kvtest.Commit {
			return errors.New("disk full")
		}
		return nil
	})
	st := openStore(t, db)
	plan(t, st, "ana", store.OwnWords, in(0), start.Add(-time.Second))
	box := &inbox{answer: func(*bot.Message) error { broken = true; return nil }}
	s := newScheduler(t, st, box, words)
	if err := s.Fire(ctx, start); err == nil {
		t.Fatal("the failure is not told")
	}
	box.answer, broken = nil, false
	fire(t, s, start.Add(time.Second))
	fire(t, s, start.Add(time.Minute))
	if len(box.got) != 2 || box.got[0].ID != box.got[1].ID {
		t.Errorf("got %d messages", len(box.got))
	}
}

// TestEndedProgramLeavesTheRest ends the program while the first of many is sent: that one is settled,
// the others come when it starts again.
func TestEndedProgramLeavesTheRest(t *testing.T) {
	st := openStore(t, kvtest.Mem())
	const n = 3 * schedule.Width
	for i := range n {
		plan(t, st, "user"+string(rune('a'+i)), store.OwnWords, in(0), start.Add(-time.Second))
	}
	end, cancel := context.WithCancel(ctx)
	box := &inbox{answer: func(*bot.Message) error { cancel(); return nil }}
	if err := newScheduler(t, st, box, words).Fire(end, start); err == nil {
		t.Error("being ended is not told")
	}
	if len(box.got) == 0 || len(box.got) > 2*schedule.Width {
		t.Errorf("%d came after the end", len(box.got))
	}
	box.answer = nil
	fire(t, newScheduler(t, st, box, words), start.Add(time.Minute))
	ids := map[string]bool{}
	for _, m := range box.got {
		ids[m.ID] = true
	}
	if len(box.got) != n || len(ids) != n {
		t.Errorf("%d came, %d different, want %d", len(box.got), len(ids), n)
	}
}
