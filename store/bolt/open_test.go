package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"spotter/store/kv"
)

func TestOpenNew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "some", "where", "spotter.db")
	d := openChecked(t, path)
	noError(t, put(d, "k", "v"))
	if runtime.GOOS == "windows" {
		t.Skip("no permission bits")
	}
	for path, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): fs.ModeDir | 0o700} {
		info, err := os.Stat(path)
		noError(t, err)
		if info.Mode() != want {
			t.Errorf("%s has mode %s, want %s", path, info.Mode(), want)
		}
	}
	if info, _ := os.Stat(path); info.Size() > 4*growth {
		t.Errorf("a new database takes %d bytes", info.Size())
	}
}

func TestOpenEmpty(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	noError(t, os.WriteFile(path, nil, 0o640))
	d := openChecked(t, path)
	noError(t, put(d, "k", "v"))
	wantRecords(t, d, map[string]string{"k": "v"})
}

func TestOpenLocked(t *testing.T) {
	d := openNew(t)
	noError(t, put(d, "k", "v"))
	_, err := Open(d.path)
	wantError(t, err, kv.ErrLocked)
	if !strings.Contains(err.Error(), d.path) {
		t.Errorf("error %q does not name the file", err)
	}
	wantRecords(t, d, map[string]string{"k": "v"})
}

// refused is a file that Open must not take, and must not touch.
type refused struct {
	name    string
	content []byte
	want    error
}

func TestOpenRefused(t *testing.T) {
	sample, size := sampleFile(t), os.Getpagesize()
	for _, tt := range []refused{
		{"Text", []byte(strings.Repeat("a diary\n", 5000)), kv.ErrNotDatabase},
		{"OneByte", []byte{0}, kv.ErrNotDatabase},
		{"PNG", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 10000)...), kv.ErrNotDatabase},
		{"SQLite", append([]byte("SQLite format 3\x00"), make([]byte, 16<<10)...), kv.ErrNotDatabase},
		{"Zeros", make([]byte, 1<<20), kv.ErrNotDatabase},
		{"CutInTheFirstPage", sample[:100], kv.ErrDamaged},
		{"CutAfterOnePage", sample[:size], kv.ErrDamaged},
		{"CutAfterTheMetaPages", sample[:2*size], kv.ErrDamaged},
		{"CutInTheMiddle", sample[:len(sample)/2], kv.ErrDamaged},
		{"OtherVersion", change(sample, patch{20, 3}, patch{size + 20, 3}), kv.ErrDamaged},
		{"MetaPagesFlipped", change(sample, patch{48, 0xFF}, patch{size + 48, 0xFF}), kv.ErrDamaged},
		{"RootIsMeta", reseal(sample, func(b []byte) { order.PutUint64(b[16:], 1) }), kv.ErrDamaged},
		{"RootIsFreeList", reseal(sample, func(b []byte) { copy(b[16:24], b[32:40]) }), kv.ErrDamaged},
		{"FreeListIsRoot", reseal(sample, func(b []byte) { copy(b[32:40], b[16:24]) }), kv.ErrDamaged},
		{"FreeListBeyond", reseal(sample, func(b []byte) { order.PutUint64(b[32:], 1<<40) }), kv.ErrDamaged},
		{"PageSize0", reseal(sample, func(b []byte) { order.PutUint32(b[8:], 0) }), kv.ErrDamaged},
		{"PageSizeOdd", reseal(sample, func(b []byte) { order.PutUint32(b[8:], 4095) }), kv.ErrDamaged},
		{"ManyPages", reseal(sample, func(b []byte) { order.PutUint64(b[40:], 1<<62) }), kv.ErrDamaged},
		{"FewPages", reseal(sample, func(b []byte) { order.PutUint64(b[40:], 3) }), kv.ErrDamaged},
	} {
		t.Run(tt.name, func(t *testing.T) { testRefused(t, tt) })
	}
}

// TestOpenDamagedPages refuses what would have bbolt run in circles, read beyond the file, or write over records.
func TestOpenDamagedPages(t *testing.T) {
	sample := sampleFile(t)
	root := sample[pageHeader+16:][:8]
	for _, tt := range []struct {
		name string
		kind uint16
		edit func(page)
	}{
		{"BranchToItself", branchPage, func(p page) { copy(p[pageHeader+8:], p[:8]) }},
		{"BranchToNothing", branchPage, func(p page) { order.PutUint16(p[10:], 0) }},
		{"BranchBeyond", branchPage, func(p page) { order.PutUint64(p[pageHeader+8:], 1<<50) }},
		{"BranchIsLeaf", branchPage, func(p page) { order.PutUint16(p[8:], leafPage) }},
		{"OtherKind", leafPage, func(p page) { order.PutUint16(p[8:], 0x40) }},
		{"OtherPage", leafPage, func(p page) { order.PutUint64(p, 1) }},
		{"KeyBeyond", leafPage, func(p page) { order.PutUint32(p[pageHeader+4:], 1<<31) }},
		{"ValueBeyond", leafPage, func(p page) { order.PutUint32(p[pageHeader+12:], ^uint32(0)) }},
		{"BucketIsRecord", leafPage, func(p page) { order.PutUint32(p[pageHeader:], order.Uint32(p[pageHeader:])^bucketFlag) }},
		{"ManyRecords", leafPage, func(p page) { order.PutUint16(p[10:], 0xFFFF) }},
		{"LongPage", leafPage, func(p page) { order.PutUint32(p[12:], 1<<31) }},
		{"RootIsFree", freelistPage, func(p page) { copy(p[pageHeader:], root) }},
		{"FreeTwice", freelistPage, func(p page) { copy(p[pageHeader+8:], p[pageHeader:][:8]) }},
		{"ManyFree", freelistPage, func(p page) { order.PutUint16(p[10:], manyFree); order.PutUint64(p[pageHeader:], 1<<40) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			testRefused(t, refused{content: editPages(t, sample, tt.kind, tt.edit), want: kv.ErrDamaged})
		})
	}
}

func testRefused(t *testing.T, tt refused) {
	path := filepath.Join(t.TempDir(), "file")
	noError(t, os.WriteFile(path, tt.content, 0o640))
	before, err := os.Stat(path)
	noError(t, err)
	d, err := Open(path)
	if err == nil {
		d.Close()
	}
	wantError(t, err, tt.want)
	if !strings.Contains(err.Error(), path) {
		t.Errorf("error %q does not name the file", err)
	}
	after, err := os.Stat(path)
	noError(t, err)
	if after.ModTime() != before.ModTime() || after.Mode() != before.Mode() {
		t.Error("the file was touched")
	}
	content, err := os.ReadFile(path)
	noError(t, err)
	if !bytes.Equal(content, tt.content) {
		t.Error("the file was changed")
	}
}

func TestOpenNowhere(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	noError(t, os.WriteFile(file, []byte("x"), 0o600))
	for _, tt := range []struct {
		name, path string
		want       error
	}{
		{"Folder", folder, kv.ErrNotDatabase},
		{"Device", os.DevNull, kv.ErrNotDatabase},
		{"BelowAFile", filepath.Join(file, "x", "spotter.db"), nil},
		{"NoName", "", nil},
		{"NUL", "a\x00b", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Open(tt.path)
			if err == nil {
				d.Close()
				t.Fatal("opened")
			}
			if tt.want != nil {
				wantError(t, err, tt.want)
			}
			if !strings.Contains(err.Error(), tt.path) && tt.name != "BelowAFile" {
				t.Errorf("error %q does not name %q", err, tt.path)
			}
		})
	}
}

func TestOpenForbidden(t *testing.T) {
	if os.Geteuid() <= 0 {
		t.Skip("nothing is forbidden to root, and Windows has no permission bits")
	}
	folder := t.TempDir()
	noError(t, os.Chmod(folder, 0o500))
	_, err := Open(filepath.Join(folder, "spotter.db"))
	wantError(t, err, fs.ErrPermission)
	noError(t, os.Chmod(folder, 0o700))
	path := filepath.Join(folder, "spotter.db")
	noError(t, os.WriteFile(path, nil, 0o400))
	_, err = Open(path)
	wantError(t, err, fs.ErrPermission)
}

// TestOpenOneMeta opens files of which one meta page was not written to its end.
func TestOpenOneMeta(t *testing.T) {
	sample, page := sampleFile(t), os.Getpagesize()
	for name, at := range map[string]int{"First": pageHeader + 48, "Second": page + pageHeader + 48} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file")
			noError(t, os.WriteFile(path, change(sample, patch{at, 0xFF}), 0o600))
			d, err := Open(path)
			noError(t, err)
			noError(t, put(d, "k", "v"))
			noError(t, d.Close())
		})
	}
}

// sampleFile returns the bytes of a database with a tree of some depth, an inline bucket, values larger than a page
// and free pages.
func sampleFile(t testing.TB) []byte {
	t.Helper()
	d := openNew(t)
	for round := range 3 {
		noError(t, d.Update(context.Background(), func(tx kv.Tx) error { return fillSample(tx, round) }))
	}
	noError(t, d.Close())
	b, err := os.ReadFile(d.path)
	noError(t, err)
	file, err := os.Open(d.path)
	noError(t, err)
	defer file.Close()
	m, err := readMeta(file, int64(len(b)))
	noError(t, err)
	return b[:m.pages*m.pageSize]
}

func fillSample(tx kv.Tx, round int) error {
	var errs []error
	for i := range 120 {
		key := fmt.Appendf(nil, "key%03d", (i*7+round)%200)
		errs = append(errs, tx.Put("a", key, bytes.Repeat([]byte{'v'}, 100+i)))
	}
	errs = append(errs,
		tx.Put("a", []byte("large"), bytes.Repeat([]byte("large"), 3000)),
		tx.Put("inline", []byte("k"), []byte("v")),
		tx.Delete("a", fmt.Appendf(nil, "key%03d", round)))
	return errors.Join(errs...)
}

// patch is a byte to be changed, by exclusive or.
type patch struct {
	at   int
	with byte
}

func change(b []byte, patches ...patch) []byte {
	b = bytes.Clone(b)
	for _, p := range patches {
		b[p.at] ^= p.with
	}
	return b
}

// reseal edits both meta pages and gives them the right checksum again.
func reseal(b []byte, edit func(meta []byte)) []byte {
	b = bytes.Clone(b)
	for _, at := range []int{0, os.Getpagesize()} {
		m := b[at+pageHeader : at+pageHeader+metaSize]
		edit(m)
		order.PutUint64(m[56:], metaSum(m))
	}
	return b
}

// editPages edits every page of a kind.
func editPages(t testing.TB, b []byte, kind uint16, edit func(page)) []byte {
	t.Helper()
	b = bytes.Clone(b)
	edited, size := false, os.Getpagesize()
	for at := 2 * size; at < len(b); at += size {
		if p := page(b[at:][:size]); p.flags() == kind && p.id() == uint64(at/size) {
			edit(p)
			edited = true
		}
	}
	if !edited {
		t.Fatalf("no page of kind %#x", kind)
	}
	return b
}
