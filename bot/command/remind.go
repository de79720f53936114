package command

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// Remind makes /remind: rest and training days, the day after a heavy session, and whatever somebody
// wants to be told at a time. Nothing is ever sent that was not asked for.
func Remind(d diary) *bot.Command {
	what := bot.Completed(bot.Rest("what", "rest sun wed 09:00, train mon thu 17:30, rest day, or your words and a time"), suggestReminder)
	return &bot.Command{
		Name: "remind", Aliases: []string{"reminder", "remindme"}, Group: groupRemind, For: bot.Asker,
		Summary:  "Rest days, training days, or anything at a time; only what you ask for",
		Examples: []string{"/remind rest day", "/remind rest sun wed 09:00", "/remind train mon thu 17:30", "/remind in 3 hours stretch", "/remind pack the belt tomorrow 7am", "/remind next friday book the platform"},
		Details: []string{"Rest day: once after a heavy session, the next day, with the reason. Rest or train and days of the week: every week.",
			"Times are those of your clock, also when the clocks change. I write to you alone; add `here` to have it in this chat, with only you mentioned.",
			"At most one a day unless you say otherwise; /quiet keeps hours free; /reminders lists, changes and ends them. Three unanswered in a row and I stop.",
			"In a group an admin can plan a rest-day post with a tip of the week: /remind post sun 18:00."},
		Args:  []bot.Arg{what},
		Plain: plainRemind,
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			line, _ := what.Of(r)
			f := remindForm{diary: d, r: r, line: strings.Join(strings.Fields(line), " ")}
			return f.run(ctx)
		},
	}
}

// askedInWords is how people ask for a reminder without the command's name.
var askedInWords = regexp.MustCompile(`(?i)^(?:please |can you |could you |pls )*(?:remind me|set (?:me )?a reminder|reminder)\b[:,]?`)

// plainRemind is the command line that such a text means.
func plainRemind(_ *bot.Request, text string) string {
	asked := askedInWords.FindString(text)
	if asked == "" {
		return ""
	}
	return strings.TrimSpace("/remind " + strings.TrimRight(strings.TrimSpace(text[len(asked):]), "?"))
}

// suggestReminder lists usual reminders.
func suggestReminder(typed string, _ func(string) string) []string {
	return bot.Suggest(typed, []string{"rest day", "rest sun wed 09:00", "train mon wed fri 17:30", "ready", "in 3 hours ", "tomorrow 7am ", "next friday "}, maxSuggested)
}

// remindForm carries what one /remind needs.
type remindForm struct {
	diary
	r    *bot.Request
	line string

	person store.Person
	plan   store.Plan
	zone   *time.Location // of the person, UTC while it is not known
}

func (f *remindForm) run(ctx context.Context) (*bot.Reply, error) {
	if f.r.ID == "" || f.r.User == "" {
		return bot.Say("I plan that only in a chat with you. Write it to me there, as in `/remind rest sun wed 09:00`."), nil
	}
	if f.line == "" {
		return f.ask(), nil
	}
	if reply := elsewhere(f.line); reply != nil {
		return reply, nil
	}
	if strings.EqualFold(f.line, "post off") {
		return f.endPost(ctx)
	}
	var err error
	if f.person, err = f.store.Person(ctx, account(f.r)); err != nil {
		return nil, err
	}
	if f.plan, err = f.store.Plan(ctx, account(f.r)); err != nil {
		return nil, err
	}
	zone := f.person.Settings.Zone
	f.zone = zoneOf(zone)
	w, err := readWish(f.line, f.r.Now.In(f.zone))
	if err == nil && w.kind == store.Post {
		err = f.mayPost(ctx)
	}
	if err != nil {
		return nil, err
	}
	if w.zone != "" {
		zones, exact := findZones(w.zone, f.r.Now)
		if !exact {
			return f.whichZone(w.zone, zones), nil
		}
		zone, f.zone = zones[0], zoneOf(zones[0])
		if w, err = readWish(f.line, f.r.Now.In(f.zone)); err != nil {
			return nil, err
		}
	}
	switch {
	case !w.timed:
		return f.askTime(w), nil
	case w.bound && zone == "":
		return f.askZone(), nil
	case w.kind == store.Post:
		return f.post(ctx, w)
	}
	return f.keep(ctx, w, zone)
}

// zoneOf is the zone of that name, UTC for none.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// elsewhere leads from what people type here to where it is done; nil when it belongs here.
func elsewhere(line string) *bot.Reply {
	switch strings.ToLower(line) {
	case "off", "stop", "list", "cancel", "delete", "none", "pause", "show":
		reply := bot.Say("Your reminders are listed with `/reminders`, and changed or ended there.")
		reply.Buttons = bot.Rows(2, bot.Button{Label: "My reminders", Line: "/reminders"})
		return reply
	}
	return nil
}

func (f *remindForm) ask() *bot.Reply {
	reply := bot.Say("What shall I remind you of, and when? For example `rest sun wed 09:00`, `train mon thu 17:30` or `in 3 hours stretch`.")
	reply.Buttons = bot.Rows(2, bot.Button{Label: "Rest after heavy days", Line: "/remind rest day"},
		bot.Button{Label: "When a lift is ready", Line: "/remind ready"}, bot.Button{Label: "My reminders", Line: "/reminders"})
	reply.Expect = "/remind"
	return reply
}

func (f *remindForm) askTime(w wish) *bot.Reply {
	if w.kind != store.OwnWords {
		reply := bot.Say("On which days, and at what time? For example `sun wed 09:00`.")
		reply.Expect = "/remind " + f.line
		return reply
	}
	reply := bot.Say("When? For example `in 3 hours`, `tomorrow 7am`, `next friday` or `mon thu 17:30`.")
	reply.Expect = "/remind " + f.line
	var buttons []bot.Button
	for _, b := range []bot.Button{{Label: "In an hour", Line: " in 1 hour"}, {Label: "Tomorrow 09:00", Line: " tomorrow 09:00"}} {
		if b.Line = reply.Expect + b.Line; len(b.Line) <= bot.MaxButtonLine {
			buttons = append(buttons, b)
		}
	}
	reply.Buttons = bot.Rows(2, buttons...)
	return reply
}

// askZone asks for the time zone and keeps the rest of the line.
func (f *remindForm) askZone() *bot.Reply {
	reply := bot.Say("One thing first, so that it comes by your clock: what time does your clock show now? Or name a city in your time zone.")
	reply.Expect = "/remind " + f.line + " zone"
	return reply
}

func (f *remindForm) whichZone(typed string, zones []string) *bot.Reply {
	line := f.line[:strings.LastIndex(strings.ToLower(f.line), "zone")]
	reply := bot.Say("I found no time zone for %s. Name a city nearby, or the time your clock shows, such as 18:40.", bot.Quote(typed))
	reply.Expect = "/remind " + line + "zone"
	if len(zones) == 0 {
		return reply
	}
	reply.Blocks = bot.Say("Which of these is yours? If none is, name a city nearby.").Blocks
	var buttons []bot.Button
	for _, z := range zones {
		if b := (bot.Button{Label: city(z), Line: reply.Expect + " " + z}); len(b.Line) <= bot.MaxButtonLine {
			buttons = append(buttons, b)
		}
	}
	reply.Buttons = bot.Rows(3, buttons...)
	return reply
}

// keep plans the reminder and says what was understood.
func (f *remindForm) keep(ctx context.Context, w wish, zone string) (*bot.Reply, error) {
	to := store.Target{Account: account(f.r)}
	if w.here && !f.r.Private {
		to.Chat = f.r.Chat
	}
	made := store.Reminder{Kind: w.kind, When: w.when, Text: w.text, To: to}
	var strains []strength.Strain
	var err error
	if made.Waits() {
		if strains, err = f.strainsOf(ctx, f.r); err != nil {
			return nil, err
		}
	}
	var kept store.Reminder
	plan, err := f.store.Remind(ctx, account(f.r), f.r.ID, f.r.Now, func(person *store.Person, plan *store.Plan) error {
		if len(plan.Reminders) >= store.MaxReminders {
			return bot.Userf("You have %d reminders already, as many as I keep. Turn one off first: `/reminders`.", store.MaxReminders).
				Offer(bot.Button{Label: "My reminders", Line: "/reminders"})
		}
		if w.bound {
			person.Settings.Zone = zone
		}
		plan.Unanswered = 0
		kept = *place(plan, made, strains, f.r.Now)
		f.person = *person
		return nil
	})
	if err != nil {
		return nil, err
	}
	if kept.Number == 0 { // the same request again
		kept = made
		if same := alike(&plan, made); same != nil {
			kept = *same
		}
	}
	return f.kept(ctx, plan, kept)
}

// place adds the reminder to the plan, or takes the place of one that is the same but for its time of
// waiting.
func place(plan *store.Plan, made store.Reminder, strains []strength.Strain, now time.Time) *store.Reminder {
	r := alike(plan, made)
	if r == nil {
		r = plan.Add(made, now)
	}
	r.When, r.To = made.When, made.To
	begin(plan, r, strains, now)
	return r
}

// alike finds a reminder of the plan that says the same at the same time.
func alike(plan *store.Plan, made store.Reminder) *store.Reminder {
	for i := range plan.Reminders {
		r := &plan.Reminders[i]
		if r.Kind == made.Kind && (r.Waits() || r.Kind == store.FollowUp && r.Text == made.Text || r.When == made.When && r.Text == made.Text && r.To == made.To && r.State != store.Sent) {
			return r
		}
	}
	return nil
}

// kept is the echo of a reminder that was planned.
func (f *remindForm) kept(ctx context.Context, plan store.Plan, r store.Reminder) (*bot.Reply, error) {
	reply := &bot.Reply{Blocks: []bot.Block{bot.Para(planned(r, f.r.Now.In(f.zone)))}}
	say := func(format string, args ...any) {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.Marked(fmt.Sprintf(format, args...))))
	}
	reachable, err := f.store.Reachable(ctx, account(f.r))
	if err != nil {
		return nil, err
	}
	switch {
	case r.To.Chat != "":
		say("It comes here, and mentions only you.")
	case !reachable:
		say("Your private messages are closed to me, so it cannot reach you yet: open them, or say `/remind %s here`.", f.line)
	case !f.r.Private:
		say("I'll write to you alone; you must have opened a chat with me for that.")
	}
	if q := plan.Quiet; r.When.Walled() && !q.IsZero() && q.Has(r.When.Clock) {
		say("That is in your quiet hours, %s to %s. It comes at %s, or not at all when the day is over by then. `/quiet off` ends them.", q.From, q.To, q.To)
	}
	buttons := []bot.Button{}
	if day, n := busiest(&plan, r.When.Days); n > max(plan.Daily, 1) {
		say("That makes %d on %ss. I send %s a day, the first, unless you want more.", n, day, upTo(plan.Daily))
		buttons = append(buttons, bot.Button{Label: fmt.Sprintf("Allow %d a day", n), Line: fmt.Sprintf("/reminders daily %d", n)})
	}
	if r.Number > 0 {
		buttons = append(buttons, bot.Button{Label: "Undo", Line: fmt.Sprintf("/reminders off %d %s", r.Number, tag(f.person.ID))})
	}
	reply.Buttons = bot.Rows(3, append(buttons, bot.Button{Label: "My reminders", Line: "/reminders"})...)
	return reply, nil
}

func upTo(daily int) string {
	if daily <= 1 {
		return "one"
	}
	return itoa(daily)
}

// busiest is that of the days with the most weekly nudges.
func busiest(plan *store.Plan, days store.Days) (day time.Weekday, most int) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if !days.Has(d) {
			continue
		}
		n := 0
		for i := range plan.Reminders {
			if r := &plan.Reminders[i]; r.State == store.Planned && r.Nudge() && r.When.Days.Has(d) {
				n++
			}
		}
		if n > most {
			day, most = d, n
		}
	}
	return day, most
}
