package logbook

import "spotter/bot"

// alone takes a part without an x.
func (g *segment) alone(p part, comma bool) error {
	switch {
	case p.load != nil:
		return g.weigh(p.load)
	case p.list != nil:
		return g.bareList(p.list)
	}
	if taken, err := g.counted(p.amount); taken || err != nil {
		return err
	}
	return g.bareNumber(p, comma)
}

// bareList takes 5,5,3: reps of the weight before it, or a weight and its reps as in 100,5,5.
func (g *segment) bareList(list []amount) error {
	if g.lasting() == nil && len(g.shapes) == 0 && !g.lift.Body && list[0].heavy() && !list[1].heavy() {
		l, err := list[0].load(false)
		if err != nil {
			return err
		}
		if err := g.weigh(l); err != nil {
			return err
		}
		list = list[1:]
	}
	if g.lift.Body && g.lasting() == nil {
		g.load = &load{body: true, alone: true, text: "bodyweight"}
	}
	return g.each(list, func(n int) { g.later(n, 1) })
}

// counted takes a number that a word behind it makes a count of sets, reps, or reps in reserve.
func (g *segment) counted(a amount) (taken bool, err error) {
	switch t := g.peek(0); {
	case t.isAny("set", "sets"):
		g.at++
		return true, g.countSets(a)
	case g.reserve():
		return true, g.effortOf(a.text, a.text, true)
	case t.isAny("rep", "reps", "r", "rm"):
		g.at++
		n, err := a.reps()
		if err != nil {
			return true, err
		}
		g.strong = true
		g.later(n, max(1, g.nextSets))
		return true, nil
	case repNames[t.low] > 0 && !a.heavy():
		n, err := a.sets()
		if err != nil {
			return true, err
		}
		g.at++
		g.strong = true
		g.later(repNames[t.low], n)
		return true, nil
	case t.is("@") && !a.heavy() && g.load == nil && len(g.shapes) == 0: // 3@8 150
		g.strong = true
		g.later(a.whole(), 1)
		return true, nil
	}
	return false, nil
}

// countSets takes "3 sets": of the sets just read, or of reps to come.
func (g *segment) countSets(a amount) error {
	n, err := a.sets()
	if err != nil {
		return err
	}
	g.strong, g.nextReps = true, false
	behind := g.peek(0).isAny("of", "x", "for") || g.peek(0).kind == num
	if g.peek(0).isAny("of", "x", "for") {
		g.at++
	}
	switch {
	case !behind && g.pending() == nil && len(g.shapes) > 0 && g.shapes[len(g.shapes)-1].count == 1:
		g.shapes[len(g.shapes)-1].count = n
	case !behind && g.pending() == nil && len(g.sets) > 0 && g.sets[len(g.sets)-1].count == 1:
		g.sets[len(g.sets)-1].count = n
	default:
		g.nextSets = n
	}
	return nil
}

// bareNumber takes a number without a word or x beside it, by the rules of the package.
func (g *segment) bareNumber(p part, comma bool) error {
	n := p.whole()
	few := n >= 0 && n <= maxRepList
	switch {
	case n >= 0 && (g.nextSets > 0 || g.nextReps):
		reps, err := p.amount.reps()
		if err != nil {
			return err
		}
		g.later(reps, max(1, g.nextSets))
		return nil
	case n < 0 || len(g.shapes) > 0:
	case few && g.lasting() != nil:
		g.later(n, 1)
		return nil
	case few && comma && g.load != nil:
		g.add(g.load, n, 1)
		return nil
	case g.lift.Body && g.load == nil:
		reps, err := p.amount.reps()
		if err != nil {
			return err
		}
		g.add(&load{body: true, alone: true, text: "bodyweight"}, reps, 1)
		return nil
	case few && len(g.sets) > 0 && n < leastKilos:
		return bot.Userf("I can't tell what the %s is. Weight, reps, sets go like this: `100x5x3`; several sets like this: `100x8,8,7`.", p.text)
	}
	l, err := g.loadOf(p)
	if err != nil {
		return err
	}
	return g.weigh(l)
}
