package answer

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"
)

// intent is what kind of message one is, as far as its words tell.
type intent uint8

// A question for a page, one about another subject, talk between people, a question about Spotter itself, an attempt to misuse it, and
// a call for help that says too little.
const (
	asksPage intent = iota
	asksElse
	talks
	asksSpotter
	misuses
	saysLittle
	intents
)

// leanings is what speaks for each intent, beside what speaks for a page.
type leanings [intents]float64

// talk tells them apart: a linear model of their traits, their words and the pairs of neighbouring words, from talk.txt.
type talk struct {
	seed   maphash.Seed
	traits [len(traitNames)]leanings
	words  map[uint64]leanings
}

// Limits and units of talk.txt.
const (
	leadOverAche = 1.5   // how much more has to speak for talk than for a page when an ache is told of
	leadOfMisuse = 2.0   // how much more has to speak for misuse than for anything else: nobody is to be accused of it lightly
	leadOfTalk   = 1.0   // how much the form of a question speaks against talk, beyond the lessons, most of which have none
	mostNamed    = 4     // words of a message that names a subject and no more
	maxTalk      = 120   // how many words of a message are weighed
	usualTalk    = 24    // a message with more words and pairs is weighed by their mean, so that a long story is not decided by its length
	weightOne    = 100.0 // what stands for a weight of one
)

// traitMark is what begins the name of a trait; no word does.
const traitMark = "="

// talk reads lines of a feature and its weights for every intent but the first.
func (p *parser) talk(file string) *talk {
	t := &talk{seed: maphash.MakeSeed(), words: make(map[uint64]leanings, usualWords)}
	for _, line := range p.lines(file) {
		fields := strings.Fields(line.text)
		at := len(fields) - int(intents) + 1
		if at < 1 {
			p.problem(file, line.number, "want a feature and %d weights", intents-1)
			continue
		}
		var w leanings
		for i, field := range fields[at:] {
			n, err := strconv.Atoi(field)
			if err != nil {
				p.problem(file, line.number, "%q is no weight", field)
			}
			w[i+1] = float64(n) / weightOne
		}
		feature := strings.Join(fields[:at], " ")
		if name, ok := strings.CutPrefix(feature, traitMark); !ok {
			t.words[maphash.String(t.seed, feature)] = w
		} else if i := slices.Index(traitNames[:], name); i >= 0 {
			t.traits[i] = w
		} else {
			p.problem(file, line.number, "there is no trait %q", name)
		}
	}
	return t
}

// intentOf is the intent that most speaks for, and how much more than for a page; none is how likely no page is asked for, by the words
// of the message.
func (e *finder) intentOf(m *message, said subjects, pages []ranked, none leanings) (best intent, lead float64) {
	var sum leanings
	sum.add(1, e.talk.weigh(e.traits(m, said, pages, none)))
	words := wordsAndPairs(m.tokens)
	for _, f := range words {
		sum.add(shareOf(len(words)), e.talk.words[maphash.String(e.talk.seed, f)])
	}
	formed := m.asked || e.begins(m) || e.opens(m, e.known.question)
	if formed {
		sum[talks] -= leadOfTalk
	}
	sum[misuses] -= leadOfMisuse
	for k := range intents {
		if sum[k] > sum[best] {
			best = k
		}
	}
	switch {
	case best == talks && e.seeks(m, said, pages):
		best = asksPage
	case best == asksElse && onlyFigures(m), best == asksElse && !formed && sum[talks]+leadOfTalk > sum[asksElse]:
		best = talks
	}
	return best, sum[best] - sum[asksPage]
}

// onlyFigures reports whether a message has no word of more than a letter: "180x5?".
func onlyFigures(m *message) bool {
	return !slices.ContainsFunc(m.tokens, func(t token) bool { return len(t.text) > 1 && (t.text[0] < '0' || t.text[0] > '9') })
}

// seeks reports whether a message without a question is no more than what the best page is about, as one types it into a search:
// "squat depth".
func (e *finder) seeks(m *message, said subjects, pages []ranked) bool {
	th := &e.themes
	aside := slices.ContainsFunc([]int{th.boast, th.aside, th.scenery, th.others, e.known.sharing, e.known.greeting}, m.says)
	figures := slices.ContainsFunc(m.tokens, func(t token) bool { return t.text[0] >= '0' && t.text[0] <= '9' })
	_, unknown := e.count(m)
	return len(m.tokens) <= mostNamed && (said.lifts || said.trade || said.terms) && !aside && !figures && unknown == 0 && e.toldBy(m, pages)
}

func (t *talk) weigh(values traits) (sum leanings) {
	for i, v := range values {
		sum.add(v, t.traits[i])
	}
	return sum
}

func (l *leanings) add(times float64, other leanings) {
	for k := range l {
		l[k] += times * other[k]
	}
}

// shareOf is how much each of so many words and pairs counts.
func shareOf(n int) float64 { return min(1, usualTalk/float64(max(n, 1))) }

// wordsAndPairs is the words of a message and its pairs of neighbours, each once; its ends count as neighbours, and numbers are all one.
func wordsAndPairs(tokens []token) []string {
	list := make([]string, 0, 2*min(len(tokens), maxTalk)+1)
	before := "^"
	for i := range tokens[:min(len(tokens), maxTalk)] {
		word := tokens[i].stem
		if word[0] >= '0' && word[0] <= '9' {
			word = "0"
		}
		list = append(list, word, before+" "+word)
		before = word
	}
	list = append(list, before+" $")
	slices.Sort(list)
	return slices.Compact(list)
}
