package bolt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"spotter/store/kv"
)

// openSample writes bytes to a file and opens it, without the check at its closing.
func openSample(t testing.TB, content []byte) (*db, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.db")
	noError(t, os.WriteFile(path, content, 0o600))
	return open(path, options())
}

// useAll reads and writes all over a database and returns the errors.
func useAll(d *db) error {
	var errs []error
	for _, bucket := range []string{"a", "inline", "new"} {
		errs = append(errs, d.View(context.Background(), func(tx kv.Tx) error {
			_, err := tx.Get(bucket, []byte("key100"))
			return errors.Join(err, tx.Scan(bucket, nil, nil, func(_, _ []byte) error { return nil }))
		}))
	}
	for round := range 3 {
		errs = append(errs, d.Update(context.Background(), func(tx kv.Tx) error { return fillSample(tx, round) }))
	}
	errs = append(errs, d.Update(context.Background(), func(tx kv.Tx) error {
		return tx.Scan("a", nil, nil, func(key, _ []byte) error { return tx.Delete("a", key) })
	}))
	return errors.Join(errs...)
}

// TestDamagedLater damages pages of a database that is open, as a failing disk would.
func TestDamagedLater(t *testing.T) {
	sample, page := sampleFile(t), os.Getpagesize()
	d, err := openSample(t, sample)
	noError(t, err)
	noise := bytes.Repeat([]byte{0xA5}, len(sample)-2*page)
	file, err := os.OpenFile(d.path, os.O_RDWR, 0)
	noError(t, err)
	defer file.Close()
	_, err = file.WriteAt(noise, int64(2*page))
	noError(t, err)
	wantError(t, useAll(d), kv.ErrDamaged)
	wantError(t, put(d, "k", "v"), kv.ErrDamaged)
	_ = d.Close()
	_, err = Open(d.path)
	wantError(t, err, kv.ErrDamaged)
}

// TestCutLater truncates a database that is open: what is mapped and no longer there cannot even be read.
func TestCutLater(t *testing.T) {
	d, err := openSample(t, sampleFile(t))
	noError(t, err)
	noError(t, os.Truncate(d.path, int64(2*os.Getpagesize())))
	wantError(t, useAll(d), kv.ErrDamaged)
	_ = d.Close()
}

// TestCutToNothing takes the meta pages away too, of which bbolt makes a panic that holds its locks.
func TestCutToNothing(t *testing.T) {
	d, err := openSample(t, sampleFile(t))
	noError(t, err)
	noError(t, os.Truncate(d.path, 0))
	wantError(t, useAll(d), kv.ErrDamaged)
	wantError(t, useAll(d), kv.ErrDamaged)
	_ = d.Close()
	again := openChecked(t, d.path)
	noError(t, put(again, "k", "v"))
}

// TestDamageIsFound changes bytes of the pages' heads and of the first elements on them, one at a time, and uses
// what Open still accepts.
func TestDamageIsFound(t *testing.T) {
	sample, page := sampleFile(t), os.Getpagesize()
	step := 7 // prime, so that every place of an element has its turn
	if testing.Short() {
		step = 41
	}
	refused, all := 0, 0
	for at := 2 * page; at < len(sample); at += step {
		if at%page >= pageHeader+4*leafElement {
			continue
		}
		all++
		if !tryDamaged(t, change(sample, patch{at, 0x41})) {
			refused++
		}
	}
	t.Logf("%d of %d damages found", refused, all)
	if refused < all/5 {
		t.Error("most of the others were to free pages and values; these are too few")
	}
}

// FuzzOpen opens arbitrary files.
func FuzzOpen(f *testing.F) {
	sample := sampleFile(f)
	f.Add([]byte{})
	f.Add([]byte("a diary\n"))
	f.Add(sample)
	f.Add(sample[:len(sample)/2])
	f.Fuzz(func(t *testing.T, content []byte) { tryDamaged(t, content) })
}

// FuzzDamage opens a database that was cut and changed: patches holds, for each change, the place as three bytes
// and what to change it with as one. With seal the meta pages keep a right checksum.
func FuzzDamage(f *testing.F) {
	sample, page := sampleFile(f), byte(os.Getpagesize()>>8)
	f.Add(uint32(0), []byte{}, false)
	f.Add(uint32(5000), []byte{}, true)
	f.Add(uint32(0), []byte{0, 0, pageHeader + 16, 1}, true)
	f.Add(uint32(0), []byte{0, 2 * page, 8, 0x12, 0, 3 * page, 8, 3, 0, 3*page + 1, 4, 4}, false)
	f.Fuzz(func(t *testing.T, cut uint32, patches []byte, seal bool) {
		content := bytes.Clone(sample)
		for ; len(patches) >= 4; patches = patches[4:] {
			at := int(patches[0])<<16 | int(patches[1])<<8 | int(patches[2])
			content[at%len(content)] ^= patches[3]
		}
		if seal {
			content = reseal(content, func([]byte) {})
		}
		tryDamaged(t, content[:len(content)-int(cut)%len(content)])
	})
}

// tryDamaged opens a file that may be damaged, and uses it if it is accepted; if not, it must not have changed.
func tryDamaged(t *testing.T, content []byte) (accepted bool) {
	path := filepath.Join(t.TempDir(), "damaged.db")
	noError(t, os.WriteFile(path, content, 0o600))
	o := options()
	o.NoSync = true // a file of one moment need not survive a loss of power
	d, err := open(path, o)
	if err == nil {
		if err := useAll(d); err != nil && !errors.Is(err, kv.ErrDamaged) {
			t.Errorf("accepted and used: %v", err)
		}
		_ = d.Close()
		return true
	}
	if !errors.Is(err, kv.ErrDamaged) && !errors.Is(err, kv.ErrNotDatabase) {
		t.Errorf("neither damaged nor foreign: %v", err)
	}
	after, err := os.ReadFile(path)
	noError(t, err)
	if !bytes.Equal(content, after) {
		t.Error("refused and changed")
	}
	return false
}
