package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

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
}
