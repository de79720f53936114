package command

import (
	"fmt"
	"slices"
	"time"

	"spotter/bot"
	"spotter/bot/chart"
	"spotter/bot/strength"
	"spotter/content"
)

// liftChart draws the estimated max of a lift, and the heaviest set, over time; of a lift of the own body the
// reps.
func (l lifter) liftChart(lift *content.Lift, sessions []strength.Session) (*bot.Reply, error) {
	first, top, unit := l.series(lift, sessions)
	if len(first.Points) == 0 {
		reply := bot.Say("There is no work set of the %s to draw yet. Write one as in `%s`.", lift.Name, exampleOf(lift))
		reply.Buttons = bot.Rows(2, bot.Button{Label: "History", Line: "/history " + lift.ID})
		return reply, nil
	}
	var more []chart.Series
	if len(top.Points) > 0 {
		more = append(more, top)
	}
	heading := bot.UpperFirst(lift.Name)
	png, err := chart.Line(heading, unit, first, more...)
	if err != nil {
		return nil, err
	}
	reply := &bot.Reply{Blocks: []bot.Block{bot.Image{Name: lift.ID + ".png", PNG: png, Alt: chart.LineAlt(heading, unit, first, more...)}}}
	if len(first.Points) == 1 {
		reply.Blocks = append(reply.Blocks, bot.Note(bot.T("One day so far; the line comes with the next.")))
	}
	reply.Buttons = bot.Rows(3, bot.Button{Label: "History", Line: "/history " + lift.ID}, bot.Button{Label: "Records", Line: "/pr " + lift.ID})
	return reply, nil
}

// series are the lines of a lift, in the lifter's unit, and its name.
func (l lifter) series(lift *content.Lift, sessions []strength.Session) (first, top chart.Series, unit string) {
	unit = l.unit.String()
	first, top = chart.Series{Name: "estimated max"}, chart.Series{Name: "heaviest set"}
	body := lift.Equipment == content.Bodyweight
	if body {
		unit, first.Name = "reps in a set", "most reps"
	}
	best := 0.0
	add := func(s *chart.Series, at time.Time, value float64) {
		s.Points = append(s.Points, chart.Point{At: at, Value: value})
	}
	for _, s := range slices.Backward(sessions[:min(len(sessions), chart.MaxPoints)]) {
		before := len(first.Points)
		if m, ok := s.Max(); ok {
			add(&first, s.At, l.figure(m.Whole()))
		}
		if e, ok := s.Top(); ok && !body {
			add(&top, s.At, l.figure(e.Weight))
		} else if ok {
			add(&first, s.At, float64(mostReps(s)))
		}
		if n := len(first.Points); n > before && first.Points[n-1].Value > best {
			best = first.Points[n-1].Value
			first.Points[n-1].Best = n > 1
		}
	}
	if len(first.Points) == 0 { // sets too long for an estimate
		return top, chart.Series{}, unit
	}
	return first, top, unit
}

// figure is a mass as a number of the lifter's unit, to a tenth.
func (l lifter) figure(m strength.Mass) float64 {
	return float64((m.In(l.unit).Milli()+50)/100) / 10
}

func mostReps(s strength.Session) (most int) {
	for _, e := range s.Efforts {
		if !e.WarmUp {
			most = max(most, e.Reps)
		}
	}
	return most
}

// chartWeeks is how many weeks the picture of all training has.
const chartWeeks = 12

// weeksChart draws the work sets of each week.
func (l lifter) weeksChart(sessions []strength.Session) (*bot.Reply, error) {
	monday := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
	}
	this := monday(l.now)
	weeks := make([]chart.Week, chartWeeks)
	for i := range weeks {
		weeks[i].Label = this.AddDate(0, 0, -7*(chartWeeks-1-i)).Format("2 Jan")
	}
	weeks[chartWeeks-1].Open = true
	found := false
	for _, s := range sessions {
		i := chartWeeks - 1 - int(this.Sub(monday(s.At)).Hours()/24/7)
		if i >= 0 && i < chartWeeks {
			weeks[i].Value += float64(s.Sets())
			found = true
		}
	}
	if !found {
		return bot.Say("Nothing in the last %d weeks. `/history` goes further back.", chartWeeks), nil
	}
	png, err := chart.Weeks("Work sets a week", "sets", weeks)
	if err != nil {
		return nil, err
	}
	alt := chart.WeeksAlt("Work sets a week", "sets", weeks)
	reply := &bot.Reply{Blocks: []bot.Block{bot.Image{Name: "weeks.png", PNG: png, Alt: alt}}}
	if !l.zoned {
		reply.Blocks = append(reply.Blocks, bot.Note(bot.T("%s", fmt.Sprintf("Days are counted in UTC. Your own time zone: %s.", "/settings zone"))))
	}
	reply.Buttons = bot.Rows(2, bot.Button{Label: "History", Line: "/history"}, bot.Button{Label: "Records", Line: "/pr"})
	return reply, nil
}
