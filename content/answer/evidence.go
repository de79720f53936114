package answer

import "spotter/content"

// What speaks for and against showing the best page, weighed by logistic regression over our own questions of all kinds; the page is
// shown if the sum is positive.
const (
	weighAlways   = -6.7 // a message is not answered without cause
	weighScore    = 2.0  // times the score of the best page
	weighLead     = 1.7  // times how far it is ahead of the second, if that is no more than half a point
	weighSubject  = 1.3  // its telling words are said
	weighMark     = 2.1  // a question mark
	weighQuestion = 1.8  // a question word
	weighOpening  = 2.5  // a sentence that begins like a question
	weighTrouble  = 3.3  // something is wrong with one's lifting
	weighFeel     = 2.2  // an ache
	weighPart     = 2.8  // a part of the body
	weighTerm     = 1.8
	weighLift     = 0.5
	weighTrade    = 0.7
	weighCare     = 1.1 // the page says to see somebody
	weighMine     = 0.4
	weighLength   = 2.3  // times the length, full at twelve words
	weighUnknown  = -5.0 // times the share of words that no page has
	weighAside    = -6.6
	weighBoast    = -3.4
	weighSharing  = -1.9
	weighOthers   = -4.2 // said to other people
)

// evidence is positive if the best page should be shown.
func (e *finder) evidence(m *message, said subjects, pages []ranked) float64 {
	if len(pages) == 0 {
		return weighAlways
	}
	best, lead := pages[0], maxLead
	if len(pages) > 1 {
		lead = min(lead, best.score-pages[1].score)
	}
	sum := weighAlways + weighScore*min(best.score, maxScore) + weighLead*lead
	words, unknown := e.count(m)
	sum += weighLength*min(words/fullLength, 1) + weighUnknown*unknown/max(words, 1)
	for _, c := range []struct {
		weight float64
		holds  bool
	}{
		{weighMark, m.asked}, {weighQuestion, m.says(e.known.question)}, {weighOpening, e.begins(m)},
		{weighTrouble, e.troubled(m)}, {weighFeel, said.feels}, {weighPart, said.parts}, {weighTerm, said.terms},
		{weighLift, said.lifts}, {weighTrade, said.trade}, {weighMine, m.says(e.known.mine)},
		{weighSubject, e.toldBy(m, pages)}, {weighCare, best.topic.Urgency == content.SeeProfessional},
		{weighAside, m.says(e.themes.aside) || m.says(e.themes.scenery) && !(said.trade && e.toldBy(m, pages))}, {weighBoast, m.says(e.themes.boast) && !e.troubled(m)}, {weighSharing, m.says(e.known.sharing)},
		{weighOthers, m.says(e.themes.others)},
	} {
		switch {
		case c.holds && c.weight < 0:
			sum += c.weight * min(fullLength/words, 1) // a long story touches on much
		case c.holds:
			sum += c.weight
		}
	}
	return sum
}

// Beyond these more is no clearer.
const (
	maxScore   = 2.0
	maxLead    = 0.5
	fullLength = 12.0
)

func (m *message) says(concept int) bool { return len(m.found[concept]) > 0 }

// count is how many words a message has that mean something, and how many of them neither a page nor a list knows.
func (e *finder) count(m *message) (words, unknown float64) {
	known := make([]bool, len(m.tokens))
	for _, id := range m.named {
		if e.book.concepts[id].kind == cueKind {
			continue
		}
		for _, x := range m.found[id] {
			for i := x.start; i < x.end; i++ {
				known[i] = true
			}
		}
	}
	for i, t := range m.tokens {
		if !e.words.tells(t.text) {
			continue
		}
		words++
		if _, ok := e.index.number[t.stem]; !ok && !known[i] && len(t.other) == 0 {
			unknown++
		}
	}
	return words, unknown
}
