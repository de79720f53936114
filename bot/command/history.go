package command

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/store"
)

// pageDays is how many training days a page of the history has: one screen.
const pageDays = 8

// History makes /history: what was done, day by day, and as a picture.
func History(d diary) *bot.Command {
	lift := liftParam(d.library, anyLift)
	page := bot.Int("page", "the page, 1 is the latest", 1, 9999, []string{"page", "p"}, []string{"page"})
	picture := bot.Flag("chart", "as a picture", "graph", "plot", "picture")
	return &bot.Command{
		Name: "history", Aliases: []string{"hist"}, Group: groupLog, For: bot.OnlyAsker,
		Summary:  "Your training day by day, or one lift over time as a chart",
		Examples: []string{"/history", "/history deadlift", "/history deadlift chart", "/history squat 2"},
		Args:     []bot.Arg{lift, page, picture},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			chosen, _ := lift.Of(r)
			n, given := page.Of(r)
			if !given {
				n = 1
			}
			return l.history(ctx, chosen, n, has(picture, r))
		},
	}
}

func (l lifter) history(ctx context.Context, lift *content.Lift, page int, picture bool) (*bot.Reply, error) {
	entries, err := l.entries(ctx, time.Time{}, lift)
	if err != nil {
		return nil, err
	}
	sessions := strength.Merged(store.Sessions(entries))
	switch {
	case len(sessions) == 0:
		return l.nothing(lift), nil
	case picture && lift == nil:
		return l.weeksChart(sessions)
	case picture:
		return l.liftChart(lift, sessions)
	case lift == nil:
		return l.days(ctx, sessions, page)
	}
	return l.liftDays(lift, sessions, page), nil
}

// pages cuts the page out of n things; pages beyond the last are the last.
func pages(n, page int) (from, to, at, count int) {
	count = (n + pageDays - 1) / pageDays
	at = min(page, count)
	from = (at - 1) * pageDays
	return from, min(from+pageDays, n), at, count
}

// liftDays lists the days of a lift.
func (l lifter) liftDays(lift *content.Lift, sessions []strength.Session, page int) *bot.Reply {
	from, to, at, count := pages(len(sessions), page)
	t := bot.Table{Head: []string{"day", "sets", "est. max"}, Right: []bool{false, false, true}}
	for _, s := range sessions[from:to] {
		estimate := ""
		if m, ok := s.Max(); ok {
			estimate = m.Whole().Number()
		}
		t.Rows = append(t.Rows, []string{shortDay(s.At, l.now), clip(workText(s.Efforts), maxCell), estimate})
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title(pageTitle(bot.UpperFirst(lift.Name), at, count)), t}}
	reply.Buttons = pageButtons("/history "+lift.ID, at, count, bot.Button{Label: "Chart", Line: "/history " + lift.ID + " chart"}, bot.Button{Label: "Records", Line: "/pr " + lift.ID})
	return reply
}

// maxCell is how many characters of a day's sets stand in a table on a phone.
const maxCell = 48

// workText is the work sets alone.
func workText(efforts []strength.Effort) string {
	work := slices.DeleteFunc(slices.Clone(efforts), func(e strength.Effort) bool { return e.WarmUp })
	if len(work) == 0 {
		return "warm-up only"
	}
	return setsText(work)
}

// days lists training days with their lifts.
func (l lifter) days(ctx context.Context, sessions []strength.Session, page int) (*bot.Reply, error) {
	type day struct {
		at    time.Time
		lifts []string
	}
	var all []day
	var times []time.Time
	for _, s := range sessions {
		times = append(times, s.At)
		text := bot.UpperFirst(l.name(s.Lift))
		if top, ok := s.Top(); ok {
			text = l.name(s.Lift) + " " + loadText(top) + " × " + itoa(top.Reps)
		}
		if n := len(all); n == 0 || daysBetween(s.At, all[n-1].at) != 0 {
			all = append(all, day{at: s.At})
		}
		all[len(all)-1].lifts = append(all[len(all)-1].lifts, text)
	}
	from, to, at, count := pages(len(all), page)
	var list bot.List
	for _, d := range all[from:to] {
		list.Items = append(list.Items, bot.Text{{Text: bot.UpperFirst(dayText(d.at, l.now)) + ": ", Style: bot.Strong}, {Text: strings.Join(d.lifts, "; ")}})
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title(pageTitle("Your training", at, count)), list}}
	if at == 1 {
		streak, err := l.streak(ctx, times)
		if err != nil {
			return nil, err
		}
		reply.Blocks = append(reply.Blocks, streak...)
	}
	reply.Buttons = pageButtons("/history", at, count, bot.Button{Label: "Chart", Line: "/history chart"}, bot.Button{Label: "Records", Line: "/pr"})
	return reply, nil
}

// streak tells the streak that goes on, from two days of training: rest is part of it, most of all on
// the days of the week for which it is planned.
func (l lifter) streak(ctx context.Context, trained []time.Time) ([]bot.Block, error) {
	plan, err := l.store.Plan(ctx, l.account)
	if err != nil {
		return nil, err
	}
	var rest store.Days
	for _, r := range plan.Reminders {
		if r.Kind == store.RestDay && r.State == store.Planned {
			rest |= r.When.Days
		}
	}
	s := strength.StreakOf(trained, rest.Has, l.now)
	if s.Trained < 2 || s.Rested() < 1 {
		return nil, nil
	}
	return []bot.Block{bot.Para(bot.T("On track for %d days: %s and %s, and rest counts.", s.Days, plural(s.Trained, "training day"), plural(s.Rested(), "rest day")))}, nil
}

func pageTitle(title string, at, count int) string {
	if count == 1 {
		return title
	}
	return fmt.Sprintf("%s, page %d of %d", title, at, count)
}

// pageButtons lead to the pages around, and elsewhere.
func pageButtons(line string, at, count int, others ...bot.Button) [][]bot.Button {
	var turn []bot.Button
	if at > 1 {
		turn = append(turn, bot.Button{Label: "Newer", Line: fmt.Sprintf("%s %d", line, at-1)})
	}
	if at < count {
		turn = append(turn, bot.Button{Label: "Older", Line: fmt.Sprintf("%s %d", line, at+1)})
	}
	return bot.Rows(4, slices.Concat(turn, others)...)
}
