package bot

import (
	"errors"
	"slices"
	"strings"

	"spotter/bot/strength"
)

// foreignUnits are units people type that no barbell is counted in; the parser takes them along
// with the number so that the answer can name them.
var foreignUnits = []string{"stone", "stones", "st", "g", "gram", "grams", "t", "ton", "tons", "tonne", "tonnes",
	"oz", "ounce", "ounces", "pood", "poods", "n", "mg"}

func isUnitWord(word string) bool {
	_, known := strength.ParseUnit(word)
	return known || slices.Contains(foreignUnits, strings.ToLower(word))
}

// looksNumeric tells whether a word was meant as a number: it begins with a digit or a sign and
// one, or it is one of the words a calculator prints.
func looksNumeric(word string) bool {
	switch strings.ToLower(strings.TrimLeft(word, "+-")) {
	case "nan", "inf", "infinity":
		return true
	}
	w := strings.TrimLeft(word, "+-.,−")
	return w != "" && w[0] >= '0' && w[0] <= '9'
}

// ReadMass is strength.ParseMass with errors that tell a lifter what to type.
func ReadMass(s string) (strength.Mass, error) {
	m, err := strength.ParseMass(s)
	return m, MassError(s, err)
}

// MassError is an error about the weight s, of package strength, in words for a lifter; nil stays nil.
func MassError(s string, err error) error {
	switch q := Quote(s); {
	case err == nil:
		return nil
	case errors.Is(err, strength.ErrNotPositive):
		return Userf("%s can't be on a bar. Give a weight above zero, such as `180` or `400 lb`.", q)
	case errors.Is(err, strength.ErrTooHeavy):
		return Userf("%s is more than anybody lifts; I go up to %d kg or %d lb. Try `180` or `400 lb`.", q, strength.MaxKg, strength.MaxLb)
	case errors.Is(err, strength.ErrTooFine):
		return Userf("%s is finer than any plate. Round it, as in `102.5`.", q)
	case errors.Is(err, strength.ErrUnit):
		return Userf("I know kg and lb, so I couldn't read %s. Try `180kg` or `400 lb`.", q)
	case errors.Is(err, strength.ErrAmbiguous):
		return Userf("%s could be one or a thousand. Type it without the separator, as in `1000` or `1`.", q)
	default:
		return Userf("I couldn't read %s as a weight. Try `180`, `180kg` or `400 lb`.", q)
	}
}
