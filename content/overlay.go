package content

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a file system of two: what is in over hides what is in base.
type overlay struct {
	base fs.FS
	over memory
}

// Open opens a file of over, else of base.
func (o overlay) Open(name string) (fs.File, error) {
	if f, err := o.over.Open(name); err == nil {
		return f, nil
	}
	return o.base.Open(name)
}

// ReadDir lists a directory of both.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries := map[string]fs.DirEntry{}
	below, err := fs.ReadDir(o.base, name)
	above := o.over.list(name)
	if err != nil && !(errors.Is(err, fs.ErrNotExist) && len(above) > 0) {
		return nil, err
	}
	for _, e := range append(below, above...) {
		entries[e.Name()] = e
	}
	var list []fs.DirEntry
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		list = append(list, entries[name])
	}
	return list, nil
}

// Stat describes a file or directory of either.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if raw, ok := o.over[name]; ok {
		return item{name: path.Base(name), size: int64(len(raw))}, nil
	}
	info, err := fs.Stat(o.base, name)
	if err != nil && len(o.over.list(name)) > 0 {
		return item{name: path.Base(name), dir: true}, nil
	}
	return info, err
}

// memory is files by path.
type memory map[string][]byte

// Open opens a file; directories are listed by overlay.
func (m memory) Open(name string) (fs.File, error) {
	raw, ok := m[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &opened{item{name: path.Base(name), size: int64(len(raw))}, bytes.NewReader(raw)}, nil
}

// list is what lies in a directory.
func (m memory) list(dir string) []fs.DirEntry {
	items := map[string]item{}
	for name, raw := range m {
		rest, ok := strings.CutPrefix(name, dir+"/")
		if !ok {
			continue
		}
		first, _, deeper := strings.Cut(rest, "/")
		items[first] = item{name: first, size: int64(len(raw)), dir: deeper}
	}
	var list []fs.DirEntry
	for _, i := range items {
		list = append(list, fs.FileInfoToDirEntry(i))
	}
	return list
}

// opened is an open file of memory.
type opened struct {
	item
	io.Reader
}

// Stat describes the file.
func (o *opened) Stat() (fs.FileInfo, error) { return o.item, nil }

// Close does nothing.
func (o *opened) Close() error { return nil }

// item describes a file or directory in memory.
type item struct {
	name string
	size int64
	dir  bool
}

// Name is the last part of the path.
func (i item) Name() string { return i.name }

// Size is the length in bytes.
func (i item) Size() int64 { return i.size }

// Mode is that of a readable file or directory.
func (i item) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// ModTime is unknown.
func (i item) ModTime() time.Time { return time.Time{} }

// IsDir reports whether it is a directory.
func (i item) IsDir() bool { return i.dir }

// Sys is nothing.
func (i item) Sys() any { return nil }
