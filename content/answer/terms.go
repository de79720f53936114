package answer

import (
	"slices"
	"strings"
	"unicode"
)

// terms is what a text is searched by.
type terms struct {
	list  []string
	stems string // all its words, stop words too
}

// told makes the words of a page known and is its terms. What a page says is searched by its words alone, for it touches on too
// many concepts to be told by them.
func (l *lexicon) told(words []string) (t terms) {
	t.list = make([]string, 0, len(words))
	for _, word := range words {
		if stem := l.learn(word); l.tells(word) {
			t.list = append(t.list, stem)
		}
	}
	return t
}

// termsOf is the terms of a question: its words and the concepts it speaks of. found is empty, and empty again afterwards: it
// is large, and phrases are many.
func (e *finder) termsOf(tokens []token, found view) terms {
	m := &message{tokens: tokens, found: found}
	e.find(m)
	t := e.terms(m)
	for _, id := range m.named {
		found[id] = found[id][:0]
	}
	return t
}

// terms is the stems of a message without stop words and numbers, and the concepts found in it.
func (e *finder) terms(m *message) terms {
	var t terms
	var all strings.Builder
	t.list = make([]string, 0, len(m.tokens)+len(m.named))
	all.Grow(usualStem * len(m.tokens))
	passed := e.passed(m)
	for i, token := range m.tokens {
		all.WriteString(token.stem)
		all.WriteByte(' ')
		if passed[i] || !e.words.tells(token.text) {
			continue
		}
		t.list = append(t.list, token.stem)
		if len(token.other) > 0 && !e.words.is(token.text) {
			t.list[len(t.list)-1] = token.other[0]
		}
	}
	for _, id := range m.named {
		said := slices.ContainsFunc(m.found[id], func(x match) bool { return !passed[x.end-1] })
		if k := e.book.concepts[id].kind; said && (k >= partKind && k <= liftKind || k == subjectKind) {
			t.list = append(t.list, e.book.concepts[id].term)
		}
	}
	t.stems = all.String()
	return t
}

// passed says of each token whether the search passes over it: who said something is not asked about, what is denied ("no
// numbness") or in order ("bladder fine") neither, and of "lower back" the last word tells enough, for "lowering" is another subject.
func (e *finder) passed(m *message) []bool {
	passed := m.covered(e.themes.hearsay)
	for _, id := range m.named {
		k := e.book.concepts[id].kind
		for _, x := range m.found[id] {
			end := x.start
			switch {
			case (k == feelKind || k == partKind) && x.denied, id == e.themes.inOrder:
				end = x.end
			case k == partKind:
				end = x.end - 1
			}
			for i := x.start; i < end; i++ {
				passed[i] = true
			}
		}
	}
	return passed
}

// usualStem is about the length of a stem and a space; a guess that saves growing.
const usualStem = 6

// conceptMark begins a term that is a concept; no word contains it.
const conceptMark = "#"

// tells reports whether a word says what a text is about: it is no stop word, number or single letter.
func (l *lexicon) tells(word string) bool {
	return !unicode.IsDigit(rune(word[0])) && len(word) > 1 && !l.stop[word]
}
