package answer

import (
	"slices"

	"spotter/content"
)

// The scores other pages need.
const (
	nearTrade    = 0.35 // to be offered in place of an answer
	enoughBeside = 0.10 // to be offered beside an answer, at least this share of the score of the page shown
)

// nearestPages is how many other pages are offered.
const nearestPages = 3

// themes are the concepts of themes.txt that decide asks for by name.
type themes struct {
	trade, trouble, boast, aside, scenery, hearsay, others, myPart  int
	back, struck, train, soreness, hurtNow, onset, inOrder, falters int
}

func newThemes(p *parser, b *book) themes {
	id := func(name string) int {
		id, ok := b.byName[name]
		if !ok {
			p.problem("themes.txt", 1, "the concept %s is missing", name)
		}
		return id
	}
	return themes{trade: id("trade"), trouble: id("trouble"), boast: id("boast"), aside: id("aside"), scenery: id("scenery"), others: id("to-others"), myPart: id("my-part"), hearsay: id("hearsay"),
		back: id("back"), struck: id("struck"), train: id("train-word"), soreness: id("soreness"), hurtNow: id("hurt-now"),
		onset: id("onset"), inOrder: id("in-order"), falters: id("technique-collapse")}
}

// decide makes the result of a message: danger first, then what is no question for the pages, then the best page.
func (e *finder) decide(m *message) Result {
	lifts := append(e.lifts(m), "")
	h := e.hears(m)
	sensed := e.senses(m, h)
	sign := e.sign(m, sensed)
	escalate := func(a alarm) Result {
		return Result{Outcome: Escalate, Topic: a.page, Words: e.wordsFor(a), Urgency: a.level, Lift: lifts[0]}
	}
	if sign.urgency() == content.Emergency {
		return escalate(sign)
	}
	pages, none := e.rank(m, h)
	said := e.subjects(m)
	if sign.rule != nil {
		pages = raise(pages, sign.page)
	}
	if sign.urgency() == content.Urgent {
		sensed = sensed[:1] // a few words that sound worse are what the rule has read
	}
	if a := e.sense(m, sensed); a.urgency() > sign.urgency() {
		return escalate(a)
	}
	if sign.urgency() == content.Urgent {
		return escalate(sign)
	}
	if m.dialogue {
		r := e.goOn(m, pages)
		r.Lift = lifts[0]
		return r
	}
	r := e.route(m, said, pages, none)
	// A sign that something is to be looked at is no boast and no other subject.
	if sign.rule != nil && (r.Outcome == Silent || r.Meta == OffTopic || r.Meta == BotHelp) {
		r = Result{Outcome: Answer}
	}
	r.Lift = lifts[0]
	switch {
	case r.Outcome == Answer:
		r.Topic = pages[0].topic
		r.Urgency = e.urgency(m, r.Topic)
		if sign.rule != nil {
			r.Urgency = max(r.Urgency, sign.level)
		}
		r.Nearest = nearest(pages[1:], enoughBeside*pages[0].score)
		// "How wide should I stand" that finds a page about the deadlift is about the deadlift; an ache can come from anywhere.
		if r.Lift == "" && r.Topic.Urgency == content.None {
			r.Lift = r.Topic.Lift
		}
	case r.Outcome == Clarify:
		if r.Asks == nil {
			r.Asks = e.next(m)
		}
		if r.Asks != e.dialogue.about || said.strong() {
			r.Nearest = nearest(pages, nearTrade)
		}
	case r.Meta == OffTopic && r.Urgency == content.None && (said.strong() || said.terms):
		r.Nearest = nearest(pages, nearTrade)
	}
	return r
}

// raise puts a page first.
func raise(pages []ranked, page *content.Topic) []ranked {
	if len(pages) == 0 {
		return []ranked{{page, maxScore}}
	}
	best := ranked{page, maxScore}
	for _, p := range pages {
		if p.topic == page {
			best.score = max(p.score, pages[0].score)
		}
	}
	others := slices.DeleteFunc(slices.Clone(pages), func(p ranked) bool { return p.topic == page })
	return slices.Insert(others, 0, best)
}

// nearest is the first pages of at least that score.
func nearest(pages []ranked, score float64) (topics []*content.Topic) {
	for _, p := range pages {
		if len(topics) < nearestPages && p.score >= score {
			topics = append(topics, p.topic)
		}
	}
	return topics
}

// route says which outcome a message without danger signs gets.
func (e *finder) route(m *message, said subjects, pages []ranked, none leanings) Result {
	k := &e.known
	switch {
	case len(m.found[k.manipulation]) > 0:
		return Result{Outcome: Decline, Meta: Manipulation}
	case len(m.found[k.botHelp]) > 0 && !said.placed() && !said.feels:
		return Result{Outcome: Decline, Meta: BotHelp}
	case e.onlyGreets(m) && !m.says(e.themes.myPart):
		return Result{Outcome: Decline, Meta: ChitChat}
	case e.leansWholly(m) && !m.says(k.vague):
		return Result{Outcome: Clarify, Meta: NeedsClarification, Asks: e.dialogue.about}
	case e.onlyVague(m, said) && (said.parts || !e.toldBy(m, pages) || pages[0].topic.Urgency > content.None):
		return Result{Outcome: Clarify, Meta: NeedsClarification, Urgency: content.SelfCare}
	}
	kind, lead := e.intentOf(m, said, pages, none)
	switch kind {
	case asksPage:
		if len(pages) > 0 {
			return Result{Outcome: Answer}
		}
	case asksSpotter:
		return Result{Outcome: Decline, Meta: BotHelp}
	case misuses:
		return Result{Outcome: Decline, Meta: Manipulation}
	case saysLittle:
		return e.askBack(m, said)
	case talks:
		// An ache is not lightly passed over, but for one somebody is glad of.
		if !said.feels || !said.parts || m.says(e.themes.boast) || m.says(k.sharing) || lead > leadOverAche || len(pages) == 0 {
			return Result{Outcome: Silent, Meta: NotAQuestion}
		}
		return Result{Outcome: Answer}
	}
	return Result{Outcome: Decline, Meta: OffTopic}
}

// askBack asks a complaint where it hurts, and anything else what it is about.
func (e *finder) askBack(m *message, said subjects) Result {
	if said.parts || said.feels || m.says(e.known.vague) || m.says(e.themes.hurtNow) {
		return Result{Outcome: Clarify, Meta: NeedsClarification, Urgency: content.SelfCare}
	}
	return Result{Outcome: Clarify, Meta: NeedsClarification, Asks: e.dialogue.about}
}

// subjects is what kinds of concepts a message speaks of.
type subjects struct{ parts, feels, terms, lifts, trade bool }

// strong reports whether a message is clearly about lifting or an ache.
func (s subjects) strong() bool { return s.lifts || s.trade || s.parts && s.feels }
func (s subjects) placed() bool { return s.parts || s.lifts }

func (e *finder) subjects(m *message) (s subjects) {
	for _, id := range m.named {
		if len(m.found[id]) == 0 {
			continue
		}
		k := e.book.concepts[id].kind
		s.parts = s.parts || k == partKind
		s.feels = s.feels || k == feelKind && id != e.themes.struck // "hit 180", "dropped the bar"
		s.terms = s.terms || k == termKind
		s.lifts = s.lifts || k == liftKind
	}
	s.trade = len(m.found[e.themes.trade]) > 0
	return s
}

// maxGreeting is the longest message that may be a greeting, in words.
const maxGreeting = 8

// onlyGreets reports whether nothing but greetings and small words are said.
func (e *finder) onlyGreets(m *message) bool {
	if len(m.tokens) == 0 {
		return true
	}
	return len(m.tokens) <= maxGreeting && len(m.found[e.known.greeting]) > 0 && e.rest(m, e.known.greeting) == 0
}

// toldBy reports whether a telling word of the best page is said.
func (e *finder) toldBy(m *message, pages []ranked) bool {
	return len(pages) > 0 && m.says(e.book.byName[pages[0].topic.ID])
}

// maxVague is how many more words a complaint without a place may have; one less if it is about lifting.
const maxVague = 2

// onlyVague reports whether a message complains and says neither of what nor much else ("hurts when I train"), or names a place
// and says nothing of it ("my shoulder again").
func (e *finder) onlyVague(m *message, said subjects) bool {
	t := &e.themes
	vague, hurts := len(m.found[e.known.vague]) > 0, len(m.found[t.hurtNow]) > 0
	switch {
	case said.parts:
		return !said.feels && !said.strong() && e.rest(m, t.onset) <= 1
	case said.lifts, !vague && !hurts, len(m.found[t.soreness]) > 0, m.says(t.aside), m.says(t.scenery):
		return false
	}
	limit := maxVague
	if said.strong() {
		limit--
	}
	return e.rest(m, e.known.vague, t.hurtNow, t.train) <= limit
}

// rest is the number of words that are neither stop words nor part of one of the concepts.
func (e *finder) rest(m *message, concepts ...int) int {
	covered := make([]bool, len(m.tokens))
	for _, id := range concepts {
		for _, x := range m.found[id] {
			for i := x.start; i < x.end; i++ {
				covered[i] = true
			}
		}
	}
	rest := 0
	for i, t := range m.tokens {
		if !covered[i] && !e.words.stop[t.text] {
			rest++
		}
	}
	return rest
}

// opens reports whether the concept begins the message or a segment of it.
func (e *finder) opens(m *message, concept int) bool {
	return slices.ContainsFunc(m.found[concept], func(x match) bool {
		return x.start == 0 || m.segment[x.start] != m.segment[x.start-1]
	})
}

// begins reports whether a sentence begins like a question, or holds one.
func (e *finder) begins(m *message) bool {
	return e.opens(m, e.known.questionStart) || m.says(e.known.questionClause)
}

// troubled reports whether something is wrong with one's lifting.
func (e *finder) troubled(m *message) bool {
	return m.says(e.themes.trouble) || m.says(e.themes.falters)
}

// urgency is the level of the page, as far as the message says that it is so: a page about danger may only be asked about.
// Who asks about an illness or a drug of his own has it.
func (e *finder) urgency(m *message, t *content.Topic) content.Urgency {
	if t.Urgency == content.SeeProfessional && len(t.Escalations) == 0 && m.says(e.book.byName[t.ID]) && m.says(e.known.mine) {
		return t.Urgency
	}
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
