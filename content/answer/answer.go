// Package answer finds the page that answers a question. A question is first read for danger signs; only then are the pages
// searched, and when none fits well enough it says so. It must not know who asks, where, or what a reply looks like.
//
// The way of a question, one file each: normalise.go and spell.go make words of it, foreign.go puts other languages into English,
// understand.go, match.go, scope.go and denial.go find what it speaks of and what of that is so now, asked.go what it sounds like as a
// whole, triage.go looks for danger signs by rules, sense.go with learned.go and features.go for what no rule expects, terms.go,
// retrieve.go, weigh.go, likely.go and rank.go rank the pages, evidence.go, talk.go and decide.go choose, dialogue.go asks back,
// follow.go and figures.go go on with the page before. What it knows of language stands in the text files beside them, each with its
// format at the top:
//
//	slang.txt stopwords.txt common.txt   spellings, and words that say nothing or are no typos
//	foreign-xx.txt                       five other languages, as translations into the words of the other lists
//	cues.txt                             denial, time, supposition, kinds of message
//	concepts.txt themes.txt              what a message can speak of
//	signs.txt                            which of it is a danger, how great, and which page speaks
//	learned.txt kin.txt                  which words tell of a danger, learned from examples, not written by hand, and kindred words
//	learned-pages.txt                    which page speaks for it, learned as well
//	talk.txt                             which words tell a question for a page from other messages, learned likewise
//	asked.txt                            which words ask for which page, for none, or tell of a danger, learned likewise
//	hints.txt subjects.txt               which of it a page is about
//	dialogue.txt                         what is asked back
package answer

import (
	"sync/atomic"

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
	Fits    []content.Block  // what of the page was asked for; nil for all of it
	Words   []content.Block  // the complete words to say, on Escalate only, in the language of the danger sign if there are words in it
	Nearest []*content.Topic // up to three more pages, best first: what else may have been meant
	Asks    *Question        // what to ask back, on Clarify; nil if anything helps
	Urgency content.Urgency  // of what the asker says is so now
	Lift    string           // id of the lift that is named or clearly meant, or ""
	Meta    string           // why no page answers, or ""
}

// Engine answers questions from a library. It is safe for concurrent use.
type Engine struct{ now atomic.Pointer[finder] }

// Local is what the admin of a place has to say beside the words of the pages, such as the number to call there. Empty says nothing.
type Local struct{ Emergency, Crisis string }

// New reads the library and the word lists. Its error lists every problem of the lists with file and line, among them pages
// that are missing or lack the section for their level.
func New(lib *content.Library) (*Engine, error) { return ReadLists().Engine(lib) }

// Engine reads the library; the error is that of New.
func (l *Lists) Engine(lib *content.Library) (*Engine, error) {
	f, err := l.finder(lib)
	if err != nil {
		return nil, err
	}
	e := &Engine{}
	e.now.Store(f)
	return e, nil
}

// Reload reads the library again after its pages have changed. On an error the engine stays as it was.
func (e *Engine) Reload(lib *content.Library) error {
	f, err := build(lib, embeddedLists())
	if err != nil {
		return err
	}
	f.local = e.now.Load().local
	e.now.Store(f)
	return nil
}

// Say sets the words of the place.
func (e *Engine) Say(local Local) {
	f := *e.now.Load()
	f.local = local
	e.now.Store(&f)
}

// Ask answers a text of any bytes. The same text always gets the same answer.
func (e *Engine) Ask(text string) Result { return e.now.Load().Ask(text) }

// AskAfter answers a text of somebody who was shown the page of that id a moment ago ("" is none): "how much" or "is that
// normal" is then about that page, and "what about squats" about the same for another lift.
func (e *Engine) AskAfter(text, last string) Result { return e.now.Load().AskAfter(text, last) }

// Answers reports whether a text answers Result.Asks, rather than being about something else.
func (e *Engine) Answers(text string) bool { return e.now.Load().Answers(text) }

// Alarm reports whether the text holds a danger sign of level urgent or emergency that is so now.
func (e *Engine) Alarm(text string) bool { return e.now.Load().Alarm(text) }
