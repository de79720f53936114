package answer

import (
	"math"
	"slices"

	"spotter/content"
)

// senses is what the stretches of a message are worth, the whole of it first, each with what the message sounds like as a whole.
func (e *finder) senses(m *message, h heard) (list []sensed) {
	unheard := e.unheard(m)
	for _, stretch := range m.stretches() {
		s := e.weigh(m, unheard, stretch)
		s.part, s.odds = stretch != m.whole(), h.odds
		list = append(list, s)
	}
	return list
}

// sensed is a stretch of a message and what it is worth.
type sensed struct {
	stretch [2]int
	sums
	share float32 // how much each of its features counts
	part  bool    // it is not the whole message
	odds  sums    // of a danger in the whole message
}

// exceeds reports whether one of the sums is enough.
func (s *sensed) exceeds(which int) bool {
	limit := enough[which]
	if s.part {
		limit += inPart
	}
	return s.sums[which]+s.odds[which] > limit
}

// believes reports whether the models do not speak against a sign that a rule has found, to which they give the weight that the rules
// have earned in the lessons: neither in the message nor in each few words of it. A few words that are clear by themselves are
// believed whatever stands around them.
func (e *finder) believes(sign alarm, list []sensed) bool {
	var earned sums
	for _, f := range claims(sign) {
		earned.add(1, e.learned.weights[e.learned.hash(f)])
	}
	most := func(s sums) float32 {
		if sign.level == content.Emergency {
			return max(s[ofBody], s[ofLife], s[ofToday])
		}
		return max(s[ofBody], s[ofToday])
	}
	return slices.ContainsFunc(list, func(s sensed) bool {
		s.add(s.share, earned)
		clear := s.part && most(s.sums) > clearly
		s.add(1, s.odds)
		return clear || most(s.sums) > doubtful
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
		here := content.None
		switch {
		case e.elsewhere(m, s.stretch):
		case s.exceeds(ofLife) && s.sums[ofLife] >= s.sums[ofBody]:
			return e.alarmOf(m, content.Emergency, e.library.Topic(crisisPage))
		case s.exceeds(ofBody):
			here = content.Emergency
		case s.exceeds(ofToday) && !m.saysIn(e.known.resolved, s.stretch):
			here = content.Urgent
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
