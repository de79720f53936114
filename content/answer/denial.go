package answer

import "slices"

// How far a denial reaches, in words: within one item of a list, and in all.
const (
	maxDenied     = 7
	maxDeniedList = 40
)

func isAnd(word string) bool { return word == "and" || word == "plus" || word == "und" || word == "et" }
func isOr(word string) bool {
	return word == "or" || word == "nor" || word == "neither" || word == "oder" || word == "ni"
}

// denials marks the tokens that are denied.
func (e *finder) denials(m *message) []bool {
	denied, signs, named := make([]bool, len(m.tokens)), make([]bool, len(m.tokens)), make([]bool, len(m.tokens))
	for _, id := range m.named {
		k := e.book.concepts[id].kind
		for _, x := range m.found[id] {
			if (k == feelKind || k == signKind) && x.end-x.start > 1 {
				for i := x.start; i < x.end; i++ {
					signs[i] = true
				}
			}
			named[x.start] = named[x.start] || k == feelKind || k == signKind || k == partKind
		}
	}
	harmless := m.covered(e.known.notNegation)
	for _, x := range m.found[e.known.negation] {
		// A denial inside a complaint belongs to it: "no feeling".
		if !harmless[x.start] && !signs[x.start] && e.denies(m, x) {
			e.deny(m, x.end, named, denied)
		}
	}
	e.answered(m, denied)
	return denied
}

// maxItem is the length of an item of a list that is answered, in words.
const maxItem = 5

// answered marks the items of a list that are answered with a bare no: "numb groin - no".
func (e *finder) answered(m *message, denied []bool) {
	for _, x := range m.found[e.known.negation] {
		from := x.start
		if from == 0 || m.tokens[from].before == noPause || x.end < len(m.tokens) && m.tokens[x.end].before == noPause {
			continue
		}
		for from--; from > 0 && m.tokens[from].before == noPause; from-- {
		}
		if x.start-from > maxItem || slices.ContainsFunc(m.found[e.known.personal], func(p match) bool { return p.start >= from && p.start < x.start }) {
			continue
		}
		for i := from; i < x.start; i++ {
			denied[i] = true
		}
	}
}

// denies reports whether the word really denies what follows it.
func (e *finder) denies(m *message, x match) bool {
	if x.end < len(m.tokens) && m.tokens[x.end].before != noPause {
		return false // "No, my leg is numb."
	}
	sentence := m.bounds[m.sentence[x.start]]
	switch m.tokens[x.start].text {
	case "never":
		return !m.found.any(e.known.neverBefore, [2]int{x.end, sentence[1]})
	case "without":
		// "I can't sit without my leg going numb."
		return !slices.ContainsFunc(m.tokens[max(sentence[0], x.start-maxDenied):x.start], func(t token) bool { return t.text == "cant" })
	}
	return true
}

// deny marks what a denial before token i reaches: the words after it, and the rest of a list once a complaint or a part of the
// body was named.
func (e *finder) deny(m *message, i int, named, denied []bool) {
	any, reach := false, 0
	for from := i; i < min(len(m.tokens), from+maxDeniedList); i++ {
		t := m.tokens[i]
		if i > from && (t.before >= semi || m.at(e.known.contrast, i) || m.at(e.known.endsNegation, i)) {
			return
		}
		joined := isAnd(t.text) || isOr(t.text)
		if i > from && (t.before == comma || joined) {
			next := i
			if joined {
				next++
			}
			if !isOr(t.text) && (!any || m.at(e.known.newSubject, next)) {
				return
			}
			reach = 0
		}
		if reach++; reach > maxDenied {
			return
		}
		denied[i] = true
		any = any || named[i]
	}
}
