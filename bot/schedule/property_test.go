package schedule_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spotter/bot"
	"spotter/bot/schedule"
	"spotter/store"
	"spotter/store/kv"
	"spotter/store/kv/kvtest"
)

// model is one reminder as the specification has it: when its clock on the wall strikes, and which of
// the strikes are to be heard.
type model struct {
	user    string
	when    store.Schedule
	strikes []time.Time
	heard   map[time.Time]time.Time // strike → when
	passed  int                     // strikes that have had their turn
}

// strikesBetween walks through the minutes and notes when a clock in the zone comes to show the time, or
// would if it had not been put forward past it: then as much later as the gap is long. It knows nothing
// of offsets and is slow on purpose.
func strikesBetween(s store.Schedule, from, to time.Time) (strikes []time.Time) {
	if !s.At.IsZero() {
		return []time.Time{s.At}
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		panic(err)
	}
	wall := func(t time.Time) time.Time {
		y, m, d := t.In(zone).Date()
		return time.Date(y, m, d, t.In(zone).Hour(), t.In(zone).Minute(), 0, 0, time.UTC)
	}
	struck := map[time.Time]bool{}
	for t := from.Add(-48 * time.Hour); t.Before(to); t = t.Add(time.Minute) {
		last, shown := wall(t.Add(-time.Minute)), wall(t)
		day := time.Date(shown.Year(), shown.Month(), shown.Day(), 0, 0, 0, 0, time.UTC)
		for _, d := range []time.Time{day.AddDate(0, 0, -1), day} {
			target := d.Add(time.Duration(s.Clock) * time.Minute)
			meant := s.Days.Has(d.Weekday()) || s.Date == store.DateOf(d)
			if !meant || struck[target] || target.After(shown) || !target.After(last) {
				continue
			}
			struck[target] = true
			at := t
			if target.Before(shown) {
				at = t.Add(target.Sub(last) - time.Minute)
			}
			if at.After(from) {
				strikes = append(strikes, at)
			}
		}
	}
	return strikes
}

// hear is a look at the clock: strikes that have passed since are heard if it is not too late.
func (m *model) hear(now time.Time) {
	for m.passed < len(m.strikes) && !m.strikes[m.passed].After(now) {
		strike := m.strikes[m.passed]
		if m.passed++; !m.when.Weekly() || now.Sub(strike) <= store.LateLimit {
			m.heard[strike] = now
		}
	}
}

// TestEachReminderComesOnceAtItsTime holds the scheduler to the model, for any schedules, zones, jumps of
// the clock and restarts, some of which lose what was written of the outcome.
func TestEachReminderComesOnceAtItsTime(t *testing.T) {
	const days = 12
	rapid.Check(t, func(r *rapid.T) {
		// Around a change of the clocks in most of the zones.
		begin := rapid.SampledFrom([]time.Time{
			time.Date(2026, 10, 23, 12, 0, 0, 0, time.UTC), time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC),
			time.Date(2027, 3, 12, 12, 0, 0, 0, time.UTC), time.Date(2026, 10, 2, 12, 0, 0, 0, time.UTC), start,
		}).Draw(r, "begin")
		end := begin.AddDate(0, 0, days)
		w := &world{t: r, db: kvtest.Mem(), ids: map[string]time.Time{}, now: begin}
		w.restart()
		for n := range rapid.IntRange(1, 6).Draw(r, "reminders") {
			w.add(&model{user: fmt.Sprint("user", n), when: drawSchedule(r, begin), heard: map[time.Time]time.Time{}}, end)
		}
		for w.now.Before(end.AddDate(0, 0, -1)) {
			w.step()
		}
		w.compare()
	})
}

func drawSchedule(r *rapid.T, begin time.Time) store.Schedule {
	zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"}).Draw(r, "zone")
	// Every other time of day lies in the hours that are put back and forward.
	clock := store.Clock(rapid.OneOf(rapid.IntRange(0, 4*60), rapid.IntRange(0, 24*60-1)).Draw(r, "clock"))
	switch rapid.IntRange(0, 3).Draw(r, "kind") {
	case 0:
		return store.Schedule{At: begin.Add(time.Duration(rapid.IntRange(1, 10*24*60).Draw(r, "in")) * time.Minute)}
	case 1:
		return store.Schedule{Date: store.DateOf(begin.AddDate(0, 0, rapid.IntRange(2, 10).Draw(r, "date"))), Clock: clock, Zone: zone}
	default:
		return store.Schedule{Days: store.Days(rapid.IntRange(1, int(store.EveryDay)).Draw(r, "days")), Clock: clock, Zone: zone}
	}
}

// world is the bot, its platform and the model side by side. The platform drops what comes twice under
// one id, as Discord does.
type world struct {
	t      *rapid.T
	db     kv.DB
	broken atomic.Bool // nothing more can be written
	st     *store.Store
	s      *schedule.Scheduler
	models []*model
	now    time.Time
	ids    map[string]time.Time // when each came first
	came   map[string][]time.Time
}

func (w *world) restart() {
	w.broken.Store(false)
	db := kvtest.Faulty(w.db, func(c kvtest.Call) error {
		if w.broken.Load() && c.Op == kvtest.Commit {
			return errors.New("the process is gone")
		}
		return nil
	})
	st, err := store.Open(ctx, db)
	if err != nil {
		w.t.Fatal(err)
	}
	w.st = st
	w.s = schedule.New(st, map[string]bot.Sender{platform: &inbox{answer: w.take}}, words, discard)
}

func (w *world) take(m *bot.Message) error {
	if _, twice := w.ids[m.ID]; twice {
		return nil
	}
	if w.came == nil {
		w.came = map[string][]time.Time{}
	}
	w.ids[m.ID] = w.now
	w.came[m.User] = append(w.came[m.User], w.now)
	return nil
}

func (w *world) add(m *model, end time.Time) {
	m.strikes = strikesBetween(m.when, w.now, end.AddDate(0, 0, 9)) // the last step may go a week ahead
	w.models = append(w.models, m)
	kind := store.RestDay
	if !m.when.Weekly() {
		kind = store.OwnWords
	}
	w.remind(m.user, "add", func(p *store.Plan) {
		p.Daily = 9
		p.Add(store.Reminder{Kind: kind, When: m.when, To: store.Target{Account: account(m.user)}}, w.now)
	})
}

func (w *world) remind(user, request string, fn func(*store.Plan)) {
	_, err := w.st.Remind(ctx, account(user), request, w.now, func(_ *store.Person, p *store.Plan) error { fn(p); return nil })
	if err != nil {
		w.t.Fatal(err)
	}
}

// step lets something happen: the clock jumps, or goes on to the next reminder; then the bot looks at it.
func (w *world) step() {
	at, planned, err := w.s.Next(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	switch kind := rapid.IntRange(0, 9).Draw(w.t, "step"); {
	case kind < 5 && planned && at.After(w.now):
		w.now = at
	case kind == 8:
		w.now = w.now.Add(-time.Duration(rapid.IntRange(1, 26*60).Draw(w.t, "back")) * time.Minute)
	case kind == 9:
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 4*24*60).Draw(w.t, "down")) * time.Minute)
		w.restart()
	default:
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 9*60).Draw(w.t, "ahead")) * time.Minute)
	}
	if rapid.IntRange(0, 9).Draw(w.t, "crash") == 0 {
		w.crash()
	}
	if err := w.s.Fire(ctx, w.now); err != nil {
		w.t.Fatal(err)
	}
	for i, m := range w.models {
		m.hear(w.now)
		w.remind(m.user, fmt.Sprint("answer", w.now.UnixNano(), i), func(p *store.Plan) { p.Unanswered = 0 })
	}
}

// crash has the process die after some of the sendings and before their outcome is written.
func (w *world) crash() {
	sends := 0
	die := rapid.IntRange(0, 2).Draw(w.t, "die")
	dying := &inbox{answer: func(m *bot.Message) error {
		if err := w.take(m); err != nil {
			return err
		}
		if sends++; sends > die {
			w.broken.Store(true)
		}
		return nil
	}}
	// An error is what a process that dies would not live to see.
	_ = schedule.New(w.st, map[string]bot.Sender{platform: dying}, words, discard).Fire(ctx, w.now)
	w.restart()
}

func (w *world) compare() {
	for _, m := range w.models {
		var want []time.Time
		for _, strike := range m.strikes {
			if at, ok := m.heard[strike]; ok {
				want = append(want, at)
			}
		}
		if got := w.came[m.user]; fmt.Sprint(got) != fmt.Sprint(want) {
			w.t.Fatalf("%+v\nstrikes %v\ncame    %v\nwant    %v", m.when, m.strikes, got, want)
		}
	}
}
