package command

import (
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content"
)

// Offers lists what could be meant by a lift and a weight, in either order or alone, before anybody
// typed a command: the warm-up, the plates, the technique.
func Offers(lib *content.Library) func(query string) []bot.Offer {
	lift := liftParam(lib, func(*content.Lift) bool { return true })
	mass := bot.Mass("weight", "")
	return func(query string) (offers []bot.Offer) {
		l, weight := liftAndWeight(lift, mass, strings.Fields(query))
		add := func(title, about, line string) {
			if len(line) <= bot.MaxButtonLine {
				offers = append(offers, bot.Offer{Title: title, About: about, Line: line})
			}
		}
		if weight.Milli() != 0 && weight.Check() == nil {
			for _, w := range warmUps(lib, l) {
				add("Warm-up: "+w.Name+" "+weight.String(), "Warm-up sets, with the plates to load", "/warmup "+w.ID+" "+compact(weight))
			}
			add("Plates: "+weight.String(), "What goes on each side of the bar", "/plates "+compact(weight))
		}
		if l != nil {
			add("Form: "+l.Name, "Setup, execution, cues and faults", "/form "+l.ID)
		}
		return offers
	}
}

// warmUps are the lift if it has a warm-up that takes a weight, or the common ones when none is named.
func warmUps(lib *content.Library, named *content.Lift) (list []*content.Lift) {
	if named != nil {
		if named.WarmUp && needsWeight(named) {
			list = append(list, named)
		}
		return list
	}
	for _, id := range commonLifts[:3] {
		if l := lib.Lift(id); l != nil {
			list = append(list, l)
		}
	}
	return list
}

// liftAndWeight reads a lift and a weight off words, in either order; what is missing stays zero.
func liftAndWeight(lift *bot.Param[*content.Lift], mass *bot.Param[strength.Mass], words []string) (l *content.Lift, weight strength.Mass) {
	for len(words) > 0 {
		n := 1
		if m, k, err := mass.Take(words); err == nil && k > 0 && weight.Milli() == 0 {
			weight, n = m, k
		} else if found, k, _ := lift.Take(words); k > 0 && l == nil {
			l, n = found, k
		}
		words = words[n:]
	}
	return l, weight
}
