package logbook

import (
	"slices"
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
)

// figures tells whether what stands next belongs to sets.
func (s *scanner) figures() bool {
	t := s.peek(0)
	switch {
	case t.kind == num, t.is("@"), t.is("x"):
		return true
	case t.is("+") || t.is("-"):
		return s.peek(1).kind == num && s.peek(1).glued
	case t.is("empty"):
		return s.peek(1).is("bar")
	case t.is("for"):
		return s.peek(1).kind == num || s.peek(1).is("a") && repNames[s.peek(2).low] > 0
	}
	return t.isAny("bw", "bodyweight", "bar", "rpe", "rir") || t.is("body") && s.peek(1).is("weight") ||
		t.kind == word && (slices.Contains(failings, t.low) || repNames[t.low] > 0)
}

// figures reads what stands next of the sets.
func (g *segment) figures() error {
	t := g.peek(0)
	switch {
	case t.is("@"):
		g.at++
		return g.behindAt()
	case t.is("for"):
		g.at++
		g.nextReps, g.strong = true, true
		return nil
	case t.isAny("rpe", "rir"):
		return g.named()
	case t.kind == word && slices.Contains(failings, t.low):
		g.at++
		g.fail(t.is("amrap"))
		return nil
	case repNames[t.low] > 0:
		g.at++
		g.strong = true
		g.later(repNames[t.low], 1)
		return nil
	}
	return g.chain()
}

// named reads an RPE or RIR behind its name.
func (g *segment) named() error {
	name := g.peek(0)
	g.at++
	if g.peek(0).isAny(":", "=", "of") {
		g.at++
	}
	if g.peek(0).kind != num {
		return bot.Userf("Which %s? Give the number behind it, as in `@8` or `rir 2`.", strings.ToUpper(name.low))
	}
	low, high := g.pair()
	return g.effortOf(low, high, name.is("rir"))
}

// behindAt reads what stands behind an @: an RPE up to 10, else a weight.
func (g *segment) behindAt() error {
	switch t := g.peek(0); {
	case t.isAny("rpe", "rir"):
		return g.named()
	case t.kind != num:
		if g.scanner.figures() && !t.is("@") {
			return g.chain()
		}
		return bot.Userf("What stands behind the @? A weight, as in `5x5 @ 100kg`, or how hard it was, as in `@8`.")
	case t.unit != 0 || g.beyondRPE():
		return g.chain()
	}
	low, high := g.pair()
	rir := g.reserve()
	if !rir && g.peek(0).is("rpe") {
		g.at++
	}
	return g.effortOf(low, high, rir)
}

// beyondRPE tells that the next number is a weight: it is more than 10, and where no weight is missing, so much that it
// can be no slip.
func (g *segment) beyondRPE() bool {
	whole, _, _ := strings.Cut(g.peek(0).text, ".")
	n := amount{text: whole}.whole()
	return n > 10 && (len(g.shapes) > 0 || len(g.sets) == 0 || n >= leastKilos)
}

// reserve takes words that make reps in reserve of a number.
func (g *segment) reserve() bool {
	n := 0
	if g.peek(0).isAny("rep", "reps") && g.peek(1).isAny("in", "left") {
		n = 1
	}
	switch {
	case g.peek(n).is("rir"):
		n++
	case g.peek(n).is("in") && g.peek(n+1).is("reserve"):
		n += 2
	case g.peek(n).is("in") && g.peek(n+1).is("the") && g.peek(n+2).is("tank"):
		n += 3
	case g.peek(n).is("left") && g.peek(n+1).is("in") && g.peek(n+2).is("the") && g.peek(n+3).is("tank"):
		n += 4
	default:
		return false
	}
	g.at += n
	return true
}

// pair reads a number, or a range of two such as 7-8 or 7/8, with decimal points or commas.
func (g *segment) pair() (low, high string) {
	low = g.figure()
	high = low
	if (g.peek(0).is("-") || g.peek(0).is("/")) && g.peek(1).kind == num && g.peek(1).glued {
		g.at++
		high = g.figure()
	}
	return low, high
}

// figure reads a number whose decimal comma is followed by 5 alone, as half points are.
func (g *segment) figure() string {
	s := g.peek(0).text
	g.at++
	if g.peek(0).is(",") && g.peek(0).glued && g.peek(1).glued && g.peek(1).text == "5" && !strings.Contains(s, ".") {
		g.at += 2
		s += ".5"
	}
	return s
}

// effortOf takes an RPE, or reps in reserve, between two figures.
func (g *segment) effortOf(low, high string, reserve bool) error {
	a, okA := tenths(low)
	b, okB := tenths(high)
	if reserve {
		a, b = int(strength.MaxRPE)-b, int(strength.MaxRPE)-a
	}
	mean := (a + b) / 2 / 5 * 5
	if !okA || !okB || mean < int(strength.MinRPE) || b > int(strength.MaxRPE) || b < a {
		if reserve {
			return bot.Userf("Reps in reserve are a number from 0 to 9, as in `rir 2`; I read %s.", bot.Quote(low))
		}
		return bot.Userf("RPE goes from 1 to 10 in halves, as in `@8` or `@8.5`; I read %s. A weight behind an @ needs its unit, as in `@9kg`.", bot.Quote(low))
	}
	g.rate(strength.RPE(mean))
	return nil
}

// tenths reads a number of at most 10 with a half, in tenths.
func tenths(s string) (int, bool) {
	whole, half, has := strings.Cut(s, ".")
	n := amount{text: whole}.whole()
	if n < 0 || n > 10 || has && half != "5" && half != "0" {
		return 0, false
	}
	if half == "5" {
		return 10*n + 5, true
	}
	return 10 * n, true
}
