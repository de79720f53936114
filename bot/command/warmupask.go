package command

import (
	"context"
	"unicode/utf8"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/store"
)

// needsWeight tells that the lift's warm-up depends on a weight.
func needsWeight(l *content.Lift) bool { return l.Equipment != content.Bodyweight }

// missing asks for the lift or the weight, offering what was done last; nil when nothing is missing.
func (w warmupRequest) missing(ctx context.Context, l lifter) (*bot.Reply, error) {
	switch {
	case w.lift == nil && w.work.Milli() == 0:
		return w.askBoth(l.library, l.person.LastWarm), nil
	case w.lift == nil:
		reply := bot.Say("Which lift is the %s for?", w.work)
		reply.Expect = "/warmup " + compact(w.work)
		reply.Buttons = bot.Rows(2, liftButtons(l.library, " "+compact(w.work))...)
		return reply, nil
	case w.work.Milli() == 0 && needsWeight(w.lift):
		return w.askWeight(ctx, l)
	}
	return nil, nil
}

// askWeight asks for the work weight, offering the last one and the next that makes sense.
func (w warmupRequest) askWeight(ctx context.Context, l lifter) (*bot.Reply, error) {
	past, err := l.sessions(ctx, strainDays, w.lift.ID)
	if err != nil {
		return nil, err
	}
	reply := bot.Say("How heavy is your %s work set? For example `100`, `102.5kg` or `225 lb`.", w.lift.Name)
	if w.lift.Equipment == content.Dumbbell {
		reply = bot.Say("How heavy is one dumbbell of your %s work set? For example `24` or `50 lb`.", w.lift.Name)
	}
	reply.Expect = w.line()
	if sessions := strength.Merged(past); len(sessions) > 0 {
		w.offer(reply, sessions[0], l)
	}
	if last := l.person.LastWarm; last.Lift == w.lift.ID && len(reply.Buttons) == 0 {
		reply.Buttons = bot.Rows(1, repeat(w.lift, last))
	}
	return reply, nil
}

// offer adds the top set of the last session, and what comes next, to the question for the weight.
func (w warmupRequest) offer(reply *bot.Reply, s strength.Session, l lifter) {
	top, ok := s.Top()
	if !ok {
		return
	}
	reply.Blocks = append(reply.Blocks, bot.Para(bot.T("Last time: %s, %s.", effortText(top, true), dayText(s.At, l.now))))
	button := func(label string, m strength.Mass) bot.Button {
		v := w
		v.work = m
		return bot.Button{Label: label + m.String(), Line: v.line()}
	}
	buttons := []bot.Button{button("Again ", top.Weight)}
	if next := strength.Next(w.lift.ID, top); next != top.Weight {
		buttons = append(buttons, button("Next ", next))
	}
	reply.Buttons = bot.Rows(2, buttons...)
}

// sorePart is the part that hurts and that the lift loads, "" when none does.
func (l lifter) sorePart(ctx context.Context, lift string) (string, error) {
	pains, err := l.store.Pains(ctx, l.account, l.now)
	return strainedPart(lift, pains), err
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

// gently says what a part that hurts changes; which part, only where nobody reads along.
func (w warmupRequest) gently(reply *bot.Reply, change string) *bot.Reply {
	switch {
	case w.sore == "":
		return reply
	case !w.alone:
		change += "."
	default:
		change += ", as your " + w.sore + " hurts. Stay with what it tolerates, and stop on sharp pain."
		reply.Buttons = append(reply.Buttons, bot.Rows(1, bot.Button{Label: bot.UpperFirst(w.sore) + " is fine again", Line: "/pain " + w.sore + " gone"})...)
	}
	reply.Blocks = append(reply.Blocks, bot.Para(bot.T("%s", change)))
	return reply
}
