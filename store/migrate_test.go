package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"spotter/bot/strength"
	"spotter/store/bolt"
	"spotter/store/kv"
)

func testDB(t *testing.T) kv.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "spotter.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestMigrationsRunOnceAndInOrder(t *testing.T) {
	ctx, db := context.Background(), testDB(t)
	var ran []int
	step := func(n int) func(kv.Tx) error {
		return func(kv.Tx) error { ran = append(ran, n); return nil }
	}
	boom := errors.New("boom")
	broken := func(tx kv.Tx) error {
		if err := tx.Put("person", []byte("half"), []byte("done")); err != nil {
			return err
		}
		return boom
	}
	if err := migrate(ctx, db, []func(kv.Tx) error{step(1), broken, step(3)}); !errors.Is(err, boom) {
		t.Fatalf("error %v, want boom", err)
	}
	_ = db.View(ctx, func(tx kv.Tx) error {
		if v, _ := tx.Get("person", []byte("half")); v != nil {
			t.Error("a failed migration left its writes")
		}
		return nil
	})
	if err := migrate(ctx, db, []func(kv.Tx) error{step(1), step(2), step(3)}); err != nil {
		t.Fatal(err)
	}
	if len(ran) != 3 || ran[0] != 1 || ran[1] != 2 || ran[2] != 3 {
		t.Errorf("ran %v, want each once in order", ran)
	}
	if err := migrate(ctx, db, []func(kv.Tx) error{step(1)}); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer file gives %v, want ErrNewer", err)
	}
}

// TestRecordsOfVersion1 holds that what version 1 wrote can be read for ever.
func TestRecordsOfVersion1(t *testing.T) {
	ctx, db := context.Background(), testDB(t)
	s, err := Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(ctx, func(tx kv.Tx) error {
		id := "0123456789abcdef0123456789abcdef"
		return errors.Join(
			tx.Put("account", []byte("console\x00ana"), []byte(id)),
			tx.Put("accounts", []byte(id+"\x00console\x00ana"), []byte(`{"v":1}`)),
			tx.Put("person", []byte(id), []byte(`{"v":1,"unit":"lb","kg":{"bar":15000,"plates":[{"p":20000,"n":2},{"p":2500,"n":-1}]},"zone":"Asia/Tokyo","warm":{"lift":"squat","work":225000,"unit":"lb","reps":5}}`)))
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Person(ctx, Account{"console", "ana"})
	if err != nil {
		t.Fatal(err)
	}
	if p.Settings.Unit.String() != "lb" || p.Settings.Kg.Bar.String() != "15 kg" || len(p.Settings.Kg.Plates) != 2 ||
		p.Settings.Zone != "Asia/Tokyo" || p.LastWarm.Work.String() != "225 lb" || p.LastWarm.Reps != 5 {
		t.Errorf("read %+v", p)
	}
	err = db.Update(ctx, func(tx kv.Tx) error {
		id := "0123456789abcdef0123456789abcdef"
		return errors.Join(
			tx.Put("entry", []byte(id+"\x0098205555555\x000123456789ab\x0000\x00squat"), []byte(`{"v":1,"lift":"squat","at":"2026-11-17T18:00:00+01:00","sets":[{"w":140000,"u":"kg","r":5,"n":3,"rpe":85},{"w":-20000,"u":"lb","body":true,"n":1,"fail":true,"warm":true}],"said":"light","note":"belt"}`)),
			tx.Put("batch", []byte(id+"\x000123456789ab"), []byte(`{"v":1,"keys":["98205555555\u00000123456789ab\u000000\u0000squat"]}`)),
			tx.Put("pain", []byte(id+"\x00back"), []byte(`{"v":1,"level":4,"since":"2026-11-17T09:00:00Z","told":"2026-11-18T09:00:00Z"}`)))
	})
	if err != nil {
		t.Fatal(err)
	}
	told := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	entries, err := s.Entries(ctx, Account{"console", "ana"}, time.Time{}, "squat")
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	if e := entries[0]; e.Batch != "0123456789ab" || e.Note != "belt" || e.Said != strength.Light || e.At.Hour() != 18 || len(e.Efforts) != 2 ||
		e.Efforts[0].RPE != 85 || e.Efforts[0].Count != 3 || e.Efforts[1].Weight.String() != "-20 lb" || !e.Efforts[1].Body {
		t.Errorf("read %+v", e)
	}
	pains, err := s.Pains(ctx, Account{"console", "ana"}, told)
	if err != nil || len(pains) != 1 || pains[0].Level != 4 || !pains[0].Told.Equal(told) {
		t.Errorf("read %+v, %v", pains, err)
	}
	id := "0123456789abcdef0123456789abcdef"
	err = db.Update(ctx, func(tx kv.Tx) error {
		return errors.Join(
			tx.Put("plan", []byte(id), []byte(`{"v":1,"quietFrom":1320,"quietTo":420,"quietZone":"Asia/Tokyo","daily":2,"unanswered":1,"last":7,"day":"2026-11-17","sent":1,"reminders":[{"n":7,"kind":"rest","days":9,"clock":540,"zone":"Asia/Tokyo","text":"walk","platform":"console","user":"ana","chat":"#gym","next":"2026-11-18T00:00:00Z"}]}`)),
			tx.Put("due", []byte("console\x0001a1ebf40400\x00"+id+"\x007"), nil),
			tx.Put("meta", []byte("schema"), []byte("3")))
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, err = Open(ctx, db); err != nil {
		t.Fatal(err)
	}
	plan, err := s.Plan(ctx, Account{"console", "ana"})
	if err != nil || len(plan.Reminders) != 1 {
		t.Fatalf("%+v, %v", plan, err)
	}
	if plan.Unanswered != 1 || plan.sent != 1 || plan.day != (Date{2026, 11, 17}) {
		t.Errorf("it stands so: %+v", plan)
	}
	if r := plan.Find(7); plan.Daily != 2 || plan.Quiet != (Quiet{At(22, 0), At(7, 0), "Asia/Tokyo"}) || r.Kind != RestDay || r.Text != "walk" ||
		r.When != (Schedule{Days: On(time.Sunday, time.Wednesday), Clock: At(9, 0), Zone: "Asia/Tokyo"}) || r.To != (Target{Account{"console", "ana"}, "#gym"}) {
		t.Errorf("read %+v", plan)
	}
	if due, _, err := s.Claim(ctx, "console", plan.Reminders[0].Next, 9); err != nil || len(due) != 1 {
		t.Errorf("claimed %+v, %v", due, err)
	}
	old, err := s.Unlog(ctx, Account{"console", "ana"}, "r", told, "0123456789ab")
	if err != nil || len(old) != 1 {
		t.Errorf("took back %d, %v", len(old), err)
	}
}
