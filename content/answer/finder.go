package answer

import (
	"errors"

	"spotter/content"
)

// finder is an engine for the pages of one moment. It does not change once made.
type finder struct {
	words    *lexicon
	book     *book
	signs    []rule
	hints    []rule
	known    cues
	themes   themes
	dialogue dialogue
	learned  *learned
	local    Local
	library  *content.Library
	index    *index
}

// Lists is the word lists while they are read, which is half of the time an engine takes to start. It is good for one engine.
type Lists struct {
	parser  *parser
	words   *lexicon
	book    *book
	learned *learned
	done    chan struct{}
}

// ReadLists begins to read the word lists, so that the pages can be read at the same time.
func ReadLists() *Lists { return readLists(embeddedLists()) }

func readLists(lists map[string]string) *Lists {
	l := &Lists{parser: &parser{lists: lists}, done: make(chan struct{})}
	go func() {
		defer close(l.done)
		wait := l.parser.beside(func(p *parser) { l.learned = p.learned("learned.txt") })
		l.words = newLexicon(l.parser)
		l.book = newBook(l.parser, l.words)
		wait()
	}()
	return l
}

func build(lib *content.Library, lists map[string]string) (*finder, error) {
	return readLists(lists).finder(lib)
}

// finder reads the pages and what the lists say of them.
func (l *Lists) finder(lib *content.Library) (*finder, error) {
	<-l.done
	p, book := l.parser, l.book
	for _, lift := range lib.Lifts() {
		book.lift(lift)
	}
	e := &finder{words: l.words, book: book, learned: l.learned, library: lib}
	e.known = newCues(p, book)
	e.themes = newThemes(p, book)
	e.signs = p.rules("signs.txt", book, lib, readSign)
	e.dialogue = p.dialogue("dialogue.txt", book, lib)
	e.hints = p.rules("hints.txt", book, lib, readHint)
	l.words.others()
	if len(p.problems) > 0 {
		return nil, errors.Join(p.problems...)
	}
	e.index = newIndex(e)
	return e, nil
}

// Ask answers a text.
func (e *finder) Ask(text string) Result { return e.decide(e.understand(text)) }

// Alarm reports whether the text holds a danger sign.
func (e *finder) Alarm(text string) bool {
	m := e.understand(text)
	sensed := e.senses(m)
	return max(e.sign(m, sensed).urgency(), e.sense(m, sensed).urgency()) >= content.Urgent
}
