package answer

import (
	"strings"

	"spotter/content"
)

// traits are what is known of a whole message when it is decided what kind of message it is; all are between 0 and 2.
type traits [len(traitNames)]float64

// traitNames are what talk.txt calls them, with their mark before.
var traitNames = [...]string{
	"always", "score", "lead", "told", "care", "on-ask", "covered", "off-ask", "length", "unknown", "no-word", "one-word",
	"mark", "question", "opening", "trouble", "feel", "part", "term", "lift", "trade", "mine",
	"aside", "scenery", "boast", "sharing", "others", "greeting", "bot-help", "manipulation", "vague",
	"told-asked", "told-plain", "strange", "strange-asked", "strange-plain", "trade-plain", "as-else", "as-talk", "as-spotter", "as-misuse", "as-little", "high", "low",
}

// Beyond these more is no clearer.
const (
	maxScore   = 2.0
	maxLead    = 0.5
	usualScore = 0.6 // "high" and "low" are beside it
	maxOffAsk  = 4.0
	fullLength = 12.0
)

func (e *finder) traits(m *message, said subjects, pages []ranked, none leanings) traits {
	t := traits{0: 1}
	var best *content.Topic
	if len(pages) > 0 {
		best = pages[0].topic
		lead := maxLead
		if len(pages) > 1 {
			lead = min(lead, pages[0].score-pages[1].score)
		}
		t[1], t[2], t[3], t[4] = min(pages[0].score, maxScore), lead, one(e.toldBy(m, pages)), one(best.Urgency == content.SeeProfessional)
	}
	t[5], t[6], t[7] = e.coverage(m, best)
	words, unknown := e.count(m)
	t[8], t[9], t[10], t[11] = min(words/fullLength, 1), unknown/max(words, 1), one(words == 0), one(words == 1)
	k, th := &e.known, &e.themes
	told, asked := t[3] > 0, m.asked || m.says(k.question) || e.begins(m)
	plain := !asked && !e.troubled(m) && !said.feels
	strange := !told && !said.terms && !said.lifts && !said.trade && !said.parts && !said.feels
	for i, holds := range []bool{
		m.asked, m.says(k.question), e.begins(m), e.troubled(m), said.feels, said.parts, said.terms, said.lifts, said.trade, m.says(k.mine),
		m.says(th.aside), m.says(th.scenery), m.says(th.boast), m.says(k.sharing), m.says(th.others), m.says(k.greeting), m.says(k.botHelp),
		m.says(k.manipulation), m.says(k.vague),
		told && asked, told && plain, strange, strange && asked, strange && plain, (said.trade || said.lifts || said.terms) && plain,
	} {
		t[12+i] = one(holds)
	}
	copy(t[len(t)-1-len(none):], none[1:])
	t[len(t)-2], t[len(t)-1] = max(0, t[1]-usualScore)/usualScore, max(0, usualScore-t[1])/usualScore
	return t
}

func one(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

// coverage is the share of the words that stand in a way of asking for any page, the share of their weight that is on the best
// page, and how many stand in no way of asking.
func (e *finder) coverage(m *message, best *content.Topic) (asked, onBest, off float64) {
	x := e.index
	words, weight := 0.0, 0.0
	for _, word := range distinct(e.terms(m).list) {
		if strings.HasPrefix(word, conceptMark) {
			continue
		}
		words++
		n, ok := x.number[word]
		if !ok {
			weight += x.unseen
			continue
		}
		t := &x.terms[n]
		weight += t.weight
		if len(t.phrases) > 0 {
			asked++
		}
		for _, p := range t.gain {
			if x.topics[p.topic] == best {
				onBest += t.weight
			}
		}
	}
	return asked / max(words, 1), onBest / max(weight, 1), min(words-asked, maxOffAsk) / maxOffAsk
}

func (m *message) says(concept int) bool { return len(m.found[concept]) > 0 }

// count is how many words a message has that mean something, and how many of them neither a page nor a list knows.
func (e *finder) count(m *message) (words, unknown float64) {
	known := make([]bool, len(m.tokens))
	for _, id := range m.named {
		if e.book.concepts[id].kind == cueKind || id == e.themes.aside || id == e.themes.scenery {
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
