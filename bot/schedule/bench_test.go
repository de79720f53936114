package schedule_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"spotter/bot"
	"spotter/bot/schedule"
	"spotter/store"
	"spotter/store/bolt"
)

// manyStored is how many reminders the large databases hold. SPOTTER_BENCH_STORED chooses; the figures of
// the notes are those of 1,000,000.
func manyStored(b *testing.B) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("SPOTTER_BENCH_STORED"), "50000"))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// stock makes a database with n weekly reminders of as many people, none of them due within two days.
func stock(b *testing.B, n int) *store.Store {
	b.Helper()
	path := filepath.Join(b.TempDir(), "spotter.db")
	db, err := bolt.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	st := openStore(b, db)
	began := time.Now()
	var g errgroup.Group
	g.SetLimit(1000)
	for i := range n {
		g.Go(func() error {
			day := began.AddDate(0, 0, 3+i%2)
			when := store.Schedule{Days: store.On(day.Weekday()), Clock: store.Clock(i % (24 * 60)), Zone: "Europe/Berlin"}
			return add(st, person(i), "r", store.TrainDay, when, began)
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d stored in %v, %d MB", n, time.Since(began).Round(time.Millisecond), info.Size()>>20)
	return st
}

// person is the user who has the stored reminder of that number.
func person(number int) string { return fmt.Sprint("stored", number) }

func add(st *store.Store, user, request string, kind store.ReminderKind, when store.Schedule, after time.Time) error {
	a := account(user)
	_, err := st.Remind(ctx, a, request, after, func(_ *store.Person, p *store.Plan) error {
		p.Add(store.Reminder{Kind: kind, When: when, To: store.Target{Account: a}}, after)
		return nil
	})
	return err
}

// due plans n more reminders for one minute, of as many of the stored people, from all over the database.
func due(b *testing.B, st *store.Store, stored int, kind store.ReminderKind, round, n int, at time.Time) {
	b.Helper()
	when := store.Schedule{At: at}
	if kind != store.OwnWords {
		when = store.Schedule{Days: store.On(at.UTC().Weekday()), Clock: store.At(at.UTC().Hour(), at.Minute())}
	}
	var g errgroup.Group
	g.SetLimit(1000)
	for i := range n {
		g.Go(func() error {
			return add(st, person((round+i*(stored/n))%stored), fmt.Sprint(kind, round), kind, when, at.Add(-time.Minute))
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkMany has many reminders stored, and a hundred or ten thousand of them due.
func BenchmarkMany(b *testing.B) {
	const few = 10_000
	many := manyStored(b)
	small, large := stock(b, few), stock(b, many)
	b.Run("Fire100", func(b *testing.B) { fire100(b, newFiring(small, few), newFiring(large, many)) })
	b.Run("LatenessOnce", func(b *testing.B) { lateness(b, large, many, store.OwnWords) })
	b.Run("LatenessWeekly", func(b *testing.B) { lateness(b, large, many, store.TrainDay) })
}

// fire100 is Fire with a hundred due, with few and with many stored, in turn: the work grows with what is
// due, so that the medians should be alike.
func fire100(b *testing.B, few, many *firing) {
	for b.Loop() {
		few.fire(b)
		many.fire(b)
	}
	b.ReportMetric(few.median().Seconds()*1000, "few-ms")
	b.ReportMetric(many.median().Seconds()*1000, "many-ms")
	b.ReportMetric(many.median().Seconds()/few.median().Seconds(), "ratio")
	b.ReportMetric(0, "ns/op")
}

// firing is a database on which Fire is timed.
type firing struct {
	st     *store.Store
	stored int
	box    *inbox
	s      *schedule.Scheduler
	at     time.Time
	took   []time.Duration
}

func newFiring(st *store.Store, stored int) *firing {
	box := &inbox{}
	return &firing{st: st, stored: stored, box: box, at: time.Now().Add(time.Hour),
		s: schedule.New(st, map[string]bot.Sender{platform: box}, words, discard)}
}

func (f *firing) fire(b *testing.B) {
	b.Helper()
	due(b, f.st, f.stored, store.OwnWords, len(f.took), 100, f.at)
	began := time.Now()
	if err := f.s.Fire(ctx, f.at); err != nil {
		b.Fatal(err)
	}
	f.took = append(f.took, time.Since(began))
	f.at = f.at.Add(time.Second)
	if len(f.box.got) != 100*len(f.took) {
		b.Fatalf("%d came, want %d", len(f.box.got), 100*len(f.took))
	}
}

func (f *firing) median() time.Duration {
	slices.Sort(f.took)
	return f.took[len(f.took)/2]
}

// lateness has the loop send ten thousand that are due at one instant: how late the hundredth from the
// last is, and how much memory is taken.
func lateness(b *testing.B, st *store.Store, stored int, kind store.ReminderKind) {
	const n = 10_000
	var mu sync.Mutex
	var late []time.Duration
	var at time.Time
	done := make(chan struct{}, 1)
	to := senderFunc(func(context.Context, *bot.Message) error {
		mu.Lock()
		defer mu.Unlock()
		if late = append(late, time.Since(at)); len(late)%n == 0 {
			done <- struct{}{}
		}
		return nil
	})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	end, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- schedule.New(st, map[string]bot.Sender{platform: to}, words, discard).Run(end)
	}()
	lead := 30 * time.Second // for planning; what is planned too late would be late
	for round := 1_000; b.Loop(); round++ {
		began := time.Now()
		soon := began.Add(lead + time.Minute).Truncate(time.Minute)
		mu.Lock()
		at = soon
		mu.Unlock()
		due(b, st, stored, kind, round, n, soon)
		if lead = 2*time.Since(began) + time.Second; time.Now().After(soon) {
			b.Fatal("planning took too long")
		}
		<-done
	}
	runtime.ReadMemStats(&after)
	cancel()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		b.Fatal(err)
	}
	slices.Sort(late)
	b.ReportMetric(float64(late[len(late)/2].Milliseconds()), "late-p50-ms")
	b.ReportMetric(float64(late[len(late)*99/100].Milliseconds()), "late-p99-ms")
	b.ReportMetric(float64(late[len(late)-1].Milliseconds()), "late-max-ms")
	b.ReportMetric(float64(after.HeapSys-before.HeapReleased)/(1<<20), "heap-MB")
	b.ReportMetric(0, "ns/op")
}
