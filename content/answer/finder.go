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
	local    Local
	library  *content.Library
	index    *index
}

func build(lib *content.Library, lists map[string]string) (*finder, error) {
	p := &parser{lists: lists}
	words := newLexicon(p)
	book := newBook(p, words, lib)
	book.read(p, "themes.txt")
	book.subjects(p, "subjects.txt", lib)
	e := &finder{words: words, book: book, library: lib}
	e.known = newCues(p, book)
	e.themes = newThemes(p, book)
	e.signs = p.rules("signs.txt", book, lib, readSign)
	e.dialogue = p.dialogue("dialogue.txt", book, lib)
	e.hints = p.rules("hints.txt", book, lib, readHint)
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
	a := e.triage(e.understand(text))
	return a.rule != nil && a.level >= content.Urgent
}
