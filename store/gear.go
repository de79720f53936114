package store

import (
	"spotter/bot/strength"
)

// Gear is what a person has told of his bar and plates in one unit. Zero fields were not told.
type Gear struct {
	Bar    strength.Mass
	Full   strength.Mass    // lightest full-size plate
	Plates []strength.Stack // heaviest first
}

// IsZero tells that nothing was told.
func (g Gear) IsZero() bool { return g.Bar.Milli() == 0 && g.Full.Milli() == 0 && len(g.Plates) == 0 }

// Over is the gear with what was not told taken from the usual gear of its unit.
func (g Gear) Over(usual strength.Gear) strength.Gear {
	if g.Bar.Milli() != 0 {
		usual.Bar = g.Bar
	}
	if g.Full.Milli() != 0 {
		usual.Full = g.Full
	}
	if len(g.Plates) > 0 {
		usual.Plates = g.Plates
	}
	return usual
}
