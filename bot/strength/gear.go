package strength

import (
	"errors"
	"fmt"
	"slices"
)

// Unlimited is the number of pairs of a plate that never runs out.
const Unlimited = -1

// Limits of a Gear. They are far from any real bar or plate, and keep a loading computable in milliseconds.
const (
	maxPlates = 16 // different plates
	maxPairs  = 99 // pairs of one plate
)

// gearLimits are the lightest bar and the heaviest plate (or bar) and pair of collars, in thousandths of the unit.
var gearLimits = [...]struct{ bar, plate, collars int64 }{
	Kilogram: {1_000, 100_000, 20_000},
	Pound:    {2_000, 220_000, 45_000},
}

// Stack is a plate and how many pairs of it are owned: 1 to 99, or Unlimited.
type Stack struct {
	Plate Mass
	Pairs int
}

// Gear is a bar and the plates for it, all in one unit.
type Gear struct {
	Bar     Mass
	Collars Mass    // the pair together; zero if they are not counted
	Full    Mass    // the lightest plate of full diameter (450 mm), for pulls from the floor
	Plates  []Stack // in any order
}

// DefaultGear is a commercial gym: 20 kg bar and plates of 25 to 1.25 kg, or 45 lb bar and plates of 45 to 2.5 lb, all unlimited.
// Without a unit it is the kilogram gym.
func DefaultGear(u Unit) Gear {
	if u == Pound {
		return commercial(Pound, 45_000, 45_000, 45_000, 35_000, 25_000, 10_000, 5_000, 2_500)
	}
	return commercial(Kilogram, 20_000, 20_000, 25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 1_250)
}

func commercial(u Unit, bar, full int64, plates ...int64) Gear {
	g := Gear{Bar: Milli(bar, u), Full: Milli(full, u), Collars: Milli(0, u)}
	for _, p := range plates {
		g.Plates = append(g.Plates, Stack{Milli(p, u), Unlimited})
	}
	return g
}

// Unit is the unit of the bar, and in a valid gear of everything.
func (g Gear) Unit() Unit { return g.Bar.unit }

// Empty is what the bar weighs without plates: bar and collars.
func (g Gear) Empty() Mass { return Milli(g.Bar.milli+g.Collars.milli, g.Bar.unit) }

// Validate reports everything that is wrong, joined into one error with a sentence a line.
// Bar, plates and full plate: up to 100 kg or 220 lb, the bar from 1 kg or 2 lb; collars up to 20 kg or 45 lb; at most 16 different plates.
func (g Gear) Validate() error {
	unit := g.Unit()
	if unit != Kilogram && unit != Pound {
		return errors.New("the bar needs a unit, kg or lb")
	}
	c := check{unit: unit}
	c.mass("the bar", g.Bar, gearLimits[unit].bar, gearLimits[unit].plate)
	c.mass("the full-size plate", g.Full, 1, gearLimits[unit].plate)
	if g.Collars != (Mass{}) {
		c.mass("the pair of collars", g.Collars, 0, gearLimits[unit].collars)
	}
	if len(g.Plates) > maxPlates {
		c.fault("at most %d different plates are possible, not %d", maxPlates, len(g.Plates))
	} else {
		c.plates(g.Plates)
	}
	return errors.Join(c.faults...)
}

// check collects what is wrong with a gear in the given unit.
type check struct {
	unit   Unit
	faults []error
}

func (c *check) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf(format, args...))
}

// mass holds m to the gear's unit and to bounds in thousandths of it.
func (c *check) mass(what string, m Mass, low, high int64) {
	switch {
	case m.milli <= 0 && low > 0:
		c.fault("%s must weigh more than zero, not %s", what, m)
	case m.unit != c.unit:
		c.fault("%s must be in %s like the bar, not %q", what, c.unit, m)
	case m.milli < low:
		c.fault("%s must weigh at least %s, not %s", what, Milli(low, c.unit), m)
	case m.milli > high:
		c.fault("%s must weigh at most %s, not %s", what, Milli(high, c.unit), m)
	}
}

func (c *check) plates(plates []Stack) {
	for i, s := range plates {
		c.mass("a plate", s.Plate, 1, gearLimits[c.unit].plate)
		if s.Pairs != Unlimited && (s.Pairs < 1 || s.Pairs > maxPairs) {
			c.fault("the pairs of %s plates must be 1 to %d, or unlimited, not %d", s.Plate, maxPairs, s.Pairs)
		}
		if slices.ContainsFunc(plates[:i], func(o Stack) bool { return o.Plate == s.Plate }) {
			c.fault("the %s plate is listed twice", s.Plate)
		}
	}
}

// take brings a mass that is to go on the bar into the unit of a valid gear.
func (g Gear) take(m Mass) (Mass, error) {
	if err := g.Validate(); err != nil {
		return Mass{}, fmt.Errorf("strength: gear: %w", err)
	}
	m = m.Or(g.Unit())
	if m.Check() == ErrTooHeavy {
		return Mass{}, ErrTooHeavy
	}
	m = m.In(g.Unit())
	if m.milli < g.Empty().milli {
		return Mass{}, ErrBelowBar
	}
	return m, nil
}
