package chart

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// drawable says whether a value is a number that a lifter could have done.
func drawable(v float64) bool { return math.Abs(v) <= 1e9 }

// ticks are at most n+2 round values that enclose low to high, with the same step between them.
func ticks(low, high float64, n int) []float64 {
	rough := (high - low) / float64(n)
	step := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if step*m >= rough {
			step *= m
			break
		}
	}
	var out []float64
	first, last := math.Floor(low/step), math.Ceil(high/step)
	for i := first; i <= last; i++ {
		out = append(out, i*step)
	}
	return out
}

// number writes a value with at most two decimals and a comma between thousands: 12,500 or 142.5.
func number(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', 2, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest = strings.TrimRight(rest, "0"); rest != "" {
		whole += "." + rest
	}
	if v < 0 && whole != "0" {
		return "−" + whole
	}
	return whole
}

// Years that a point may lie in; others are not a day of anyone's training.
const (
	firstYear = 1900
	lastYear  = 2200
)

// day is a mark on the axis of dates.
type day struct {
	at    time.Time
	label string
	year  string // under the label, where a year begins
}

// dateStep is the distance of two days on the axis, and how they are written.
type dateStep struct {
	years, months, days int
	layout              string
}

// dateSteps are those that the axis may have, in their order.
var dateSteps = []dateStep{
	{0, 0, 1, "2 Jan"}, {0, 0, 2, "2 Jan"}, {0, 0, 7, "2 Jan"}, {0, 0, 14, "2 Jan"},
	{0, 1, 0, "Jan"}, {0, 2, 0, "Jan"}, {0, 3, 0, "Jan"}, {0, 6, 0, "Jan"},
	{1, 0, 0, "2006"}, {2, 0, 0, "2006"}, {5, 0, 0, "2006"}, {10, 0, 0, "2006"}, {20, 0, 0, "2006"}, {50, 0, 0, "2006"}, {100, 0, 0, "2006"},
}

// days marks the time from low to high with at most n days: the finest step that is coarse enough.
func days(low, high time.Time, n int) []day {
	for _, step := range dateSteps {
		if out := step.mark(low, high, n); len(out) <= n {
			return out
		}
	}
	return nil
}

// mark lists the days of a step from low to high; after the first n it stops with one more.
func (s dateStep) mark(low, high time.Time, n int) []day {
	var out []day
	year := 0
	for at := s.begin(low); !at.After(high) && len(out) <= n; at = at.AddDate(s.years, s.months, s.days) {
		if at.Before(low) {
			continue
		}
		d := day{at: at, label: at.Format(s.layout)}
		if at.Year() != year && s.years == 0 {
			d.year = at.Format("2006")
		}
		year = at.Year()
		out = append(out, d)
	}
	return out
}

// begin is the last day of the step at or before t. Weeks begin wherever t is.
func (s dateStep) begin(t time.Time) time.Time {
	year, month, date := t.Date()
	switch {
	case s.years > 0:
		year, month, date = year-year%s.years, time.January, 1
	case s.months > 0:
		month, date = month-(month-1)%time.Month(s.months), 1
	}
	return time.Date(year, month, date, 0, 0, 0, 0, t.Location())
}
