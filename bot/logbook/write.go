package logbook

import (
	"strconv"
	"strings"

	"spotter/bot/strength"
)

// Line is the entry as a line that Read reads back to the same, given the same lifts, and now no earlier.
func (e Entry) Line() string {
	var sets []string
	for _, f := range e.Efforts {
		sets = append(sets, effortLine(f)...)
	}
	parts := []string{e.Lift.ID, strings.Join(sets, ", ")}
	if e.Said != 0 {
		parts = append(parts, e.Said.String())
	}
	if !e.At.IsZero() {
		parts = append([]string{e.At.Format("2006-01-02 15:04")}, parts...)
	}
	if e.Note != "" {
		parts = append(parts, "//", e.Note)
	}
	return strings.Join(parts, " ")
}

// effortLine is the effort in as many sets as it takes: a missed attempt cannot be counted.
func effortLine(f strength.Effort) []string {
	s := f.Weight.Number() + f.Weight.Unit().String()
	if f.Body {
		switch milli := f.Weight.Milli(); {
		case milli == 0:
			s = "bw"
		case milli > 0:
			s = "bw+" + s
		default:
			s = "bw" + s
		}
	}
	count := 1
	switch {
	case f.Reps == 0:
		s, count = s+"xf", f.Count
	case f.Count > 1:
		s += "x" + strconv.Itoa(f.Reps) + "x" + strconv.Itoa(f.Count)
	default:
		s += "x" + strconv.Itoa(f.Reps)
	}
	if f.Failed && f.Reps > 0 {
		s += " f"
	}
	if f.RPE != 0 {
		s += " @" + f.RPE.String()
	}
	if f.WarmUp {
		s += " w"
	}
	sets := make([]string, count)
	for i := range sets {
		sets[i] = s
	}
	return sets
}
