package answer

import (
	"hash/maphash"
	"strconv"
	"strings"
)

// learned is a second reading of danger, for what no rule of signs.txt expects and for what a rule mistakes: weights of what is
// said, from learned.txt. It is a linear model; what its sums mean was measured on messages it had not seen.
type learned struct {
	seed    maphash.Seed
	weights map[uint64]sums
	always  sums             // what a message has before its first word
	kin     map[string][]int // lists of kin.txt that a word stands in
	names   []string         // of those lists
	votes   map[uint64][]vote
	pages   []string
}

// vote is what a feature says for a page to speak for a danger, by the page's place in learned.pages.
type vote struct {
	page   int
	weight float32
}

// sums is what speaks for an emergency of the body, for one of a life, and for anything of the body that cannot wait a day.
type sums [3]float32

const (
	ofBody = iota
	ofLife
	ofToday
)

func (s *sums) add(times float32, other sums) {
	for i := range s {
		s[i] += times * other[i]
	}
}

// enough is the sums from which on a message is taken for a danger, inPart how much more a few words of it must be worth, doubtful
// the sum below which a rule is not believed, and clearly the one above which it is whatever else is said. Chosen on messages that
// nothing had been learned from.
var enough = sums{ofBody: 0, ofLife: 0, ofToday: 0.7}

const (
	inPart   = 1.0
	doubtful = -1.0
	clearly  = 0.5
)

// usualSensed is how many features count in full, each of more for less and of fewer for more, but as if there were fewSensed; maxSensed
// is how many words of a stretch are weighed, maxStretch how many sentences in a row are a stretch of their own, maxSentences how many
// sentences are read so, and maxPaired how many concepts of a stretch are paired.
const (
	usualSensed  = 30
	fewSensed    = 6
	maxSensed    = 120
	maxStretch   = 3
	maxSentences = 24
	maxPaired    = 30
)

// feature is one thing that is said: a word, a beginning (^), a concept (@) or a list of kin.txt (~); or two of them beside each
// other, or apart; or a level of danger that the rules find (!), alone or with the page that speaks for it.
type feature struct {
	first, second string
	apart         bool
}

// String is the feature as learned.txt has it.
func (f feature) String() string {
	switch {
	case f.second == "":
		return f.first
	case f.apart:
		return f.first + " .. " + f.second
	}
	return f.first + " " + f.second
}

// readFeature is the feature that a text stands for.
func readFeature(text string) feature {
	first, second, two := strings.Cut(text, " ")
	if !two {
		return feature{first: text}
	}
	second, apart := strings.CutPrefix(second, ".. ")
	return feature{first, second, apart}
}

// Odd numbers that keep the halves of a feature from standing for each other.
const (
	mixSecond = 0x9e3779b97f4a7c15
	mixApart  = 0xc2b2ae3d27d4eb4f
)

func (l *learned) hash(f feature) uint64 {
	h := maphash.String(l.seed, f.first)
	if f.second != "" {
		h ^= maphash.String(l.seed, f.second) * mixSecond
	}
	if f.apart {
		h *= mixApart
	}
	return h
}

// learned reads lines of a feature and its three weights, in hundredths; the feature "=" stands for every message.
func (p *parser) learned(file string) *learned {
	l := &learned{seed: maphash.MakeSeed(), kin: make(map[string][]int, usualWords)}
	p.kin("kin.txt", l)
	p.votes("learned-pages.txt", l)
	lines := p.lines(file)
	l.weights = make(map[uint64]sums, len(lines))
	for _, line := range lines {
		text := line.text
		var weights sums
		for i := len(weights) - 1; i >= 0; i-- {
			text, weights[i] = p.weight(file, line.number, text)
		}
		if text == "=" {
			l.always = weights
			continue
		}
		l.weights[l.hash(readFeature(text))] = weights
	}
	return l
}

// weight reads the number of hundredths at the end of a line, and what stands before it.
func (p *parser) weight(file string, number int, line string) (text string, weight float32) {
	at := strings.LastIndexByte(line, ' ')
	n, err := strconv.Atoi(line[at+1:])
	if at < 0 || err != nil {
		p.problem(file, number, "want a feature and whole numbers in %q", line)
		return line, 0
	}
	return line[:at], float32(n) / weightOne
}

// votes reads lines of a page, and indented ones of a feature and its weight for the page.
func (p *parser) votes(file string, l *learned) {
	lines := p.lines(file)
	l.votes = make(map[uint64][]vote, len(lines)/2)
	for _, line := range lines {
		if !line.indented {
			l.pages = append(l.pages, line.text)
			continue
		}
		text, weight := p.weight(file, line.number, line.text)
		h := l.hash(feature{first: text})
		l.votes[h] = append(l.votes[h], vote{len(l.pages) - 1, weight})
	}
}

// kin reads lines of "name: words".
func (p *parser) kin(file string, l *learned) {
	for _, line := range p.lines(file) {
		name, words, ok := strings.Cut(line.text, ":")
		if !ok || words == "" {
			p.problem(file, line.number, "want \"name: words\"")
			continue
		}
		for word := range strings.FieldsSeq(words) {
			l.kin[word] = append(l.kin[word], len(l.names))
		}
		l.names = append(l.names, "~"+name)
	}
}
