package command

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
)

// ladderReply lays a barbell warm-up on one screen: drills, table, what is special, buttons.
func (w warmupRequest) ladderReply(l strength.Ladder, g strength.Gear) *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Warm-up for " + w.title())}}
	if len(w.lift.Drills) > 0 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.S(bot.Strong, "Drills, about 5 minutes")), w.drills())
	}
	reply.Blocks = append(reply.Blocks, w.table(l, g))
	for _, note := range w.notes(l, g) {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("%s", note)))
	}
	if w.guessesBar() {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.Marked(fmt.Sprintf(
			"I counted %s for the trap bar. They weigh about 14 to 35 kg (30 to 76 lb): read yours, and add it as in `bar=%s`.", g.Bar, compact(trapBars[g.Unit()])))))
	}
	reply.Blocks = append(reply.Blocks, w.unitNote()...)
	reply.Buttons = w.buttons(l)
	if line := w.line(); len(line) <= bot.MaxButtonLine {
		reply.Share = line
	}
	return reply
}

// unitNote tells, once no unit was typed or ever chosen, which one was taken.
func (w warmupRequest) unitNote() []bot.Block {
	if !w.assumed {
		return nil
	}
	return []bot.Block{bot.Note(bot.T("Read as %s. To change that for good: /settings units %s.", w.work.Unit(), otherUnit(w.work.Unit())))}
}

// trapBars are common weights of a trap bar; found are 30 to 76 lb, so that none can be assumed.
var trapBars = map[strength.Unit]strength.Mass{
	strength.Kilogram: strength.Milli(25_000, strength.Kilogram),
	strength.Pound:    strength.Milli(55_000, strength.Pound),
}

// guessesBar tells that the lift has a bar of its own whose weight was not given.
func (w warmupRequest) guessesBar() bool {
	return w.lift.ID == "trap-bar-deadlift" && w.bar.Milli() == 0
}

func (w warmupRequest) drills() bot.List {
	l := bot.List{Ordered: true}
	for _, d := range w.lift.Drills {
		if w.noBands {
			l.Items = append(l.Items, text(d.NoBands))
		} else {
			l.Items = append(l.Items, text(d.Text))
		}
	}
	return l
}

// table has a row for each warm-up set and one for the work set.
func (w warmupRequest) table(l strength.Ladder, g strength.Gear) bot.Table {
	t := bot.Table{
		Caption: "Bar (" + g.Bar.String() + ")",
		Head:    []string{"set", "weight", "reps", "each side", "rest"},
		Right:   []bool{false, true, true, false, false},
	}
	n := 1
	for i, s := range l.Sets {
		set := setLabel(n, s.Count)
		n += s.Count
		last := i == len(l.Sets)-1
		t.Rows = append(t.Rows, []string{set, s.Loading.Total.String(), itoa(s.Reps), side(s.Loading), w.rest(s.Rest, last)})
	}
	if !slices.Contains(l.Notes, strength.WorkIsBar) {
		work := []string{"work", w.work.String(), w.repsCell(), "not loadable", ""}
		if l.Work != nil {
			work[3] = side(*l.Work)
		}
		t.Rows = append(t.Rows, work)
	}
	return t
}

// repsCell is the reps of the work set, empty when none were given.
func (w warmupRequest) repsCell() string {
	if w.reps == 0 {
		return ""
	}
	return itoa(w.reps)
}

// rest words the rest after a set; before a heavy single it is 3-5 minutes.
func (w warmupRequest) rest(d time.Duration, last bool) string {
	if last && w.reps == 1 && d >= 3*time.Minute {
		return "3-5 min"
	}
	return duration(d)
}

// notes are the sentences a ladder needs besides its table.
func (w warmupRequest) notes(l strength.Ladder, g strength.Gear) []string {
	var notes []string
	for _, n := range l.Notes {
		switch n {
		case strength.RaiseBar:
			notes = append(notes, "Light for full-size plates, so raise the bar to their height: blocks, mats, or bumper plates. On the floor with small plates you would pull from too low.")
		case strength.WorkIsBar:
			notes = append(notes, "Your work set is the empty bar, so one easy set with it is warm-up enough.")
		case strength.HighReps:
			notes = append(notes, "For sets of 8 and more there is no heavy single before the work set.")
		case strength.WorkNotLoadable:
			notes = append(notes, notLoadable(w.work, l, g))
		}
	}
	return notes
}

func notLoadable(work strength.Mass, l strength.Ladder, g strength.Gear) string {
	what := work.String()
	if work.Unit() != g.Unit() {
		what += " (about " + tenth(work.In(g.Unit())).String() + ")"
	}
	switch {
	case l.Above == nil && l.Below == nil:
		return fmt.Sprintf("Your plates can't make %s.", what)
	case l.Above == nil:
		return fmt.Sprintf("Your plates end at %s, so they can't make %s.", loaded(*l.Below), what)
	default:
		return fmt.Sprintf("Your plates can't make %s. The nearest are %s and %s.", what, loaded(*l.Below), loaded(*l.Above))
	}
}

// loaded is a weight with its plates: 102.5 kg (25 15 1.25 a side).
func loaded(l strength.Loading) string {
	if len(l.Side) == 0 {
		return l.Total.String() + " (empty bar)"
	}
	return l.Total.String() + " (" + side(l) + " a side)"
}

// buttons lead from a ladder to its variants.
func (w warmupRequest) buttons(l strength.Ladder) [][]bot.Button {
	var buttons []bot.Button
	add := func(label, line string) {
		if len(line) <= bot.MaxButtonLine {
			buttons = append(buttons, bot.Button{Label: label, Line: line})
		}
	}
	with := func(label string, change func(*warmupRequest)) {
		v := w
		change(&v)
		add(label, v.line())
	}
	for _, near := range []*strength.Loading{l.Below, l.Above} {
		if near != nil {
			with(near.Total.String(), func(v *warmupRequest) { v.work = near.Total })
		}
	}
	if w.guessesBar() {
		bar := trapBars[l.Sets[0].Loading.Total.Unit()]
		with("Bar "+bar.String(), func(v *warmupRequest) { v.bar = bar })
	}
	if len(w.lift.Drills) > 0 {
		label := "No bands"
		if w.noBands {
			label = "With bands"
		}
		with(label, func(v *warmupRequest) { v.noBands = !w.noBands })
	}
	switch {
	case w.short:
		with("All sets", func(v *warmupRequest) { v.short = false })
	case l.Template > 0:
		with("Fewer sets", func(v *warmupRequest) { v.short = true })
	}
	add("Why these weights", w.line()+" why")
	add("Picture", w.line()+" picture")
	buttons = append(buttons, formButton(w.lift))
	if meant := strength.Milli(w.work.Milli(), otherUnit(w.work.Unit())); w.assumed && meant.Cmp(strength.DefaultGear(meant.Unit()).Bar) > 0 {
		with("I meant "+meant.Unit().String(), func(v *warmupRequest) { v.work = meant })
	}
	return bot.Rows(3, buttons...)
}

// whyReply tells how the ladder came about.
func (w warmupRequest) whyReply(l strength.Ladder, g strength.Gear) *bot.Reply {
	var reasons bot.List
	add := func(format string, args ...any) { reasons.Items = append(reasons.Items, bot.T(format, args...)) }
	if l.Mode == strength.Floor {
		add("It starts at %s: the bar and one full-size plate a side, the lightest load that sits at normal height (the bar centre 225 mm off the floor).", l.Sets[0].Loading.Total)
	} else {
		add("It starts with the empty bar, to practise the movement.")
	}
	if len(l.Sets) > 1 {
		add("Then %s in about even steps, while the reps fall, so that you arrive ready and not tired.", plural(len(l.Sets)-1, "weight"))
		top := l.Sets[len(l.Sets)-1].Loading.Total
		add("The last one, %s, is %d %% of your work weight; I never go above 94 %%.", top, 100*top.Milli()/w.work.In(g.Unit()).Milli())
	}
	add("Every weight is one your plates make, without fiddling with the smallest ones.")
	return &bot.Reply{
		Replace: true,
		Blocks: []bot.Block{bot.Title("Why these weights for " + w.title()), reasons,
			bot.Note(bot.T("The ladder is ours; it gives the same sets as the published examples of StrongLifts (100 kg) and a Starting Strength gym (225 lb). Rest after the first set is the time to change plates."))},
		Buttons: bot.Rows(2, bot.Button{Label: "Back to the sets", Line: w.line()},
			bot.Button{Label: "My bar and plates", Line: "/settings"}),
	}
}

// dumbbells is a warm-up with lighter dumbbells.
func (w warmupRequest) dumbbells() *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Warm-up for " + w.title())}}
	t := bot.Table{Caption: "Each hand", Head: []string{"set", "weight", "reps", "rest"}, Right: []bool{false, true, true, false}}
	for i, s := range strength.Dumbbells(w.work) {
		t.Rows = append(t.Rows, []string{itoa(i + 1), s.Loading.Total.String(), itoa(s.Reps), duration(s.Rest)})
	}
	t.Rows = append(t.Rows, []string{"work", w.work.String(), w.repsCell(), ""})
	reply.Blocks = append(reply.Blocks, t)
	reply.Blocks = append(reply.Blocks, w.unitNote()...)
	reply.Buttons = bot.Rows(3, formButton(w.lift))
	return reply
}

// bodyweight is one easy set of half the work reps.
func (w warmupRequest) bodyweight() *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Warm-up for " + w.title())}}
	set := "One easy set of half your work reps without added weight, then 1 min rest."
	if w.reps > 1 {
		set = fmt.Sprintf("One easy set of %d without added weight, then 1 min rest.", w.reps/2)
	}
	reply.Blocks = append(reply.Blocks, bot.Para(bot.T("%s", set)))
	reply.Buttons = bot.Rows(3, formButton(w.lift))
	return reply
}

// side is the plates on one side, heaviest first.
func side(l strength.Loading) string {
	if len(l.Side) == 0 {
		return "empty bar"
	}
	var plates []string
	for _, p := range l.Side {
		plates = append(plates, p.Number())
	}
	return strings.Join(plates, " ")
}

func duration(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return fmt.Sprintf("%d min", int(d.Minutes()))
}

// tenth rounds a converted mass to what is worth saying.
func tenth(m strength.Mass) strength.Mass {
	return strength.Milli((m.Milli()+50)/100*100, m.Unit())
}

// compact is a mass as one word of a command line.
func compact(m strength.Mass) string { return m.Number() + m.Unit().String() }

func otherUnit(u strength.Unit) strength.Unit {
	if u == strength.Pound {
		return strength.Kilogram
	}
	return strength.Pound
}

func plural(n int, word string) string {
	if n == 1 {
		return "one " + word
	}
	return itoa(n) + " " + word + "s"
}

func itoa(n int) string { return strconv.Itoa(n) }
