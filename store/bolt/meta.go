package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"spotter/store/kv"
)

// The layout of a bbolt file, from bbolt v1.5.0, internal/common/{page,meta,bucket}.go. Numbers are in the byte
// order of the machine. A page begins with its id (8 bytes), flags (2), count (2) and overflow (4).
const (
	pageHeader = 16
	metaSize   = 64

	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10

	magic      = 0xED0CDAED
	version    = 2
	noFreelist = ^uint64(0) // in place of the free list's page: there is none

	minPage    = 1 << 10 // bytes
	maxPage    = 16 << 20
	firstPages = 4 // of a new file: two meta pages, the free list, an empty root
)

var order = binary.NativeEndian

// meta is one of the two roots of the file, pages 0 and 1; commits write them in turn.
type meta struct {
	pageSize uint64
	root     uint64 // page of the root bucket
	freelist uint64
	pages    uint64 // one more than the highest page in use
	txid     uint64
}

// The ways in which bytes are not a meta page.
var (
	errMagic   = errors.New("no magic number")
	errVersion = errors.New("unknown version")
	errSum     = errors.New("wrong checksum")
)

// parseMeta reads the meta page that begins with b.
func parseMeta(b []byte) (meta, error) {
	if len(b) < pageHeader+metaSize {
		return meta{}, errMagic
	}
	b = b[pageHeader : pageHeader+metaSize]
	if order.Uint32(b) != magic {
		return meta{}, errMagic
	}
	if v := order.Uint32(b[4:]); v != version {
		return meta{}, fmt.Errorf("%w %d", errVersion, v)
	}
	if metaSum(b) != order.Uint64(b[56:]) {
		return meta{}, errSum
	}
	return meta{
		pageSize: uint64(order.Uint32(b[8:])),
		root:     order.Uint64(b[16:]),
		freelist: order.Uint64(b[32:]),
		pages:    order.Uint64(b[40:]),
		txid:     order.Uint64(b[48:]),
	}, nil
}

// metaSum is the checksum of a meta page without its header: FNV-1a over all that comes before it.
func metaSum(b []byte) uint64 {
	sum := fnv.New64a()
	sum.Write(b[:56])
	return sum.Sum64()
}

// readMeta returns the meta page that bbolt will go by: of the valid ones the younger. The error wraps
// kv.ErrNotDatabase when nothing looks like one, kv.ErrDamaged when what does is not valid.
func readMeta(file io.ReaderAt, size int64) (meta, error) {
	m, err := metaAt(file, 0)
	if err == nil {
		if err := m.plausible(size); err != nil {
			return meta{}, err
		}
		if other, err := metaAt(file, int64(m.pageSize)); err == nil && other.txid > m.txid {
			m = other
		}
		return m, m.plausible(size)
	}
	// The size of a page is not known without the first meta page, so the second is looked for as bbolt does.
	for at := int64(minPage); at <= maxPage && at < size-minPage; at *= 2 {
		if m, second := metaAt(file, at); second == nil {
			if int64(m.pageSize) != at {
				return meta{}, fmt.Errorf("%w: pages of %d bytes, but the second at %d", kv.ErrDamaged, m.pageSize, at)
			}
			return m, m.plausible(size)
		} else if errors.Is(err, errMagic) {
			err = second
		}
	}
	if errors.Is(err, errMagic) {
		return meta{}, kv.ErrNotDatabase
	}
	return meta{}, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
}

func metaAt(file io.ReaderAt, at int64) (meta, error) {
	b := make([]byte, pageHeader+metaSize)
	n, err := file.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) {
		return meta{}, err
	}
	return parseMeta(b[:n])
}

// plausible checks that all the pages lie within the file; bbolt trusts that they do.
func (m meta) plausible(size int64) error {
	switch {
	case m.pageSize < minPage || m.pageSize > maxPage || m.pageSize&(m.pageSize-1) != 0:
		return fmt.Errorf("%w: pages of %d bytes", kv.ErrDamaged, m.pageSize)
	case m.pages < firstPages:
		return fmt.Errorf("%w: only %d pages", kv.ErrDamaged, m.pages)
	case m.pages > uint64(size)/m.pageSize:
		return fmt.Errorf("%w: truncated: %d pages of %d bytes in a file of %d", kv.ErrDamaged, m.pages, m.pageSize, size)
	case !m.holds(m.root, 1):
		return fmt.Errorf("%w: root on page %d of %d", kv.ErrDamaged, m.root, m.pages)
	case m.freelist != noFreelist && !m.holds(m.freelist, 1):
		return fmt.Errorf("%w: free list on page %d of %d", kv.ErrDamaged, m.freelist, m.pages)
	}
	return nil
}

// holds reports whether n pages from id on are pages of content.
func (m meta) holds(id, n uint64) bool {
	return id >= 2 && id < m.pages && n <= m.pages-id
}

// verify reads a file as bbolt will, without changing it, and returns an error that wraps kv.ErrNotDatabase or
// kv.ErrDamaged when bbolt could stumble over it. An empty file is fine: bbolt makes it a database.
func verify(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return nil
	}
	m, err := readMeta(file, info.Size())
	if err != nil {
		return err
	}
	return checkTree(file, m)
}
