package strength

import (
	"errors"
	"math"
)

// What an estimate of a maximum can object to.
var (
	ErrManyReps = errors.New("strength: no formula estimates a maximum from more than 15 reps")
	ErrTooEasy  = errors.New("strength: no maximum can be told from a set with more than 3.5 reps in reserve")
)

// Reps that a maximum is estimated from. Validity falls with the reps (Reynolds 2006, Whisenant 2003): up to SoundReps is sound,
// beyond MaxReps the formulas near their poles.
const (
	SoundReps = 10
	MaxReps   = 15
)

// Formula is a published estimate of a one-repetition maximum (1RM) from a set that left nothing in reserve.
type Formula uint8

// The formulas, with w the weight and r the reps.
const (
	Epley    Formula = iota // w (1 + r/30)
	Brzycki                 // 36 w / (37 - r)
	Lombardi                // w r^0.10
	Mayhew                  // 100 w / (52.2 + 41.9 e^(-0.055 r))
	OConner                 // w (1 + 0.025 r)
	Wathan                  // 100 w / (48.8 + 53.8 e^(-0.075 r))
	Lander                  // 100 w / (101.3 - 2.67123 r)
)

// Formulas lists them all.
var Formulas = []Formula{Epley, Brzycki, Lombardi, Mayhew, OConner, Wathan, Lander}

// Max is the estimate in the unit of w. One rep is its own maximum, whatever the formula makes of it (Epley alone would add 3 %).
// It fails with ErrReps below one rep and ErrManyReps above MaxReps.
func (f Formula) Max(w float64, reps int) (float64, error) {
	switch {
	case reps < 1:
		return 0, ErrReps
	case reps > MaxReps:
		return 0, ErrManyReps
	case reps == 1:
		return w, nil
	}
	r := float64(reps)
	switch f {
	case Brzycki:
		return 36 * w / (37 - r), nil
	case Lombardi:
		return w * math.Pow(r, 0.10), nil
	case Mayhew:
		return 100 * w / (52.2 + 41.9*math.Exp(-0.055*r)), nil
	case OConner:
		return w * (1 + 0.025*r), nil
	case Wathan:
		return 100 * w / (48.8 + 53.8*math.Exp(-0.075*r)), nil
	case Lander:
		return 100 * w / (101.3 - 2.67123*r), nil
	}
	return w * (1 + r/30), nil
}

// Estimate is the 1RM that a set tells of, in the unit of w. With an RPE it is read off the RTS chart; without one the set is taken to
// have left nothing in reserve, and the lower of Epley and Brzycki counts, so that an estimate rather errs low.
// It fails with ErrReps, ErrManyReps or ErrTooEasy.
func Estimate(w Mass, reps int, rpe RPE) (Mass, error) {
	milli := float64(w.milli)
	if rpe != 0 {
		percent, err := Percent(reps, rpe)
		if err != nil {
			return Mass{}, err
		}
		return Mass{int64(math.Round(milli * 100 / percent)), w.unit}, nil
	}
	epley, err := Epley.Max(milli, reps)
	if err != nil {
		return Mass{}, err
	}
	brzycki, err := Brzycki.Max(milli, reps)
	return Mass{int64(math.Round(min(epley, brzycki))), w.unit}, err
}

// Span is the lowest and the highest 1RM that the formulas make of a set.
func Span(w Mass, reps int) (low, high Mass, err error) {
	for i, f := range Formulas {
		n, err := f.Max(float64(w.milli), reps)
		if err != nil {
			return Mass{}, Mass{}, err
		}
		m := Mass{int64(math.Round(n)), w.unit}
		if i == 0 || m.milli < low.milli {
			low = m
		}
		if i == 0 || m.milli > high.milli {
			high = m
		}
	}
	return low, high, nil
}

// Whole rounds an estimate to what it is good for: 0.5 kg or 1 lb.
func (m Mass) Whole() Mass {
	step := int64(500)
	if m.unit == Pound {
		step = 1000
	}
	return Mass{(m.milli + step/2) / step * step, m.unit}
}
