package answer

import (
	"cmp"
	"slices"
	"strings"

	"spotter/content"
)

// What a score is made of, weighed by softmax regression over the ways of asking, each searched for in an index without it. All parts
// are between 0 and 1 but for the bonuses.
const (
	shareWords   = 0.44 // the words of the question on the page
	sharePhrase  = 0.32 // the likeness to the best way of asking for it
	bonusExact   = 0.30
	bonusHint    = 0.12
	bonusSubject = 0.13 // the first telling word of the page
	bonusFurther = 0.04 // each further one
	maxSubject   = 3
	bonusLift    = 0.05 // the page is about the lift that was named
	malusLift    = 0.25 // ... about another one
	shareAsked   = 0.80 // how likely the page is by the words of those who ask for it
	shareShapes  = 0.18 // ... and by their letters
)

// ranked is a page and how well it fits.
type ranked struct {
	topic *content.Topic
	score float64
}

// rank is the pages in order of how well they fit, best first; those of one score in order of their ids. Beside them is how likely
// none is asked for.
func (e *finder) rank(m *message, h heard) ([]ranked, leanings) {
	scores, likeness := e.index.score(h.terms)
	e.hint(m, scores)
	e.subject(m, scores)
	e.fit(m, scores)
	none := e.like(h, likeness, scores)
	list := make([]ranked, 0, len(scores))
	for i, s := range scores {
		if s > 0 {
			list = append(list, ranked{e.index.topics[i], s})
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(b.score, a.score) })
	return list, none
}

// score is the share of the question's weight found on each page and in the best way of asking for it, and the likeness to that.
func (x *index) score(t terms) (scores, best []float64) {
	scores, best = make([]float64, len(x.topics)), make([]float64, len(x.topics))
	shared := make([]float64, len(x.phrases))
	known, unknown := 0.0, 0.0
	for _, word := range distinct(t.list) {
		n, ok := x.number[word]
		if !ok {
			if !strings.HasPrefix(word, conceptMark) {
				unknown += x.unseen
			}
			continue
		}
		known += x.terms[n].weight
		for _, p := range x.terms[n].gain {
			scores[p.topic] += p.gain
		}
		for _, id := range x.terms[n].phrases {
			shared[id] += x.terms[n].weight
		}
	}
	if known == 0 {
		return scores, best
	}
	// A long story, or another language, is not held against the words that are known.
	query := known + min(unknown, 2*known)
	for id, p := range x.phrases {
		if shared[id] == 0 {
			continue
		}
		// The sum in place of the usual root of the product: a phrase of one common word is not like every question with it.
		likeness := 2 * shared[id] / (query + p.weight)
		if p.text == t.stems {
			likeness += bonusExact / sharePhrase
		}
		best[p.topic] = max(best[p.topic], likeness)
	}
	for i := range scores {
		scores[i] = shareWords*scores[i]/query + sharePhrase*best[i]
	}
	return scores, best
}

// like adds what the models of asking say, and is how likely none of the pages is asked for. A page that was not learned has its
// likeness for its chance, and the others share the rest.
func (e *finder) like(h heard, likeness, scores []float64) (none leanings) {
	rest := 1.0
	for _, place := range e.index.unlearned {
		chance := min(likeness[place], 1)
		scores[place] += shareAsked * chance
		rest = min(rest, 1-chance)
	}
	for i, chance := range h.chances {
		page := e.asked.pages[i]
		if place, ok := e.index.place[page]; ok && chance >= leastChance {
			scores[place] += shareAsked * chance * rest
		} else if k := slices.Index(elsewhere[:], page); k >= 0 {
			none[k+1] = chance * rest
		}
	}
	shares := make([]float64, len(scores))
	e.index.written.shares(h.stems, shares)
	for i, s := range shares {
		scores[i] += shareShapes * s
	}
	return none
}

// hint raises the pages whose hints hold, each once.
func (e *finder) hint(m *message, scores []float64) {
	said := m.found.that(func(x *match) bool { return !x.denied })
	raised := map[*content.Topic]bool{}
	for i := range e.hints {
		r := &e.hints[i]
		if raised[r.page] || m.holds(r, said, said) == nil {
			continue
		}
		raised[r.page] = true
		for j, t := range e.index.topics {
			if t == r.page {
				scores[j] += bonusHint
			}
		}
	}
}

// subject raises the pages whose telling words are said, the more the more of them are.
func (e *finder) subject(m *message, scores []float64) {
	passed := e.passed(m)
	for _, id := range m.named {
		i, ok := e.index.place[e.book.concepts[id].name]
		if e.book.concepts[id].kind != subjectKind || !ok {
			continue
		}
		said := 0
		end := -1
		for _, x := range m.found[id] {
			if x.start >= end && !passed[x.end-1] {
				said++
				end = x.end
			}
		}
		if said > 0 {
			scores[i] += bonusSubject + float64(min(said, maxSubject)-1)*bonusFurther
		}
	}
}

// fit raises pages about the lift that was named and lowers those about another.
func (e *finder) fit(m *message, scores []float64) {
	lifts := e.lifts(m)
	if len(lifts) == 0 {
		return
	}
	for i, t := range e.index.topics {
		switch {
		case t.Lift == "" || scores[i] <= 0:
		case slices.Contains(lifts, t.Lift):
			scores[i] += bonusLift
		case !slices.ContainsFunc(lifts, func(lift string) bool { return kin(lift, t.Lift) || e.leadsTo(lift, t.ID) }):
			scores[i] -= malusLift
		}
	}
}

// lifts is the lifts a message names, in order of their first mention.
func (e *finder) lifts(m *message) []string {
	var named []match
	for _, id := range m.named {
		if e.book.concepts[id].kind == liftKind && len(m.found[id]) > 0 {
			named = append(named, m.found[id][0])
		}
	}
	slices.SortFunc(named, func(a, b match) int { return cmp.Compare(a.start, b.start) })
	var lifts []string
	for _, x := range named {
		lifts = append(lifts, e.book.concepts[x.concept].name)
	}
	return lifts
}

// leadsTo reports whether the page of a lift names the page about it among the first: "snatch" and the page of both Olympic lifts.
func (e *finder) leadsTo(lift, topic string) bool {
	l := e.library.Lift(lift)
	return l != nil && len(l.Related) > 0 && l.Related[0] == topic
}

// kin reports whether one lift is a form of the other: "sumo-deadlift" of "deadlift".
func kin(a, b string) bool {
	return strings.HasSuffix(a, "-"+b) || strings.HasSuffix(b, "-"+a)
}
