package strength

import (
	"slices"
	"time"
)

// When an easier week is suggested. Athletes in a survey took one every 5.6 weeks (Rogerson 2024); the rule of a stall is
// Spotter's own.
const (
	DeloadWeeks = 6                   // heavy weeks in a row
	stallTries  = 4                   // hard sessions of a lift in a row without a better estimate
	stallTime   = 14 * 24 * time.Hour // that they must be spread over
)

// HeavyWeeks counts the weeks in a row, from Monday, that had a heavy session: those before the week of now, and that week too once
// it had one. now bears the lifter's time zone.
func HeavyWeeks(strains []Strain, now time.Time) int {
	n := fullWeeks(strains, now)
	if hasHeavy(strains, monday(now)) {
		n++
	}
	return n
}

// fullWeeks counts the heavy weeks in a row that are over.
func fullWeeks(strains []Strain, now time.Time) (n int) {
	for hasHeavy(strains, monday(now).AddDate(0, 0, -7*(n+1))) {
		n++
	}
	return n
}

func hasHeavy(strains []Strain, week time.Time) bool {
	return slices.ContainsFunc(strains, func(s Strain) bool { return s.Class == Heavy && monday(s.At).Equal(week) })
}

// monday is the first day of the week of t, as a day without a zone.
func monday(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
}

// Stall is a lift that has stopped moving: Tries hard sessions in a row brought no better estimate than Best, of the day At.
type Stall struct {
	Lift  string
	Best  Mass
	At    time.Time
	Tries int
}

// Stalled tells whether a lift has stopped moving: at least four hard sessions over at least two weeks without a better estimate,
// rounded to what estimates are good for. Only the present run of heavy weeks counts, so that an easier week is a fresh start.
// strains are those of [Strains].
func Stalled(lift string, strains []Strain, now time.Time) (Stall, bool) {
	st := Stall{Lift: lift}
	since := monday(now).AddDate(0, 0, -7*fullWeeks(strains, now))
	var first, latest time.Time
	for _, s := range slices.Backward(strains) { // the oldest first
		m, ok := s.Session.Max()
		if s.Lift != lift || !ok || s.Class == Light {
			continue
		}
		switch m = m.Whole(); {
		case st.Best.milli == 0 || m.Cmp(st.Best) > 0:
			st.Best, st.At, st.Tries, first = m, s.At, 0, s.At
		case monday(s.At).Before(since):
		default:
			if st.Tries++; st.Tries == 1 && monday(st.At).Before(since) {
				first = s.At
			}
		}
		latest = s.At
	}
	return st, st.Tries >= stallTries && latest.Sub(first) >= stallTime
}
