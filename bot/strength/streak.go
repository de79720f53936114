package strength

import "time"

// StreakGap is how many rest days in a row a streak goes through: the longest recovery window (96 h), so that no rest that makes
// sense ever ends one. Days of rest that were planned do not even count towards it.
const StreakGap = int(longestWindow / (24 * time.Hour))

// StreakBreak is how many days in a row without a session a streak goes through when rest was planned for enough of them: two weeks,
// up to which coaches have a lifter return at nearly the same weights (a rule of thumb). Whoever stops for longer has stopped.
const StreakBreak = 14

// Streak is a time without a gap in training, rest included.
type Streak struct {
	Days, Trained int // days from the first session up to today, and those of them with a session
}

// Rested is how many days of the streak were rest.
func (s Streak) Rested() int { return s.Days - s.Trained }

// StreakOf finds the streak that now goes on in, in now's time zone; trained are the times of sessions in any order. planned tells whether
// a weekday is one of planned rest; nil when none is.
func StreakOf(trained []time.Time, planned func(time.Weekday) bool, now time.Time) Streak {
	days := map[time.Time]bool{}
	for _, t := range trained {
		days[date(t)] = true
	}
	today := date(now)
	var s Streak
	idle, gap := 0, 0
	for back := 0; gap <= StreakGap && idle <= StreakBreak; back++ {
		day := today.AddDate(0, 0, -back)
		switch {
		case days[day]:
			s.Days, s.Trained, idle, gap = back+1, s.Trained+1, 0, 0
		case back == 0: // today is not over
		case planned != nil && planned(day.Weekday()):
			idle++
		default:
			idle, gap = idle+1, gap+1
		}
	}
	return s
}

// date is the day of t in its zone, as a day without one.
func date(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
