package kvtest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"spotter/store/kv"
)

var buckets = []string{"a", "b", "c"}

// testModel compares a database with maps over random histories. reopen closes and opens it again; it is nil for
// a database that does not outlive being closed.
func testModel(t *testing.T, open func(*testing.T) kv.DB, reopen func(*testing.T, kv.DB) kv.DB) {
	rapid.Check(t, func(r *rapid.T) {
		m := &model{t: t, db: open(t), want: Contents{}}
		defer func() { noError(t, m.db.Close()) }()
		actions := map[string]func(*rapid.T){"update": m.update, "view": m.view, "": m.compare}
		if reopen != nil {
			actions["reopen"] = func(*rapid.T) { m.db = reopen(t, m.db) }
		}
		r.Repeat(actions)
	})
}

// model is a database and what should be in it.
type model struct {
	t    *testing.T
	db   kv.DB
	want Contents
}

func (m *model) compare(r *rapid.T) {
	got, err := Read(m.db, buckets...)
	if err != nil {
		r.Fatal(err)
	}
	want := filled(m.want)
	if maps.EqualFunc(want, got, maps.Equal) { // far quicker than cmp, which is for showing the difference
		return
	}
	r.Fatalf("contents (-want +got):\n%s", cmp.Diff(want, got))
}

// filled leaves out the empty buckets.
func filled(c Contents) Contents {
	c = maps.Clone(c)
	maps.DeleteFunc(c, func(_ string, records map[string]string) bool { return len(records) == 0 })
	return c
}

func (m *model) view(r *rapid.T) {
	if err := m.db.View(m.t.Context(), func(tx kv.Tx) error {
		for range rapid.IntRange(1, 4).Draw(r, "reads") {
			read(r, tx, m.want)
		}
		return nil
	}); err != nil {
		r.Fatal(err)
	}
}

// update runs a transaction that succeeds, fails or panics, and keeps the model's part only if it succeeds.
func (m *model) update(r *rapid.T) {
	want := Contents{}
	for bucket, records := range m.want {
		want[bucket] = maps.Clone(records)
	}
	outcome := rapid.SampledFrom([]string{"succeed", "succeed", "succeed", "fail", "panic"}).Draw(r, "outcome")
	err := recovered(func() error {
		return m.db.Update(m.t.Context(), func(tx kv.Tx) error {
			for range rapid.IntRange(0, 8).Draw(r, "operations") {
				operate(r, tx, want)
			}
			switch outcome {
			case "fail":
				return errTest
			case "panic":
				panic(errTest)
			}
			return nil
		})
	})
	switch {
	case outcome != "succeed" && !errors.Is(err, errTest):
		r.Fatalf("an update that should %s: %v", outcome, err)
	case outcome == "succeed" && err != nil:
		r.Fatal(err)
	case outcome == "succeed":
		m.want = want
	}
}

// recovered returns errTest as an error when fn panics with it.
func recovered(fn func() error) (err error) {
	defer func() {
		if p := recover(); p == errTest {
			err = errTest
		} else if p != nil {
			panic(p)
		}
	}()
	return fn()
}

// operate does the same random thing to a transaction and to the model.
func operate(r *rapid.T, tx kv.Tx, want Contents) {
	bucket := rapid.SampledFrom(buckets).Draw(r, "bucket")
	switch rapid.SampledFrom([]string{"put", "put", "delete", "read", "fill", "clear"}).Draw(r, "do") {
	case "put":
		put(r, tx, want, bucket, drawKey(r, "key"), drawValue(r))
	case "delete":
		remove(r, tx, want, bucket, drawKey(r, "key"))
	case "read":
		read(r, tx, want)
	case "fill": // enough that an engine's tree grows in depth
		n := rapid.IntRange(1, 80).Draw(r, "records")
		value := strings.Repeat("fill", rapid.IntRange(0, 200).Draw(r, "size"))
		for i := range n {
			put(r, tx, want, bucket, fmt.Sprintf("f%03d", i), value)
		}
	case "clear": // while scanning
		from, to := kv.Prefix([]byte(drawKey(r, "prefix")))
		if err := tx.Scan(bucket, from, to, func(key, _ []byte) error {
			remove(r, tx, want, bucket, string(key))
			return nil
		}); err != nil {
			r.Fatal(err)
		}
	}
}

func put(r *rapid.T, tx kv.Tx, want Contents, bucket, key, value string) {
	if err := tx.Put(bucket, []byte(key), []byte(value)); err != nil {
		r.Fatal(err)
	}
	if want[bucket] == nil {
		want[bucket] = map[string]string{}
	}
	want[bucket][key] = value
}

func remove(r *rapid.T, tx kv.Tx, want Contents, bucket, key string) {
	if err := tx.Delete(bucket, []byte(key)); err != nil {
		r.Fatal(err)
	}
	delete(want[bucket], key)
}

// read compares a record, and a range.
func read(r *rapid.T, tx kv.Tx, want Contents) {
	bucket := rapid.SampledFrom(buckets).Draw(r, "bucket")
	key, to := drawKey(r, "key"), drawKey(r, "to")
	got, err := tx.Get(bucket, []byte(key))
	value, there := want[bucket][key]
	if err != nil || string(got) != value || (got != nil) != there {
		r.Fatalf("Get(%q, %q) = %.20q, %v, want %.20q", bucket, key, got, err, value)
	}
	var scanned []string
	if err := tx.Scan(bucket, []byte(key), []byte(to), func(k, v []byte) error {
		scanned = append(scanned, string(k), string(v))
		return nil
	}); err != nil {
		r.Fatal(err)
	}
	var expected []string
	for _, k := range slices.Sorted(maps.Keys(want[bucket])) {
		if k >= key && k < to {
			expected = append(expected, k, want[bucket][k])
		}
	}
	if !slices.Equal(scanned, expected) {
		r.Fatalf("scan of %q from %q to %q: got %.40q, want %.40q", bucket, key, to, scanned, expected)
	}
}

// drawKey draws from few keys, so that they meet again; some lie among those of fill.
func drawKey(r *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]byte{0, 'a', 'f', 0xFF}), 1, 3), func(b []byte) string { return string(b) }),
		rapid.Map(rapid.IntRange(0, 80), func(i int) string { return fmt.Sprintf("f%03d", i) }),
		rapid.Just(strings.Repeat("long", 1000)),
	).Draw(r, label)
}

// drawValue draws a value from empty to larger than a page.
func drawValue(r *rapid.T) string {
	n := rapid.SampledFrom([]int{0, 1, 100, 100, 1000, 10000}).Draw(r, "size")
	return strings.Repeat(rapid.StringMatching(`[a-z]`).Draw(r, "value"), n)
}
