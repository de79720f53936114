// Package kvtest says when an engine is right: a suite that every kv.DB has to pass, a model to compare it with,
// and, for tests of what is above the seam, a database in memory and one that fails on demand.
// It must know engines only by kv.DB.
package kvtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"spotter/store/kv"
)

// Test checks that a database keeps the contract of kv.DB. open returns a new, empty one each time; it and what
// it opens are cleaned up by open's own t.Cleanup, after which the suite may have closed it already.
func Test(t *testing.T, open func(t *testing.T) kv.DB) {
	for _, c := range []struct {
		name string
		test func(*testing.T, kv.DB)
	}{
		{"Records", testRecords},
		{"Buckets", testBuckets},
		{"Copies", testCopies},
		{"Limits", testLimits},
		{"ReadOnly", testReadOnly},
		{"OwnWrites", testOwnWrites},
		{"ScanBounds", testScanBounds},
		{"ScanOwnWrites", testScanOwnWrites},
		{"ScanErrors", testScanErrors},
		{"ScanWithin", testScanWithin},
		{"WriteWhileScanning", testWriteWhileScanning},
		{"Error", testError},
		{"Panic", testPanic},
		{"Goexit", testGoexit},
		{"ViewPanic", testViewPanic},
		{"Over", testOver},
		{"DoneBefore", testDoneBefore},
		{"DoneWhileWaiting", testDoneWhileWaiting},
		{"DoneWhileRunning", testDoneWhileRunning},
		{"Snapshot", testSnapshot},
		{"Counter", testCounter},
		{"Mixed", testMixed},
		{"Close", testClose},
		{"CloseWaits", testCloseWaits},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
	t.Run("Model", func(t *testing.T) { testModel(t, open, nil) })
}

// TestDurable is Test for a database that outlives being closed. open opens the one that lives in folder, which is
// empty at first; it may be called again for the same folder once the database has been closed.
func TestDurable(t *testing.T, open func(t *testing.T, folder string) kv.DB) {
	Test(t, func(t *testing.T) kv.DB { return open(t, t.TempDir()) })
	t.Run("Reopen", func(t *testing.T) { testReopen(t, open) })
	t.Run("ModelReopen", func(t *testing.T) {
		folders := map[kv.DB]string{}
		in := func(t *testing.T, folder string) kv.DB {
			db := open(t, folder)
			folders[db] = folder
			return db
		}
		testModel(t,
			func(t *testing.T) kv.DB { return in(t, t.TempDir()) },
			func(t *testing.T, db kv.DB) kv.DB {
				noError(t, db.Close())
				return in(t, folders[db])
			})
	})
}

func testReopen(t *testing.T, open func(t *testing.T, folder string) kv.DB) {
	folder := t.TempDir()
	want := Contents{"a": {"k": "v", "empty": ""}, "b": {"k": "w"}}
	db := open(t, folder)
	fill(t, db, want)
	if err := db.Update(t.Context(), func(tx kv.Tx) error {
		noError(t, tx.Put("a", []byte("lost"), nil))
		return errTest
	}); !errors.Is(err, errTest) {
		t.Errorf("Update: got %v, want %v", err, errTest)
	}
	for range 3 {
		noError(t, db.Close())
		db = open(t, folder)
		wantContents(t, db, want)
	}
}

var errTest = errors.New("test")

// Contents is all that is in a database, by bucket and key.
type Contents map[string]map[string]string

// Read returns the contents of the buckets named, without empty ones.
func Read(db kv.DB, buckets ...string) (Contents, error) {
	all := Contents{}
	err := db.View(context.Background(), func(tx kv.Tx) error {
		for _, b := range buckets {
			records, err := readBucket(tx, b)
			if err != nil {
				return err
			}
			if len(records) > 0 {
				all[b] = records
			}
		}
		return nil
	})
	return all, err
}

func readBucket(tx kv.Tx, bucket string) (map[string]string, error) {
	records := map[string]string{}
	last := ""
	err := tx.Scan(bucket, nil, nil, func(key, value []byte) error {
		if string(key) <= last {
			return fmt.Errorf("key %q follows %q", key, last)
		}
		last = string(key)
		records[last] = string(value)
		return nil
	})
	return records, err
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

func fill(t testing.TB, db kv.DB, c Contents) {
	t.Helper()
	noError(t, db.Update(context.Background(), func(tx kv.Tx) error {
		for bucket, records := range c {
			for key, value := range records {
				noError(t, tx.Put(bucket, []byte(key), []byte(value)))
			}
		}
		return nil
	}))
}

func wantContents(t testing.TB, db kv.DB, want Contents) {
	t.Helper()
	got, err := Read(db, "a", "b", "c")
	noError(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
}
