package command

import (
	"context"
	"slices"
	"strings"

	"spotter/bot"
)

// maxAsked is how many lifts are offered for sets that name none: three rows on a phone.
const maxAsked = 6

// askLift asks which lift sets are of, offering those trained lately, then the common ones. The answer goes
// behind the text, so that nothing of it has to be said again.
func (l lifter) askLift(ctx context.Context, text string) (*bot.Reply, error) {
	strains, err := l.strains(ctx)
	if err != nil {
		return nil, err
	}
	expect := "/" + logName + " " + text
	line := strings.Join(strings.Fields(expect), " ")
	var buttons []bot.Button
	for _, id := range distinct(slices.Concat(l.trained(strains), commonLifts)) {
		b := bot.Button{Label: bot.UpperFirst(l.name(id)), Line: line + " " + id}
		if l.library.Lift(id) != nil && len(buttons) < maxAsked && len(b.Line) <= bot.MaxButtonLine {
			buttons = append(buttons, b)
		}
	}
	how := "Press one, or write its name."
	if len(buttons) == 0 {
		how = "Write its name."
	}
	reply := bot.Say("Which lift was %s? %s", bot.Quote(text), how)
	reply.For, reply.Expect, reply.Buttons = bot.Asker, expect, bot.Rows(2, buttons...)
	return reply, nil
}

// distinct is the ids without those that came before.
func distinct(ids []string) (out []string) {
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
