// Package answer finds the page that answers a question. A question is first read for danger signs; only then are the pages
// searched, and when none fits well enough it says so. It must not know who asks, where, or what a reply looks like.
//
// The way of a question, one file each: normalise.go and spell.go make words of it, understand.go finds what it speaks of and
// what of that is so now, triage.go looks for danger signs, retrieve.go ranks the pages, decide.go chooses. What it knows of
// language stands in the text files beside them, each with its format at the top.
package answer

import (
	"errors"

	"spotter/content"
)

// Outcome is what to do with a question.
type Outcome uint8

// The outcomes: show a page, ask back, say that it is not known, stay silent, or send the asker to care.
const (
	Answer Outcome = iota
	Clarify
	Decline
	Silent
	Escalate
)

var outcomeNames = [...]string{"answer", "clarify", "decline", "silent", "escalate"}

// String is the outcome in a word.
func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return ""
}

// What Result.Meta may say when no page answers.
const (
	OffTopic           = "meta/off-topic"
	Manipulation       = "meta/manipulation"
	ChitChat           = "meta/chitchat"
	BotHelp            = "meta/bot-help"
	NotAQuestion       = "meta/not-a-question"
	NeedsClarification = "meta/needs-clarification"
)

// Result is what is known about one question.
type Result struct {
	Outcome Outcome
	Topic   *content.Topic   // the page, on Answer and Escalate
	Words   []content.Block  // the complete words to say, on Escalate only, in the language of the danger sign if there are words in it
	Nearest []*content.Topic // up to three more pages, best first: what else may have been meant
	Asks    *Question        // what to ask back, on Clarify; nil if anything helps
	Urgency content.Urgency  // of what the asker says is so now
	Lift    string           // id of the lift that is named or clearly meant, or ""
	Meta    string           // why no page answers, or ""
}

// Engine answers questions from one library. It does not change once made and is safe for concurrent use.
type Engine struct {
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

// New reads the library and the word lists. Its error lists every problem of the lists with file and line, among them pages
// that are missing or lack the section for their level.
func New(lib *content.Library) (*Engine, error) { return build(lib, embeddedLists()) }

func build(lib *content.Library, lists map[string]string) (*Engine, error) {
	p := &parser{lists: lists}
	words := newLexicon(p)
	book := newBook(p, words, lib)
	book.read(p, "themes.txt")
	book.subjects(p, "subjects.txt", lib)
	e := &Engine{words: words, book: book, library: lib}
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

// Ask answers a text of any bytes. The same text always gets the same answer.
func (e *Engine) Ask(text string) Result { return e.decide(e.understand(text)) }

// Alarm reports whether the text holds a danger sign of level urgent or emergency that is so now.
func (e *Engine) Alarm(text string) bool {
	a := e.triage(e.understand(text))
	return a.rule != nil && a.level >= content.Urgent
}

// Local is what the admin of a place has to say beside the words of the pages, such as the number to call there. Empty says nothing.
type Local struct{ Emergency, Crisis string }

// With is the engine with words of the place.
func (e *Engine) With(local Local) *Engine {
	here := *e
	here.local = local
	return &here
}
