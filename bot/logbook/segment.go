package logbook

import (
	"slices"
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
)

// segment is a lift and its sets, being read.
type segment struct {
	*scanner
	lift   Lift
	sets   []set
	shapes []shape // sets and reps whose weight has not come yet
	load   *load   // the weight that came last
	said   strength.Class
	note   string
	strong bool // something was written as only sets are

	nextReps bool // "for": the next number is reps
	nextSets int  // "3 sets of": the next number is the reps of as many sets
	nextRPE  strength.RPE
	nextFail bool
	nextWarm bool
	warmAll  bool
	eased    bool // assisted: weights are taken off the own body
	rated    int  // how many of the sets an RPE does not reach back to any more
	comma    bool // a comma stands behind the sets so far: an RPE behind the next ones does not reach over it
}

// set is count equal sets.
type set struct {
	load        *load
	reps, count int
	rpe         strength.RPE
	failed      bool
	warm        bool
}

// shape is sets whose weight has not come yet. pair tells that it was written as AxB, which may be a weight after all.
type shape struct {
	set
	pair bool
	a, b amount
}

// pending is a weight that waits for its reps, nil for none.
func (g *segment) pending() *load {
	if g.load != nil && !g.load.used {
		return g.load
	}
	return nil
}

// lasting is a weight that stood alone, so that reps without one are meant for it; nil for none.
func (g *segment) lasting() *load {
	if g.load != nil && (g.load.alone || !g.load.used) {
		return g.load
	}
	return nil
}

// complete tells that nothing is missing for what was read so far, and something was.
func (g *segment) complete() bool {
	return g.pending() == nil && (len(g.sets) > 0 || len(g.shapes) > 0)
}

// open tells that something was read that needs more.
func (g *segment) open() bool { return g.pending() != nil || len(g.shapes) > 0 }

// add takes sets of a load.
func (g *segment) add(l *load, reps, count int) {
	l.used = true
	g.load = l
	g.put(set{load: l, reps: reps, count: count})
}

// put takes a set, with what was said before it.
func (g *segment) put(s set) {
	if g.comma {
		g.rated, g.comma = len(g.sets), false
	}
	if s.rpe == 0 {
		s.rpe = g.nextRPE
	}
	s.failed = s.failed || g.nextFail
	s.warm = g.warmAll || g.nextWarm
	g.sets = append(g.sets, s)
	if s.rpe != 0 {
		g.rated = len(g.sets)
	}
	g.nextRPE, g.nextFail, g.nextWarm, g.nextReps, g.nextSets = 0, false, false, false, 0
}

// later takes sets whose weight is still to come, or goes with the weight that lasts.
func (g *segment) later(reps, count int) {
	g.nextReps, g.nextSets = false, 0
	if l := g.lasting(); l != nil {
		g.add(l, reps, count)
		return
	}
	g.shapes = append(g.shapes, shape{set: set{reps: reps, count: count, rpe: g.nextRPE, failed: g.nextFail}})
	g.nextRPE, g.nextFail = 0, false
}

// weigh takes a weight: for the sets that wait for one, or for reps to come.
func (g *segment) weigh(l *load) error {
	switch old := g.pending(); {
	case len(g.shapes) > 0:
		for _, s := range g.shapes {
			s.load, l.used = l, true
			g.put(s.set)
		}
		g.shapes, g.load, l.alone = nil, l, false
		return nil
	case old != nil:
		return missingReps(old)
	case g.nextFail:
		g.add(l, 0, 1)
		return nil
	}
	l.alone = true
	g.load = l
	return nil
}

// rate takes an RPE: for the sets that have none yet, or for the next.
func (g *segment) rate(r strength.RPE) {
	if len(g.shapes) > 0 {
		for i := range g.shapes {
			if g.shapes[i].rpe == 0 {
				g.shapes[i].rpe = r
			}
		}
		return
	}
	if g.rated == len(g.sets) || g.pending() != nil {
		g.nextRPE = r
		return
	}
	for i := g.rated; i < len(g.sets); i++ {
		if !g.sets[i].warm {
			g.sets[i].rpe = r
		}
	}
	g.rated = len(g.sets)
}

// fail takes a word of failure: for the weight that waits, the last set, or what comes.
func (g *segment) fail(amrap bool) {
	switch l := g.pending(); {
	case len(g.shapes) > 0:
		g.shapes[len(g.shapes)-1].failed = true
	case l != nil && !amrap:
		g.add(l, 0, 1)
		g.sets[len(g.sets)-1].failed = true
	case l == nil && len(g.sets) > 0:
		g.sets[len(g.sets)-1].failed = true
	default:
		g.nextFail = true
	}
}

// finish makes an entry of the segment.
func (g *segment) finish() error {
	if err := g.settle(); err != nil {
		return err
	}
	if l := g.pending(); l != nil {
		return g.ask(missingReps(l))
	}
	if len(g.sets) == 0 {
		return g.ask(missingSets(g.lift))
	}
	e := g.entry()
	for i, s := range g.sets {
		f, err := g.effort(i, s)
		if err != nil {
			return err
		}
		if n := len(e.Efforts); n > 0 && alike(e.Efforts[n-1], f) && e.Efforts[n-1].Count+f.Count <= maxSets {
			e.Efforts[n-1].Count += f.Count
			continue
		}
		e.Efforts = append(e.Efforts, f)
	}
	if len(e.Efforts) > maxEfforts {
		return bot.Userf("That is %d different sets of one lift; I take up to %d. Send the rest in another message.", len(e.Efforts), maxEfforts)
	}
	g.entries = append(g.entries, e)
	g.plain = g.plain && g.strong
	return nil
}

// entry begins the entry of the segment, or goes on with the one before when it is of the same lift and time.
func (g *segment) entry() Entry {
	e := Entry{Lift: g.lift, At: g.day.at(g.reader.Now), Said: g.said, Note: g.note}
	n := len(g.entries) - 1
	if n < 0 || g.entries[n].Lift != e.Lift || !g.entries[n].At.Equal(e.At) {
		return e
	}
	old := g.entries[n]
	g.entries = g.entries[:n]
	old.Said = max(old.Said, e.Said)
	old.Note = cut(strings.TrimSpace(old.Note + " " + e.Note))
	return old
}

// settle gives their meaning to sets for which no weight came.
func (g *segment) settle() error {
	for _, s := range g.shapes {
		switch {
		case g.lift.Body:
			s.load = &load{body: true, used: true}
		case s.pair && s.count >= 10:
			l, err := s.a.load(false)
			if err != nil {
				return err
			}
			s.load, s.count = l, 1
		default:
			g.almost = g.strong
			return g.ask(missingWeight(g.lift, s))
		}
		g.put(s.set)
	}
	g.shapes = nil
	return nil
}

func alike(a, b strength.Effort) bool {
	a.Count, b.Count = 0, 0
	return a == b
}

// effort is a set with its unit.
func (g *segment) effort(i int, s set) (strength.Effort, error) {
	f := strength.Effort{Body: s.load.body, Reps: s.reps, Count: s.count, RPE: s.rpe, Failed: s.failed, WarmUp: s.warm}
	if s.reps == 0 && !s.failed {
		return f, bot.Userf("No reps with %s? Leave that set out, or write `fail` behind it if it was missed.", s.load.text)
	}
	if s.load.milli == 0 {
		return f, nil
	}
	unit := s.load.unit
	if unit == 0 {
		unit = g.unitFor(i)
	}
	if unit == 0 {
		unit, g.bare = g.reader.Unit, true
	}
	f.Weight = strength.Milli(s.load.milli, unit)
	size := f.Weight
	if s.load.milli < 0 {
		size = strength.Milli(-s.load.milli, unit)
	}
	return f, bot.MassError(size.String(), size.Check())
}

// unitFor is the unit typed before set i of the lift, or else the first one typed behind it.
func (g *segment) unitFor(i int) strength.Unit {
	for _, s := range slices.Backward(g.sets[:i]) {
		if s.load.unit != 0 {
			return s.load.unit
		}
	}
	for _, s := range g.sets[i:] {
		if s.load.unit != 0 {
			return s.load.unit
		}
	}
	return 0
}

// ask lets the next message complete this one, when nothing else was logged with it.
func (g *segment) ask(e *bot.UserError) error {
	if len(g.entries) == 0 && len(g.ended) == 1 && g.ended[0] == g && g.note == "" && g.scanner.note == "" {
		return g.completed(e)
	}
	return e
}

// missingReps asks for the reps of a weight.
func missingReps(l *load) *bot.UserError {
	return bot.Userf("How many reps with %s? Like this: `%sx5`, or `%s 5,5,3`.", l.text, l.text, l.text)
}

// missingWeight asks for the weight of sets.
func missingWeight(lift Lift, s shape) *bot.UserError {
	what := "that"
	if s.pair {
		what = s.a.text + "x" + s.b.text
	}
	return bot.Userf("With which weight was %s? Like this: `%s 3x5 100`, or `100x5` for one set.", what, lift.Name)
}

// missingSets asks for the sets of a lift.
func missingSets(l Lift) *bot.UserError {
	if l.Body {
		return bot.Userf("What did you do? For example `%s 3x8`, or `%s +20x5` with 20 added.", l.Name, l.Name)
	}
	return bot.Userf("What did you do? For example `%s 100x5`, or `%s 3x5 100 @8`.", l.Name, l.Name)
}
