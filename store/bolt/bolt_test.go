package bolt

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"spotter/store/kv"
	"spotter/store/kv/kvtest"
)

func TestConformance(t *testing.T) {
	kvtest.TestDurable(t, func(t *testing.T, folder string) kv.DB {
		return openChecked(t, filepath.Join(folder, "test.db"))
	})
}

// checked is a database that is proved consistent when it closes.
type checked struct {
	*db
	t    testing.TB
	once sync.Once
}

func openChecked(t testing.TB, path string) *checked {
	t.Helper()
	d, err := open(path, options())
	if err != nil {
		t.Fatal(err)
	}
	c := &checked{db: d, t: t}
	t.Cleanup(func() { noError(t, c.Close()) })
	return c
}

func openNew(t testing.TB) *checked {
	t.Helper()
	return openChecked(t, filepath.Join(t.TempDir(), "test.db"))
}

// Close closes the database, and reads it with bbolt's check and with ours.
func (c *checked) Close() error {
	err := c.db.Close()
	c.once.Do(func() { checkFile(c.t, c.path) })
	return err
}

// checkFile reports what bbolt and verify find wrong with a file that is closed.
func checkFile(t testing.TB, path string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := verify(file); err != nil {
		t.Errorf("verify: %v", err)
	}
	b, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	noError(t, b.View(func(tx *bbolt.Tx) error {
		var all []error
		for err := range tx.Check() {
			all = append(all, err)
		}
		return errors.Join(all...)
	}))
}

func noError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}

// put puts one record.
func put(d kv.DB, key, value string) error {
	return d.Update(context.Background(), func(tx kv.Tx) error {
		return tx.Put("a", []byte(key), []byte(value))
	})
}

// wantRecords compares bucket a.
func wantRecords(t testing.TB, d kv.DB, want map[string]string) {
	t.Helper()
	all, err := kvtest.Read(d, "a")
	noError(t, err)
	got := all["a"]
	for key, value := range want {
		if got[key] != value {
			t.Errorf("record %q is %.20q, want %.20q", key, got[key], value)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d records, want %d", len(got), len(want))
	}
}
