package strength

import (
	"cmp"
	"slices"
	"time"
)

// Effort is Count equal sets that were done.
type Effort struct {
	Weight Mass // on the bar, or of one dumbbell; with Body what was added to the own weight, less than zero when it was eased
	Body   bool // the own body is lifted
	Reps   int  // 0 with Failed: an attempt that was missed
	Count  int
	RPE    RPE
	Failed bool // taken to failure
	WarmUp bool
}

// Max is the 1RM that the effort tells of; ok is false when it tells of none: warm-ups, lifts of the own body (whose weight is not
// known), missed attempts, and sets that are too long or too easy.
func (e Effort) Max() (m Mass, ok bool) {
	if e.WarmUp || e.Body || e.Reps == 0 || e.Weight.milli <= 0 {
		return Mass{}, false
	}
	rpe := e.RPE
	if e.Failed {
		rpe = 0
	}
	m, err := Estimate(e.Weight, e.Reps, rpe)
	return m, err == nil
}

// Session is a lift done at a time: what was logged of it together. At bears the time zone it was done in, which says the day.
type Session struct {
	Lift    string // its id among the pages of lifts
	At      time.Time
	Efforts []Effort
	Said    Class // how hard the lifter calls it; zero when he did not say
}

// Max is the best 1RM that the session tells of.
func (s Session) Max() (best Mass, ok bool) {
	for _, e := range s.Efforts {
		if m, told := e.Max(); told && (!ok || m.Cmp(best) > 0) {
			best, ok = m, true
		}
	}
	return best, ok
}

// Top is the heaviest work set, of equally heavy ones the longest; ok is false when there was none.
func (s Session) Top() (top Effort, ok bool) {
	for _, e := range s.Efforts {
		if e.WarmUp || e.Reps == 0 {
			continue
		}
		if c := cmp.Or(e.Weight.Cmp(top.Weight), cmp.Compare(e.Reps, top.Reps)); !ok || c > 0 {
			top, ok = e, true
		}
	}
	return top, ok
}

// Failed tells whether a work set was taken to failure, or to RPE 10.
func (s Session) Failed() bool {
	return slices.ContainsFunc(s.Efforts, func(e Effort) bool { return !e.WarmUp && (e.Failed || e.RPE == MaxRPE) })
}

// Sets counts the work sets.
func (s Session) Sets() (n int) {
	for _, e := range s.Efforts {
		if !e.WarmUp {
			n += e.Count
		}
	}
	return n
}

// Merged joins the sessions of one lift on one calendar day, each day in its session's own zone, and orders them by time, the latest
// first. A joined session has the time of the latest, and the hardest word of the lifter's.
func Merged(sessions []Session) []Session {
	ordered := slices.Clone(sessions)
	slices.SortStableFunc(ordered, func(a, b Session) int { return b.At.Compare(a.At) })
	type dayOfLift struct {
		lift string
		day  time.Time
	}
	at := map[dayOfLift]int{}
	var out []Session
	for _, s := range ordered {
		k := dayOfLift{s.Lift, date(s.At)}
		i, known := at[k]
		if !known {
			at[k] = len(out)
			out = append(out, s)
			continue
		}
		out[i].Efforts = append(slices.Clone(s.Efforts), out[i].Efforts...)
		out[i].Said = max(out[i].Said, s.Said)
	}
	return out
}
