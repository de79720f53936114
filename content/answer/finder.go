package answer

import (
	"errors"
	"slices"
	"sync"

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
	talk     *talk
	asked    *asked
	local    Local
	library  *content.Library
	index    *index
}

// Lists is the word lists while they are read, which is half of the time an engine takes to start. It is good for one engine.
type Lists struct {
	lists   map[string]string
	parser  *parser // of the book
	words   *lexicon
	book    *book
	models  *parser // of asked and talk
	asked   *asked
	talk    *talk
	reading sync.WaitGroup
}

// ReadLists begins to read the word lists, so that the pages can be read at the same time.
func ReadLists() *Lists { return readLists(embeddedLists()) }

func readLists(lists map[string]string) *Lists {
	l := &Lists{lists: lists, parser: &parser{lists: lists}, models: &parser{lists: lists}}
	l.words = newLexicon(l.parser)
	l.reading.Go(func() { l.book = newBook(l.parser, l.words) })
	l.reading.Go(func() { l.asked, l.talk = l.models.asked("asked.txt"), l.models.talk("talk.txt") })
	return l
}

func build(lib *content.Library, lists map[string]string) (*finder, error) {
	return readLists(lists).finder(lib)
}

// finder reads the pages and what the lists say of them; beside the book and the models what does not need them.
func (l *Lists) finder(lib *content.Library) (*finder, error) {
	texts := l.texts(lib)
	p := &parser{lists: l.lists}
	foreign, learned := p.foreigners(), p.learned("learned.txt")
	l.reading.Wait()
	p.problems = slices.Concat(p.problems, l.parser.problems, l.models.problems)
	l.words.foreign = foreign
	book := l.book
	for _, lift := range lib.Lifts() {
		book.lift(lift)
	}
	e := &finder{words: l.words, book: book, learned: learned, talk: l.talk, asked: l.asked, library: lib}
	e.known = newCues(p, book)
	e.themes = newThemes(p, book)
	e.signs = p.rules("signs.txt", book, lib, readSign)
	e.dialogue = p.dialogue("dialogue.txt", book, lib)
	e.hints = p.rules("hints.txt", book, lib, readHint)
	if len(p.problems) > 0 {
		return nil, errors.Join(p.problems...)
	}
	e.index = newIndex(e, texts)
	return e, nil
}

// texts is the words of every page.
func (l *Lists) texts(lib *content.Library) [][]string {
	texts := make([][]string, len(lib.Topics()))
	var tokens []token
	for i, t := range lib.Topics() {
		tokens = l.words.wordsOf(tokens, text(t))
		texts[i] = make([]string, len(tokens))
		for j, word := range tokens {
			texts[i][j] = word.text
		}
	}
	return texts
}

// Ask answers a text.
func (e *finder) Ask(text string) Result { return e.decide(e.understand(text)) }

// Alarm reports whether the text holds a danger sign.
func (e *finder) Alarm(text string) bool {
	m := e.understand(text)
	sensed := e.senses(m, e.hears(m))
	return max(e.sign(m, sensed).urgency(), e.sense(m, sensed).urgency()) >= content.Urgent
}
