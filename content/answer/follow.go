package answer

import "spotter/content"

// maxFollowing is the longest message that can lean on the one before it, in words that mean something.
const maxFollowing = 4

// AskAfter answers a text that may lean on the page shown before.
func (e *finder) AskAfter(text, last string) Result {
	m := e.understand(text)
	before := e.library.Topic(last)
	switch {
	case before == nil, len(m.tokens) == 0, !e.leans(m), e.triage(m).rule != nil:
		return e.decide(m)
	case e.leansWholly(m):
		return e.again(m, before)
	}
	r := e.decide(e.understand(text + ". " + before.Title))
	if r.Outcome == Answer && r.Topic == before && len(r.Nearest) > 0 {
		r.Topic, r.Nearest = r.Nearest[0], append([]*content.Topic{before}, r.Nearest[1:]...)
	}
	return r
}

// again is the page that was shown before, with what else fits.
func (e *finder) again(m *message, before *content.Topic) Result {
	r := Result{Outcome: Answer, Topic: before, Fits: fits(m, before), Urgency: e.urgency(m, before), Lift: before.Lift}
	for _, id := range before.Related {
		if t := e.library.Topic(id); t != nil && len(r.Nearest) < nearestPages {
			r.Nearest = append(r.Nearest, t)
		}
	}
	return r
}

// leans reports whether a message is unclear without the one before it.
func (e *finder) leans(m *message) bool {
	return e.leansWholly(m) || e.opens(m, e.known.followOn) && e.rest(m, e.known.followOn) <= maxFollowing
}

// leansWholly reports whether a message says nothing but what leans: "how much".
func (e *finder) leansWholly(m *message) bool {
	if !m.says(e.known.followUp) || e.rest(m, e.known.followUp) > 0 {
		return false
	}
	said := e.subjects(m)
	return !said.parts && !said.lifts
}
