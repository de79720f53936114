package logbook

import "spotter/bot"

// loadOf makes a load of a part.
func (g *segment) loadOf(p part) (*load, error) {
	if p.load != nil {
		return p.load, nil
	}
	if g.eased && p.sign == "" {
		p.amount.sign = "-"
	}
	return p.amount.load(g.lift.Body)
}

// done takes sets of a part's load, once what came before it is settled.
func (g *segment) done(p part, reps, count int) error {
	if old := g.pending(); old != nil {
		return missingReps(old)
	}
	if err := g.settle(); err != nil {
		return err
	}
	l, err := g.loadOf(p)
	if err == nil {
		g.add(l, reps, count)
	}
	return err
}

// each takes a list of reps, a set each.
func (g *segment) each(list []amount, put func(reps int)) error {
	for _, a := range list {
		n, err := a.reps()
		if err != nil {
			return err
		}
		put(n)
	}
	return nil
}

// behindX takes x5 and x5x3, for the weight that came last.
func (g *segment) behindX(parts []part) error {
	count := 1
	if len(parts) == 2 {
		n, err := parts[1].sets()
		if err != nil {
			return err
		}
		count = n
	}
	switch p := parts[0]; {
	case p.fail:
		g.fail(false)
		return nil
	case p.list != nil:
		return g.each(p.list, func(n int) { g.reps(n, count) })
	default:
		n, err := p.amount.reps()
		if err == nil {
			g.reps(n, count)
		}
		return err
	}
}

// reps takes reps for the weight that came last, whether or not it stood alone.
func (g *segment) reps(n, count int) {
	if g.load != nil && len(g.shapes) == 0 {
		g.add(g.load, n, count)
		return
	}
	g.later(n, count)
}

// two takes AxB.
func (g *segment) two(a, b part) error {
	if b.apart && b.unit != 0 && a.heavy() && a.unit == 0 {
		a.unit, b.unit = b.unit, 0 // 100x5 kg
	}
	switch {
	case a.list != nil:
		return bot.Userf("Reps before the weight go without an x, as in `100 5,5,3`.")
	case b.fail:
		if err := g.done(a, 0, 1); err != nil {
			return err
		}
		g.sets[len(g.sets)-1].failed = true
		return nil
	case b.list != nil:
		return g.eachOf(a, b.list)
	case b.load != nil || b.unit != 0:
		return g.repsOf(a, b)
	case a.load == nil && !a.heavy():
		return g.setsTimesReps(a, b)
	}
	n, err := b.amount.reps()
	if err != nil {
		return err
	}
	return g.done(a, n, 1)
}

// eachOf takes 100x5,5,3.
func (g *segment) eachOf(a part, list []amount) error {
	for i, reps := range list {
		n, err := reps.reps()
		switch {
		case err != nil:
			return err
		case i > 0:
			g.add(g.load, n, 1)
		default:
			err = g.done(a, n, 1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// repsOf takes 5x100kg: reps, and the weight.
func (g *segment) repsOf(a, b part) error {
	n, err := a.amount.reps()
	if err != nil {
		return err
	}
	return g.done(b, n, 1)
}

// setsTimesReps takes 3x5, for a weight before it or one to come.
func (g *segment) setsTimesReps(a, b part) error {
	count, err := a.sets()
	if err != nil {
		return err
	}
	reps, err := b.amount.reps()
	switch {
	case err != nil:
		return err
	case reps > maxRepList && !g.lift.Body && g.lasting() == nil:
		return bot.Userf("%sx%s could be %s reps with %s, or sets of %s reps. Write the weight first, as in `%sx%s`, or with its unit.", a.text, b.text, a.text, b.text, b.text, b.text, a.text)
	}
	lasts := g.lasting() != nil
	g.later(reps, count)
	if lasts {
		return nil
	}
	last := &g.shapes[len(g.shapes)-1]
	last.pair, last.a, last.b = true, a.amount, b.amount
	return nil
}

// three takes AxBxC: weight, reps, sets, or sets, reps, weight.
func (g *segment) three(a, b, c part) error {
	if c.apart && c.unit != 0 && a.heavy() && a.unit == 0 {
		a.unit, c.unit = c.unit, 0 // 100x5x3 kg
	}
	if c.load != nil || c.unit != 0 || a.load == nil && !a.heavy() && c.heavy() {
		a, c = c, a
	}
	if b.list != nil || c.list != nil || b.load != nil || c.load != nil || b.fail || c.fail || b.unit != 0 {
		return bot.Userf("I couldn't tell the weight from the reps there. Weight, reps, sets go like this: `100x5x3`.")
	}
	reps, err := b.amount.reps()
	if err != nil {
		return err
	}
	count, err := c.sets()
	if err != nil {
		return err
	}
	return g.done(a, reps, count)
}
