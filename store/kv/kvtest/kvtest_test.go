package kvtest_test

import (
	"errors"
	"fmt"
	"testing"

	"spotter/store/kv"
	"spotter/store/kv/kvtest"
)

func TestMem(t *testing.T) {
	kvtest.Test(t, func(*testing.T) kv.DB { return kvtest.Mem() })
}

// TestFaultyIsTransparent has the suite pass through a wrapper that never fails.
func TestFaultyIsTransparent(t *testing.T) {
	kvtest.Test(t, func(*testing.T) kv.DB {
		return kvtest.Faulty(kvtest.Mem(), func(kvtest.Call) error { return nil })
	})
}

var errFault = errors.New("fault")

// work makes one call of each kind.
func work(t *testing.T, db kv.DB) error {
	update := db.Update(t.Context(), func(tx kv.Tx) error {
		if err := tx.Put("a", []byte("k"), []byte("new")); err != nil {
			return err
		}
		return tx.Delete("a", []byte("gone"))
	})
	view := db.View(t.Context(), func(tx kv.Tx) error {
		if _, err := tx.Get("a", []byte("k")); err != nil {
			return err
		}
		return tx.Scan("a", nil, nil, func(_, _ []byte) error { return nil })
	})
	return errors.Join(update, view)
}

func TestFaulty(t *testing.T) {
	for op := kvtest.View; op <= kvtest.Commit; op++ {
		t.Run(op.String(), func(t *testing.T) {
			mem := kvtest.Mem()
			if err := mem.Update(t.Context(), func(tx kv.Tx) error {
				return errors.Join(tx.Put("a", []byte("k"), []byte("old")), tx.Put("a", []byte("gone"), nil))
			}); err != nil {
				t.Fatal(err)
			}
			if err := work(t, kvtest.Faulty(mem, kvtest.Nth(1, errFault, op))); !errors.Is(err, errFault) {
				t.Errorf("got error %v, want %v", err, errFault)
			}
			all, err := kvtest.Read(mem, "a")
			if err != nil {
				t.Fatal(err)
			}
			want := map[kvtest.Op]string{kvtest.Update: "old", kvtest.Put: "old", kvtest.Delete: "old", kvtest.Commit: "old"}[op]
			if want == "" {
				want = "new"
			}
			if got := all["a"]["k"]; got != want {
				t.Errorf("after a fault in %s: %q, want %q", op, got, want)
			}
		})
	}
}

func TestNth(t *testing.T) {
	var failed []int
	for n := 1; ; n++ {
		if err := work(t, kvtest.Faulty(kvtest.Mem(), kvtest.Nth(n, errFault))); err == nil {
			break
		}
		failed = append(failed, n)
	}
	// Update, Put, Delete, Commit, View, Get, Scan, Row.
	if got := fmt.Sprint(failed); got != "[1 2 3 4 5 6 7 8]" {
		t.Errorf("failed at calls %s, want each of eight", got)
	}
}
