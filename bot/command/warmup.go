package command

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/store"
)

// usualReps are the reps of a work set nobody gave reps for.
const usualReps = 5

// warmupParams are the parameters of /warmup.
type warmupParams struct {
	lift           *bot.Param[*content.Lift]
	weight         *bot.Param[strength.Mass]
	reps           *bot.Param[int]
	short, noBands *bot.Param[bool]
	why, picture   *bot.Param[bool]
	bar            *bot.Param[strength.Mass]
}

// warmupRequest is a warm-up as it was asked for.
type warmupRequest struct {
	lift           *content.Lift
	work           strength.Mass // zero when none was given; unit always set otherwise
	assumed        bool          // the unit was not typed, and the lifter chose none
	reps           int           // 0: not given
	short, noBands bool
	bar            strength.Mass // for this warm-up alone; zero when the lifter's own is meant
}

// Warmup makes /warmup: sets up to a work weight that the lifter's own plates can load.
func Warmup(st *store.Store, lib *content.Library, usual strength.Unit) *bot.Command {
	p := warmupParams{
		lift:    liftParam(lib, func(l *content.Lift) bool { return l.WarmUp }),
		weight:  bot.Mass("weight", "your work weight: 180, 180kg, 400 lb"),
		reps:    repsParam(),
		short:   bot.Flag("short", "one step fewer, for warm muscles", "fewer", "quick"),
		noBands: bot.Flag("nobands", "drills that need no band", "no bands", "without bands"),
		why:     bot.Flag("why", "how the weights come about"),
		picture: bot.Flag("picture", "a picture of the loaded bar, set by set", "pic", "image", "drawing"),
		bar:     bot.NamedOnly(bot.Mass("bar", "another bar for this once, as in bar=25kg")),
	}
	return &bot.Command{
		Name: "warmup", Aliases: []string{"warm", "wu"}, Group: groupLift,
		Summary:  "Warm-up sets for your work weight, with the plates to load",
		Examples: []string{"/warmup deadlift 180", "/warmup bench 102.5kg x8", "/warmup 400 lb squat short", "/warmup trap bar 150 bar=25kg"},
		Details: []string{"Only weights your bar and plates can make; tell me yours with /settings.",
			"Lifts have short names: dl, rdl, ohp, bench and so on. For dumbbells give the weight of one."},
		Args: []bot.Arg{p.lift, p.weight, p.reps, p.short, p.noBands, p.why, p.picture, p.bar},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			person, err := st.Person(ctx, account(r))
			if err != nil {
				return nil, err
			}
			w := p.read(r, person.Settings, usual)
			if err := w.check(); err != nil {
				return nil, err
			}
			if missing := w.missing(lib, person.LastWarm); missing != nil {
				return missing, nil
			}
			reply, err := w.reply(person.Settings, w.shown(has(p.why, r), has(p.picture, r)))
			if err != nil {
				return nil, err
			}
			return reply, w.keep(ctx, st, r, person)
		},
	}
}

// setsTimesReps is a number of sets and their reps in one word: 3x5.
var setsTimesReps = regexp.MustCompile(`^\d{1,2}[x×](\d{1,3})$`)

// repWords are sets that are named by their reps, from one on.
var repWords = []string{"single", "double", "triple"}

// repsParam is the reps of the work set: x5, 5 reps, 3x5, or the bare number behind the weight.
func repsParam() *bot.Param[int] {
	reps := bot.Int("reps", "reps of your work set, such as x5 or 3x5", 1, 30, []string{"x", "×"}, []string{"reps", "rep", "r"})
	return bot.NewParam(*reps.Spec(), func(words []string) (int, int, error) {
		if n := slices.Index(repWords, strings.ToLower(words[0])); n >= 0 {
			return n + 1, 1, nil
		}
		if m := setsTimesReps.FindStringSubmatch(strings.ToLower(words[0])); m != nil {
			words = append([]string{"x" + m[1]}, words[1:]...)
		}
		return reps.Take(words)
	}, nil)
}

func (p warmupParams) read(r *bot.Request, s store.Settings, usual strength.Unit) warmupRequest {
	var w warmupRequest
	w.lift, _ = p.lift.Of(r)
	w.reps, _ = p.reps.Of(r)
	w.short, _ = p.short.Of(r)
	w.noBands, _ = p.noBands.Of(r)
	if s.Unit != 0 {
		usual = s.Unit
	}
	if m, given := p.weight.Of(r); given {
		w.assumed = m.Unit() == 0 && s.Unit == 0
		w.work = m.Or(usual)
	}
	if m, given := p.bar.Of(r); given {
		w.bar = m.Or(w.work.Or(usual).Unit())
	}
	return w
}

// check holds the weights to their limits, now that their units are known.
func (w warmupRequest) check() error {
	if w.work.Milli() != 0 {
		if err := w.work.Check(); err != nil {
			return bot.MassError(w.work.String(), err)
		}
	}
	if w.bar.Milli() != 0 {
		return checkBar(w.bar)
	}
	return nil
}

// needsWeight tells that the lift's warm-up depends on a weight.
func needsWeight(l *content.Lift) bool { return l.Equipment != content.Bodyweight }

// missing asks for the lift or the weight, offering the last warm-up; nil when nothing is missing.
func (w warmupRequest) missing(lib *content.Library, last store.WarmUp) *bot.Reply {
	switch {
	case w.lift == nil && w.work.Milli() == 0:
		return w.askBoth(lib, last)
	case w.lift == nil:
		reply := bot.Say("Which lift is the %s for?", w.work)
		reply.Expect = "/warmup " + compact(w.work)
		reply.Buttons = bot.Rows(2, liftButtons(lib, " "+compact(w.work))...)
		return reply
	case w.work.Milli() == 0 && needsWeight(w.lift):
		reply := bot.Say("How heavy is your %s work set? For example `100`, `102.5kg` or `225 lb`.", w.lift.Name)
		if w.lift.Equipment == content.Dumbbell {
			reply = bot.Say("How heavy is one dumbbell of your %s work set? For example `24` or `50 lb`.", w.lift.Name)
		}
		reply.Expect = w.line()
		if last.Lift == w.lift.ID {
			reply.Buttons = bot.Rows(1, repeat(w.lift, last))
		}
		return reply
	}
	return nil
}

func (w warmupRequest) askBoth(lib *content.Library, last store.WarmUp) *bot.Reply {
	reply := bot.Say("Which lift, and how heavy is the work set? For example: deadlift 180")
	reply.Expect = "/warmup"
	if l := lib.Lift(last.Lift); l != nil {
		reply.Buttons = bot.Rows(1, repeat(l, last))
	}
	reply.Buttons = append(reply.Buttons, bot.Rows(2, liftButtons(lib, "")...)...)
	return reply
}

// liftButtons offer the warm-ups of the common lifts.
func liftButtons(lib *content.Library, weight string) []bot.Button {
	var buttons []bot.Button
	for _, id := range commonLifts[:4] {
		if l := lib.Lift(id); l != nil {
			buttons = append(buttons, bot.Button{Label: bot.UpperFirst(l.Name), Line: "/warmup " + id + weight})
		}
	}
	return buttons
}

// repeat is the button that asks for the last warm-up again.
func repeat(l *content.Lift, last store.WarmUp) bot.Button {
	w := warmupRequest{lift: l, work: last.Work, reps: last.Reps}
	label := "Again: " + w.title()
	if utf8.RuneCountInString(label) > bot.MaxButtonLabel {
		label = "Again: " + l.Name
	}
	return bot.Button{Label: label, Line: w.line()}
}

// line is the command line that asks for this warm-up.
func (w warmupRequest) line() string {
	words := []string{"/warmup", w.lift.ID}
	if w.work.Milli() != 0 {
		words = append(words, compact(w.work))
	}
	if w.reps > 0 {
		words = append(words, "x"+itoa(w.reps))
	}
	if w.short {
		words = append(words, "short")
	}
	if w.noBands {
		words = append(words, "nobands")
	}
	if w.bar.Milli() != 0 {
		words = append(words, "bar="+compact(w.bar))
	}
	return strings.Join(words, " ")
}

// title names the warm-up: deadlift 180 kg × 3.
func (w warmupRequest) title() string {
	s := w.lift.Name
	if w.work.Milli() != 0 {
		s += " " + w.work.String()
	}
	if w.lift.Equipment == content.Dumbbell {
		s += " a hand"
	}
	if w.reps > 0 {
		s += " × " + itoa(w.reps)
	}
	return s
}

// shown is how the sets of a barbell are shown.
func (w warmupRequest) shown(why, picture bool) func(strength.Ladder, strength.Gear) (*bot.Reply, error) {
	return func(l strength.Ladder, g strength.Gear) (*bot.Reply, error) {
		switch {
		case why:
			return w.whyReply(l, g), nil
		case picture:
			return w.pictureReply(l)
		}
		return w.ladderReply(l, g), nil
	}
}

// reply works the sets out and has them laid on one screen.
func (w warmupRequest) reply(s store.Settings, show func(strength.Ladder, strength.Gear) (*bot.Reply, error)) (*bot.Reply, error) {
	switch w.lift.Equipment {
	case content.Bodyweight:
		return w.bodyweight(), nil
	case content.Dumbbell:
		return w.dumbbells(), nil
	}
	gear := gearFor(s, w.work.Unit())
	if w.bar.Milli() != 0 {
		gear.Bar = w.bar.In(gear.Unit())
	}
	reps := w.reps
	if reps == 0 {
		reps = usualReps
	}
	start := strength.Rack
	if w.lift.Start == "floor" {
		start = strength.Floor
	}
	ladder, err := strength.WarmUp{Work: w.work, Reps: reps, Start: start, Gear: gear, Short: w.short}.Ladder()
	if errors.Is(err, strength.ErrBelowBar) {
		return nil, belowBar(w.work, gear)
	}
	if err != nil {
		return nil, err
	}
	return show(ladder, gear)
}

// keep remembers the warm-up, so that it can be repeated.
func (w warmupRequest) keep(ctx context.Context, st *store.Store, r *bot.Request, person store.Person) error {
	last := store.WarmUp{Lift: w.lift.ID, Work: w.work, Reps: w.reps}
	if person.LastWarm == last {
		return nil
	}
	_, err := st.Change(ctx, account(r), r.ID, r.Now, func(p *store.Person) error {
		p.LastWarm = last
		return nil
	})
	return err
}

// gearFor is the lifter's gear for a weight in unit u: his own in that unit, else his own in the
// other one (the weight is converted to it), else the usual gear of u.
func gearFor(s store.Settings, u strength.Unit) strength.Gear {
	if s.Gear(u).IsZero() && !s.Gear(otherUnit(u)).IsZero() {
		u = otherUnit(u)
	}
	return s.Gear(u).Over(strength.DefaultGear(u))
}

func belowBar(work strength.Mass, g strength.Gear) error {
	e := bot.Userf("%s is less than the bar (%s). Start with the empty bar, use dumbbells, or tell me about a lighter bar, as in `/settings bar 15kg`.", work, g.Bar)
	for _, bar := range lighterBars[g.Unit()] {
		if bar.Cmp(work) <= 0 {
			return e.Offer(bot.Button{Label: "My bar is " + bar.String(), Line: "/settings bar " + compact(bar)})
		}
	}
	return e
}

// lighterBars are the bars sold below the usual one, heaviest first (science: bars of 15 and
// 10 kg, 35 and 15 lb).
var lighterBars = map[strength.Unit][]strength.Mass{
	strength.Kilogram: {strength.Milli(15_000, strength.Kilogram), strength.Milli(10_000, strength.Kilogram)},
	strength.Pound:    {strength.Milli(35_000, strength.Pound), strength.Milli(15_000, strength.Pound)},
}
