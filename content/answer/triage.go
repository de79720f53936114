package answer

import (
	"slices"

	"spotter/content"
)

// live reports whether x counts for a sign of that level. What is over is still an emergency: it can come back.
func (x *match) live(level content.Urgency) bool {
	return !x.denied && !x.past && !x.supposed && (level == content.Emergency || !x.over)
}

// alarm is a danger sign that is so now, and the language it is told in.
type alarm struct {
	*rule    // nil if there is none
	language string
}

// urgency is the level of the sign, none if there is none.
func (a alarm) urgency() content.Urgency {
	if a.rule == nil {
		return content.None
	}
	return a.level
}

// sign is the danger sign that the rules find and the second reading believes. A sign that is only to be looked at is believed.
func (e *finder) sign(m *message, list []sensed) alarm {
	if a := e.triage(m); a.urgency() < content.Urgent || e.believes(a, list) {
		return a
	}
	return alarm{}
}

// triage is the first danger sign of the highest level.
func (e *finder) triage(m *message) alarm {
	said := m.found.that(func(x *match) bool { return !x.denied })
	for _, level := range []content.Urgency{content.Emergency, content.Urgent, content.SeeProfessional} {
		live := m.found.that(func(x *match) bool { return x.live(level) })
		for i := range e.signs {
			if r := &e.signs[i]; r.level == level {
				if x := m.holds(r, live, said); x != nil {
					return alarm{r, m.languageAt(x)}
				}
			}
		}
	}
	return alarm{}
}

// languageAt is the language that a match is told in, "" for English.
func (m *message) languageAt(x *match) string {
	for _, t := range m.tokens[x.start:x.end] {
		if t.from > 0 {
			return languages[t.from]
		}
	}
	return ""
}

// that is the matches for which keep is true.
func (v view) that(keep func(*match) bool) view {
	out := make(view, len(v))
	for id, matches := range v {
		out[id] = matches
		for i := range matches {
			if !keep(&matches[i]) {
				out[id] = slices.DeleteFunc(slices.Clone(matches), func(x match) bool { return !keep(&x) })
				break
			}
		}
	}
	return out
}

// holds is where a rule holds: all its concepts in live, near each other, and none of the others in said; nil if it does not.
func (m *message) holds(r *rule, live, said view) *match {
	for _, id := range r.all {
		if len(live[id]) == 0 {
			return nil
		}
	}
	for i := range live[r.all[0]] {
		if x := &live[r.all[0]][i]; m.holdsAt(r, x, live, said) {
			return x
		}
		if r.scope == inMessage {
			return nil
		}
	}
	return nil
}

func (m *message) holdsAt(r *rule, x *match, live, said view) bool {
	whole := m.bounds[m.sentence[x.start]]
	near := whole
	switch {
	case r.scope == inMessage:
		whole = [2]int{0, len(m.tokens)}
		near = whole
	case r.scope > 0:
		near = [2]int{max(near[0], x.start-int(r.scope)), min(near[1], x.end+int(r.scope))}
	}
	for _, id := range r.all[1:] {
		if !live.any(id, near) {
			return false
		}
	}
	return !slices.ContainsFunc(r.none, func(id int) bool { return said.any(id, whole) })
}

// any reports whether a match of the concept begins in the tokens of span.
func (v view) any(id int, span [2]int) bool {
	i, _ := slices.BinarySearchFunc(v[id], span[0], func(x match, start int) int { return x.start - start })
	return i < len(v[id]) && v[id][i].start < span[1]
}

// wordsFor is what is said for a danger sign, with the words of the place after the first paragraph.
func (e *finder) wordsFor(sign alarm) []content.Block {
	words := sign.page.Escalations[sign.level]
	if spoken := e.library.Spoken(sign.language); spoken != nil {
		words = spoken.Words(sign.page.ID, sign.level)
	}
	here := e.local.Emergency
	if sign.page.ID == crisisPage {
		here = e.local.Crisis
	}
	if here == "" || sign.level < content.Emergency || len(words) == 0 {
		return words
	}
	return slices.Insert(slices.Clone(words), 1, content.Block(content.Para{Text: content.Text{{Text: here}}}))
}

// crisisPage is the page whose emergencies are about wanting to die.
const crisisPage = "safety/crisis"
