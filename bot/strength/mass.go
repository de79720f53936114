// Package strength is the arithmetic of lifting: masses, what can be loaded on a bar, and the sets that lead up to a work weight.
// It is pure and exact, in whole thousandths of a kilogram or pound. It knows nothing of chats, people, storage or the clock.
package strength

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
)

// The heaviest mass taken seriously, in whole units: beyond any lift or machine.
const (
	MaxKg = 1000
	MaxLb = 2000
)

// Limits of a mass; see [Mass.Check].
var (
	ErrNotPositive = errors.New("strength: a weight must be more than zero")
	ErrTooHeavy    = errors.New("strength: heavier than 1000 kg or 2000 lb")
)

// One pound is exactly 0.45359237 kg (international pound, 1959).
const (
	poundNum = 45_359_237
	poundDen = 100_000_000
)

// Unit is the unit a mass was given in. The zero Unit means that none was said.
type Unit uint8

// The units of plates and bars.
const (
	Kilogram Unit = iota + 1
	Pound
)

// String returns "kg", "lb", or "" when no unit was said.
func (u Unit) String() string {
	switch u {
	case Kilogram:
		return "kg"
	case Pound:
		return "lb"
	}
	return ""
}

// Mass is a weight in thousandths of the unit it was given in. It can be compared with ==, which tells 1 kg from 2.205 lb.
type Mass struct {
	milli int64
	unit  Unit
}

// Milli returns the mass of n thousandths of u: Milli(2500, Kilogram) is 2.5 kg.
func Milli(n int64, u Unit) Mass { return Mass{n, u} }

// Milli returns the mass in thousandths of its unit.
func (m Mass) Milli() int64 { return m.milli }

// Unit returns the unit the mass was given in, zero if none was said.
func (m Mass) Unit() Unit { return m.unit }

// Or gives the unit u to a mass that has none.
func (m Mass) Or(u Unit) Mass {
	if m.unit == 0 {
		m.unit = u
	}
	return m
}

// In converts to u by the exact factor, rounded half away from zero to a thousandth. A mass without a unit is taken to be in u.
func (m Mass) In(u Unit) Mass {
	switch {
	case m.unit == 0 || u == 0 || m.unit == u:
		return m.Or(u)
	case u == Kilogram:
		return Mass{roundedRatio(m.milli, poundNum, poundDen), u}
	}
	return Mass{roundedRatio(m.milli, poundDen, poundNum), u}
}

// Cmp compares exactly, also across units: -1 if m is lighter than o, +1 if heavier. A mass without a unit is taken to be in the other's.
func (m Mass) Cmp(o Mass) int {
	m, o = m.Or(o.unit), o.Or(m.unit)
	switch {
	case m.unit == o.unit:
		return cmp.Compare(m.milli, o.milli)
	case m.unit == Pound:
		return -o.Cmp(m)
	}
	whole, rest := ratio(o.milli, poundNum, poundDen)
	return cmp.Or(cmp.Compare(m.milli, whole), cmp.Compare(0, rest))
}

// Check returns ErrNotPositive or ErrTooHeavy for a mass outside the limits. A mass without a unit is held to the limit in pounds,
// so check again after [Mass.Or].
func (m Mass) Check() error {
	switch {
	case m.milli <= 0:
		return ErrNotPositive
	case m.milli > limit(m.unit):
		return ErrTooHeavy
	}
	return nil
}

// Number returns the figure without its unit and without trailing zeros: "102.5", "180".
func (m Mass) Number() string {
	sign, n := "", uint64(m.milli)
	if m.milli < 0 {
		sign, n = "-", -n
	}
	s := sign + strconv.FormatUint(n/1000, 10)
	if n%1000 == 0 {
		return s
	}
	decimals := strconv.FormatUint(1000+n%1000, 10)[1:]
	return s + "." + strings.TrimRight(decimals, "0")
}

// String returns the figure and the unit, "102.5 kg", or the figure alone if the mass has no unit. [ParseMass] reads it back.
func (m Mass) String() string {
	if u := m.unit.String(); u != "" {
		return m.Number() + " " + u
	}
	return m.Number()
}

// limit is the heaviest mass in thousandths of u.
func limit(u Unit) int64 {
	if u == Kilogram {
		return MaxKg * 1000
	}
	return MaxLb * 1000
}

// ratio returns n*num/den, truncated, and a remainder with the sign of n. Splitting n first keeps the product small.
func ratio(n, num, den int64) (whole, rest int64) {
	p := n % den * num
	return n/den*num + p/den, p % den
}

func roundedRatio(n, num, den int64) int64 {
	whole, rest := ratio(n, num, den)
	switch {
	case 2*rest >= den:
		whole++
	case 2*rest <= -den:
		whole--
	}
	return whole
}
