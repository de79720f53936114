package command

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// Reminders makes /reminders: the list, and everything that is done with a reminder.
func Reminders(d diary) *bot.Command {
	what := bot.NewParam(bot.Spec{Name: "what", Help: "off, pause, on, done, snooze, edit, daily or zone; left out, the list", Kind: bot.KindChoice, Choices: reminderActions},
		func(words []string) (string, int, error) {
			if name := reminderAction(strings.ToLower(words[0])); name != "" {
				return name, 1, nil
			}
			return "", 0, nil
		}, nil)
	rest := bot.Rest("which", "the number of the reminder, and what it shall be")
	return &bot.Command{
		Name: "reminders", Group: groupRemind, For: bot.OnlyAsker,
		Summary:  "Your reminders: list, change, pause, end",
		Examples: []string{"/reminders", "/reminders off 2", "/reminders pause", "/reminders on", "/reminders edit 2 mon thu 18:00", "/reminders snooze 2 3h", "/reminders daily 2"},
		Details: []string{"Without a number, pause, on and off mean all of them.",
			"When you travel, change your zone with /settings zone, and I ask whether they come along: /reminders zone local or /reminders zone stay."},
		Args: []bot.Arg{what, rest},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			f := remindersForm{diary: d, r: r}
			name, _ := what.Of(r)
			line, _ := rest.Of(r)
			return f.run(ctx, name, strings.Fields(line))
		},
	}
}

var reminderActions = []string{"list", "off", "pause", "on", "done", "snooze", "edit", "daily", "zone"}

// reminderAction is the action that a word means, "" for none.
func reminderAction(word string) string {
	switch word {
	case "stop", "delete", "remove", "cancel", "end":
		return "off"
	case "resume", "start", "unpause":
		return "on"
	case "change", "move":
		return "edit"
	case "later":
		return "snooze"
	case "show", "all":
		return "list"
	}
	if slices.Contains(reminderActions, word) {
		return word
	}
	return ""
}

// remindersForm carries what one /reminders needs.
type remindersForm struct {
	diary
	r *bot.Request

	person  store.Person
	plan    store.Plan
	strains []strength.Strain // read when a reminder waits for a session
	now     time.Time         // in the person's zone
	here    bool              // under the reminder, which others read along: what is done is told in its place
}

func (f *remindersForm) run(ctx context.Context, name string, words []string) (*bot.Reply, error) {
	var err error
	if f.person, err = f.store.Person(ctx, account(f.r)); err != nil {
		return nil, err
	}
	if f.plan, err = f.store.Plan(ctx, account(f.r)); err != nil {
		return nil, err
	}
	if waits(&f.plan) {
		if f.strains, err = f.strainsOf(ctx, f.r); err != nil {
			return nil, err
		}
	}
	f.now = f.r.Now.In(zoneOf(f.person.Settings.Zone))
	if len(words) > 1 && tagForm.MatchString(words[1]) {
		if words[1] != tag(f.person.ID) {
			return nil, bot.Userf("This reminder is for someone else. Yours are listed with `/reminders`.")
		}
		words = slices.Delete(words, 1, 2)
		f.here = f.r.Pressed && !f.r.Private
	}
	switch {
	case name == "" && len(words) > 0 && isNumber(words[0]):
		name = "edit"
	case name == "" && len(words) > 0:
		return nil, bot.Userf("I don't know %s here. Try `/reminders`, `/reminders off 2` or `/reminders pause`.", bot.Quote(words[0])).
			Offer(bot.Button{Label: "My reminders", Line: "/reminders"})
	case name == "" || name == "list" || len(f.plan.Reminders) == 0 && name != "daily" && !f.here:
		return f.list(""), nil
	case name == "daily":
		return f.daily(ctx, words)
	case name == "zone":
		return f.travel(ctx, words)
	}
	return f.one(ctx, name, words)
}

func isNumber(s string) bool { _, err := strconv.Atoi(strings.TrimPrefix(s, "#")); return err == nil }

// one does something with the reminder whose number leads, or with all.
func (f *remindersForm) one(ctx context.Context, name string, words []string) (*bot.Reply, error) {
	all := len(words) > 0 && strings.EqualFold(words[0], "all")
	if len(words) == 0 && len(f.plan.Reminders) == 1 {
		words = []string{itoa(f.plan.Reminders[0].Number)}
	}
	if all || len(words) == 0 {
		return f.all(ctx, name, all)
	}
	number, err := strconv.Atoi(strings.TrimPrefix(words[0], "#"))
	if err != nil {
		return nil, f.which(name)
	}
	words = words[1:]
	r := f.plan.Find(number)
	f.here = f.here && (r == nil || r.To.Chat == f.r.Chat)
	switch {
	case r == nil && f.here:
		return f.told(bot.T("That one is off already.")), nil
	case r == nil:
		return nil, bot.Userf("There is no reminder %d any more.", number).Offer(bot.Button{Label: "My reminders", Line: "/reminders"})
	}
	switch name {
	case "off":
		return f.off(ctx, *r)
	case "done":
		return f.done(ctx, *r)
	case "snooze":
		return f.snooze(ctx, *r, strings.Join(words, " "))
	case "edit":
		return f.edit(ctx, *r, strings.Join(words, " "))
	case "pause":
		return f.change(ctx, "Paused.", func(p *store.Plan) { pause(p, number) })
	default:
		return f.change(ctx, "On again.", func(p *store.Plan) { f.resume(p, number) })
	}
}

// all does something with every reminder; ending them asks once.
func (f *remindersForm) all(ctx context.Context, name string, sure bool) (*bot.Reply, error) {
	switch name {
	case "off":
		if !sure {
			reply := bot.Say("All %d of them?", len(f.plan.Reminders))
			reply.Buttons = bot.Rows(3, bot.Button{Label: "All off", Line: "/reminders off all"}, bot.Button{Label: "Pause all", Line: "/reminders pause"}, bot.Button{Label: "Keep them", Line: "/reminders"})
			return reply, nil
		}
		return f.change(ctx, "All reminders are off. I won't write to you first any more.", func(p *store.Plan) {
			p.Reminders, p.Unanswered = nil, 0
		})
	case "pause":
		return f.change(ctx, "Paused, all of them, until you say `/reminders on`.", func(p *store.Plan) {
			for _, r := range p.Reminders {
				pause(p, r.Number)
			}
		})
	case "on":
		return f.change(ctx, "On again.", func(p *store.Plan) {
			for _, r := range slices.Clone(p.Reminders) {
				f.resume(p, r.Number)
			}
		})
	}
	return nil, f.which(name)
}

// which asks for the number of a reminder.
func (f *remindersForm) which(name string) error {
	number := 1
	if len(f.plan.Reminders) > 0 {
		number = f.plan.Reminders[0].Number
	}
	return bot.Userf("Which one? Give its number, such as `/reminders %s %d`.", name, number).Offer(bot.Button{Label: "My reminders", Line: "/reminders"})
}

// told says in a line what was done, in place of the reminder or the list under which it was asked for.
func (f *remindersForm) told(text bot.Text) *bot.Reply {
	reply := &bot.Reply{Replace: true, Here: f.here, Blocks: []bot.Block{bot.Para(text)}}
	if f.here {
		reply.For = bot.Asker
	}
	return reply
}

func pause(p *store.Plan, number int) {
	if r := p.Find(number); r != nil && r.State == store.Planned {
		p.Pause(r)
	}
}

// resume plans a reminder again that was paused or could not be sent; one whose only time is over goes.
func (f *remindersForm) resume(p *store.Plan, number int) {
	r := p.Find(number)
	if r == nil || r.State == store.Planned || r.State == store.Sent {
		return
	}
	p.Unanswered = 0
	if begin(p, r, f.strains, f.r.Now); r.Once() && r.Next.IsZero() {
		p.Remove(number)
	}
}

// change does something to the plan, once, and shows it under what was done.
func (f *remindersForm) change(ctx context.Context, done string, fn func(*store.Plan)) (*bot.Reply, error) {
	plan, err := f.store.Remind(ctx, account(f.r), f.r.ID, f.r.Now, func(_ *store.Person, p *store.Plan) error {
		fn(p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.plan = plan
	return f.list(done), nil
}

// maxOffButtons is how many reminders get a button of their own in the list.
const maxOffButtons = 3

// list shows the reminders under what was done, which stands alone where others read along.
func (f *remindersForm) list(done string) *bot.Reply {
	if f.here {
		return f.told(bot.Marked(done))
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Your reminders")}}
	if done != "" {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.Marked(done)))
	}
	if len(f.plan.Reminders) == 0 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.Marked("None. I write first only when you ask me to, for example `/remind rest day` or `/remind train mon thu 17:30`.")))
		reply.Buttons = bot.Rows(2, bot.Button{Label: "Rest after heavy days", Line: "/remind rest day"}, bot.Button{Label: "Something else", Line: "/remind"})
		return reply
	}
	var l bot.List
	var buttons []bot.Button
	running := false
	for _, r := range f.plan.Reminders {
		item := append(bot.S(bot.Strong, itoa(r.Number)+": "), planned(r, f.now)...)
		if r.To.Chat != "" {
			item = append(item, bot.T(" In a chat you chose.")...)
		}
		l.Items = append(l.Items, item)
		running = running || r.State == store.Planned
		if len(buttons) < maxOffButtons && r.State != store.Sent {
			buttons = append(buttons, bot.Button{Label: fmt.Sprintf("Turn off %d", r.Number), Line: fmt.Sprintf("/reminders off %d %s", r.Number, tag(f.person.ID))})
		}
	}
	quiet := "no quiet hours"
	if q := f.plan.Quiet; !q.IsZero() {
		quiet = fmt.Sprintf("quiet from %s to %s", q.From, q.To)
	}
	reply.Blocks = append(reply.Blocks, l, bot.Note(bot.T("At most %s a day, %s. Three unanswered in a row and I stop.", upTo(f.plan.Daily), quiet)))
	toggle := bot.Button{Label: "Pause all", Line: "/reminders pause"}
	if !running {
		toggle = bot.Button{Label: "All on", Line: "/reminders on"}
	}
	reply.Buttons = append(bot.Rows(3, buttons...), []bot.Button{toggle, {Label: "Quiet hours", Line: "/quiet"}, {Label: "New", Line: "/remind"}})
	return reply
}

// daily sets how many nudges may come on one day.
func (f *remindersForm) daily(ctx context.Context, words []string) (*bot.Reply, error) {
	const most = 5
	n := 0
	if len(words) > 0 {
		n, _ = strconv.Atoi(words[0])
	}
	if n < 1 || n > most {
		reply := bot.Say("How many a day at most? From 1 to %d, now %s.", most, upTo(f.plan.Daily))
		reply.Buttons = bot.Rows(3, bot.Button{Label: "1", Line: "/reminders daily 1"}, bot.Button{Label: "2", Line: "/reminders daily 2"}, bot.Button{Label: "3", Line: "/reminders daily 3"})
		reply.Expect = "/reminders daily"
		return reply, nil
	}
	return f.change(ctx, fmt.Sprintf("At most %s a day from now on. What you ask for at a time of its own always comes.", upTo(n)), func(p *store.Plan) { p.Daily = n })
}
