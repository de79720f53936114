package command

import (
	"fmt"
	"slices"

	"spotter/bot"
	"spotter/bot/strength"
)

// How many lifts a nudge names: two lines on a phone.
const (
	maxReady = 5
	maxLater = 3
)

// ready says which lifts have become ready since the latest session, all in one, and which follow when; nil
// when none has. A lift that loads what hurts is not spoken of: nobody is nudged to train on a pain.
func (l resting) ready() bot.Text {
	var names []string
	var later []waiting
	for _, lift := range l.trained(l.strains) {
		if _, heavy := strength.LastHeavy(lift, l.strains); !heavy || strainedPart(lift, l.pains) != "" {
			continue
		}
		before := strength.Recovery(lift, strength.Heavy, l.strains, l.strains[0].At)
		switch r := strength.Recovery(lift, strength.Heavy, l.strains, l.now); {
		case r.State != strength.Ready:
			later = append(later, waiting{l.name(lift), r})
		case before.State != strength.Ready:
			names = append(names, l.name(lift))
		}
	}
	if len(names) == 0 {
		return nil
	}
	verb := "are"
	if len(names) == 1 {
		verb = "is"
	}
	if n := len(names); n > maxReady {
		names = append(names[:maxReady-1], fmt.Sprintf("%d more", n-maxReady+1))
	}
	return append(bot.T("Your %s %s ready for a heavy session again.", and(names), verb), l.follow(later)...)
}

// waiting is a lift that is not ready yet.
type waiting struct {
	name string
	strength.Readiness
}

// follow says which lifts are ready next, those of one part of a day together.
func (l resting) follow(later []waiting) (text bot.Text) {
	slices.SortStableFunc(later, func(a, b waiting) int { return a.Full.Compare(b.Full) })
	later = later[:min(len(later), maxLater)]
	for len(later) > 0 {
		var names []string
		n := 0
		for n < len(later) && l.moment(later[n].Full).Text == l.moment(later[0].Full).Text {
			names = append(names, later[n].name)
			n++
		}
		switch {
		case text != nil:
			text = append(text, bot.Span{Text: ", " + and(names) + " "})
		case n == 1:
			text = bot.T(" %s follows ", bot.UpperFirst(names[0]))
		default:
			text = bot.T(" %s follow ", bot.UpperFirst(and(names)))
		}
		text = append(text, l.moment(later[n-1].Full))
		later = later[n:]
	}
	if text != nil {
		text = append(text, bot.Span{Text: "."})
	}
	return text
}
