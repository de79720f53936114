package answer

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"spotter/content"
)

// learned is a second reading for emergencies, for what no rule of signs.txt expects: weights of words, of words beside each
// other and of concepts, from learned.txt. It is a linear model; what its sums mean was measured on questions of our own.
type learned struct {
	seed         maphash.Seed
	weights      map[uint64][2]float32 // for the body, for a life
	body, crisis float64               // what a message has before its first word
}

// The sums from which on a message is taken for an emergency: of a hundred harmless messages that no rule has seen, none or one
// reaches them.
const (
	enoughBody   = 2.4
	enoughCrisis = 1.2
)

// maxSensed is how many words of a stretch are weighed, maxStretch how many sentences in a row are a stretch of their own, and
// maxSentences how many sentences are read so.
const (
	maxSensed    = 120
	maxStretch   = 3
	maxSentences = 24
)

// learned reads lines of a feature and its two weights; the feature "=" stands for every message.
func (p *parser) learned(file string) *learned {
	l := &learned{seed: maphash.MakeSeed(), weights: make(map[uint64][2]float32, usualWords)}
	for _, line := range p.lines(file) {
		fields := strings.Fields(line.text)
		if len(fields) < 3 {
			p.problem(file, line.number, "want a feature and two weights")
			continue
		}
		feature, numbers := strings.Join(fields[:len(fields)-2], " "), fields[len(fields)-2:]
		body, err := strconv.ParseFloat(numbers[0], 32)
		crisis, err2 := strconv.ParseFloat(numbers[1], 32)
		if err != nil || err2 != nil {
			p.problem(file, line.number, "%q are no two weights", strings.Join(numbers, " "))
		}
		if feature == "=" {
			l.body, l.crisis = body, crisis
			continue
		}
		l.weights[maphash.String(l.seed, feature)] = [2]float32{float32(body), float32(crisis)}
	}
	return l
}

// weigh sums up the weights of a message.
func (l *learned) weigh(features []string) (body, crisis float64) {
	body, crisis = l.body, l.crisis
	for _, f := range features {
		w := l.weights[maphash.String(l.seed, f)]
		body, crisis = body+float64(w[0]), crisis+float64(w[1])
	}
	return body, crisis
}

// stretches are what is weighed of a message: all of it, and each few sentences in a row, so that talk around an emergency
// does not outweigh it.
func (m *message) stretches() [][2]int {
	list := [][2]int{m.whole()}
	if len(m.bounds) < 2 {
		return list
	}
	for n := 1; n <= maxStretch; n++ {
		for i := 0; i+n <= min(len(m.bounds), maxSentences); i++ {
			list = append(list, [2]int{m.bounds[i][0], m.bounds[i+n-1][1]})
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

// features is what the model sees of a stretch of a message, each once: words that are not denied nor part of harmless wording,
// pairs of them, and concepts that are so now.
func (e *finder) features(m *message, stretch [2]int) []string {
	skipped := e.denials(m)
	var list []string
	for _, id := range m.named {
		k := e.book.concepts[id].kind
		for i := range m.found[id] {
			x := &m.found[id][i]
			if x.start < stretch[0] || x.start >= stretch[1] {
				continue
			}
			if k == maskKind {
				for j := x.start; j < x.end; j++ {
					skipped[j] = true
				}
			} else if (k == signKind || k == partKind || k == feelKind) && x.live(content.Emergency) {
				list = append(list, "@"+e.book.concepts[id].name)
			}
		}
	}
	var words []string
	for i := stretch[0]; i < min(stretch[1], stretch[0]+maxSensed); i++ {
		if !skipped[i] {
			words = append(words, m.tokens[i].stem)
		}
	}
	for i, w := range words {
		list = append(list, w)
		if i+1 < len(words) {
			list = append(list, w+" "+words[i+1])
		}
		if i+2 < len(words) {
			list = append(list, w+" .. "+words[i+2])
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// sense is the emergency that the model sees in a message, or none. Memories and suppositions are left to the rules.
func (e *finder) sense(m *message, pages []ranked) alarm {
	for _, stretch := range m.stretches() {
		if a := e.senseIn(m, stretch, pages); a.rule != nil {
			return a
		}
	}
	return alarm{}
}

func (e *finder) senseIn(m *message, stretch [2]int, pages []ranked) alarm {
	for _, aside := range []int{e.known.past, e.known.hypothetical, e.known.manipulation} {
		if m.saysIn(aside, stretch) {
			return alarm{}
		}
	}
	body, crisis := e.learned.weigh(e.features(m, stretch))
	switch {
	case crisis >= enoughCrisis && crisis >= body:
		return e.alarmOf(m, e.library.Topic(crisisPage))
	case body < enoughBody:
		return alarm{}
	}
	for _, p := range pages {
		if p.topic.ID != crisisPage && len(p.topic.Escalations[content.Emergency]) > 0 {
			return e.alarmOf(m, p.topic)
		}
	}
	return e.alarmOf(m, e.library.Topic(otherPage))
}

// otherPage speaks for emergencies of the body that have no page of their own.
const otherPage = "safety/other-medical"

func (e *finder) alarmOf(m *message, page *content.Topic) alarm {
	if page == nil {
		return alarm{}
	}
	a := alarm{rule: &rule{level: content.Emergency, page: page}}
	if len(m.tokens) > 0 {
		a.language = m.languageAt(&match{start: 0, end: len(m.tokens)})
	}
	return a
}
