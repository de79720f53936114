package command

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"spotter/bot"
	"spotter/store"
)

// tagForm is what tag makes.
var tagForm = regexp.MustCompile(`^[0-9a-f]{6}$`)

// update does something to one reminder, once, and returns it as it is then.
func (f *remindersForm) update(ctx context.Context, number int, fn func(*store.Plan, *store.Reminder)) (store.Reminder, error) {
	plan, err := f.store.Remind(ctx, account(f.r), f.r.ID, f.r.Now, func(_ *store.Person, p *store.Plan) error {
		p.Unanswered = 0
		if r := p.Find(number); r != nil {
			fn(p, r)
		}
		return nil
	})
	if err != nil {
		return store.Reminder{}, err
	}
	f.plan = plan
	if r := plan.Find(number); r != nil {
		return *r, nil
	}
	return store.Reminder{}, nil
}

func (f *remindersForm) off(ctx context.Context, r store.Reminder) (*bot.Reply, error) {
	if _, err := f.update(ctx, r.Number, func(p *store.Plan, r *store.Reminder) { p.Remove(r.Number) }); err != nil {
		return nil, err
	}
	reply := f.told(bot.T("Off: %s", lowerWord(reminderName(r, f.now))))
	if f.here {
		return reply, nil
	}
	if len(f.plan.Reminders) == 0 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("That was the last one; I won't write to you first any more.")))
	}
	var buttons []bot.Button
	if line := "/remind " + lineOf(r); len(line) <= bot.MaxButtonLine && r.To.Chat == "" {
		buttons = append(buttons, bot.Button{Label: "Back on", Line: line})
	}
	reply.Buttons = bot.Rows(2, append(buttons, bot.Button{Label: "My reminders", Line: "/reminders"})...)
	return reply, nil
}

// lowerWord begins a sentence with a small letter where it does not begin with a name.
func lowerWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if _, _, isDay := weekday(strings.ToLower(first)); isDay {
		return s
	}
	return lowerFirst(s)
}

// lineOf is what stands behind /remind to have the reminder made again.
func lineOf(r store.Reminder) string {
	var words []string
	switch r.Kind {
	case store.Heavy:
		words = []string{"rest day"}
	case store.OwnWords:
	default:
		words = []string{string(r.Kind)}
	}
	switch {
	case r.Waits():
	case !r.When.Walled():
		return strings.TrimSpace(strings.Join(append(words, r.When.At.Format("2006-01-02 15:04"), "zone UTC", r.Text), " "))
	case r.When.Weekly():
		var days []string
		for n := range 7 {
			if day := time.Weekday((n + 1) % 7); r.When.Days.Has(day) {
				days = append(days, weekdayNames[day][0])
			}
		}
		words = append(words, "every", strings.Join(days, ","))
	default:
		words = append(words, r.When.Date.String())
	}
	words = append(words, r.When.Clock.String())
	if r.Text != "" {
		words = append(words, r.Text)
	}
	return strings.Join(words, " ")
}

func (f *remindersForm) done(ctx context.Context, r store.Reminder) (*bot.Reply, error) {
	kept, err := f.update(ctx, r.Number, func(_ *store.Plan, r *store.Reminder) { r.Snooze = time.Time{} })
	if err != nil {
		return nil, err
	}
	said := "Good."
	if r.Kind == store.RestDay || r.Kind == store.Heavy {
		said = "Good. A planned rest day counts."
	}
	if at := kept.Coming(); !at.IsZero() {
		return f.told(append(append(bot.T("%s Next: ", said), bot.Moment(at, dayTime(at, f.now))...), bot.T(".")...)), nil
	}
	return f.told(bot.T("%s", said)), nil
}

// usualSnooze is how long a reminder is put off.
const usualSnooze = time.Hour

// snooze has the reminder come again later: in an hour, or when it was said.
func (f *remindersForm) snooze(ctx context.Context, r store.Reminder, typed string) (*bot.Reply, error) {
	if r.State == store.Gone || r.State == store.Failed {
		return f.list("That one has ended."), nil
	}
	at := f.r.Now.Add(usualSnooze).Truncate(time.Second)
	if typed != "" {
		var err error
		if at, err = f.snoozeTime(r, typed); err != nil {
			return nil, err
		}
	}
	if _, err := f.update(ctx, r.Number, func(p *store.Plan, r *store.Reminder) { p.Again(r, at) }); err != nil {
		return nil, err
	}
	reply := f.told(append(append(bot.T("Snoozed: it comes again "), bot.Moment(at, dayTime(at, f.now))...), bot.T(".")...))
	line := fmt.Sprintf("/reminders snooze %d %s ", r.Number, tag(f.person.ID))
	reply.Buttons = bot.Rows(3, bot.Button{Label: "3 hours", Line: line + "3h"}, bot.Button{Label: "Tomorrow", Line: line + "tomorrow"},
		bot.Button{Label: "Turn off", Line: fmt.Sprintf("/reminders off %d %s", r.Number, tag(f.person.ID))})
	return reply, nil
}

// snoozeTime reads 3h, 1d, tomorrow, or any time; a day without a time means the reminder's own.
func (f *remindersForm) snoozeTime(r store.Reminder, typed string) (time.Time, error) {
	t := whenReader{now: f.now}
	words := strings.Fields(typed)
	n, err := t.read(words)
	if n == 0 && err == nil {
		words = append([]string{"in"}, words...)
		n, err = t.read(words)
	}
	if err == nil && n < len(words) {
		err = bot.Userf("I couldn't read %s as a time. Try `/reminders snooze %d 3h` or `/reminders snooze %d tomorrow`.", bot.Quote(typed), r.Number, r.Number)
	}
	if err != nil {
		return time.Time{}, err
	}
	usual := r.When.Clock
	if !r.When.Walled() {
		usual = store.At(f.now.Hour(), f.now.Minute())
	}
	s, err := t.schedule(usual)
	if err != nil {
		return time.Time{}, err
	}
	return s.Next(f.r.Now, f.now.Location()), nil
}

// edit gives the reminder another time, and other words if there are any.
func (f *remindersForm) edit(ctx context.Context, r store.Reminder, typed string) (*bot.Reply, error) {
	if typed == "" {
		reply := &bot.Reply{Blocks: []bot.Block{bot.Para(planned(r, f.now)), bot.Para(bot.Marked("When shall it be? For example `mon thu 18:00`."))}}
		reply.Expect = fmt.Sprintf("/reminders edit %d", r.Number)
		return reply, nil
	}
	prefix := string(r.Kind) + " "
	if r.Kind == store.OwnWords || r.Kind == store.FollowUp {
		prefix = ""
	}
	w, err := readWish(prefix+typed, f.now)
	if err == nil && r.Waits() {
		t := whenReader{now: f.now}
		if _, err = t.around(strings.Fields(typed)); err == nil && !t.hasClock {
			w.timed = false
		}
	}
	switch {
	case err != nil:
		return nil, err
	case !w.timed:
		return nil, bot.Userf("I couldn't read %s as a time. Try `/reminders edit %d mon thu 18:00`.", bot.Quote(typed), r.Number)
	case w.bound && f.person.Settings.Zone == "":
		return nil, bot.Userf("Tell me your time zone first, such as `/settings zone Berlin`.").Offer(bot.Button{Label: "Time zone", Line: "/settings zone"})
	}
	kept, err := f.update(ctx, r.Number, func(p *store.Plan, r *store.Reminder) {
		r.When = w.when
		if w.text != "" && r.Kind != store.FollowUp {
			r.Text = w.text
		}
		begin(p, r, f.strains, f.r.Now)
	})
	if err != nil {
		return nil, err
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Para(append(bot.T("Changed. "), planned(kept, f.now)...))}}
	reply.Buttons = bot.Rows(2, bot.Button{Label: "My reminders", Line: "/reminders"})
	return reply, nil
}

// travel has the reminders come along to the person's present zone, or stay where they are.
func (f *remindersForm) travel(ctx context.Context, words []string) (*bot.Reply, error) {
	zone := f.person.Settings.Zone
	old := zonesLeft(&f.plan, zone)
	switch {
	case zone == "":
		return nil, bot.Userf("Tell me your time zone first, such as `/settings zone Berlin`.").Offer(bot.Button{Label: "Time zone", Line: "/settings zone"})
	case len(old) == 0:
		return f.list(fmt.Sprintf("They are all on %s time.", city(zone))), nil
	case len(words) == 0:
		return travelReply(&f.plan, zone), nil
	case strings.EqualFold(words[0], "stay"):
		return f.list(fmt.Sprintf("They stay on %s time.", and(old))), nil
	}
	return f.change(ctx, fmt.Sprintf("Moved to %s time.", city(zone)), func(p *store.Plan) {
		if !p.Quiet.IsZero() {
			p.Quiet.Zone = zone
		}
		for i := range p.Reminders {
			r := &p.Reminders[i]
			if !r.When.Walled() || r.When.Zone == zone {
				continue
			}
			r.When.Zone = zone
			if r.State == store.Planned && !r.Waits() {
				p.Start(r, f.r.Now)
			}
		}
	})
}

// zonesLeft are the cities on whose time reminders still come, other than the zone's.
func zonesLeft(p *store.Plan, zone string) (cities []string) {
	for _, r := range p.Reminders {
		if !r.When.Walled() || r.When.Zone == zone || r.State == store.Sent || r.State == store.Gone {
			continue
		}
		if c := city(r.When.Zone); len(cities) == 0 || cities[len(cities)-1] != c {
			cities = append(cities, c)
		}
	}
	return cities
}

// travelReply asks whether the reminders come along; nil when there are none to ask about.
func travelReply(p *store.Plan, zone string) *bot.Reply {
	old := zonesLeft(p, zone)
	if len(old) == 0 {
		return nil
	}
	clock := ""
	for _, r := range p.Reminders {
		if r.When.Walled() && r.When.Zone != zone {
			clock = r.When.Clock.String()
			break
		}
	}
	reply := bot.Say("Your reminders are on %s time. Keep %s by the clock where you are now, or stay with %s?", and(old), clock, and(old))
	reply.Buttons = bot.Rows(2, bot.Button{Label: "Keep " + clock + " local", Line: "/reminders zone local"}, bot.Button{Label: "Stay with " + old[0], Line: "/reminders zone stay"})
	return reply
}
