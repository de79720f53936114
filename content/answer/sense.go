package answer

import (
	"math"
	"slices"

	"spotter/content"
)

// senses is the sums of the stretches of a message, the whole of it first.
func (e *finder) senses(m *message) (list []sensed) {
	unheard := e.unheard(m)
	for _, stretch := range m.stretches() {
		list = append(list, sensed{stretch, e.weigh(m, unheard, stretch)})
	}
	return list
}

// sensed is a stretch of a message and what it is worth.
type sensed struct {
	stretch [2]int
	sums
}

// believes reports whether the model does not speak against a sign that a rule has found, to which it gives the weight that the rules
// have earned in the lessons: neither in the whole message nor in each few words of it.
func (e *finder) believes(sign alarm, list []sensed) bool {
	var earned sums
	for _, f := range claims(sign) {
		earned.add(e.learned.weights[e.learned.hash(f)])
	}
	return slices.ContainsFunc(list, func(s sensed) bool {
		s.add(earned)
		return max(s.sums[ofBody], s.sums[ofToday]) > doubtful || sign.level == content.Emergency && s.sums[ofLife] > doubtful
	})
}

// claims is what the model sees of a rule that holds: its level, and the page that speaks for it.
func claims(sign alarm) []feature {
	if sign.urgency() < content.Urgent {
		return nil
	}
	level := "!" + sign.level.String()
	return []feature{{first: level}, {first: level, second: sign.page.ID}}
}

// sense is the danger that the model sees in a message, or none. Memories and suppositions are left to the rules.
func (e *finder) sense(m *message, list []sensed) alarm {
	level, where := content.None, [2]int{}
	for _, s := range list {
		if !s.exceeds(enough) || e.elsewhere(m, s.stretch) {
			continue
		}
		if s.sums[ofLife] > enough[ofLife] && s.sums[ofLife] >= s.sums[ofBody] {
			return e.alarmOf(m, content.Emergency, e.library.Topic(crisisPage))
		}
		here := content.Urgent
		if s.sums[ofBody] > enough[ofBody] {
			here = content.Emergency
		} else if m.saysIn(e.known.resolved, s.stretch) {
			continue
		}
		if here > level {
			level, where = here, s.stretch
		}
	}
	if level == content.None {
		return alarm{}
	}
	return e.alarmOf(m, level, e.speaker(m, where, level))
}

// speaker is the page that speaks for a danger of the body that a stretch tells of.
func (e *finder) speaker(m *message, stretch [2]int, level content.Urgency) *content.Topic {
	votes := make([]float32, len(e.learned.pages))
	counted := map[uint64]bool{}
	e.features(m, e.unheard(m), stretch, func(f feature) {
		h := e.learned.hash(f)
		if counted[h] {
			return
		}
		counted[h] = true
		for _, v := range e.learned.votes[h] {
			votes[v.page] += v.weight
		}
	})
	best, most := e.library.Topic(otherPage), float32(math.Inf(-1))
	for i, id := range e.learned.pages {
		if t := e.library.Topic(id); t != nil && len(t.Escalations[level]) > 0 && votes[i] > most {
			best, most = t, votes[i]
		}
	}
	return best
}

// elsewhere reports whether a stretch tells of another time, of what may be, or is no message of its own.
func (e *finder) elsewhere(m *message, stretch [2]int) bool {
	return slices.ContainsFunc([]int{e.known.past, e.known.hypothetical, e.known.manipulation}, func(aside int) bool {
		return m.saysIn(aside, stretch)
	})
}

// otherPage speaks for dangers of the body that have no page of their own.
const otherPage = "safety/other-medical"

func (e *finder) alarmOf(m *message, level content.Urgency, page *content.Topic) alarm {
	if page == nil {
		return alarm{}
	}
	a := alarm{rule: &rule{level: level, page: page}}
	if len(m.tokens) > 0 {
		a.language = m.languageAt(&match{start: 0, end: len(m.tokens)})
	}
	return a
}
