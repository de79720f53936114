package strength

import (
	"errors"
	"fmt"
)

// ErrBelowBar means that a weight is less than the empty bar.
var ErrBelowBar = errors.New("strength: lighter than the empty bar")

// Loading is a bar with plates. Total is bar, collars and both sides.
type Loading struct {
	Total Mass
	Side  []Mass // the plates of one side, heaviest first; nil for the empty bar
}

// NotLoadable is the error for a target between two loadings. Target is in the unit of the gear.
type NotLoadable struct {
	Target Mass
	Below  *Loading // the empty bar at least
	Above  *Loading // nil if the plates run out
}

// Error names the target and its neighbours.
func (e *NotLoadable) Error() string {
	s := fmt.Sprintf("strength: %s cannot be loaded: %s below", e.Target, e.Below.Total)
	if e.Above != nil {
		s += fmt.Sprintf(", %s above", e.Above.Total)
	}
	return s
}

// Load finds the exact loading of target that takes the largest plates first, as a gym loads: of all exact loadings the one whose side,
// heaviest first, is lexicographically greatest. The errors are ErrBelowBar, ErrTooHeavy, *NotLoadable, or those of an invalid gear.
// A target in the other unit is converted first.
func (g Gear) Load(target Mass) (Loading, error) {
	return g.solve(target, (*solver).largest)
}

// Fewest is like Load, but finds the exact loading with the fewest plates; of several such, the one with the largest plates first.
func (g Gear) Fewest(target Mass) (Loading, error) {
	return g.solve(target, (*solver).fewest)
}

func (g Gear) solve(target Mass, choose func(*solver, int) []int) (Loading, error) {
	target, err := g.take(target)
	if err != nil {
		return Loading{}, err
	}
	s := g.newSolver(target.milli, 0)
	n, ok := s.exact(target.milli)
	if !ok {
		below, above := s.neighbours(target.milli)
		return Loading{}, &NotLoadable{target, below, above}
	}
	return s.loading(n, choose(s, n)), nil
}
