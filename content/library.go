package content

import (
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"
)

// Problem is one thing wrong with a page, in words that say what to do about it.
type Problem struct {
	File string // path inside the file system that was loaded
	Line int    // counted from 1
	Text string
}

// String is "file:line: text".
func (p Problem) String() string {
	return p.File + ":" + strconv.Itoa(p.Line) + ": " + p.Text
}

// Library is a set of pages, and is safe for concurrent use. What it gives out is read-only; Replace puts other pages on its
// shelves, and who holds a page of before may go on using it.
type Library struct{ now atomic.Pointer[shelves] }

type shelves struct {
	topics    []*Topic
	lifts     []*Lift
	topicByID map[string]*Topic
	liftByID  map[string]*Lift
	liftNames map[string]*Lift // by id, name and alias, each folded
	spoken    map[string]*Spoken
}

func newLibrary(s *shelves) *Library {
	l := &Library{}
	l.now.Store(s)
	return l
}

// Replace gives l the pages of other.
func (l *Library) Replace(other *Library) { l.now.Store(other.now.Load()) }

// Topics lists the topics in order of their ids; the slice is shared and must not be changed.
func (l *Library) Topics() []*Topic { return l.now.Load().topics }

// Topic is the topic with that id, or nil.
func (l *Library) Topic(id string) *Topic { return l.now.Load().topicByID[id] }

// Lifts lists the lifts in order of their ids; the slice is shared and must not be changed.
func (l *Library) Lifts() []*Lift { return l.now.Load().lifts }

// Lift is the lift with that id, or nil.
func (l *Library) Lift(id string) *Lift { return l.now.Load().liftByID[id] }

// FindLift is the lift with that id, name or alias, whatever its case, spaces, hyphens and underscores; nil if there is none.
func (l *Library) FindLift(words string) *Lift { return l.now.Load().liftNames[fold(words)] }

// fold makes different spellings of one lift equal: "Bench Press", "bench-press" and "benchpress".
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '\'' || r == '’' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}
