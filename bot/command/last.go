package command

import (
	"context"
	"regexp"
	"strings"
	"time"

	"spotter/bot"
	"spotter/content"
	"spotter/store"
)

// Last makes /last: the last session of a lift, or the last of all. It also answers "what did I deadlift
// last time".
func Last(d diary) *bot.Command {
	lift := liftParam(d.library, anyLift)
	return &bot.Command{
		Name: "last", Group: groupLog, For: bot.OnlyAsker,
		Summary:  "What you did last time, of one lift or of all",
		Examples: []string{"/last deadlift", "/last"},
		Details:  []string{"Plain words do as well: what did I deadlift last time."},
		Args:     []bot.Arg{lift},
		Plain: func(_ *bot.Request, text string) string {
			if l := lastAsked(d.library, text); l != nil {
				return "/last " + l.ID
			}
			return ""
		},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			chosen, _ := lift.Of(r)
			return l.last(ctx, chosen)
		},
	}
}

// lastForms are ways to ask for the last session of a lift, which stands in the brackets.
var lastForms = []*regexp.Regexp{
	regexp.MustCompile(`^(?:what|how much|how heavy|how many)(?: weight| reps| kg| lbs?)? did i (?:do on |do for |lift on |do in |do )?(.+?)(?: for)?(?: the)? (?:last time|last session|last week|last workout|last|previously)$`),
	regexp.MustCompile(`^what did i (.+)$`),
	regexp.MustCompile(`^(?:when|what) did i last (?:do |train |hit )?(.+?)$`),
	regexp.MustCompile(`^(?:what was |show(?: me)? |whats |what's )?(?:my |the )?last (?:time i )?(.+?)(?: session| workout| day| sets)?$`),
	regexp.MustCompile(`^last time(?: i)? (?:did )?(.+?)$`),
}

// lastAsked is the lift whose last session a text asks for, nil when it asks for none.
func lastAsked(lib *content.Library, text string) *content.Lift {
	text = strings.Join(strings.Fields(strings.Trim(strings.ToLower(text), "?.! ")), " ")
	for _, form := range lastForms {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		for _, words := range []string{m[1], strings.TrimSuffix(m[1], "ed"), strings.TrimSuffix(m[1], "ted"), strings.TrimPrefix(m[1], "on ")} {
			if l := lib.FindLift(words); l != nil {
				return l
			}
		}
	}
	return nil
}

// last shows the last day on which the lift, or any, was done.
func (l lifter) last(ctx context.Context, lift *content.Lift) (*bot.Reply, error) {
	entries, err := l.entries(ctx, l.now.AddDate(0, 0, -strainDays), lift)
	if err == nil && len(entries) == 0 {
		entries, err = l.entries(ctx, time.Time{}, lift)
	}
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return l.nothing(lift), nil
	}
	day := entries[0].At
	var items []bot.Text
	var newest string
	for _, e := range entries {
		if daysBetween(e.At, day) != 0 {
			break
		}
		items = append(items, bot.T("%s", l.plainEntry(e)))
		newest = e.Batch
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title(lastTitle(lift, dayText(day, l.now)))}}
	if len(items) == 1 {
		reply.Blocks = append(reply.Blocks, bot.Para(items[0]))
	} else {
		reply.Blocks = append(reply.Blocks, bot.List{Items: items})
	}
	reply.Buttons = bot.Rows(3, l.lastButtons(entries[0], newest)...)
	return reply, nil
}

func lastTitle(lift *content.Lift, day string) string {
	if lift == nil {
		return "Your last session, " + day
	}
	return "Your last " + lift.Name + ", " + day
}

// plainEntry is an entry without its day.
func (l lifter) plainEntry(e store.Entry) string {
	e.At = l.now
	return l.entryText(e)
}

func (l lifter) lastButtons(e store.Entry, batch string) []bot.Button {
	var buttons []bot.Button
	if top, ok := e.Session.Top(); ok && !top.Body {
		if lift := l.library.Lift(e.Lift); lift != nil && lift.WarmUp {
			buttons = append(buttons, bot.Button{Label: "Warm-up for " + top.Weight.String(), Line: "/warmup " + e.Lift + " " + compact(top.Weight)})
		}
	}
	return append(buttons, bot.Button{Label: "History", Line: "/history " + e.Lift}, bot.Button{Label: "Records", Line: "/pr " + e.Lift},
		bot.Button{Label: "Take it back", Line: "/undo " + batch})
}

// nothing says that nothing was logged yet, and how to.
func (l lifter) nothing(lift *content.Lift) *bot.Reply {
	if lift == nil {
		reply := bot.Say("Your log is empty so far. Write what you lift, for example `deadlift 180x5 @8`.")
		reply.Expect = "/" + logName
		return reply
	}
	reply := bot.Say("Nothing of the %s in your log yet. Write it as in `%s`.", lift.Name, exampleOf(lift))
	reply.Buttons = bot.Rows(2, bot.Button{Label: "All of your log", Line: "/history"})
	return reply
}

// exampleOf is a log line for the lift.
func exampleOf(l *content.Lift) string {
	if l.Equipment == content.Bodyweight {
		return l.Name + " 3x8"
	}
	return l.Name + " 100x5 @8"
}
