package logbook

import (
	"slices"
	"strings"

	"spotter/bot"
)

// part is a piece of 180x5x2: a number, a list of reps, the own body or the bar, or a failure.
type part struct {
	amount
	list  []amount // reps of a set each
	load  *load    // the own body, with what was added, or the bar
	apart bool     // the unit stands apart
	fail  bool
	amrap bool // as many reps as possible: 8+
}

// chain reads parts joined by x, and takes them as sets.
func (g *segment) chain() error {
	comma := g.scanner.at > 0 && g.tokens[g.scanner.at-1].is(",")
	var parts []part
	leading := g.peek(0).is("x")
	if !leading {
		p, err := g.part(true)
		if err != nil {
			return err
		}
		parts = append(parts, p)
	}
	for g.peek(0).is("x") {
		g.at++
		p, err := g.part(false)
		if err != nil {
			return err
		}
		parts = append(parts, p)
	}
	if leading || len(parts) > 1 || len(parts[0].list) > 0 {
		g.strong = true
	}
	before := len(g.sets)
	err := g.take(parts, leading, comma)
	if err == nil && slices.ContainsFunc(parts, func(p part) bool { return p.amrap }) && len(g.sets) > before {
		g.sets[len(g.sets)-1].failed = true
	}
	return err
}

func (g *segment) take(parts []part, leading, comma bool) error {
	switch n := len(parts); {
	case n == 0:
		return bot.Userf("What stands behind the x? Reps, as in `100x5`.")
	case leading && n <= 2:
		return g.behindX(parts)
	case !leading && n == 1:
		return g.alone(parts[0], comma)
	case !leading && n == 2:
		return g.two(parts[0], parts[1])
	case !leading && n == 3:
		return g.three(parts[0], parts[1], parts[2])
	}
	return bot.Userf("There are too many x in one set. Weight, reps, sets go like this: `100x5x3`.")
}

// part reads one piece. first tells that nothing stands before it.
func (g *segment) part(first bool) (part, error) {
	t := g.peek(0)
	switch {
	case t.isAny("bw", "bodyweight"), t.is("body") && g.peek(1).is("weight"):
		return g.body()
	case t.isAny("bar", "empty"):
		g.at++
		if t.is("empty") {
			g.at++
		}
		m := g.reader.Bar
		return part{load: &load{milli: m.Milli(), unit: m.Unit(), text: "the bar"}}, nil
	case t.kind == word && slices.Contains(failings, t.low):
		g.at++
		return part{fail: true}, nil
	}
	return g.number(first)
}

// body reads the own body and what was added to it.
func (g *segment) body() (part, error) {
	if g.peek(0).is("body") {
		g.at++
	}
	g.at++
	if !g.lift.Body {
		return part{}, bot.Userf("The %s has a weight of its own, so I can't count the body. Like this: `%s 40x8`.", g.lift.Name, g.lift.Name)
	}
	p := part{load: &load{body: true, text: "bodyweight"}}
	if t := g.peek(0); (t.is("+") || t.is("-")) && g.peek(1).kind == num {
		a, err := g.plainNumber()
		if err != nil {
			return p, err
		}
		p.load, err = a.load(true)
		return p, err
	}
	return p, nil
}

// plainNumber reads a sign and a number with its decimals.
func (g *segment) plainNumber() (amount, error) {
	var a amount
	if t := g.peek(0); t.is("+") || t.is("-") {
		a.sign = t.low
		g.at++
	}
	t := g.peek(0)
	g.at++
	a.text, a.unit = t.text, t.unit
	if n := g.peek(1); g.peek(0).is(",") && g.peek(0).glued && n.kind == num && n.glued && t.unit == 0 && !strings.Contains(t.text, ".") {
		g.at += 2
		a.text, a.unit = a.text+","+n.text, n.unit
	}
	return a, nil
}

// number reads a number, or a list of reps.
func (g *segment) number(first bool) (part, error) {
	if g.peek(0).kind == end {
		return part{}, bot.Userf("The last set has no end: reps stand behind the x, as in `100x5`.")
	}
	if t := g.peek(0); t.kind != num && !((t.is("+") || t.is("-")) && g.peek(1).kind == num) {
		return part{}, bot.Userf("I expected a number where %s stands. Sets go like this: `180x5`, `3x5 100`, `100 5,5,3`.", bot.Quote(g.rest()))
	}
	if list := g.list(first); list != nil {
		return part{list: list}, nil
	}
	a, err := g.plainNumber()
	p := part{amount: a}
	if err != nil {
		return p, err
	}
	p.apart = g.tokens[g.scanner.at-1].apart
	if t := g.peek(0); t.is("+") && t.glued && !(g.peek(1).kind == num && g.peek(1).glued) {
		g.at++
		p.amrap = true
	}
	return p, g.notSets(a)
}

// rest is what stands from here on.
func (g *segment) rest() string { return g.text(g.scanner.at, len(g.tokens)) }

// notSets refuses what no set is measured in.
func (g *segment) notSets(a amount) error {
	switch t := g.peek(0); {
	case t.is("%"):
		return bot.Userf("I log weights, not percentages. Write the weight that was on the bar, as in `100x5`.")
	case t.isAny("plate", "plates"):
		return bot.Userf("I count kg and lb, not plates. One full-size plate a side and the bar are 60 kg or 135 lb; write it like that, as in `60x5`.")
	case t.kind == word && slices.Contains(measures, t.low) && a.unit == 0:
		return bot.Userf("I log weights and reps; times and distances I can't keep yet. If it is no part of a set, put it behind the sets, as in `100x5 // 3 min rest`.")
	case t.isAny("stone", "stones", "st", "pood", "poods", "t", "ton", "tons", "g", "oz") && a.unit == 0:
		_, err := bot.ReadMass(a.text + " " + t.low)
		return err
	case t.is("-") && t.glued && g.peek(1).kind == num && g.peek(1).glued:
		return bot.Userf("%s-%s is a range. Write what was done, a set each, as in `100 8,8,7`.", a.text, g.peek(1).text)
	}
	return nil
}

// list reads reps joined by commas or slashes, where they can be that; nil when the number is one.
func (g *segment) list(first bool) []amount {
	var list []amount
	slash, at := false, g.scanner.at
	for {
		t := g.tokens[at]
		if t.kind != num || strings.Contains(t.text, ".") || t.unit != 0 && len(list) == 0 {
			return nil
		}
		list = append(list, amount{text: t.text})
		sep, next := g.peekAt(at+1), g.peekAt(at+2)
		if !(sep.is(",") || sep.is("/")) || !sep.glued || next.kind != num || !next.glued {
			at++
			break
		}
		slash = slash || sep.is("/")
		at += 2
	}
	followed := g.peekAt(at).is("x")
	switch n := len(list); {
	case n == 1:
		return nil
	case n == 2 && !slash && !g.twoReps(list, first && !followed, !first):
		return nil
	}
	g.at = at
	return list
}

func (g *segment) peekAt(i int) token { return g.peek(i - g.scanner.at) }

// twoReps tells whether two numbers with a comma between them are reps rather than a decimal: behind an x, or where a weight waits or the
// own body is lifted.
func (g *segment) twoReps(list []amount, alone, behindX bool) bool {
	small := list[0].whole() <= maxRepList && list[1].whole() <= maxRepList && len(list[1].text) <= 2
	return small && (behindX || alone && (g.lasting() != nil || g.lift.Body && len(g.shapes) == 0))
}
