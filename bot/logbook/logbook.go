// Package logbook reads what lifters write about what they lifted: "deadlift 180x5 @8", "bench 100 5,5,3". There is one grammar,
// whatever the platform. The package is pure: lifts, the clock and the usual unit are given to it, and it knows of no chat or record.
//
// A message has lines; a line, or a semicolon, ends what was said of a lift. On a line stand a lift, its sets, and words about them, in
// the order people write them. Where a figure could be two things, these rules decide:
//
//   - 180x5: from 20 on, or with a unit or decimals, the first number is a weight, and reps follow.
//   - 3x5 100, 100 3x5: below 20, beside a weight, it is a number of sets.
//   - 15x5 with no weight beside it: from 10 on it is a weight after all; below that the weight is asked for. Where the own body is
//     lifted, it is sets and reps.
//   - 170x5x2: weight, reps, sets. 3x5x100: the last number is the weight if it is 20 or more and the first is not, or if it has the unit.
//   - 5x100kg: the number beside a weight with a unit is reps. 5x100 without one is asked about.
//   - 100 5,5,3 and 100 5 5 3: what follows a weight that stands alone is the reps of a set each, up to 30.
//   - 102,5: a comma between two numbers is a decimal comma, except between reps behind a weight.
//   - @8, @7.5: up to 10 it is RPE, and counts for the sets before it that have none; @100 and @100kg are weights.
//   - A number without a unit takes the one typed before it for the same lift, else the next one, else the lifter's own.
package logbook

import (
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
)

// Limits of a message: beyond any session, and small enough for one screen.
const (
	maxEntries = 12  // lifts
	maxEfforts = 40  // different sets of a lift
	maxSets    = 20  // of one weight and reps
	maxReps    = 100 // of a set
	maxRepList = 30  // of a set in a list of bare numbers: more is a weight
	leastKilos = 20  // from here on a first number is a weight, and never a number of sets
)

// Lift is what the grammar must know of a lift.
type Lift struct {
	ID, Name string
	Body     bool // the own body is lifted
}

// Reader reads log lines for one lifter at one time.
type Reader struct {
	Lift func(words string) (Lift, bool) // by name or alias
	Near func(words string) []Lift       // what words could have meant, best first
	Now  time.Time                       // in the lifter's zone
	Unit strength.Unit                   // of a number without one
	Bar  strength.Mass                   // the lifter's empty bar
}

// Entry is what was said of one lift.
type Entry struct {
	Lift    Lift
	At      time.Time
	Efforts []strength.Effort
	Said    strength.Class // how hard the lifter called it; zero when he did not
	Note    string
}

// Log is what a message says.
type Log struct {
	Entries []Entry
	Bare    bool // a number had no unit and took the reader's
	// Plain tells that the message is a log beyond doubt, even where nobody said so: every lift has sets written as only sets are, and
	// no word is left over. It may be one that lacks a weight, or the lift; then there is an error too.
	Plain bool
	// Lacks tells that the error asks for the lift, and that sets were read. Its name may follow on the same line.
	Lacks bool
}

// Read reads a message. Its error is a bot.UserError: one sentence that says what to write instead. When all that is
// missing is a weight or reps, the next message completes it.
func (r Reader) Read(text string) (Log, error) {
	p := &parser{reader: r, text: strings.TrimSpace(text), plain: !strings.Contains(text, "?")}
	lines := strings.FieldsFunc(p.text, func(c rune) bool { return c == '\n' || c == ';' })
	for i, line := range lines {
		p.last = i == len(lines)-1
		if err := p.line(line); err != nil {
			return Log{Plain: p.plain && p.almost, Lacks: p.lacks}, err
		}
	}
	switch {
	case len(p.entries) == 0:
		return Log{}, bot.Userf("What did you lift? Like this: `deadlift 180x5 @8`, or `bench 100 5,5,3`.")
	case len(p.entries) > maxEntries:
		return Log{}, bot.Userf("That is %d lifts; I take up to %d in one message. Send the rest in another.", len(p.entries), maxEntries)
	}
	return Log{Entries: p.entries, Bare: p.bare, Plain: p.plain}, nil
}

// completed lets the next message complete this one, if it is at its end that something is missing.
func (p *parser) completed(e *bot.UserError) *bot.UserError {
	if p.last {
		e.Expect = "/log " + p.text
	}
	return e
}

// parser is a message being read.
type parser struct {
	reader  Reader
	text    string
	entries []Entry
	bare    bool
	plain   bool
	last    bool           // the line is the last one: what is written behind the message goes on with it
	almost  bool           // nothing is wrong but that a weight, or the lift, is missing
	lacks   bool           // it is the lift that is
	day     when           // of the lines that name none
	said    strength.Class // of the lines that do not say
}
