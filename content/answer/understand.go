package answer

import "slices"

// match is a place where a message speaks of a concept, and whether it says that this is so now.
type match struct {
	concept    int
	start, end int  // tokens
	denied     bool // "no numbness"
	past       bool // "years ago"
	over       bool // "fine now"
	supposed   bool // "what if"
}

// message is a text as it is understood.
type message struct {
	tokens   []token
	sentence []int // by token: number of its sentence; a clause is ended by "but", a segment by a comma
	clause   []int
	segment  []int
	bounds   [][2]int // by sentence: first token, and the one after the last
	found    view
	named    []int // the concepts found, in order of their ids; some may be hidden again
	asked    bool  // a question mark
	dialogue bool  // goes on with the dialogue
}

// view is matches by concept, each in order of their first token.
type view [][]match

// cues are the concepts of cues.txt that this package asks for by name.
type cues struct {
	negation, notNegation, neverBefore, contrast, endsNegation, newSubject                   int
	past, resolved, present, presentVerb                                                     int
	hypothetical, weakHypothetical, personal, mine                                           int
	question, questionStart, questionClause, sharing, greeting, botHelp, manipulation, vague int
	followUp, followOn, treats                                                               int
}

func newCues(p *parser, b *book) cues {
	id := func(name string) int {
		id, ok := b.byName[name]
		if !ok {
			p.problem("cues.txt", 1, "the cue %s is missing", name)
		}
		return id
	}
	return cues{
		negation: id("negation"), notNegation: id("not-negation"), neverBefore: id("never-before"), contrast: id("contrast"),
		endsNegation: id("ends-negation"), newSubject: id("new-subject"), past: id("past"), resolved: id("resolved"),
		present: id("present"), presentVerb: id("present-verb"), hypothetical: id("hypothetical"),
		weakHypothetical: id("weak-hypothetical"), personal: id("personal"), mine: id("mine"), question: id("question"), questionStart: id("question-start"), questionClause: id("question-clause"), sharing: id("sharing"),
		greeting: id("greeting"), botHelp: id("bot-help"), manipulation: id("manipulation"), vague: id("vague"),
		followUp: id("follow-up"), followOn: id("follow-on"), treats: id("treats"),
	}
}

// understand finds what a text speaks of.
func (e *finder) understand(text string) *message {
	m := &message{tokens: e.words.normalise(text), asked: asks(text), dialogue: inDialogue(text), found: make(view, len(e.book.concepts))}
	e.find(m)
	e.divide(m)
	e.judge(m)
	return m
}

func asks(text string) bool {
	for _, r := range shorten(text) {
		if r == '?' || r == '？' || r == '¿' || r == '؟' {
			return true
		}
	}
	return false
}

// find finds every concept, then drops what stands in harmless wording or inside the name of a lift.
func (e *finder) find(m *message) {
	hidden := make([]bool, len(m.tokens))
	for i := range m.tokens {
		e.book.prepare(&m.tokens[i])
	}
	for i, words := range m.stretchesFrom() {
		t := &m.tokens[i]
		e.try(m, i, words, e.book.byStem[t.stem])
		e.try(m, i, words, e.book.byText[t.text])
		for _, s := range t.other {
			e.try(m, i, words, e.book.byStem[s])
		}
	}
	slices.Sort(m.named)
	for _, id := range m.named {
		if e.book.concepts[id].kind == maskKind {
			for _, x := range m.found[id] {
				for i := x.start; i < x.end; i++ {
					hidden[i] = true
				}
			}
		}
	}
	e.hide(m, hidden)
	e.hideInLifts(m)
}

// stretchesFrom is the words from each token to the next pause, which no phrase goes across.
func (m *message) stretchesFrom() []sketch {
	words := make([]sketch, len(m.tokens))
	for i := len(words) - 1; i >= 0; i-- {
		words[i] = m.tokens[i].sketch
		if i+1 < len(words) && m.tokens[i+1].before == noPause {
			words[i] |= words[i+1]
		}
	}
	return words
}

// try adds the phrases that begin at token i; words are those from there on.
func (e *finder) try(m *message, i int, words sketch, begin []beginning) {
	for _, begins := range begin {
		ph := &e.book.phrases[begins.phrase]
		if begins.need&words == 0 || !ph.within(words) {
			continue
		}
		end := e.book.matchAt(begins, m.tokens, i)
		if end <= i {
			continue
		}
		matches := m.found[ph.concept]
		if n := len(matches); n > 0 && matches[n-1].start == i {
			matches[n-1].end = max(matches[n-1].end, end)
			continue
		}
		if len(matches) == 0 {
			m.named = append(m.named, ph.concept)
		}
		m.found[ph.concept] = append(matches, match{concept: ph.concept, start: i, end: end})
	}
}

func (e *finder) hide(m *message, hidden []bool) {
	for _, id := range m.named {
		if k := e.book.concepts[id].kind; k != maskKind && k != cueKind {
			m.found[id] = slices.DeleteFunc(m.found[id], func(x match) bool { return slices.Contains(hidden[x.start:x.end], true) })
		}
	}
}

// hideInLifts drops lifts inside longer lifts ("deadlift" in "sumo deadlift") and complaints inside names ("stiff leg deadlift").
func (e *finder) hideInLifts(m *message) {
	var lifts []match
	for _, id := range m.named {
		if e.book.concepts[id].kind == liftKind {
			lifts = append(lifts, m.found[id]...)
		}
	}
	if len(lifts) == 0 {
		return
	}
	for _, id := range m.named {
		if k := e.book.concepts[id].kind; k == cueKind || k == maskKind || k == termKind {
			continue
		}
		m.found[id] = slices.DeleteFunc(m.found[id], func(x match) bool {
			return slices.ContainsFunc(lifts, func(l match) bool {
				return l.start <= x.start && x.end <= l.end && l.end-l.start > x.end-x.start
			})
		})
	}
}

// at reports whether a match of the concept begins at token i.
func (m *message) at(concept, i int) bool {
	_, ok := slices.BinarySearchFunc(m.found[concept], i, func(x match, i int) int { return x.start - i })
	return ok
}

// divide numbers sentences, clauses and segments.
func (e *finder) divide(m *message) {
	n := len(m.tokens)
	m.sentence, m.clause, m.segment = make([]int, n), make([]int, n), make([]int, n)
	sentence, clause, segment := 0, 0, 0
	over := m.covered(e.known.resolved)
	for i, t := range m.tokens {
		if i > 0 {
			switch {
			case t.before == fullStop:
				sentence++
				clause++
				segment++
			case t.before == semi, m.at(e.known.contrast, i) && !over[i]:
				clause++
				segment++
			case t.before == comma, m.at(e.known.newSubject, i) && isAnd(m.tokens[i-1].text):
				segment++
			}
		}
		m.sentence[i], m.clause[i], m.segment[i] = sentence, clause, segment
		if sentence == len(m.bounds) {
			m.bounds = append(m.bounds, [2]int{i, i})
		}
		m.bounds[sentence][1] = i + 1
	}
}
