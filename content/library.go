package content

import (
	"strconv"
	"strings"
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

// Library is a set of pages. It is read-only and safe for concurrent use.
type Library struct {
	topics    []*Topic
	lifts     []*Lift
	topicByID map[string]*Topic
	liftByID  map[string]*Lift
	liftNames map[string]*Lift // by id, name and alias, each folded
	spoken    map[string]*Spoken
}

// Topics lists the topics in order of their ids; the slice is shared and must not be changed.
func (l *Library) Topics() []*Topic { return l.topics }

// Topic is the topic with that id, or nil.
func (l *Library) Topic(id string) *Topic { return l.topicByID[id] }

// Lifts lists the lifts in order of their ids; the slice is shared and must not be changed.
func (l *Library) Lifts() []*Lift { return l.lifts }

// Lift is the lift with that id, or nil.
func (l *Library) Lift(id string) *Lift { return l.liftByID[id] }

// FindLift is the lift with that id, name or alias, whatever its case, spaces, hyphens and underscores; nil if there is none.
func (l *Library) FindLift(words string) *Lift { return l.liftNames[fold(words)] }

// fold makes different spellings of one lift equal: "Bench Press", "bench-press" and "benchpress".
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '\'' || r == '’' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}
