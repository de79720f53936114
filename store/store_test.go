package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"spotter/bot/strength"
	"spotter/store"
	"spotter/store/bolt"
	"spotter/store/kv"
)

var (
	ctx = context.Background()
	now = time.Date(2026, 11, 17, 9, 0, 0, 0, time.UTC)
	ana = store.Account{Platform: "console", User: "ana"}
	bo  = store.Account{Platform: "console", User: "bo"}
)

// open opens the store in dir, on a real file.
func open(t testing.TB, dir string) (*store.Store, kv.DB) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "spotter.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := store.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	return s, db
}

func change(t *testing.T, s *store.Store, a store.Account, request string, at time.Time, fn func(*store.Person)) store.Person {
	t.Helper()
	p, err := s.Change(ctx, a, request, at, func(p *store.Person) error { fn(p); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func person(t *testing.T, s *store.Store, a store.Account) store.Person {
	t.Helper()
	p, err := s.Person(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// full is a person with every field set.
func full() store.Person {
	kg := func(n int64) strength.Mass { return strength.Milli(n, strength.Kilogram) }
	lb := func(n int64) strength.Mass { return strength.Milli(n, strength.Pound) }
	return store.Person{
		Settings: store.Settings{
			Unit: strength.Pound, Zone: "Europe/Berlin",
			Kg: store.Gear{Bar: kg(15_000), Full: kg(10_000), Plates: []strength.Stack{{Plate: kg(20_000), Pairs: 2}, {Plate: kg(125), Pairs: strength.Unlimited}}},
			Lb: store.Gear{Bar: lb(35_000)},
		},
		LastWarm: store.WarmUp{Lift: "deadlift", Work: lb(405_500), Reps: 3},
		LastLog:  "0123456789ab", UnitSaid: true,
	}
}

func TestPersonSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	s, db := open(t, dir)
	want := full()
	want.ID = change(t, s, ana, "r1", now, func(p *store.Person) {
		id := p.ID
		*p = full()
		p.ID = id
	}).ID
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ = open(t, dir)
	if diff := cmp.Diff(want, person(t, s, ana), cmp.Comparer(func(a, b strength.Mass) bool { return a == b })); diff != "" {
		t.Errorf("person after reopening (-want +got):\n%s", diff)
	}
	if got := person(t, s, bo); got.ID != "" {
		t.Errorf("a stranger has a record: %+v", got)
	}
}

func TestChangeHappensOncePerRequest(t *testing.T) {
	s, _ := open(t, t.TempDir())
	set := func(unit strength.Unit) func(*store.Person) {
		return func(p *store.Person) { p.Settings.Unit = unit }
	}
	change(t, s, ana, "r1", now, set(strength.Kilogram))
	change(t, s, ana, "r2", now, set(strength.Pound))
	if got := change(t, s, ana, "r1", now, set(strength.Kilogram)).Settings.Unit; got != strength.Pound {
		t.Errorf("a repeated request changed the unit to %v", got)
	}
	if err := s.Expect(ctx, "console", "gym", "ana", "/warmup", now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	late := now.Add(49 * time.Hour)
	change(t, s, ana, "r3", late, func(*store.Person) {})
	k, err := s.Kept(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	if k.Requests != 1 || k.Dialogues != 0 {
		t.Errorf("after two days %d request ids and %d dialogues are kept, want the last id alone", k.Requests, k.Dialogues)
	}
}

func TestFailedChangeChangesNothing(t *testing.T) {
	s, _ := open(t, t.TempDir())
	change(t, s, ana, "r1", now, func(p *store.Person) { p.Settings.Zone = "Europe/Berlin" })
	boom := errors.New("boom")
	_, err := s.Change(ctx, ana, "r2", now, func(p *store.Person) error { p.Settings.Zone = "Asia/Tokyo"; return boom })
	if !errors.Is(err, boom) {
		t.Fatalf("error %v, want boom", err)
	}
	if got := person(t, s, ana).Settings.Zone; got != "Europe/Berlin" {
		t.Errorf("zone is %q after a failed change", got)
	}
	change(t, s, ana, "r2", now, func(p *store.Person) { p.Settings.Zone = "Asia/Tokyo" })
	if got := person(t, s, ana).Settings.Zone; got != "Asia/Tokyo" {
		t.Errorf("the request cannot be tried again: zone is %q", got)
	}
}

func TestConcurrentChangesAreAllKept(t *testing.T) {
	s, _ := open(t, t.TempDir())
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			_, err := s.Change(ctx, ana, fmt.Sprint(i), now, func(p *store.Person) error { p.LastWarm.Lift += "x"; return nil })
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := len(person(t, s, ana).LastWarm.Lift); got != 40 {
		t.Errorf("%d of 40 changes are there", got)
	}
}

func TestDialogue(t *testing.T) {
	s, _ := open(t, t.TempDir())
	expect := func(line string, until time.Time) {
		t.Helper()
		if err := s.Expect(ctx, "console", "gym", "ana", line, until); err != nil {
			t.Fatal(err)
		}
	}
	expected := func(chat, user string, at time.Time) string {
		t.Helper()
		line, err := s.Expected(ctx, "console", chat, user, at)
		if err != nil {
			t.Fatal(err)
		}
		return line
	}
	expect("", now)
	if k, _ := s.Kept(ctx, ana); k.Any() {
		t.Error("ending no dialogue left a record")
	}
	until := now.Add(10 * time.Minute)
	expect("/warmup deadlift", until)
	for _, c := range []struct {
		chat, user string
		at         time.Time
		want       string
	}{
		{"gym", "ana", now, "/warmup deadlift"},
		{"home", "ana", now, ""},
		{"gym", "bo", now, ""},
		{"gym", "ana", until.Add(-time.Second), "/warmup deadlift"},
		{"gym", "ana", until, ""},
	} {
		if got := expected(c.chat, c.user, c.at); got != c.want {
			t.Errorf("%s in %s at %s: %q, want %q", c.user, c.chat, c.at.Format("15:04"), got, c.want)
		}
	}
	expect("", now)
	if got := expected("gym", "ana", now); got != "" {
		t.Errorf("an ended dialogue is open: %q", got)
	}
}

func TestForgetLeavesNothing(t *testing.T) {
	s, db := open(t, t.TempDir())
	change(t, s, bo, "r1", now, func(p *store.Person) { p.Settings = full().Settings })
	before := dump(t, db)
	change(t, s, ana, "r1", now, func(p *store.Person) { p.Settings, p.LastWarm = full().Settings, full().LastWarm })
	if err := s.Expect(ctx, "console", "gym", "ana", "/warmup", now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	_, err := s.Remind(ctx, ana, "r3", now, func(_ *store.Person, p *store.Plan) error {
		p.Daily = 2
		p.Add(sundays(ana), now)
		p.Add(store.Reminder{Kind: store.OwnWords, When: store.Schedule{At: now}, To: store.Target{Account: ana}}, now.Add(-time.Second))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if due, _, err := s.Claim(ctx, "console", now, 9); err != nil || len(due) != 1 {
		t.Fatalf("claimed %+v, %v", due, err)
	}
	logIt(t, s, "r2", "m2", lifted("squat", now, 140), lifted("deadlift", now, 180))
	if _, err := s.Hurts(ctx, ana, "back", 4, now); err != nil {
		t.Fatal(err)
	}
	if err := s.Show(ctx, ana, "gym", store.Shown{Topic: "pain/knee"}, now, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	k, err := s.Forget(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	want := store.Kept{Accounts: 1, Settings: true, LastWarm: true, Entries: 2, Pains: 1, Dialogues: 1, Shown: 1, Requests: 3, Reminders: 2, Reminding: true}
	if k != want {
		t.Errorf("forgot %+v, want %+v", k, want)
	}
	if diff := cmp.Diff(before, dump(t, db)); diff != "" {
		t.Errorf("the database differs from one that never knew ana (-want +got):\n%s", diff)
	}
	if k, err := s.Forget(ctx, ana); err != nil || k.Any() {
		t.Errorf("forgetting a stranger: %+v, %v", k, err)
	}
}

// dump reads the whole database.
func dump(t *testing.T, db kv.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := db.View(ctx, func(tx kv.Tx) error {
		for _, bucket := range []string{"meta", "account", "accounts", "person", "dialogue", "shown", "seen", "entry", "batch", "pain", "plan", "standing", "claim", "due"} {
			err := tx.Scan(bucket, nil, nil, func(k, v []byte) error {
				all[fmt.Sprintf("%s %q", bucket, k)] = string(v)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAccountsThatLookAlikeAreApart(t *testing.T) {
	s, _ := open(t, t.TempDir())
	alike := []store.Account{{Platform: "a", User: "bc"}, {Platform: "ab", User: "c"}, {Platform: "abc"}, {Platform: "a", User: "b"}}
	seen := map[string]store.Account{}
	for _, a := range alike {
		id := change(t, s, a, "r", now, func(*store.Person) {}).ID
		if other, ok := seen[id]; ok {
			t.Errorf("%q and %q are one person", a, other)
		}
		seen[id] = a
	}
}
