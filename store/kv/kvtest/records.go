package kvtest

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"spotter/store/kv"
)

func testRecords(t *testing.T, db kv.DB) {
	wantContents(t, db, Contents{})
	fill(t, db, Contents{"a": {"k": "one", "empty": "", "\x00": "zero", "gone": "soon"}})
	fill(t, db, Contents{"a": {"k": "two"}})
	update(t, db, func(tx kv.Tx) {
		noError(t, tx.Delete("a", []byte("gone")))
		noError(t, tx.Delete("a", []byte("never there")))
		noError(t, tx.Delete("never there", []byte("k")))
		noError(t, tx.Put("a", []byte("nil"), nil))
	})
	wantContents(t, db, Contents{"a": {"k": "two", "empty": "", "nil": "", "\x00": "zero"}})
	view(t, db, func(tx kv.Tx) {
		wantValue(t, tx, "a", "k", []byte("two"))
		wantValue(t, tx, "a", "empty", []byte{})
		wantValue(t, tx, "a", "nil", []byte{})
		wantValue(t, tx, "a", "gone", nil)
		wantValue(t, tx, "never there", "k", nil)
	})
}

func testBuckets(t *testing.T, db kv.DB) {
	want := Contents{"a": {"k": "in a", "b": "1"}, "b": {"k": "in b"}, "c": {"a": ""}}
	fill(t, db, want)
	wantContents(t, db, want)
	update(t, db, func(tx kv.Tx) { noError(t, tx.Delete("a", []byte("k"))) })
	delete(want["a"], "k")
	wantContents(t, db, want)
}

func testCopies(t *testing.T, db kv.DB) {
	update(t, db, func(tx kv.Tx) {
		key, value := []byte("key"), []byte("value")
		noError(t, tx.Put("a", key, value))
		noError(t, tx.Put("a", []byte("other"), value))
		copy(key, "xxx")
		copy(value, "xxxxx")
		scribble(t, tx)
	})
	update(t, db, func(tx kv.Tx) { scribble(t, tx) })
	view(t, db, func(tx kv.Tx) { scribble(t, tx) })
	wantContents(t, db, Contents{"a": {"key": "value", "other": "value"}})
}

// scribble writes over whatever a transaction hands out, and appends to it.
func scribble(t *testing.T, tx kv.Tx) {
	t.Helper()
	var kept [][]byte
	noError(t, tx.Scan("a", nil, nil, func(key, value []byte) error {
		kept = append(kept, key, value)
		return nil
	}))
	v, err := tx.Get("a", []byte("key"))
	noError(t, err)
	for _, b := range append(kept, v) {
		_ = append(b, "more"...)
		for i := range b {
			b[i] = '!'
		}
	}
	wantValue(t, tx, "a", "key", []byte("value"))
	wantValue(t, tx, "a", "other", []byte("value"))
}

func testLimits(t *testing.T, db kv.DB) {
	long := strings.Repeat("k", kv.MaxKey)
	large := strings.Repeat("v", kv.MaxValue)
	update(t, db, func(tx kv.Tx) {
		wantError(t, tx.Put("a", nil, nil), kv.ErrKey)
		wantError(t, tx.Put("", []byte("k"), nil), kv.ErrKey)
		wantError(t, tx.Put("a", []byte(long+"k"), nil), kv.ErrKey)
		wantError(t, tx.Put("a", []byte("k"), []byte(large+"v")), kv.ErrValue)
		noError(t, tx.Put("a", []byte(long), []byte("long")))
		noError(t, tx.Put("b", []byte("k"), []byte(large)))
	})
	want := Contents{"a": {long: "long"}, "b": {"k": large}}
	if got, err := Read(db, "a", "b"); err != nil || !cmp.Equal(got, want) {
		t.Errorf("records at the limits are not read as written, error %v", err)
	}
	update(t, db, func(tx kv.Tx) {
		for _, key := range []string{"", long + "k"} {
			wantValue(t, tx, "a", key, nil)
			noError(t, tx.Delete("a", []byte(key)))
		}
		wantValue(t, tx, "", "k", nil)
		noError(t, tx.Delete("", []byte("k")))
	})
}

func testReadOnly(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"k": "v"}})
	view(t, db, func(tx kv.Tx) {
		wantError(t, tx.Put("a", []byte("k"), nil), kv.ErrReadOnly)
		wantError(t, tx.Put("", nil, nil), kv.ErrReadOnly)
		wantError(t, tx.Delete("a", []byte("k")), kv.ErrReadOnly)
		wantError(t, tx.Delete("a", []byte("absent")), kv.ErrReadOnly)
	})
	wantContents(t, db, Contents{"a": {"k": "v"}})
}

func testOwnWrites(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"old": "1", "gone": "1"}})
	update(t, db, func(tx kv.Tx) {
		noError(t, tx.Put("a", []byte("old"), []byte("2")))
		noError(t, tx.Put("a", []byte("new"), []byte{}))
		noError(t, tx.Delete("a", []byte("gone")))
		wantValue(t, tx, "a", "old", []byte("2"))
		wantValue(t, tx, "a", "new", []byte{})
		wantValue(t, tx, "a", "gone", nil)
		noError(t, tx.Delete("a", []byte("new")))
		noError(t, tx.Put("a", []byte("gone"), []byte("back")))
		wantValue(t, tx, "a", "new", nil)
		wantValue(t, tx, "a", "gone", []byte("back"))
	})
	wantContents(t, db, Contents{"a": {"old": "2", "gone": "back"}})
}

func testScanBounds(t *testing.T, db kv.DB) {
	keys := []string{"\x00", "\x00\x00", "a", "a\x00", "ab", "a\xff", "b", "\xff", "\xff\xff"}
	update(t, db, func(tx kv.Tx) {
		for _, k := range slices.Backward(keys) {
			noError(t, tx.Put("a", []byte(k), []byte("v"+k)))
		}
	})
	ends := [][]byte{nil, {}, []byte("0"), []byte("aa"), []byte("c"), []byte("\xff\xff\xff")}
	for _, k := range keys {
		ends = append(ends, []byte(k))
	}
	view(t, db, func(tx kv.Tx) {
		for _, from := range ends {
			for _, to := range ends {
				wantScan(t, tx, from, to, keys)
			}
		}
	})
}

// wantScan compares a scan with those of the keys that lie in its range.
func wantScan(t *testing.T, tx kv.Tx, from, to []byte, keys []string) {
	t.Helper()
	var want []string
	for _, k := range keys {
		if k >= string(from) && (to == nil || k < string(to)) {
			want = append(want, k, "v"+k)
		}
	}
	var got []string
	noError(t, tx.Scan("a", from, to, func(key, value []byte) error {
		got = append(got, string(key), string(value))
		return nil
	}))
	if !slices.Equal(got, want) {
		t.Errorf("scan from %q to %q: got %q, want %q", from, to, got, want)
	}
}

func testScanOwnWrites(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"b": "1", "d": "1", "f": "1"}})
	update(t, db, func(tx kv.Tx) {
		for _, k := range []string{"a", "c", "d", "e", "g"} {
			noError(t, tx.Put("a", []byte(k), []byte("2")))
		}
		noError(t, tx.Delete("a", []byte("b")))
		noError(t, tx.Delete("a", []byte("e")))
		noError(t, tx.Delete("a", []byte("h")))
		noError(t, tx.Put("new", []byte("k"), nil))
		wantList(t, tx, "a", "a=2 c=2 d=2 f=1 g=2")
		wantList(t, tx, "new", "k=")
	})
	view(t, db, func(tx kv.Tx) { wantList(t, tx, "a", "a=2 c=2 d=2 f=1 g=2") })
}

func testScanErrors(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"1": "", "2": "", "3": ""}})
	view(t, db, func(tx kv.Tx) {
		for end, want := range map[error]error{errTest: errTest, kv.ErrStop: nil} {
			calls := 0
			err := tx.Scan("a", nil, nil, func([]byte, []byte) error {
				if calls++; calls == 2 {
					return end
				}
				return nil
			})
			if err != want || calls != 2 {
				t.Errorf("a scan ended by %q at record 2: error %v after %d records, want %v", end, err, calls, want)
			}
		}
		noError(t, tx.Scan("never there", nil, nil, func([]byte, []byte) error { return errTest }))
	})
}

func testScanWithin(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"1": "", "2": ""}, "b": {"x": "", "y": ""}})
	view(t, db, func(tx kv.Tx) {
		var got []string
		noError(t, tx.Scan("a", nil, nil, func(outer, _ []byte) error {
			return tx.Scan("b", nil, nil, func(inner, _ []byte) error {
				got = append(got, string(outer)+string(inner))
				return nil
			})
		}))
		if want := []string{"1x", "1y", "2x", "2y"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func testWriteWhileScanning(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"b": "1", "d": "1", "f": "1"}})
	update(t, db, func(tx kv.Tx) {
		noError(t, tx.Put("a", []byte("e"), []byte("1")))
		var got []string
		noError(t, tx.Scan("a", nil, nil, func(key, value []byte) error {
			got = append(got, string(key)+"="+string(value))
			return errors.Join(
				tx.Delete("a", key),
				tx.Delete("a", []byte("d")),
				tx.Put("a", append([]byte("_"), key...), []byte("before")),
				tx.Put("a", append(bytes.Clone(key), '+'), []byte("after")),
				tx.Put("a", []byte("f"), []byte("2")),
			)
		}))
		if want := "b=1 d=1 e=1 f=1"; strings.Join(got, " ") != want {
			t.Errorf("a scan while writing: got %q, want %q", got, want)
		}
	})
	view(t, db, func(tx kv.Tx) {
		wantList(t, tx, "a", "_b=before _d=before _e=before _f=before b+=after d+=after e+=after f=2 f+=after")
	})
}

func update(t *testing.T, db kv.DB, fn func(kv.Tx)) {
	t.Helper()
	noError(t, db.Update(t.Context(), func(tx kv.Tx) error { fn(tx); return nil }))
}

func view(t *testing.T, db kv.DB, fn func(kv.Tx)) {
	t.Helper()
	noError(t, db.View(t.Context(), func(tx kv.Tx) error { fn(tx); return nil }))
}

// wantValue compares a value; nil is absent and not the same as empty.
func wantValue(t *testing.T, tx kv.Tx, bucket, key string, want []byte) {
	t.Helper()
	got, err := tx.Get(bucket, []byte(key))
	noError(t, err)
	if !bytes.Equal(got, want) || (got == nil) != (want == nil) {
		t.Errorf("Get(%q, %.20q) = %.20q (absent %t), want %.20q", bucket, key, got, got == nil, want)
	}
}

// wantList compares a bucket, written as key=value, in order.
func wantList(t *testing.T, tx kv.Tx, bucket, want string) {
	t.Helper()
	var got []string
	noError(t, tx.Scan(bucket, nil, nil, func(key, value []byte) error {
		got = append(got, string(key)+"="+string(value))
		return nil
	}))
	if strings.Join(got, " ") != want {
		t.Errorf("bucket %q: got %q, want %q", bucket, got, want)
	}
}
