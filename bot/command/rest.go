package command

import (
	"context"
	"slices"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// Rest makes /rest: for each lift trained lately whether a hard session makes sense, when, and why.
func Rest(d diary) *bot.Command {
	return &bot.Command{
		Name: "rest", Aliases: []string{"recovery", "ready"}, Group: groupLog, For: bot.OnlyAsker,
		Summary:  "What is ready for a hard session, what is not yet, and why",
		Examples: []string{"/rest"},
		Details: []string{"The same lift, heavy to heavy: too soon before 48 hours, fine if you feel recovered until 72, then ready; a set to failure adds a day. Lifts that share muscles wait 24 to 48 hours.",
			"It is advice, not a rule. Heavy is RPE 8, 80 % of your estimated max, or your own word; light sessions never count.",
			"Sources: ACSM 2009; Belcher 2019; Morán-Navarro 2017."},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			return l.rest(ctx)
		},
	}
}

func (l lifter) rest(ctx context.Context) (*bot.Reply, error) {
	strains, err := l.strains(ctx)
	if err != nil {
		return nil, err
	}
	pains, err := l.store.Pains(ctx, l.account, l.now)
	if err != nil {
		return nil, err
	}
	lifts := l.trained(strains)
	if len(lifts) == 0 {
		reply := bot.Say("Nothing in your log of the last two weeks, so nothing has to rest. Write what you lift, for example `deadlift 180x5 @8`.")
		reply.Buttons = bot.Rows(2, bot.Button{Label: "History", Line: "/history"}, bot.Button{Label: "About rest days", Line: "/topic " + restPage})
		return reply, nil
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Ready for a hard session?"), l.restList(lifts, strains, pains)}}
	advice, err := l.advice(ctx, strains)
	if err != nil {
		return nil, err
	}
	reply.Blocks = append(reply.Blocks, advice...)
	reply.Buttons = bot.Rows(3, l.restButtons(pains)...)
	return reply, nil
}

// Pages that rest leads to.
const (
	restPage   = "programming/rest-between-sessions"
	deloadPage = "programming/deload"
)

// restList has a line for each lift, those that wait longest first.
func (l lifter) restList(lifts []string, strains []strength.Strain, pains []store.Pain) bot.List {
	type line struct {
		text bot.Text
		full time.Time
	}
	var lines []line
	for _, lift := range lifts {
		r := strength.Recovery(lift, strength.Heavy, strains, l.now)
		text := append(bot.S(bot.Strong, bot.UpperFirst(l.name(lift))), bot.Span{Text: ": "})
		if part := strainedPart(lift, pains); part != "" {
			text = append(text, bot.Span{Text: "not while your " + part + " hurts. Light is fine if it stays easy."})
		} else {
			text = append(text, l.stateText(lift, r)...)
		}
		lines = append(lines, line{text, r.Full})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return b.full.Compare(a.full) })
	var list bot.List
	for _, x := range lines {
		list.Items = append(list.Items, x.text)
	}
	return list
}

// stateText tells the state of a lift, when it changes, and the session that says so.
func (l lifter) stateText(lift string, r strength.Readiness) bot.Text {
	var text bot.Text
	switch r.State {
	case strength.Ready:
		return bot.T("ready.")
	case strength.Caution:
		text = append(bot.T("fine if you feel recovered, ready "), l.moment(r.Full))
	default:
		text = bot.T("too soon; ")
		if r.Fine.Before(r.Full) {
			text = append(text, bot.Span{Text: "fine if you feel recovered from "}, l.moment(r.Fine), bot.Span{Text: ", "})
		}
		text = append(text, bot.Span{Text: "ready "}, l.moment(r.Full))
	}
	why := []string{}
	if r.By.Lift != lift {
		why = append(why, l.name(r.By.Lift))
	}
	why = append(why, r.By.Class.String()+" "+dayText(r.By.At, l.now))
	if told := strings.Trim(gradeText(r.By.Grade), " (),"); told != "" {
		why = append(why, told)
	}
	return append(text, bot.Span{Text: " (" + strings.Join(why, ", ") + ")."})
}

// strainedPart is the part that hurts and that the lift loads, "" when none is.
func strainedPart(lift string, pains []store.Pain) string {
	for _, p := range pains {
		if strength.Strained(p.Part, lift) {
			return p.Part
		}
	}
	return ""
}

// advice is what else the log says: heavy weeks, lifts that stand still, the streak.
func (l lifter) advice(ctx context.Context, strains []strength.Strain) (out []bot.Block, err error) {
	if weeks := strength.HeavyWeeks(strains, l.now); weeks >= strength.DeloadWeeks {
		out = append(out, bot.Para(bot.T("%s heavy weeks in a row. An easier week is due about now: same lifts, half the sets, a little less weight. Only a suggestion.", bot.UpperFirst(number(weeks)))))
	}
	for _, lift := range l.trained(strains) {
		if stall, ok := strength.Stalled(lift, strains, l.now); ok {
			out = append(out, bot.Para(stallText(l, stall)))
			break // one is enough to act on
		}
	}
	var times []time.Time
	for _, s := range strains {
		times = append(times, s.At)
	}
	streak, err := l.streak(ctx, times)
	return append(out, streak...), err
}

func (l lifter) restButtons(pains []store.Pain) []bot.Button {
	var buttons []bot.Button
	for _, p := range pains {
		if len(buttons) < 2 {
			buttons = append(buttons, bot.Button{Label: bot.UpperFirst(p.Part) + " is fine again", Line: "/pain " + p.Part + " gone"})
		}
	}
	buttons = append(buttons, bot.Button{Label: "About rest days", Line: "/topic " + restPage}, bot.Button{Label: "Deload week", Line: "/topic " + deloadPage})
	if !l.zoned {
		buttons = append(buttons, bot.Button{Label: "Set time zone", Line: "/settings zone"})
	}
	return buttons
}
