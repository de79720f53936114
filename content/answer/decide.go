package answer

import (
	"slices"

	"spotter/content"
)

// The scores a page needs.
const (
	enough      = 0.37 // to answer
	plenty      = 0.50 // to answer what names nothing of the trade
	enoughVague = 0.62 // to answer a complaint that names no place
	near        = 0.08 // to be offered beside
)

// nearestPages is how many other pages are offered.
const nearestPages = 3

// decide makes the result of a message: danger first, then what is no question for the pages, then the best page.
func (e *Engine) decide(m *message) Result {
	lifts := append(e.lifts(m), "")
	if sign := e.triage(m); sign != nil {
		return Result{Outcome: Escalate, Topic: sign.page, Words: sign.page.Escalations[sign.level], Urgency: sign.level, Lift: lifts[0]}
	}
	pages := e.rank(m)
	r := e.route(m, pages)
	r.Lift = lifts[0]
	first := 0
	if r.Outcome == Answer {
		r.Topic, first = pages[0].topic, 1
		r.Urgency = e.urgency(m, r.Topic)
		// "How wide should I stand" that finds a page about the deadlift is about the deadlift; an ache can come from anywhere.
		if r.Lift == "" && r.Topic.Urgency == content.None {
			r.Lift = r.Topic.Lift
		}
	}
	if r.Meta != ChitChat && r.Meta != NotAQuestion {
		r.Nearest = nearest(pages[min(first, len(pages)):])
	}
	return r
}

func nearest(pages []ranked) (topics []*content.Topic) {
	for _, p := range pages {
		if len(topics) < nearestPages && p.score >= near {
			topics = append(topics, p.topic)
		}
	}
	return topics
}

// route says which outcome a message without danger signs gets.
func (e *Engine) route(m *message, pages []ranked) Result {
	k, said := &e.known, e.subjects(m)
	asking, sharing := e.asking(m, said), len(m.found[k.sharing]) > 0
	best := 0.0
	if len(pages) > 0 {
		best = pages[0].score
	}
	switch {
	case len(m.found[k.manipulation]) > 0:
		return Result{Outcome: Decline, Meta: Manipulation}
	case len(m.found[k.botHelp]) > 0 && !said.placed() && !said.feels:
		return Result{Outcome: Decline, Meta: BotHelp}
	case e.onlyGreets(m):
		return Result{Outcome: Decline, Meta: ChitChat}
	case !said.placed() && !said.terms && len(m.found[k.vague]) > 0, !said.placed() && said.feels && best < enoughVague && !(said.terms && best >= enough):
		return Result{Outcome: Clarify, Meta: NeedsClarification, Urgency: content.SelfCare}
	case best >= e.needs(m, said) && (asking || !sharing || pages[0].topic.Urgency >= content.SeeProfessional):
		return Result{Outcome: Answer}
	case !asking && (sharing || !said.trade()):
		return Result{Outcome: Silent, Meta: NotAQuestion}
	}
	return Result{Outcome: Decline, Meta: OffTopic}
}

// subjects is what kinds of concepts a message speaks of.
type subjects struct{ parts, feels, terms, lifts bool }

func (s subjects) trade() bool  { return s.parts || s.feels || s.terms || s.lifts }
func (s subjects) placed() bool { return s.parts || s.lifts }

func (e *Engine) subjects(m *message) (s subjects) {
	for _, id := range m.named {
		if len(m.found[id]) == 0 {
			continue
		}
		k := e.book.concepts[id].kind
		s.parts = s.parts || k == partKind
		s.feels = s.feels || k == feelKind
		s.terms = s.terms || k == termKind
		s.lifts = s.lifts || k == liftKind
	}
	return s
}

// maxGreeting is the longest message that may be a greeting, in words.
const maxGreeting = 8

// onlyGreets reports whether nothing but greetings and small words are said.
func (e *Engine) onlyGreets(m *message) bool {
	if len(m.tokens) == 0 {
		return true
	}
	if len(m.tokens) > maxGreeting || len(m.found[e.known.greeting]) == 0 {
		return false
	}
	greets := m.covered(e.known.greeting)
	for i, t := range m.tokens {
		if !greets[i] && !e.words.stop[t.text] {
			return false
		}
	}
	return true
}

// asking reports whether a message wants an answer: it asks or complains.
func (e *Engine) asking(m *message, said subjects) bool {
	return m.asked || said.feels || len(m.found[e.known.question]) > 0 || slices.ContainsFunc(m.bounds, func(sentence [2]int) bool {
		return m.at(e.known.questionStart, sentence[0])
	})
}

// needs is the score the best page needs: more if the message names nothing of the trade, or only lifts that no page is about.
func (e *Engine) needs(m *message, said subjects) float64 {
	lifts := e.lifts(m)
	if said.trade() && (len(lifts) == 0 || slices.ContainsFunc(lifts, e.written)) {
		return enough
	}
	return plenty
}

// written reports whether some page is about the lift or a form of it.
func (e *Engine) written(lift string) bool {
	return slices.ContainsFunc(e.index.topics, func(t *content.Topic) bool { return t.Lift == lift || t.Lift != "" && kin(t.Lift, lift) })
}

// urgency is the level of the page, as far as the message says that it is so: a page about danger may only be asked about.
func (e *Engine) urgency(m *message, t *content.Topic) content.Urgency {
	for _, id := range m.named {
		if k := e.book.concepts[id].kind; k != feelKind && k != maskKind && k != termKind {
			continue
		}
		for i := range m.found[id] {
			if m.found[id][i].live(content.Emergency) {
				return min(t.Urgency, content.SeeProfessional)
			}
		}
	}
	return content.None
}
