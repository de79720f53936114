package strength

import (
	"math"
	"time"
)

// Class is how hard a session was.
type Class uint8

// The classes. The zero Class is unknown.
const (
	Light    Class = iota + 1 // RPE 6 or less, or under 60 % of the 1RM
	Moderate                  // between
	Heavy                     // RPE 8 or more, 80 % of the 1RM or more, or to failure
)

var classNames = [...]string{"", "light", "moderate", "heavy"}

// String is the class in a word, "" for an unknown one.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return ""
}

// Limits of the classes. They are Spotter's own, between common RPE targets and percentages of programmes.
const (
	heavyRPE, lightRPE         RPE = 80, 60
	heavyPercent, lightPercent     = 80, 60
)

// maxAge is how old the best estimate may be that percentages are taken of.
const maxAge = 12 * 7 * 24 * time.Hour

// Grade is the class of a session and the one thing that told it: the lifter, or of the hardest set the failure, the RPE or the percentage
// of the 1RM.
type Grade struct {
	Class   Class
	Said    bool
	Failed  bool
	RPE     RPE
	Percent int // of the best estimate
}

// Graded grades a session by the lifter's word, or else by its hardest set. max is the present 1RM, zero if unknown.
func (s Session) Graded(max Mass) Grade {
	if s.Said != 0 {
		return Grade{Class: s.Said, Said: true}
	}
	var best Grade
	for _, e := range s.Efforts {
		if e.WarmUp {
			continue
		}
		if g := e.grade(max); g.Class > best.Class {
			best = g
		}
	}
	if best.Class == 0 {
		best.Class = Light // nothing but warm-ups
	}
	return best
}

// grade keeps of what is known of the effort the one thing that told its class.
func (e Effort) grade(max Mass) Grade {
	percent := 0
	if !e.Body && max.milli > 0 {
		percent = int(math.Round(100 * float64(e.Weight.In(max.unit).milli) / float64(max.milli)))
	}
	switch {
	case e.Failed:
		return Grade{Class: Heavy, Failed: true}
	case e.RPE >= heavyRPE:
		return Grade{Class: Heavy, RPE: e.RPE}
	case percent >= heavyPercent:
		return Grade{Class: Heavy, Percent: percent}
	case e.RPE != 0 && e.RPE <= lightRPE:
		return Grade{Class: Light, RPE: e.RPE}
	case percent != 0 && percent < lightPercent:
		return Grade{Class: Light, Percent: percent}
	case e.RPE != 0:
		return Grade{Class: Moderate, RPE: e.RPE}
	}
	return Grade{Class: Moderate, Percent: percent}
}

// Strain is a past session in its class.
type Strain struct {
	Session
	Grade
}

// Strains merges sessions by day and grades each against the best estimate of the twelve weeks up to it, the latest first. Sessions that
// reach further back than the ones of interest make the grades better.
func Strains(sessions []Session) []Strain {
	ordered := Merged(sessions)
	out := make([]Strain, len(ordered))
	for i, s := range ordered {
		out[i] = Strain{s, s.Graded(bestMax(ordered[i:], s))}
	}
	return out
}

// bestMax is the best estimate for the lift of s in sessions, which begin with s and go back from it.
func bestMax(sessions []Session, s Session) (best Mass) {
	for _, old := range sessions {
		if s.At.Sub(old.At) > maxAge {
			break
		}
		if m, ok := old.Max(); ok && old.Lift == s.Lift && (best.milli == 0 || m.Cmp(best) > 0) {
			best = m
		}
	}
	return best
}

// ParseClass reads the word of a class; any other is the zero Class.
func ParseClass(s string) Class {
	for c, name := range classNames {
		if name == s {
			return Class(c)
		}
	}
	return 0
}
