package bot

import (
	"slices"
	"strconv"
	"strings"

	"spotter/bot/strength"
)

// Kind is what a platform may offer for typing a parameter.
type Kind uint8

// The kinds of parameters.
const (
	KindText   Kind = iota // anything
	KindNumber             // a number, perhaps with a unit
	KindInt                // a whole number from Spec.Min to Spec.Max
	KindChoice             // one of Spec.Choices
	KindFlag               // there or not
	KindRest               // the rest of the line
)

// Spec describes a parameter to help texts and platforms.
type Spec struct {
	Name    string
	Help    string
	Kind    Kind
	Choices []string
	Min     int
	Max     int
	Named   bool // only read as name=value
	// Complete lists what could be meant by what has been typed so far, best first; all there is, or
	// the usual, when nothing has. given is what stands in another parameter, "" when nothing does.
	Complete func(typed string, given func(name string) string) []string
}

// Arg is a parameter in a command's declaration.
type Arg interface {
	Spec() *Spec
	// take reads a value from the front of words. n is how many words it took, 0 when the first
	// word is nothing of this parameter's. An error means: mine, but wrong.
	take(words []string) (value any, n int, err error)
	// miss is the error for a word that nobody took while this parameter was still open,
	// nil when the parameter does not miss it.
	miss(word string) error
}

// Param is a typed parameter: declared like a flag, read with Of.
type Param[T any] struct {
	spec   Spec
	taker  func(words []string) (T, int, error)
	misser func(word string) error
}

// NewParam declares a parameter. take reads a value from the front of words (see Arg); miss, if not
// nil, makes the error for a word that could only have been meant for this parameter.
func NewParam[T any](spec Spec, take func(words []string) (T, int, error), miss func(word string) error) *Param[T] {
	return &Param[T]{spec: spec, taker: take, misser: miss}
}

// Of is the value given in the request; ok is false when none was.
func (p *Param[T]) Of(r *Request) (value T, ok bool) {
	value, ok = r.values[p].(T)
	return value, ok
}

// Spec describes the parameter.
func (p *Param[T]) Spec() *Spec { return &p.spec }

// Take reads a value from the front of words, for parameters built on another one.
func (p *Param[T]) Take(words []string) (value T, n int, err error) { return p.taker(words) }

func (p *Param[T]) take(words []string) (any, int, error) {
	v, n, err := p.taker(words)
	return v, n, err
}

func (p *Param[T]) miss(word string) error {
	if p.misser == nil {
		return nil
	}
	return p.misser(word)
}

// Mass is a weight as lifters type it: 180, 180kg, 400 lb, 102,5. Its unit is the one typed, or none.
func Mass(name, help string) *Param[strength.Mass] {
	miss := func(word string) error {
		return Userf("I couldn't read %s as a weight. Try `180`, `180kg` or `400 lb`.", Quote(word))
	}
	take := func(words []string) (strength.Mass, int, error) {
		if !looksNumeric(words[0]) {
			return strength.Mass{}, 0, nil
		}
		if len(words) > 1 && isUnitWord(words[1]) {
			m, err := ReadMass(words[0] + " " + words[1])
			return m, 2, err
		}
		m, err := ReadMass(words[0])
		return m, 1, err
	}
	return NewParam(Spec{Name: name, Help: help, Kind: KindNumber}, take, miss)
}

// Int is a whole number between min and max. Words of units, such as "reps", may follow the number
// or stand before it; with none it is the bare number.
func Int(name, help string, min, max int, before []string, after []string) *Param[int] {
	take := func(words []string) (int, int, error) {
		word, n := strings.ToLower(words[0]), 1
		for _, b := range before {
			word = strings.TrimPrefix(word, b)
		}
		for _, a := range after {
			word = strings.TrimSuffix(word, a)
		}
		v, err := strconv.Atoi(word)
		if err != nil {
			return 0, 0, nil
		}
		if len(words) > 1 && slices.Contains(after, strings.ToLower(words[1])) {
			n = 2
		}
		if v < min || v > max {
			return 0, n, Userf("%s is a whole number from %d to %d; I read %s.", UpperFirst(name), min, max, Quote(words[0]))
		}
		return v, n, nil
	}
	return NewParam(Spec{Name: name, Help: help, Kind: KindInt, Min: min, Max: max}, take, nil)
}

// NamedOnly makes a parameter that is only read as name=value.
func NamedOnly[T any](p *Param[T]) *Param[T] {
	p.spec.Named = true
	return p
}

// Completed gives a parameter its completions; see Spec.Complete.
func Completed[T any](p *Param[T], complete func(typed string, given func(name string) string) []string) *Param[T] {
	p.spec.Complete = complete
	return p
}

// Flag is a word that is there or not; synonyms count as the word.
func Flag(name, help string, synonyms ...string) *Param[bool] {
	names := append([]string{name}, synonyms...)
	take := func(words []string) (bool, int, error) {
		n := matchWords(names, words)
		return n > 0, n, nil
	}
	return NewParam(Spec{Name: name, Help: help, Kind: KindFlag}, take, nil)
}

// Choice is one word of a fixed list.
func Choice(name, help string, choices ...string) *Param[string] {
	take := func(words []string) (string, int, error) {
		w := strings.ToLower(words[0])
		if slices.Contains(choices, w) {
			return w, 1, nil
		}
		return "", 0, nil
	}
	miss := func(word string) error {
		return Userf("I don't know %s here. I know: %s.", Quote(word), strings.Join(choices, ", ")).
			Instead(Nearest(word, choices, 2)...)
	}
	return NewParam(Spec{Name: name, Help: help, Kind: KindChoice, Choices: choices}, take, miss)
}

// Rest is everything that is left of the line.
func Rest(name, help string) *Param[string] {
	take := func(words []string) (string, int, error) {
		return strings.Join(words, " "), len(words), nil
	}
	return NewParam(Spec{Name: name, Help: help, Kind: KindRest}, take, nil)
}

// matchWords tells how many of the words one of the names stands for, the longest name first.
func matchWords(names, words []string) int {
	best := 0
	for _, name := range names {
		parts := strings.Fields(name)
		if len(parts) > best && len(parts) <= len(words) && strings.EqualFold(name, strings.Join(words[:len(parts)], " ")) {
			best = len(parts)
		}
	}
	return best
}
