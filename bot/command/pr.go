package command

import (
	"context"
	"fmt"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/store"
)

// PR makes /pr: the lifter's records of a lift, or the best of each.
func PR(d diary) *bot.Command {
	lift := liftParam(d.library, anyLift)
	share := bot.Flag("share", "for everybody in the chat")
	return &bot.Command{
		Name: "pr", Aliases: []string{"prs", "records"}, Group: groupLog, For: bot.Asker,
		Summary:  "Your records: heaviest by reps, and your estimated max",
		Examples: []string{"/pr deadlift", "/pr"},
		Details: []string{"Warm-ups and missed sets set no records. An estimated max comes from sets of up to ten reps: by the RPE you gave, else as if nothing was left.",
			"For you alone; share shows one lift's to the chat."},
		Args: []bot.Arg{lift, share},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			chosen, _ := lift.Of(r)
			reply, err := l.records(ctx, chosen)
			if err != nil {
				return nil, err
			}
			reply.For = bot.Asker
			if !has(share, r) || chosen == nil {
				reply.Openly = bot.Say("Your records are for you alone.")
				reply.Openly.Aside = "/pr"
			}
			if chosen != nil {
				reply.Share = "/pr " + chosen.ID + " share"
			}
			return reply, nil
		},
	}
}

func (l lifter) records(ctx context.Context, lift *content.Lift) (*bot.Reply, error) {
	entries, err := l.entries(ctx, time.Time{}, lift)
	if err != nil {
		return nil, err
	}
	switch {
	case len(entries) == 0:
		return l.nothing(lift), nil
	case lift == nil:
		return l.allRecords(store.Sessions(entries)), nil
	}
	return l.liftRecords(lift, strength.RecordsOf(lift.ID, store.Sessions(entries))), nil
}

// repCounts are the reps that records are listed of.
var repCounts = []int{1, 2, 3, 5, 8, 10, 12, 15, 20}

// liftRecords lists the heaviest set of each number of reps.
func (l lifter) liftRecords(lift *content.Lift, r strength.Records) *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Your records: " + lift.Name)}}
	t := bot.Table{Head: []string{"reps", "weight", "when"}, Right: []bool{true, true, false}}
	var last strength.Best
	for _, n := range repCounts {
		b, ok := r.Reps(n)
		if !ok {
			break
		}
		if b.Effort == last.Effort && b.At.Equal(last.At) {
			t.Rows = t.Rows[:len(t.Rows)-1] // the same set, of more reps
		}
		last = b
		t.Rows = append(t.Rows, []string{itoa(b.Effort.Reps), loadText(b.Effort), shortDay(b.At, l.now)})
	}
	if len(t.Rows) == 0 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("Only warm-ups and missed sets so far, and those set no records.")))
	} else {
		reply.Blocks = append(reply.Blocks, t)
	}
	reply.Blocks = append(reply.Blocks, maxBlocks(r)...)
	reply.Buttons = bot.Rows(3, bot.Button{Label: "Chart", Line: "/history " + lift.ID + " chart"}, bot.Button{Label: "History", Line: "/history " + lift.ID},
		bot.Button{Label: "All lifts", Line: "/pr"})
	return reply
}

// maxBlocks tells the estimated max, where it comes from, and what it would make of a common set.
func maxBlocks(r strength.Records) []bot.Block {
	b, ok := r.Max()
	if !ok {
		return nil
	}
	text := fmt.Sprintf("Estimated max %s, from %s.", b.Max.Whole(), effortText(b.Effort, true))
	if load, err := strength.Load(b.Max, usualReps, 80); err == nil {
		text += fmt.Sprintf(" A set of %d at RPE 8 would be about %s.", usualReps, load.Whole())
	}
	note := "By the RTS chart, from your RPE. An estimate is commonly off by 3-10 %."
	if b.Effort.RPE == 0 || b.Effort.Failed {
		note = "By Epley or Brzycki, the lower one, as if nothing was left. An estimate is commonly off by 3-10 %."
		if low, high, err := strength.Span(b.Effort.Weight, b.Effort.Reps); err == nil && low != high {
			note = fmt.Sprintf("By Epley or Brzycki, the lower one, as if nothing was left; seven formulas say %s to %s. An estimate is commonly off by 3-10 %%.", low.Whole(), high.Whole())
		}
	}
	return []bot.Block{bot.Para(bot.T("%s", text)), bot.Note(bot.T("%s", note))}
}

// allRecords lists the best set and the estimated max of each lift.
func (l lifter) allRecords(sessions []strength.Session) *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Your records")}}
	t := bot.Table{Head: []string{"lift", "heaviest", "est. max", "when"}, Right: []bool{false, true, true, false}}
	var buttons []bot.Button
	for _, lift := range liftsIn(sessions) {
		r := strength.RecordsOf(lift, sessions)
		b, ok := r.Reps(1)
		if !ok || len(t.Rows) == maxRows {
			continue
		}
		estimate := ""
		if m, ok := r.Max(); ok {
			estimate = m.Max.Whole().String()
		}
		t.Rows = append(t.Rows, []string{l.name(lift), loadText(b.Effort) + " × " + itoa(b.Effort.Reps), estimate, shortDay(b.At, l.now)})
		if len(buttons) < 6 {
			buttons = append(buttons, bot.Button{Label: bot.UpperFirst(l.name(lift)), Line: "/pr " + lift})
		}
	}
	if len(t.Rows) == 0 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("Only warm-ups and missed sets so far, and those set no records.")))
	} else {
		reply.Blocks = append(reply.Blocks, t)
	}
	reply.Buttons = bot.Rows(3, buttons...)
	return reply
}

// maxRows is how many rows of a table fit a phone's screen.
const maxRows = 12

// liftsIn are the lifts of sessions, in the order they first come up.
func liftsIn(sessions []strength.Session) (lifts []string) {
	seen := map[string]bool{}
	for _, s := range sessions {
		if !seen[s.Lift] {
			seen[s.Lift] = true
			lifts = append(lifts, s.Lift)
		}
	}
	return lifts
}
