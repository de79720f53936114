package logbook

import (
	"strconv"
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
)

// load is what is lifted: a weight, or the own body and what was added to it.
type load struct {
	milli int64 // in thousandths of the unit
	unit  strength.Unit
	body  bool
	text  string // as typed, for sentences
	alone bool   // it stood alone, so that further reps may follow
	used  bool   // reps were given for it
}

// amount is a number as it was typed; what it means is not decided yet.
type amount struct {
	text string // without its unit
	unit strength.Unit
	sign string // "+", "-" or none
}

// whole is the number as a count, -1 when it is none.
func (a amount) whole() int {
	n, err := strconv.Atoi(a.text)
	if err != nil || a.unit != 0 || a.sign != "" {
		return -1
	}
	return n
}

// heavy tells whether the number can only be a weight where sets or a weight are possible.
func (a amount) heavy() bool {
	n := a.whole()
	return n <= 0 || n >= leastKilos
}

func (a amount) String() string { return a.sign + a.text + a.unit.String() }

// load makes a weight of the number. Where the own body is lifted it is what was added.
func (a amount) load(body bool) (*load, error) {
	typed := a.text + a.unit.String()
	m, err := strength.ParseMass(typed)
	if err != nil {
		return nil, bot.MassError(typed, err)
	}
	l := &load{milli: m.Milli(), unit: m.Unit(), body: body, text: a.String()}
	if a.sign == "-" {
		if !body {
			return nil, bot.Userf("%s can't be on a bar. Give a weight above zero, such as `180` or `400 lb`.", bot.Quote(a.String()))
		}
		l.milli = -l.milli
	}
	return l, nil
}

// reps makes a count of the number, for the reps of a set.
func (a amount) reps() (int, error) {
	n := a.whole()
	if before, after, found := strings.Cut(a.text, ","); found && len(after) == 3 && n < 0 {
		n = amount{text: before + after}.whole() // 1,000
	}
	switch {
	case n > maxReps:
		return 0, bot.Userf("%s reps in one set? I take up to %d. If it was a weight, write it first, as in `100x5`.", a.text, maxReps)
	case n < 0:
		return 0, bot.Userf("Reps are whole numbers; I read %s. Like this: `100x5`.", bot.Quote(a.String()))
	}
	return n, nil
}

// sets makes a count of the number, for equal sets.
func (a amount) sets() (int, error) {
	n := a.whole()
	if n < 1 || n > maxSets {
		return 0, bot.Userf("%s sets? I take 1 to %d of one weight. Weight, reps, sets go like this: `100x5x3`.", a.text, maxSets)
	}
	return n, nil
}
