package command

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

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
	sore           string        // the part that hurts and that the lift loads, "" when none does
	alone          bool          // nobody reads along, so that the part may be named
}

// Warmup makes /warmup: sets up to a work weight that the lifter's own plates can load.
func Warmup(d diary) *bot.Command {
	p := warmupParams{
		lift:    liftParam(d.library, func(l *content.Lift) bool { return l.WarmUp }),
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
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			w := p.read(r, l.person.Settings, d.usual)
			if err := w.check(); err != nil {
				return nil, err
			}
			if missing, err := w.missing(ctx, l); missing != nil || err != nil {
				return missing, err
			}
			if w.sore, err = l.sorePart(ctx, w.lift.ID); err != nil {
				return nil, err
			}
			reply, err := w.reply(l.person.Settings, w.shown(has(p.why, r), has(p.picture, r)))
			if err != nil {
				return nil, err
			}
			return reply, w.keep(ctx, d.store, r, l.person)
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
	w := warmupRequest{alone: r.Private}
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

// check holds the lift to those that are warmed up for, and the weights to their limits, now that
// their units are known.
func (w warmupRequest) check() error {
	if w.lift != nil && !w.lift.WarmUp {
		return bot.Userf("There are no warm-up sets for the %s: begin with an easy one.", w.lift.Name).Offer(formButton(w.lift))
	}
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
		return w.gently(w.ladderReply(l, g), "There is a set more than usual"), nil
	}
}

// reply works the sets out and has them laid on one screen.
func (w warmupRequest) reply(s store.Settings, show func(strength.Ladder, strength.Gear) (*bot.Reply, error)) (*bot.Reply, error) {
	switch w.lift.Equipment {
	case content.Bodyweight:
		return w.gently(w.bodyweight(), "Take that easy set twice"), nil
	case content.Dumbbell:
		return w.gently(w.dumbbells(), "Take the first set twice"), nil
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
	ladder, err := strength.WarmUp{Work: w.work, Reps: reps, Start: start, Gear: gear, Short: w.short, Long: w.sore != ""}.Ladder()
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
