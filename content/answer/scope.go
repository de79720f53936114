package answer

import "slices"

// reading is what the cues of one message say about its parts, worked out once.
type reading struct {
	m      *message
	denied []bool // by token

	pastSegment, pastClause        []bool // by number of the segment, of the clause
	present, presentVerb, personal []bool // by segment
	resolved, resolvedClause       []bool // by sentence, by clause
	lastResolved                   []int  // by sentence: first token of the last cue that it is over
	supposedFrom, supposedIn       []int  // by clause, by segment: first token of a supposition
	weak, treats                   []match
	mine                           []int // by token: how many words of "mine" begin before it
}

// judge says of every match whether it is so now.
func (e *finder) judge(m *message) {
	r := e.read(m)
	for _, id := range m.named {
		if e.book.concepts[id].kind == cueKind {
			continue
		}
		matches := m.found[id]
		for i := range matches {
			x := &matches[i]
			x.denied = r.denied[x.start]
			x.past = r.isPast(x)
			x.over = r.isOver(x)
			x.supposed = r.isSupposed(x, e.book.concepts[id].grave)
		}
	}
}

func (e *finder) read(m *message) *reading {
	k := &e.known
	r := &reading{m: m, denied: e.denials(m), weak: m.found[k.weakHypothetical], treats: m.found[k.treats]}
	r.pastSegment, r.pastClause = m.units(k.past, m.segment), m.units(k.past, m.clause)
	r.present, r.presentVerb, r.personal = m.units(k.present, m.segment), m.units(k.presentVerb, m.segment), m.units(k.personal, m.segment)
	r.resolved, r.resolvedClause = m.units(k.resolved, m.sentence), m.units(k.resolved, m.clause)
	r.lastResolved = make([]int, len(r.resolved))
	for _, x := range m.found[k.resolved] {
		r.lastResolved[m.sentence[x.start]] = x.start
	}
	r.supposedFrom, r.supposedIn = m.firsts(k.hypothetical, m.clause), m.firsts(k.hypothetical, m.segment)
	r.mine = make([]int, len(m.tokens)+1)
	for i := range m.tokens {
		r.mine[i+1] = r.mine[i]
		if m.at(k.mine, i) {
			r.mine[i+1]++
		}
	}
	return r
}

// units says of each unit (a sentence, clause or segment, numbered by token in of) whether a match of the concept begins in it.
func (m *message) units(concept int, of []int) []bool {
	marks := make([]bool, len(of)+1)
	for _, x := range m.found[concept] {
		marks[of[x.start]] = true
	}
	return marks
}

// firsts is the first token of the concept in each unit, or a token behind the last.
func (m *message) firsts(concept int, of []int) []int {
	firsts := make([]int, len(of)+1)
	for i := range firsts {
		firsts[i] = len(m.tokens)
	}
	for _, x := range m.found[concept] {
		firsts[of[x.start]] = min(firsts[of[x.start]], x.start)
	}
	return firsts
}

// covered says of each token whether a match of the concept holds it.
func (m *message) covered(concept int) []bool {
	covered := make([]bool, len(m.tokens))
	for _, x := range m.found[concept] {
		for i := x.start; i < x.end; i++ {
			covered[i] = true
		}
	}
	return covered
}

// isPast reports whether x is said of long ago: a cue in its segment, or in its clause unless the segment is in the present.
func (r *reading) isPast(x *match) bool {
	segment, clause := r.m.segment[x.start], r.m.clause[x.start]
	return !r.present[segment] && (r.pastSegment[segment] || r.pastClause[clause] && !r.presentVerb[segment])
}

// maxAside is the length of a sentence that can say of the one before it that it is over.
const maxAside = 6

// isOver reports whether x is said to be gone: in its own clause, later in its sentence, or in a short one after it. What was
// gone in an earlier clause was something else: "the ache is gone but my foot is numb".
func (r *reading) isOver(x *match) bool {
	here := r.m.sentence[x.start]
	if r.resolved[here] {
		return r.lastResolved[here] >= x.start || r.resolvedClause[r.m.clause[x.start]]
	}
	next := here + 1
	return next < len(r.m.bounds) && r.resolved[next] && r.m.bounds[next][1]-r.m.bounds[next][0] <= maxAside
}

// isSupposed reports whether x is only asked about: a supposition before it in the clause, and nothing personal since. What is
// grave is not taken for a mere question because of a weak supposition: "what is the point of living".
func (r *reading) isSupposed(x *match, grave bool) bool {
	segment, clause := r.m.segment[x.start], r.m.clause[x.start]
	if r.present[segment] {
		return false
	}
	if r.supposedIn[segment] <= x.start || r.supposedFrom[clause] <= x.start && !r.personal[segment] {
		return true
	}
	w, ok := r.weakBefore(x.start)
	if grave || !ok || r.m.clause[w.start] != clause {
		return false
	}
	mine := w.end < x.start && r.mine[x.start] > r.mine[w.end]
	treated := slices.ContainsFunc(r.treats, func(t match) bool { return t.start >= w.start && t.end <= x.start })
	return !mine && !treated && (r.m.segment[w.start] == segment || !r.personal[segment])
}

// weakBefore is the last weak supposition that begins at or before the token.
func (r *reading) weakBefore(token int) (match, bool) {
	i, found := slices.BinarySearchFunc(r.weak, token, func(w match, start int) int { return w.start - start })
	if !found {
		i--
	}
	if i < 0 {
		return match{}, false
	}
	return r.weak[i], true
}
