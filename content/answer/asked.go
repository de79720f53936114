package answer

import (
	"hash/maphash"
	"math"
	"slices"
	"strings"
)

// asked tells pages apart by how people ask for them, and from what asks for none or tells of a danger: a linear model of the words,
// pairs of words and concepts of a message, from asked.txt. It says nothing of a page that it has not learned, such as a community's
// own.
type asked struct {
	seed     maphash.Seed
	pages    []string
	weights  map[uint64]span // of postings, by feature
	postings []posting       // topic is the place in pages
}

// span is some of asked.postings. There are too many of them to be slices of their own.
type span struct{ start, end int32 }

// elsewhere is what stands among the pages for messages that ask for none, in the order of intents after the first.
var elsewhere = [intents - 1]string{asksElse - 1: OffTopic, talks - 1: NotAQuestion, asksSpotter - 1: BotHelp, misuses - 1: Manipulation, saysLittle - 1: NeedsClarification}

// dangers is what stands last among the pages: for messages that tell of a danger, in the order of sums, and for what only looks like
// one.
var dangers = [...]string{ofBody: "danger/body", ofLife: "danger/life", ofToday: "danger/today", noDanger: "danger/none"}

const noDanger = ofToday + 1

// leastChance is the least chance that counts.
const leastChance = 0.01

// asked reads a line of pages, and lines of a feature and its weights by the place of the page: "pages = id id", "how wide = 3:45 17:-20".
func (p *parser) asked(file string) *asked {
	a := &asked{seed: maphash.MakeSeed()}
	lines := p.lines(file)
	a.weights = make(map[uint64]span, len(lines))
	a.postings = make([]posting, 0, strings.Count(p.lists[file], ":"))
	for _, line := range lines {
		feature, list, ok := strings.Cut(line.text, " = ")
		switch {
		case !ok:
			p.problem(file, line.number, "want a feature and its weights in %q", line.text)
		case a.pages == nil:
			if a.pages = strings.Fields(list); len(a.pages) < len(dangers) || !slices.Equal(a.pages[len(a.pages)-len(dangers):], dangers[:]) {
				p.problem(file, line.number, "the last pages must be %v", dangers)
			}
		default:
			start := len(a.postings)
			p.postings(file, line.number, list, a)
			a.weights[maphash.String(a.seed, feature)] = span{int32(start), int32(len(a.postings))}
		}
	}
	return a
}

// postings appends what "3:45 17:-20" says; the weights are in hundredths. There are a hundred thousand of them, so it reads byte by
// byte.
func (p *parser) postings(file string, number int, list string, a *asked) {
	for len(list) > 0 {
		place, rest, ok := leading(list)
		if !ok || place >= len(a.pages) || rest == "" || rest[0] != ':' {
			break
		}
		rest, negative := strings.CutPrefix(rest[1:], "-")
		weight, rest, ok := leading(rest)
		if !ok {
			break
		}
		if negative {
			weight = -weight
		}
		a.postings = append(a.postings, posting{place, float64(weight) / weightOne})
		list = strings.TrimPrefix(rest, " ")
	}
	if list != "" {
		p.problem(file, number, "want the place of a page and a whole number at %q", list)
	}
}

// leading is the whole number that a text begins with, and what is behind it.
func leading(text string) (n int, rest string, ok bool) {
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		n = 10*n + int(text[i]-'0')
		i++
	}
	return n, text[i:], i > 0
}

// heard is what a message sounds like as a whole: how likely each of asked.pages but the dangers is, and the logarithms of the odds of
// each danger; one that cannot wait a day may be an emergency too.
type heard struct {
	terms
	chances []float64
	odds    sums
}

// surest is how sure of a danger, or of none, the model may be.
const surest = 4

// hears is what a message sounds like; nothing if none of its features was ever seen.
func (e *finder) hears(m *message) heard {
	h, a := heard{terms: e.terms(m)}, e.asked
	list, seen := make([]float64, len(a.pages)), 0
	for _, f := range askedBy(m.tokens, h.terms) {
		if own, ok := a.weights[maphash.String(a.seed, f)]; ok {
			seen++
			for _, p := range a.postings[own.start:own.end] {
				list[p.topic] += p.gain
			}
		}
	}
	if seen == 0 {
		return h
	}
	softmax(list, math.Sqrt(float64(seen)))
	first := len(list) - len(dangers)
	danger := list[first:]
	danger[ofToday] += danger[ofBody]
	for k := range h.odds {
		h.odds[k] = float32(min(max(math.Log(danger[k]/(1-danger[k])), -surest), surest))
	}
	h.chances = list[:first]
	all := math.SmallestNonzeroFloat64
	for _, chance := range h.chances {
		all += chance
	}
	for i := range h.chances {
		h.chances[i] /= all
	}
	return h
}

// softmax makes chances of sums, which count for the less the larger of is.
func softmax(sums []float64, of float64) {
	most, all := slices.Max(sums), 0.0
	for i, s := range sums {
		sums[i] = math.Exp((s - most) / of)
		all += sums[i]
	}
	for i := range sums {
		sums[i] /= all
	}
}

// askedBy is what the model sees of a question.
func askedBy(tokens []token, t terms) []string {
	return distinct(append(wordsAndPairs(tokens), t.list...))
}
