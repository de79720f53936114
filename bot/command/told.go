package command

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// told is what a log means, being put into words.
type told struct {
	lifter
	logged  store.Logged
	before  []strength.Session            // the last half year without it
	past    map[string][]strength.Session // all of its lifts without it
	strains []strength.Strain             // with it, the latest first
	pains   []store.Pain
	record  string // a lift that brought a record
	plan    store.Plan
}

// reply says what was understood, records, what it means for rest, and what else is worth a line.
func (t told) reply() *bot.Reply {
	reply := &bot.Reply{For: bot.Asker}
	add := func(text bot.Text) {
		if len(text) > 0 {
			reply.Blocks = append(reply.Blocks, bot.Para(text))
		}
	}
	if len(t.logged.Old) > 0 {
		add(bot.T("Corrected."))
	}
	for _, e := range t.logged.Entries {
		add(bot.T("%s", strings.Join(append([]string{t.entryText(e) + "."}, t.records(e)...), " ")))
	}
	for _, text := range t.consequences() {
		add(text)
	}
	add(t.sore())
	easier := t.deload()
	add(easier)
	reply.Blocks = append(reply.Blocks, t.guessNote()...)
	reply.Blocks = append(reply.Blocks, t.unitNote()...)
	reply.Buttons = t.buttons(len(easier) > 0)
	if t.record != "" {
		reply.Share = "/pr " + t.record + " share"
	}
	reply.Openly = bot.Say("Noted, for you alone.")
	reply.Openly.Aside = "/last " + t.logged.Entries[0].Lift
	return reply
}

// far is how much more than the best estimate so far looks like a slip, in percent.
const far = 130

// records tells the records of an entry, with the old mark and its day; or that it looks like a slip.
func (t *told) records(e store.Entry) (out []string) {
	past := strength.RecordsOf(e.Lift, slices.DeleteFunc(slices.Clone(t.past[e.Lift]), func(s strength.Session) bool { return s.At.After(e.At) }))
	old, _ := past.Max()
	if m, ok := e.Session.Max(); ok && old.Max.Milli() > 0 && 100*m.In(old.Max.Unit()).Milli() > far*old.Max.Milli() {
		out = append(out, fmt.Sprintf("That is far above your best so far (%s × %d, %s); if it was a slip, edit it or press Undo.", loadText(old.Effort), old.Effort.Reps, dayText(old.At, t.now)))
		return out
	}
	if r, ok := past.NewReps(e.Session); ok {
		t.record = e.Lift
		out = append(out, repsRecord(r, t.now))
	}
	if r, ok := past.NewMax(e.Session); ok {
		t.record = e.Lift
		out = append(out, fmt.Sprintf("Estimated max %s (was %s, %s).", r.New.Max.Whole(), r.Old.Max.Whole(), dayText(r.Old.At, t.now)))
	}
	return out
}

func repsRecord(r strength.Record, now time.Time) string {
	day := dayText(r.Old.At, now)
	if r.New.Effort.Weight.Cmp(r.Old.Effort.Weight) <= 0 {
		return fmt.Sprintf("Most reps so far: %d (was %d, %s).", r.New.Effort.Reps, r.Old.Effort.Reps, day)
	}
	return fmt.Sprintf("New %d-rep best (was %s, %s).", r.New.Effort.Reps, loadText(r.Old.Effort), day)
}

// consequences tells when the lifts make sense again, as far as that is news.
func (t told) consequences() (out []bot.Text) {
	var lifts []string
	for _, e := range t.logged.Entries {
		if !slices.Contains(lifts, e.Lift) {
			lifts = append(lifts, e.Lift)
		}
	}
	for _, lift := range lifts {
		i := slices.IndexFunc(t.strains, func(s strength.Strain) bool { return s.Lift == lift && t.isLogged(s) })
		if i < 0 || t.saidBefore(t.strains[i]) {
			continue
		}
		text := t.rest(t.strains[i])
		if len(lifts) > 1 && len(text) > 0 {
			text[0].Text = lowerFirst(text[0].Text)
			text = append(bot.S(bot.Strong, bot.UpperFirst(t.name(lift))+": "), text...)
		}
		if len(text) > 0 {
			out = append(out, text)
		}
	}
	return out
}

// isLogged tells whether a strain holds an entry that was just logged.
func (t told) isLogged(s strength.Strain) bool {
	return slices.ContainsFunc(t.logged.Entries, func(e store.Entry) bool {
		return e.Lift == s.Lift && daysBetween(e.At, s.At) == 0
	})
}

// saidBefore tells that the lift was as hard on that day before, so that it was told what that means; a
// correction is told anew.
func (t told) saidBefore(s strength.Strain) bool {
	return len(t.logged.Old) == 0 && slices.ContainsFunc(strength.Strains(t.before), func(old strength.Strain) bool {
		return old.Lift == s.Lift && daysBetween(old.At, s.At) == 0 && old.Class >= s.Class && old.Session.Failed() == s.Session.Failed()
	})
}

// rest tells what a session means for the next one of its lift, and for lifts that share its muscles.
func (t told) rest(s strength.Strain) bot.Text {
	if s.Class == strength.Light && daysBetween(s.At, t.now) == 0 {
		return bot.T("Light%s, so nothing has to wait for it.", gradeText(s.Grade))
	}
	next := strength.Recovery(s.Lift, strength.Heavy, t.strains, t.now)
	if next.State == strength.Ready || next.By.Lift != s.Lift || !next.By.At.Equal(s.At) {
		return nil
	}
	text := bot.T("%s%s, so your next hard %s is best from ", bot.UpperFirst(s.Class.String()), gradeText(s.Grade), t.name(s.Lift))
	text = append(text, t.moment(next.Full), bot.Span{Text: " on"})
	if next.Fine.After(t.now) && next.Fine.Before(next.Full) {
		text = append(text, bot.Span{Text: " (if you feel recovered, from "}, t.moment(next.Fine), bot.Span{Text: ")"})
	}
	text = append(text, bot.Span{Text: "."})
	if s.Class == strength.Heavy {
		text = append(text, t.shared(s)...)
	}
	return text
}

// shared tells of the lifts trained lately that share much with the one just done.
func (t told) shared(s strength.Strain) bot.Text {
	var names []string
	var until strength.Readiness
	for _, lift := range t.trained(t.strains) {
		r := strength.Recovery(lift, strength.Heavy, []strength.Strain{s}, t.now)
		if strength.Shared(lift, s.Lift) == strength.High && r.State != strength.Ready && len(names) < 3 {
			names, until = append(names, t.name(lift)), r
		}
	}
	if len(names) == 0 {
		return nil
	}
	verb := "share"
	if len(names) == 1 {
		verb = "shares"
	}
	text := bot.T(" %s %s the load: go light until ", bot.UpperFirst(and(names)), verb)
	if until.Fine.After(t.now) {
		return append(text, t.moment(until.Fine), bot.Span{Text: "."})
	}
	return append(text, t.moment(until.Full), bot.Span{Text: "."})
}

// sore reminds of a pain that a lift just done loads.
func (t told) sore() bot.Text {
	for _, p := range t.pains {
		for _, e := range t.logged.Entries {
			if strength.Strained(p.Part, e.Lift) {
				return bot.T("You told me of your %s: stay with what it tolerates, and stop on sharp pain.", p.Part)
			}
		}
	}
	return nil
}

// deload suggests an easier week, once a week after six heavy ones, and every fourth time a lift stands still.
func (t told) deload() bot.Text {
	heavy := slices.ContainsFunc(t.strains, func(s strength.Strain) bool { return s.Class == strength.Heavy && t.isLogged(s) })
	weeks := strength.HeavyWeeks(t.strains, t.now)
	first := strength.HeavyWeeks(strength.Strains(t.before), t.now) == weeks-1
	if heavy && first && weeks > strength.DeloadWeeks {
		return bot.T("%s heavy weeks in a row before this one: an easier week is due about now. Same lifts, half the sets, a little less weight. Only a suggestion.", bot.UpperFirst(number(weeks-1)))
	}
	for _, s := range t.strains {
		if !t.isLogged(s) || s.Class == strength.Light {
			continue
		}
		if stall, ok := strength.Stalled(s.Lift, t.strains, t.now); ok && stall.Tries%stallEvery == 0 {
			return stallText(t.lifter, stall)
		}
	}
	return nil
}

// stallEvery is how many tries lie between two words about a stall.
const stallEvery = 4

func stallText(l lifter, s strength.Stall) bot.Text {
	return bot.T("Your %s has stood at about %s since %s, %s hard sessions ago. An easier week, then a fresh start a little lighter, often gets it moving. Only a suggestion.",
		l.name(s.Lift), s.Best, dayText(s.At, l.now), number(s.Tries))
}

// guessNote tells, the first time a lift is logged without an RPE, how such sets are taken.
func (t told) guessNote() []bot.Block {
	for _, s := range t.strains {
		if t.isLogged(s) && len(t.past[s.Lift]) == 0 && s.Grade.Percent != 0 {
			return []bot.Block{bot.Note(bot.Marked("I take a set without an RPE as one near your limit. If it wasn't, edit it: `@7`, or the word `easy`."))}
		}
	}
	return nil
}

// unitNote tells once which unit was taken.
func (t told) unitNote() []bot.Block {
	if !t.logged.SayUnit {
		return nil
	}
	return []bot.Block{bot.Note(bot.T("Read as %s, as I will from now on. To change that: /settings units %s.", t.unit, otherUnit(t.unit)))}
}

func (t told) buttons(easier bool) [][]bot.Button {
	buttons := []bot.Button{{Label: "Undo", Line: "/undo " + t.logged.Batch}}
	if t.logged.SayUnit && t.oneUnit() {
		other := otherUnit(t.unit)
		buttons = append(buttons, bot.Button{Label: "I meant " + other.String(), Line: "/" + logName + " " + t.logged.Batch + " " + other.String()})
	}
	lift := t.logged.Entries[0].Lift
	heavy := func(s strength.Strain) bool { return s.Class == strength.Heavy && t.isLogged(s) }
	if slices.ContainsFunc(t.strains, heavy) && !waits(&t.plan) {
		buttons = append(buttons, bot.Button{Label: "Remind me", Line: "/remind rest day"})
	}
	buttons = append(buttons, bot.Button{Label: "Rest", Line: "/rest"}, bot.Button{Label: "Chart", Line: "/history " + lift + " chart"})
	if easier {
		buttons = append(buttons, bot.Button{Label: "Deload week", Line: "/topic " + deloadPage})
	}
	return bot.Rows(3, buttons...)
}

// oneUnit tells that all weights of the message are in the unit that was taken.
func (t told) oneUnit() bool {
	for _, e := range t.logged.Entries {
		for _, f := range e.Efforts {
			if f.Weight.Milli() != 0 && f.Weight.Unit() != t.unit {
				return false
			}
		}
	}
	return true
}

// number is a small number in words.
func number(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return itoa(n)
}
