package strength

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseMass(t *testing.T) {
	kg := func(n int64) Mass { return Milli(n, Kilogram) }
	lb := func(n int64) Mass { return Milli(n, Pound) }
	for in, want := range map[string]Mass{
		"180": Milli(180_000, 0), " 180 ": Milli(180_000, 0), "+180": Milli(180_000, 0), "180.": Milli(180_000, 0), "0180": Milli(180_000, 0),
		"180kg": kg(180_000), "180 KG": kg(180_000), "180\u00a0kg": kg(180_000), "180\u2009Kgs.": kg(180_000), "180\u202fkilos": kg(180_000),
		"180\u200bkg\ufeff": kg(180_000), "180. kg": kg(180_000), "１８０．５ｋｇ": kg(180_500), "180㎏": kg(180_000), "180 kilogrammes": kg(180_000),
		"400 lb": lb(400_000), "400lbs": lb(400_000), "225#": lb(225_000), "1 pound": lb(1_000), "135 Lb.": lb(135_000), "2000lb": lb(2_000_000),
		"102,5": Milli(102_500, 0), "102.5kg": kg(102_500), ".5": Milli(500, 0), "0.125": Milli(125, 0), "0,125 kg": kg(125), "0.001": Milli(1, 0),
		"102.500": Milli(102_500, 0), "1.134 kg": kg(1_134), "01.134": Milli(1_134, 0), "0.500": Milli(500, 0), "1000 kg": kg(1_000_000),
		"1001": Milli(1_001_000, 0), strings.Repeat("0", 1_000_000) + "5": Milli(5_000, 0),
	} {
		if got, err := ParseMass(in); err != nil || got != want {
			t.Errorf("ParseMass(%.40q) = %v, %v, want %v", in, got, err, want)
		}
	}
}

func TestParseMassErrors(t *testing.T) {
	million := strings.Repeat("9", 1_000_000)
	for want, inputs := range map[error][]string{
		ErrNotMass: {
			"", " ", "ten", "kg", "#", ".", ",", "+", "-", "--5", "+-5", "180,", "180..", "1.2.3", "1,000.5", "1 000", "180x5", "0x10", "5-3", "180%",
			"180 kg each", "180 very heavy", "½", "1½", "١٨٠", "180²", "NaN", "Inf", "-Infinity", "∞", "1e2", "1e-9", "0e9", "180\xff", "\xff",
			"180\x00", "5 kg 5", "180 # kg", strings.Repeat("x", 1_000_000), "180" + strings.Repeat("%", 1_000_000),
		},
		ErrUnit:        {"180 stone", "12st", "5 g", "0 stone", "1e", "180 公斤", "180 Stück", "5 t.", "180" + strings.Repeat("x", 1_000_000)},
		ErrTooFine:     {"1.2345", "0.0001", "102.50000", "0." + million, "-0.12345"},
		ErrAmbiguous:   {"1.000", "1,000", "1,250 lb", "1.500kg", "9,999", "+1,134", "1．０００"},
		ErrNotPositive: {"0", "-5", "−5 kg", "-0", "0.0 kg", "0.000", "-1,000", "-" + million},
		ErrTooHeavy:    {"1000.001kg", "1001 kg", "2001", "2000.5 lb", "99999", "1e9", "1E+9", "1e" + million, million, million + ".5kg", "5e004"},
	} {
		for _, in := range inputs {
			if got, err := ParseMass(in); !errors.Is(err, want) || got != (Mass{}) {
				t.Errorf("ParseMass(%.40q) = %v, %v, want %v", in, got, err, want)
			}
		}
	}
}

func TestParseMassAllocations(t *testing.T) {
	for _, in := range []string{strings.Repeat("9", 1_000_000), "5" + strings.Repeat("k", 1_000_000), "1e" + strings.Repeat("9", 1_000_000)} {
		if n := testing.AllocsPerRun(3, func() { ParseMass(in) }); n > 0 {
			t.Errorf("ParseMass(%.10q…) allocates %v times", in, n)
		}
	}
}

func FuzzParseMass(f *testing.F) {
	for _, s := range []string{"180", "102,5 kg", "400lbs", "225#", "1.000", "1e9", "-5", "１８０ｋｇ", "180\u2009kg.", "١٨٠", "NaN", "0.125", "1.134", ".", "\xff", "K"} {
		f.Add(s)
	}
	known := []error{ErrNotMass, ErrUnit, ErrTooFine, ErrAmbiguous, ErrNotPositive, ErrTooHeavy}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMass(s)
		if err != nil {
			if !slices.Contains(known, err) || m != (Mass{}) {
				t.Fatalf("%q: %v, %v", s, m, err)
			}
			return
		}
		if m.Check() != nil {
			t.Fatalf("%q: %v is outside the limits", s, m)
		}
		if back, err := ParseMass(m.String()); err != nil || back != m {
			t.Fatalf("%q: %v reads back as %v, %v", s, m, back, err)
		}
	})
}

// TestStringParses: every mass within the limits reads back, so that a mass can be part of a command line.
func TestStringParses(t *testing.T) {
	for n := int64(1); n <= MaxLb*1000; n++ {
		if n > 20_000 && n%997 != 0 && n%250 != 0 {
			continue
		}
		for _, u := range []Unit{0, Kilogram, Pound} {
			m := Milli(n, u)
			if got, err := ParseMass(m.String()); m.Check() == nil && (err != nil || got != m) {
				t.Fatalf("%v reads back as %v, %v", m, got, err)
			}
		}
	}
}

func TestMassString(t *testing.T) {
	for m, want := range map[Mass]string{
		Milli(102_500, Kilogram): "102.5 kg", Milli(180_000, 0): "180", Milli(1, Pound): "0.001 lb", Milli(-2_050, Kilogram): "-2.05 kg", {}: "0",
		Milli(math.MinInt64, 0): "-9223372036854775.808",
	} {
		if got := m.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct{ m, want Mass }{
		{Milli(1_000, Pound), Milli(454, Kilogram)},
		{Milli(135_000, Pound), Milli(61_235, Kilogram)},
		{Milli(100_000, Kilogram), Milli(220_462, Pound)},
		{Milli(-1_000, Pound), Milli(-454, Kilogram)},
		{Milli(1_000, 0), Milli(1_000, Kilogram)},
		{Milli(1_000, Pound), Milli(1_000, Pound)},
	} {
		if got := c.m.In(c.want.Unit()); got != c.want {
			t.Errorf("%v in %v = %v, want %v", c.m, c.want.Unit(), got, c.want)
		}
	}
	if got := Milli(5, Pound).In(0); got != Milli(5, Pound) {
		t.Errorf("in no unit: %v", got)
	}
	if got := Milli(5, 0).Or(Pound).Or(Kilogram); got != Milli(5, Pound) {
		t.Errorf("Or: %v", got)
	}
}

// TestExactAgainstBig compares conversion and comparison with big rationals.
func TestExactAgainstBig(t *testing.T) {
	value := func(m Mass) *big.Rat {
		r := big.NewRat(m.Milli(), 1)
		if m.Unit() == Pound {
			r.Mul(r, big.NewRat(45_359_237, 100_000_000))
		}
		return r
	}
	masses := rapid.Custom(func(t *rapid.T) Mass {
		n := rapid.OneOf(rapid.Int64Range(-3_000_000, 3_000_000), rapid.Int64Range(-1<<61, 1<<61)).Draw(t, "milli")
		return Milli(n, rapid.SampledFrom([]Unit{Kilogram, Pound}).Draw(t, "unit"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a := masses.Draw(t, "a")
		b := rapid.OneOf(masses, rapid.Just(a.In(Kilogram)), rapid.Just(a.In(Pound))).Draw(t, "b")
		if got, want := a.Cmp(b), value(a).Cmp(value(b)); got != want {
			t.Fatalf("%v cmp %v = %d, want %d", a, b, got, want)
		}
		for _, u := range []Unit{Kilogram, Pound} {
			off := new(big.Rat).Sub(value(a.In(u)), value(a))
			half := new(big.Rat).Mul(value(Milli(1, u)), big.NewRat(1, 2))
			if off.Abs(off).Cmp(half) > 0 {
				t.Fatalf("%v in %v = %v", a, u, a.In(u))
			}
		}
	})
	if got := Milli(math.MaxInt64, Kilogram).Cmp(Milli(math.MinInt64, Pound)); got != 1 {
		t.Errorf("extremes: %d", got)
	}
}

func TestParseUnit(t *testing.T) {
	for in, want := range map[string]Unit{"KG": Kilogram, " kilos ": Kilogram, "Pounds": Pound, "#": Pound, "ｌｂ．": Pound, "": 0, "stone": 0, "kgkg": 0} {
		if got, ok := ParseUnit(in); got != want || ok != (want != 0) {
			t.Errorf("ParseUnit(%q) = %v, %v", in, got, ok)
		}
	}
}
