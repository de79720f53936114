package answer

import (
	"math"
	"slices"

	"spotter/content"
)

// stretches are what is weighed of a message: all of it, and each few sentences in a row, so that talk around an emergency
// does not outweigh it.
func (m *message) stretches() [][2]int {
	list := [][2]int{m.whole()}
	var parts [][2]int
	for i, n := range m.segment {
		if i == 0 || n != m.segment[i-1] {
			parts = append(parts, [2]int{i, i + 1})
		}
		parts[len(parts)-1][1] = i + 1
	}
	if len(parts) < 2 {
		return list
	}
	for n := 1; n <= maxStretch; n++ {
		for i := 0; i+n <= min(len(parts), maxSentences); i++ {
			if stretch := [2]int{parts[i][0], parts[i+n-1][1]}; stretch != m.whole() {
				list = append(list, stretch)
			}
		}
	}
	return list
}

// whole is all of the message's tokens.
func (m *message) whole() [2]int { return [2]int{0, len(m.tokens)} }

// saysIn reports whether the concept is found in the stretch.
func (m *message) saysIn(concept int, stretch [2]int) bool {
	return slices.ContainsFunc(m.found[concept], func(x match) bool { return x.start >= stretch[0] && x.start < stretch[1] })
}

// unheard marks the tokens that the model does not see: what is denied, and harmless wording.
func (e *finder) unheard(m *message) []bool {
	unheard := e.denials(m)
	for _, id := range m.named {
		if e.book.concepts[id].kind != maskKind {
			continue
		}
		for _, x := range m.found[id] {
			for i := x.start; i < x.end; i++ {
				unheard[i] = true
			}
		}
	}
	return unheard
}

// features gives yield what the model sees of a stretch of a message, some of it more than once.
func (e *finder) features(m *message, unheard []bool, stretch [2]int, yield func(feature)) {
	pairs := func(names []string) {
		for i, name := range names {
			yield(feature{first: name})
			for _, other := range names[i+1 : min(len(names), max(i+1, maxPaired))] {
				yield(feature{first: name, second: other})
			}
		}
	}
	pairs(e.concepts(m, stretch))
	words, kin := make([]*token, 0, maxSensed), make([]bool, len(e.learned.names))
	for i := stretch[0]; i < min(stretch[1], stretch[0]+maxSensed); i++ {
		if unheard[i] {
			continue
		}
		t := &m.tokens[i]
		words = append(words, t)
		for _, id := range e.learned.kin[t.stem] {
			kin[id] = true
		}
		for _, id := range e.learned.kin[t.text] {
			kin[id] = true
		}
	}
	wording(words, yield)
	var names []string
	for id, said := range kin {
		if said {
			names = append(names, e.learned.names[id])
		}
	}
	pairs(names)
}

// concepts is the names of the complaints, parts of the body and what rules look for, spoken of as so now.
func (e *finder) concepts(m *message, stretch [2]int) (names []string) {
	for _, id := range m.named {
		k := e.book.concepts[id].kind
		if k != plainKind && k != signKind && k != partKind && k != feelKind {
			continue
		}
		if slices.ContainsFunc(m.found[id], func(x match) bool {
			return x.start >= stretch[0] && x.start < stretch[1] && x.live(content.Emergency)
		}) {
			names = append(names, "@"+e.book.concepts[id].name)
		}
	}
	return names
}

// The letters that a beginning has: of a word of another language without a translation every number of them, otherwise
// those two.
const (
	shortBeginning = 4
	longBeginning  = 6
	firstBeginning = 3
)

// begin gives yield the beginnings of a word, which its other forms share.
func begin(t *token, yield func(feature)) {
	n := 0
	for i := range t.stem {
		if n == shortBeginning || n == longBeginning || t.from > 0 && n >= firstBeginning && n < longBeginning {
			yield(feature{first: "^" + t.stem[:i]})
		}
		n++
	}
}

// wording gives yield words, their beginnings and pairs of them.
func wording(words []*token, yield func(feature)) {
	for i, t := range words {
		yield(feature{first: t.stem})
		begin(t, yield)
		if i+1 < len(words) {
			yield(feature{first: t.stem, second: words[i+1].stem})
		}
		if i+2 < len(words) {
			yield(feature{first: t.stem, second: words[i+2].stem, apart: true})
		}
	}
}

// weigh sums up the weights of a stretch, each once.
func (e *finder) weigh(m *message, unheard []bool, stretch [2]int) sensed {
	var seen []uint64
	e.features(m, unheard, stretch, func(f feature) {
		h := e.learned.hash(f)
		if _, ok := e.learned.weights[h]; ok {
			seen = append(seen, h)
		}
	})
	slices.Sort(seen)
	seen = slices.Compact(seen)
	s := sensed{stretch: stretch, sums: e.learned.always, share: shareOfSensed(len(seen))}
	for _, h := range seen {
		s.add(s.share, e.learned.weights[h])
	}
	return s
}

// shareOfSensed is how much each of so many features counts. They are not independent, so that many of them are worth less than their
// sum.
func shareOfSensed(n int) float32 {
	return float32(math.Sqrt(usualSensed / float64(max(n, fewSensed))))
}
