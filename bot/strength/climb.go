package strength

import "time"

// step is one weighted set: a fraction of the range between the starting and the work weight.
type step struct {
	num, den int64
	reps     int
}

// templates are the steps by the number of thresholds that the range reaches.
var templates = [...][]step{
	{},
	{{1, 2, 3}},
	{{1, 3, 5}, {2, 3, 3}},
	{{1, 4, 5}, {1, 2, 3}, {3, 4, 2}},
	{{1, 4, 5}, {1, 2, 3}, {3, 4, 2}, {7, 8, 1}},
	{{1, 5, 5}, {2, 5, 3}, {3, 5, 2}, {4, 5, 1}, {9, 10, 1}},
}

// From 8 work reps on, a heavy single prepares for nothing: the ladder keeps to the three-step template.
const (
	highReps         = 8
	highRepsTemplate = 3
)

// scales hold what depends on the unit, in thousandths of it.
var scales = [...]struct {
	thresholds [2][5]int64 // by Start
	wide       int64       // ranges from here on need only coarse plates
	coarse     int64       // lightest plate then
	fine       int64       // lightest plate otherwise; anything lighter is a micro plate
}{
	Kilogram: {
		thresholds: [2][5]int64{Rack: {10_000, 20_000, 45_000, 75_000, 160_000}, Floor: {10_000, 30_000, 65_000, 105_000, 160_000}},
		wide:       40_000, coarse: 2_500, fine: 1_250,
	},
	Pound: {
		thresholds: [2][5]int64{Rack: {20_000, 45_000, 100_000, 165_000, 350_000}, Floor: {20_000, 65_000, 145_000, 230_000, 350_000}},
		wide:       90_000, coarse: 5_000, fine: 2_500,
	},
}

// Rests follow common practice: hardly any between the light sets, more before the work set, most after a heavy single.
const (
	plateChange  = 30 * time.Second
	betweenSets  = 60 * time.Second
	beforeWork   = 120 * time.Second
	afterSingles = 180 * time.Second
)

// climb is a warm-up being worked out; its numbers are thousandths of the gear's unit.
type climb struct {
	gear  Gear
	mode  Start
	first Loading // the starting weight
	full  int64   // the lightest full-size plate that is owned; zero in Rack mode
	work  int64
	notes []Note
}

// climb chooses where the ladder starts: on the floor only if the lift does and full-size plates make at most 80 % of the work weight.
func (w WarmUp) climb(work int64) climb {
	c := climb{gear: w.Gear, first: Loading{Total: w.Gear.Empty()}, work: work}
	if w.Start != Floor {
		return c
	}
	plate, owned := w.Gear.lightestFull()
	start := c.first.Total.milli + 2*plate.milli
	if !owned || 100*start > 80*work {
		c.notes = []Note{RaiseBar}
		return c
	}
	c.mode, c.full = Floor, plate.milli
	c.first = Loading{Milli(start, w.Gear.Unit()), []Mass{plate}}
	return c
}

// lightestFull finds the lightest plate that is owned and of full diameter.
func (g Gear) lightestFull() (plate Mass, owned bool) {
	for _, s := range g.Plates {
		if s.Plate.milli >= g.Full.milli && (!owned || s.Plate.milli < plate.milli) {
			plate, owned = s.Plate, true
		}
	}
	return plate, owned
}

// span is the range that the steps divide.
func (c *climb) span() int64 { return c.work - c.first.Total.milli }

func (c *climb) thresholds() [5]int64 { return scales[c.gear.Unit()].thresholds[c.mode] }

// template counts the thresholds that the range reaches.
func (c *climb) template(reps int) int {
	k := 0
	for _, t := range c.thresholds() {
		if t <= c.span() {
			k++
		}
	}
	if reps >= highReps && k > highRepsTemplate {
		c.notes = append(c.notes, HighReps)
		return highRepsTemplate
	}
	return k
}

// sets returns the starting sets and the steps of a template.
func (c *climb) sets(template int, short bool) []Set {
	first := Set{c.first, 5, 1, plateChange}
	if c.mode == Rack && c.span() >= c.thresholds()[1] {
		first.Count = 2
	}
	steps := templates[template]
	if short && len(steps) > 0 {
		steps = steps[1:]
	}
	sets := append([]Set{first}, c.climbed(steps)...)
	last := &sets[len(sets)-1]
	last.Rest = beforeWork
	if template >= 4 {
		last.Rest = afterSingles
	}
	return sets
}

// climbed loads the steps one after the other, leaving out those for which no loading is near enough.
func (c *climb) climbed(steps []step) []Set {
	if len(steps) == 0 {
		return nil
	}
	scale := scales[c.gear.Unit()]
	lightest := scale.fine
	if c.span() >= scale.wide {
		lightest = scale.coarse
	}
	s := c.gear.newSolver(c.work, lightest)
	loadable := s.reach[0]
	if c.mode == Floor {
		loadable = s.reachWith(c.full)
	}
	var sets []Set
	below := c.first.Total.milli
	for _, st := range steps {
		if n := c.nearest(s, loadable, st, below); n >= 0 {
			below = s.total(n)
			sets = append(sets, Set{s.load(n), st.reps, 1, betweenSets})
		}
	}
	return sets
}

// nearest finds the loadable side weight nearest to the target of a step, the heavier of two equally near, or -1. It must be at most 94 % of
// the work weight and at least 4 % of it above the set below.
func (c *climb) nearest(s *solver, loadable sums, st step, below int64) int {
	target := c.first.Total.milli*st.den + c.span()*st.num // times st.den
	least := s.grains(below+(c.work+24)/25-1) + 1
	most := s.grains(94 * c.work / 100)
	middle := s.grains(target / st.den)
	down := loadable.prev(min(middle, most))
	up := loadable.next(max(middle+1, least))
	switch {
	case down < least && (up < 0 || up > most):
		return -1
	case down < least:
		return up
	case up < 0 || up > most:
		return down
	}
	if s.total(up)*st.den-target <= target-s.total(down)*st.den {
		return up
	}
	return down
}
