package command

import (
	"context"
	"fmt"
	"strings"

	"spotter/bot"
	"spotter/store"
)

// Quiet makes /quiet: the hours in which no reminder comes.
func Quiet(st *store.Store) *bot.Command {
	hours := bot.Completed(bot.Rest("hours", "from and to, such as 22-7 or 22:30 to 6:00, or off"), func(typed string, _ func(string) string) []string {
		return bot.Suggest(typed, []string{"22-7", "21-8", "23-6", "off"}, maxSuggested)
	})
	return &bot.Command{
		Name: "quiet", Group: groupRemind, For: bot.OnlyAsker,
		Summary:  "Hours in which no reminder comes",
		Examples: []string{"/quiet 22-7", "/quiet 22:30 to 6:00", "/quiet off"},
		Details:  []string{"What falls into them comes at their end, or not at all when it is about a day that is over by then."},
		Args:     []bot.Arg{hours},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			line, _ := hours.Of(r)
			return setQuiet(ctx, st, r, strings.ToLower(line))
		},
	}
}

func setQuiet(ctx context.Context, st *store.Store, r *bot.Request, line string) (*bot.Reply, error) {
	person, err := st.Person(ctx, account(r))
	if err != nil {
		return nil, err
	}
	q := store.Quiet{Zone: person.Settings.Zone}
	switch {
	case line == "":
		return askQuiet(ctx, st, r)
	case line == "off" || line == "none" || line == "never":
		q = store.Quiet{}
	default:
		if q.From, q.To, err = readHours(line); err != nil {
			return nil, err
		}
		if q.Zone == "" {
			return nil, bot.Userf("Tell me your time zone first, such as `/settings zone Berlin`; then the hours.").Offer(bot.Button{Label: "Time zone", Line: "/settings zone"})
		}
	}
	plan, err := st.Remind(ctx, account(r), r.ID, r.Now, func(_ *store.Person, p *store.Plan) error {
		p.Quiet = q
		return nil
	})
	if err != nil {
		return nil, err
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Para(bot.T("%s", quietText(plan.Quiet)))}}
	var inside []string
	for _, r := range plan.Reminders {
		if r.When.Walled() && r.State == store.Planned && !plan.Quiet.IsZero() && plan.Quiet.Has(r.When.Clock) {
			inside = append(inside, itoa(r.Number))
		}
	}
	if len(inside) > 0 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.Marked(fmt.Sprintf("They hold back reminder %s; `/reminders` shows when they come.", and(inside)))))
	}
	reply.Buttons = bot.Rows(2, bot.Button{Label: "My reminders", Line: "/reminders"})
	return reply, nil
}

func quietText(q store.Quiet) string {
	if q.IsZero() {
		return "No quiet hours."
	}
	return fmt.Sprintf("Quiet from %s to %s, %s time.", q.From, q.To, city(q.Zone))
}

func askQuiet(ctx context.Context, st *store.Store, r *bot.Request) (*bot.Reply, error) {
	plan, err := st.Plan(ctx, account(r))
	if err != nil {
		return nil, err
	}
	reply := &bot.Reply{Blocks: []bot.Block{bot.Para(bot.Marked(quietText(plan.Quiet) + " From when to when shall none come? For example `22-7`."))}}
	reply.Buttons = bot.Rows(3, bot.Button{Label: "22 to 7", Line: "/quiet 22-7"}, bot.Button{Label: "21 to 8", Line: "/quiet 21-8"}, bot.Button{Label: "None", Line: "/quiet off"})
	reply.Expect = "/quiet"
	return reply, nil
}

// readHours reads 22-7, 10pm to 6am, from 22:30 until 6.
func readHours(line string) (from, to store.Clock, err error) {
	wrong := bot.Userf("I couldn't read %s as hours. Try `22-7` or `22:30 to 6:00`.", bot.Quote(line))
	line = strings.NewReplacer("-", " ", "–", " ", " to ", " ", " until ", " ", " till ", " ", "from ", "", "between ", "", " and ", " ").Replace(line + " ")
	words := strings.Fields(line)
	var clocks []store.Clock
	for len(words) > 0 {
		var t whenReader
		n, err := t.timeOfDay(words, true)
		if err != nil {
			return 0, 0, err
		}
		if n == 0 {
			return 0, 0, wrong
		}
		clocks, words = append(clocks, t.clock), words[n:]
	}
	switch {
	case len(clocks) != 2:
		return 0, 0, wrong
	case clocks[0] == clocks[1]:
		return 0, 0, bot.Userf("From %s to %s would be all day or nothing. To end quiet hours: `/quiet off`.", clocks[0], clocks[1])
	}
	return clocks[0], clocks[1], nil
}
