package command

import (
	"fmt"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
)

// setsText is what was done: 180 kg × 5, 170 kg × 5 × 2, RPE 9.
func setsText(efforts []strength.Effort) string {
	var warm, work []string
	rpe, same := strength.RPE(0), true
	for i, e := range efforts {
		if i > 0 && e.RPE != efforts[i-1].RPE || e.WarmUp {
			same = false
		}
		rpe = e.RPE
	}
	for _, e := range efforts {
		s := effortText(e, !same)
		if e.WarmUp {
			warm = append(warm, s)
		} else {
			work = append(work, s)
		}
	}
	out := strings.Join(work, ", ")
	if same && rpe != 0 {
		out += ", RPE " + rpe.String()
	}
	switch {
	case len(warm) > 0 && out == "":
		return "warm-up " + strings.Join(warm, ", ")
	case len(warm) > 0:
		return out + " (warm-up " + strings.Join(warm, ", ") + ")"
	}
	return out
}

// effortText is a set: 180 kg × 5, bodyweight + 20 kg × 5 × 3.
func effortText(e strength.Effort, rpe bool) string {
	s := loadText(e)
	switch {
	case e.Reps == 0:
		s += " missed"
	default:
		s += " × " + itoa(e.Reps)
	}
	if e.Count > 1 {
		s += " × " + itoa(e.Count)
	}
	var marks []string
	if rpe && e.RPE != 0 {
		marks = append(marks, "RPE "+e.RPE.String())
	}
	if e.Failed && e.Reps > 0 {
		marks = append(marks, "to failure")
	}
	if len(marks) > 0 {
		s += " (" + strings.Join(marks, ", ") + ")"
	}
	return s
}

// loadText is what a set was done with.
func loadText(e strength.Effort) string {
	switch m := e.Weight; {
	case !e.Body:
		return m.String()
	case m.Milli() > 0:
		return "bodyweight + " + m.String()
	case m.Milli() < 0:
		return "bodyweight − " + strength.Milli(-m.Milli(), m.Unit()).String()
	}
	return "bodyweight"
}

// dayText names the day of t as seen from now, both in the lifter's zone: today, yesterday, Tuesday,
// 3 October, 3 October 2025.
func dayText(t, now time.Time) string {
	switch days := daysBetween(t, now); {
	case days == 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days == -1:
		return "tomorrow"
	case days > -7 && days < 7:
		return t.Weekday().String()
	case t.Year() == now.Year():
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

// shortDay is a day in a table: 17 Nov, 3 Oct 2025.
func shortDay(t, now time.Time) string {
	if t.Year() == now.Year() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// daysBetween is how many calendar days lie between a and b, each in its own zone.
func daysBetween(a, b time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(b).Sub(day(a)).Hours() / 24)
}

// moment names a time to come: Thursday evening, early Friday. Where the lifter's zone is not known it is told in UTC,
// and a platform that knows his clock shows that.
func (l lifter) moment(t time.Time) bot.Span {
	t = t.In(l.now.Location())
	if !l.zoned {
		return bot.Span{Text: t.Format("Monday 15:04 UTC"), At: t}
	}
	day := dayText(t, l.now)
	part := "evening"
	switch h := t.Hour(); {
	case h < 5 && day == "today":
		return bot.Span{Text: "early this morning", At: t}
	case h < 5: // whose night it is can be misread
		return bot.Span{Text: "early " + day, At: t}
	case h < 12:
		part = "morning"
	case h < 18:
		part = "afternoon"
	}
	if day == "today" {
		return bot.Span{Text: "this " + part, At: t}
	}
	return bot.Span{Text: day + " " + part, At: t}
}

// gradeText tells what made a session of its class, in brackets.
func gradeText(g strength.Grade) string {
	switch {
	case g.Said:
		return ", as you said"
	case g.Failed:
		return " (to failure)"
	case g.RPE != 0:
		return " (RPE " + g.RPE.String() + ")"
	case g.Percent != 0:
		return fmt.Sprintf(" (%d %% of your estimated max)", g.Percent)
	}
	return ""
}
