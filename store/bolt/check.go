package bolt

import (
	"bytes"
	"fmt"
	"io"

	"spotter/store/kv"
)

// Sizes of the elements that follow a page's header, and of the head of a bucket, in bytes: bbolt v1.5.0,
// internal/common/{page,bucket}.go. An element says how far from its own start its key begins; in a leaf the value
// follows the key.
const (
	branchElement = 16 // distance (4), key size (4), page (8)
	leafElement   = 16 // flags (4), distance (4), key size (4), value size (4)
	bucketHead    = 16 // root page (8), sequence (8)

	bucketFlag = 0x01 // in a leaf element: the value is a bucket
	manyFree   = 0xFFFF
)

// walk reads a whole tree once, page by page, and trusts nothing in it. The file is read and not mapped, so that
// whatever it says can do no harm.
type walk struct {
	file io.ReaderAt
	meta meta
	seen []bool // by page: in the tree or the free list
	todo []ref  // pages referred to and not read yet
	buf  []byte
}

// ref is a page of a tree. The root tree holds buckets and nothing else; the tree of a bucket holds records: bbolt
// allows buckets in buckets, but we make none.
type ref struct {
	id   uint64
	root bool
}

// checkTree makes sure of all that bbolt takes for granted: that every page is what it is taken for and used once,
// and that keys and values lie within their pages, the keys in order. Contents have no checksum and are not checked.
func checkTree(file io.ReaderAt, m meta) error {
	w := &walk{file: file, meta: m, seen: make([]bool, m.pages), todo: []ref{{m.root, true}}}
	for len(w.todo) > 0 {
		next := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		if err := w.tree(next); err != nil {
			return fmt.Errorf("%w: page %d: %w", kv.ErrDamaged, next.id, err)
		}
	}
	if m.freelist == noFreelist {
		return nil
	}
	if err := w.freelist(m.freelist); err != nil {
		return fmt.Errorf("%w: free list on page %d: %w", kv.ErrDamaged, m.freelist, err)
	}
	return nil
}

// page is the bytes of a page with those it overflows into.
type page []byte

func (p page) id() uint64       { return order.Uint64(p) }
func (p page) flags() uint16    { return order.Uint16(p[8:]) }
func (p page) count() int       { return int(order.Uint16(p[10:])) }
func (p page) overflow() uint64 { return uint64(order.Uint32(p[12:])) }

// read returns a page, valid until the next read, and takes note that it is in use.
func (w *walk) read(id uint64) (page, error) {
	if !w.meta.holds(id, 1) {
		return nil, fmt.Errorf("there are %d pages", w.meta.pages)
	}
	p, err := w.load(id, 1)
	if err != nil {
		return nil, err
	}
	if p.id() != id {
		return nil, fmt.Errorf("calls itself page %d", p.id())
	}
	n := p.overflow() + 1
	if !w.meta.holds(id, n) {
		return nil, fmt.Errorf("goes on for %d pages of %d", n, w.meta.pages)
	}
	for i := id; i < id+n; i++ {
		if err := w.use(i); err != nil {
			return nil, err
		}
	}
	if n == 1 {
		return p, nil
	}
	return w.load(id, n)
}

// load reads n pages from id on.
func (w *walk) load(id, n uint64) (page, error) {
	size := n * w.meta.pageSize
	if uint64(len(w.buf)) < size {
		w.buf = make([]byte, size)
	}
	_, err := w.file.ReadAt(w.buf[:size], int64(id*w.meta.pageSize))
	return page(w.buf[:size]), err
}

func (w *walk) use(id uint64) error {
	if w.seen[id] {
		return fmt.Errorf("page %d is in use twice", id)
	}
	w.seen[id] = true
	return nil
}

// tree checks one page of the tree and adds those below it to todo.
func (w *walk) tree(r ref) error {
	p, err := w.read(r.id)
	if err != nil {
		return err
	}
	switch p.flags() {
	case branchPage:
		return w.branch(p, r.root)
	case leafPage:
		return w.leaf(p, r.root)
	default:
		return fmt.Errorf("kind %#x in the tree", p.flags())
	}
}

func (w *walk) branch(p page, root bool) error {
	if p.count() == 0 {
		return fmt.Errorf("a branch that leads nowhere")
	}
	var last []byte
	for i := range p.count() {
		at := pageHeader + i*branchElement
		if at+branchElement > len(p) {
			return fmt.Errorf("%d branches in %d bytes", p.count(), len(p))
		}
		e := p[at:]
		key, err := e.piece(number(e), number(e[4:]))
		if err != nil {
			return fmt.Errorf("branch %d: %w", i, err)
		}
		if i > 0 && bytes.Compare(last, key) >= 0 {
			return fmt.Errorf("branch %d: out of order", i)
		}
		last = key
		w.todo = append(w.todo, ref{order.Uint64(e[8:]), root})
	}
	return nil
}

// leaf checks a leaf page, or the page that a small bucket keeps inline.
func (w *walk) leaf(p page, root bool) error {
	var last []byte
	for i := range p.count() {
		at := pageHeader + i*leafElement
		if at+leafElement > len(p) {
			return fmt.Errorf("%d records in %d bytes", p.count(), len(p))
		}
		key, err := w.record(p[at:], root)
		if err != nil {
			return fmt.Errorf("record %d: %w", i, err)
		}
		if i > 0 && bytes.Compare(last, key) >= 0 {
			return fmt.Errorf("record %d: out of order", i)
		}
		last = key
	}
	return nil
}

// record checks the record whose leaf element begins with e, and returns its key.
func (w *walk) record(e page, root bool) (key []byte, err error) {
	distance, keySize := number(e[4:]), number(e[8:])
	if key, err = e.piece(distance, keySize); err != nil {
		return nil, err
	}
	value, err := e.piece(distance+keySize, number(e[12:]))
	if err != nil {
		return nil, err
	}
	switch flags := number(e); {
	case root && flags == bucketFlag:
		return key, w.bucket(value)
	case !root && flags == 0:
		return key, nil
	default:
		return nil, fmt.Errorf("kind %#x", flags)
	}
}

// number reads 32 bits into 64, where sums of a few cannot overflow.
func number(b []byte) uint64 { return uint64(order.Uint32(b)) }

// piece returns size bytes that lie distance from the start of an element.
func (p page) piece(distance, size uint64) ([]byte, error) {
	if distance+size > uint64(len(p)) || size > kv.MaxValue {
		return nil, fmt.Errorf("%d bytes at %d of %d", size, distance, len(p))
	}
	return p[distance : distance+size], nil
}

// bucket checks the head of a bucket, and its page when it is kept inline.
func (w *walk) bucket(value page) error {
	if len(value) < bucketHead {
		return fmt.Errorf("%d bytes", len(value))
	}
	if root := order.Uint64(value); root != 0 {
		w.todo = append(w.todo, ref{root, false})
		return nil
	}
	p := value[bucketHead:]
	if len(p) < pageHeader {
		return fmt.Errorf("%d bytes inline", len(p))
	}
	if p.flags() != leafPage {
		return fmt.Errorf("kind %#x inline", p.flags())
	}
	return w.leaf(p, false)
}

// freelist checks the list of free pages: bbolt writes over whatever is on it.
func (w *walk) freelist(id uint64) error {
	p, err := w.read(id)
	if err != nil {
		return err
	}
	if p.flags() != freelistPage {
		return fmt.Errorf("kind %#x", p.flags())
	}
	ids, n := p[pageHeader:], uint64(p.count())
	if n == manyFree {
		n, ids = order.Uint64(ids), ids[8:]
	}
	if n > uint64(len(ids)/8) {
		return fmt.Errorf("%d pages in %d bytes", n, len(ids))
	}
	for i := range n {
		free := order.Uint64(ids[i*8:])
		if !w.meta.holds(free, 1) {
			return fmt.Errorf("page %d of %d", free, w.meta.pages)
		}
		if err := w.use(free); err != nil {
			return err
		}
	}
	return nil
}
