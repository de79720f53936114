package command

import (
	"context"
	"fmt"
	"slices"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/store"
)

// RemindWords says the reminders whose time has come. A nil reply says that one has become pointless:
// the lifter trained after all, the session it spoke of was taken back, the pain is gone.
func RemindWords(deps Deps) func(ctx context.Context, d store.Due, now time.Time) (*bot.Reply, error) {
	training := diary{deps.Store, deps.Library, deps.Unit}
	return func(ctx context.Context, d store.Due, now time.Time) (*bot.Reply, error) {
		r := d.Reminder
		switch {
		case r.Kind == store.Post:
			return postReply(deps.Library, now.In(zoneOf(r.When.Zone))), nil
		case d.Last:
			return lastNote(d), nil
		case r.Kind == store.OwnWords:
			return withButtons(ownText(r, now), d), nil
		}
		l, err := training.resting(ctx, r, now)
		if err != nil {
			return nil, err
		}
		if r.Kind == store.FollowUp {
			return l.followUp(d), nil
		}
		if text := l.text(r); text != nil {
			return withButtons(text, d), nil
		}
		return nil, nil
	}
}

// withButtons is a reminder to be done, put off or turned off with a tap.
func withButtons(text bot.Text, d store.Due) *bot.Reply {
	line := func(action string) string {
		return fmt.Sprintf("/reminders %s %d %s", action, d.Reminder.Number, tag(d.Owner))
	}
	return &bot.Reply{Blocks: []bot.Block{bot.Para(text)}, Buttons: bot.Rows(3, bot.Button{Label: "Done", Line: line("done")},
		bot.Button{Label: "Snooze", Line: line("snooze")}, bot.Button{Label: "Turn off", Line: line("off")})}
}

// lastNote tells that reminders stop because nobody answers them.
func lastNote(d store.Due) *bot.Reply {
	reply := bot.Say("The last three reminders went unanswered, so I stop here and leave you alone. They are kept: one tap and they go on.")
	buttons := []bot.Button{{Label: "Go on", Line: "/reminders on all " + tag(d.Owner)}}
	if d.Reminder.To.Chat == "" {
		buttons = append(buttons, bot.Button{Label: "My reminders", Line: "/reminders"})
	}
	reply.Buttons = bot.Rows(2, buttons...)
	return reply
}

// postReply is a community's rest day with the tip of the week.
func postReply(lib *content.Library, now time.Time) *bot.Reply {
	_, week := now.ISOWeek()
	reply := &bot.Reply{Blocks: []bot.Block{bot.Para(bot.T("Rest day. Muscle is built between sessions; a walk and a good night's sleep do more today than another one."))}}
	if t := tip(lib, week); t != nil {
		reply.Blocks = append(reply.Blocks, bot.Para(append(bot.S(bot.Strong, "Tip of the week: "), bot.T("%s", t.Title)...)), firstBlock(t))
		reply.Buttons = bot.Rows(1, bot.Button{Label: "Read on", Line: "/topic " + t.ID})
	}
	return reply
}

// ownText gives back the person's own words, and says so when they come late.
func ownText(r store.Reminder, now time.Time) bot.Text {
	said := "It is the time you asked me to remind you of."
	if r.Text != "" {
		said = "You asked me to remind you: " + reminderWords(r.Text) + "."
	}
	if late := now.Sub(r.Due()); late > lateNoted {
		return append(bot.T("%s Sorry, I was away: it was due ", said), append(bot.Moment(r.Due(), dayTimePast(r, now)), bot.T(".")...)...)
	}
	return bot.T("%s", said)
}

// lateNoted is from when on lateness is spoken of.
const lateNoted = 15 * time.Minute

func dayTimePast(r store.Reminder, now time.Time) string {
	zone := time.UTC
	if r.When.Zone != "" {
		zone = zoneOf(r.When.Zone)
	}
	return dayTime(r.Due(), now.In(zone))
}

// resting is a lifter at the time of a reminder, with what his log and his pains say about rest.
type resting struct {
	lifter
	strains []strength.Strain // the latest first
	pains   []store.Pain
}

// resting reads the lifter whom a reminder is for, in the zone of the reminder.
func (d diary) resting(ctx context.Context, r store.Reminder, now time.Time) (resting, error) {
	l := lifter{diary: d, account: r.To.Account, now: now.In(zoneOf(r.When.Zone)), zoned: true, unit: d.usual}
	strains, err := l.strains(ctx)
	if err != nil {
		return resting{}, err
	}
	pains, err := d.store.Pains(ctx, l.account, now)
	return resting{l, strains, pains}, err
}

// text is what the lifter is told; nil for nothing: who trained today needs neither rest nor a push.
func (l resting) text(r store.Reminder) bot.Text {
	why := l.why()
	switch {
	case r.Kind == store.Ready:
		return l.ready()
	case l.trainedToday(), r.Kind == store.Heavy && why == nil:
		return nil
	case r.Kind == store.TrainDay:
		return l.training(r, why)
	case why == nil:
		return bot.T("Rest day, as planned%s. A walk and a good night's sleep do more today than another session.", ownWords(r))
	}
	text := append(bot.T("Rest day%s. ", ownWords(r)), why...)
	return append(text, bot.T(", and sleep and a walk do more today than another session.")...)
}

// training is the push to train, with what to mind.
func (l resting) training(r store.Reminder, why bot.Text) bot.Text {
	text := bot.T("Training day%s.", ownWords(r))
	switch {
	case len(l.pains) > 0:
		return append(text, bot.T(" You told me of your %s: stay with what it tolerates, and stop on sharp pain.", l.pains[0].Part)...)
	case why != nil:
		text = append(append(append(text, bot.T(" ")...), why...), bot.T("; keep it light until then.")...)
	}
	return text
}

// ownWords are those of the reminder behind a colon, if it has any.
func ownWords(r store.Reminder) string {
	if r.Text == "" {
		return ""
	}
	return ": " + reminderWords(r.Text)
}

// trainedToday tells whether something was logged today.
func (l resting) trainedToday() bool {
	return len(l.strains) > 0 && daysBetween(l.strains[0].At.In(l.now.Location()), l.now) == 0
}

// why says which session was heavy and when its lift is ready; nil when none holds its lift back.
func (l resting) why() bot.Text {
	for _, s := range l.strains {
		r := strength.Recovery(s.Lift, strength.Heavy, l.strains, l.now)
		if s.Class != strength.Heavy || r.State == strength.Ready {
			continue
		}
		day := bot.UpperFirst(dayText(s.At.In(l.now.Location()), l.now))
		set := ""
		if top, ok := s.Top(); ok {
			top.Count = 1
			set = " (" + effortText(top, true) + ")"
			if top.RPE != 0 && !top.Failed {
				set = fmt.Sprintf(" (%s at RPE %s)", effortText(top, false), top.RPE)
			}
		}
		return append(bot.T("%s was heavy%s; the %s is ready from ", day, set, l.name(s.Lift)), l.moment(r.Full))
	}
	return nil
}

// followUp asks how a pain is; nil when it is gone.
func (l resting) followUp(d store.Due) *bot.Reply {
	part := d.Reminder.Text
	i := slices.IndexFunc(l.pains, func(p store.Pain) bool { return p.Part == part })
	if i < 0 {
		return nil
	}
	reply := bot.Say("How is your %s? You told me of it %s.", part, agoText(l.pains[i].Told, l.now))
	reply.Buttons = bot.Rows(3, bot.Button{Label: "It's gone", Line: "/pain " + part + " gone"}, bot.Button{Label: "Still hurts", Line: "/pain " + part},
		bot.Button{Label: "Don't ask again", Line: fmt.Sprintf("/reminders off %d %s", d.Reminder.Number, tag(d.Owner))})
	return reply
}

// agoText names the day of something that is over, within a sentence: on Tuesday, yesterday.
func agoText(t, now time.Time) string {
	text := dayText(t.In(now.Location()), now)
	if text == "today" || text == "yesterday" {
		return text
	}
	return "on " + text
}
