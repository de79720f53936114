package strength

import (
	"errors"
	"strings"
	"unicode"
)

// What [ParseMass] can object to, besides the limits ErrNotPositive and ErrTooHeavy.
var (
	ErrNotMass   = errors.New("strength: not a weight")
	ErrUnit      = errors.New("strength: not a unit of weight")
	ErrTooFine   = errors.New("strength: more than three decimals")
	ErrAmbiguous = errors.New("strength: could be a decimal or thousands")
)

// maxUnit is the length in bytes beyond which no word is a unit; the longest, "kilogrammes" in full-width letters, has 33.
const maxUnit = 40

// ParseUnit reads a unit in any case, with or without a closing full stop: kg, kilo, kilogram, lb, pound, their plurals, and #.
func ParseUnit(s string) (Unit, bool) {
	s = strings.TrimFunc(s, blank)
	if len(s) > maxUnit {
		return 0, false
	}
	s = strings.Map(func(r rune) rune { return unicode.ToLower(narrow(r)) }, s)
	switch strings.TrimSuffix(s, ".") {
	case "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes", "㎏":
		return Kilogram, true
	case "lb", "lbs", "pound", "pounds", "#":
		return Pound, true
	}
	return 0, false
}

// ParseMass reads "180", "180kg", "102,5 KG", "400 lbs", "225#"; the unit is zero if none was typed. It fails with exactly one of
// ErrNotMass, ErrUnit, ErrTooFine, ErrAmbiguous, ErrNotPositive and ErrTooHeavy. It reads back whatever [Mass.String] writes within the limits.
//
// "1.000" and "1,250" are ambiguous: a digit, a separator, and three digits of which the last is 0 or the separator is a comma.
func ParseMass(s string) (Mass, error) {
	n, rest, ok := scanNumber(strings.TrimFunc(s, blank))
	if !ok {
		return Mass{}, ErrNotMass
	}
	if n.whole > 0 && !n.negative && largeExponent(rest) {
		return Mass{}, ErrTooHeavy
	}
	unit, err := scanUnit(rest)
	if err != nil {
		return Mass{}, err
	}
	m := Mass{n.milli(), unit}
	switch {
	case n.decimals > 3:
		return Mass{}, ErrTooFine
	case n.ambiguous() && !n.negative:
		return Mass{}, ErrAmbiguous
	}
	if err := m.Check(); err != nil {
		return Mass{}, err
	}
	return m, nil
}

// number is a decimal as it was typed.
type number struct {
	negative  bool
	whole     int64 // stops growing past every limit
	fraction  int64 // the first three decimals
	separator rune  // '.', ',', or 0
	digits    int   // before the separator
	decimals  int   // after it
	last      rune  // the last digit
}

// scanNumber reads an optional sign and a decimal; rest is what follows. A separator needs digits after it, but "180." is 180.
func scanNumber(s string) (n number, rest string, ok bool) {
	for at, r := range s {
		r = narrow(r)
		switch {
		case at == 0 && r == '+':
		case at == 0 && (r == '-' || r == '−'):
			n.negative = true
		case '0' <= r && r <= '9':
			n.digit(r)
		case (r == '.' || r == ',') && n.separator == 0:
			n.separator = r
		default:
			return n, s[at:], n.complete()
		}
	}
	return n, "", n.complete()
}

func (n *number) digit(r rune) {
	const enough = 1_000_000
	d := int64(r - '0')
	n.last = r
	if n.separator == 0 {
		n.digits++
		n.whole = min(n.whole*10+d, enough)
		return
	}
	if n.decimals++; n.decimals <= 3 {
		n.fraction = n.fraction*10 + d
	}
}

func (n *number) complete() bool {
	return n.decimals > 0 || n.digits > 0 && n.separator != ','
}

func (n *number) milli() int64 {
	m := n.fraction
	for i := n.decimals; i < 3; i++ {
		m *= 10
	}
	m += n.whole * 1000
	if n.negative {
		return -m
	}
	return m
}

// ambiguous: 1.134 is taken as a decimal, since that is how a Mass prints; a Mass never prints a comma or a trailing zero.
func (n *number) ambiguous() bool {
	return n.decimals == 3 && 0 < n.whole && n.whole < 10 && (n.separator == ',' || n.last == '0')
}

// scanUnit reads what follows the number: nothing, a unit, or one unknown word, which is ErrUnit.
func scanUnit(s string) (Unit, error) {
	s = strings.TrimLeftFunc(s, blank)
	if s == "" {
		return 0, nil
	}
	if u, ok := ParseUnit(s); ok {
		return u, nil
	}
	word := strings.TrimSuffix(s, ".")
	if word == "" || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return 0, ErrNotMass
	}
	return 0, ErrUnit
}

// largeExponent reports whether s continues a number as 1e9 does, with an exponent that takes any whole number past the limits.
func largeExponent(s string) bool {
	if s == "" || s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = strings.TrimPrefix(s[1:], "+")
	s = strings.TrimLeft(s, "0")
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(s)
	}
	return end > 1 || end == 1 && s[0] >= '4'
}

// blank covers every Unicode space and the invisible marks that come along with copied text.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// narrow turns the full-width forms of East Asian keyboards into ASCII.
func narrow(r rune) rune {
	if '！' <= r && r <= '～' {
		return r - '！' + '!'
	}
	return r
}
