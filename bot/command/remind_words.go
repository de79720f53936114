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

// lookBack is how far the log is read to tell what was heavy: the age up to which estimates count, and
// what a stall or a deload needs.
const lookBack = 14 * 7 * 24 * time.Hour

// RemindWords says the reminders whose time has come. A nil reply says that one has become pointless:
// the lifter trained after all, or the session it spoke of was taken back.
func RemindWords(st *store.Store, lib *content.Library) func(ctx context.Context, d store.Due, now time.Time) (*bot.Reply, error) {
	return func(ctx context.Context, d store.Due, now time.Time) (*bot.Reply, error) {
		r := d.Reminder
		if r.Kind == store.Post {
			return postReply(lib, now.In(zoneOf(r.When.Zone))), nil
		}
		if d.Last {
			return lastNote(d), nil
		}
		text, err := remindText(ctx, st, lib, r, now)
		if err != nil || text == nil {
			return nil, err
		}
		reply := &bot.Reply{Blocks: []bot.Block{bot.Para(text)}}
		line := func(action string) string { return fmt.Sprintf("/reminders %s %d %s", action, r.Number, tag(d.Owner)) }
		reply.Buttons = bot.Rows(3, bot.Button{Label: "Done", Line: line("done")}, bot.Button{Label: "Snooze", Line: line("snooze")},
			bot.Button{Label: "Turn off", Line: line("off")})
		return reply, nil
	}
}

// lastNote tells that reminders stop because nobody answers them.
func lastNote(d store.Due) *bot.Reply {
	reply := bot.Say("The last three reminders went unanswered, so I stop here and leave you alone. They are kept: one tap and they go on.")
	reply.Buttons = bot.Rows(2, bot.Button{Label: "Go on", Line: "/reminders on"}, bot.Button{Label: "My reminders", Line: "/reminders"})
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

// remindText is what a person is told; nil for nothing.
func remindText(ctx context.Context, st *store.Store, lib *content.Library, r store.Reminder, now time.Time) (bot.Text, error) {
	if r.Kind == store.OwnWords {
		return ownText(r, now), nil
	}
	zone := zoneOf(r.When.Zone)
	log, err := readLog(ctx, st, r.To.Account, now.In(zone))
	if err != nil {
		return nil, err
	}
	words := ""
	if r.Text != "" {
		words = " " + reminderWords(r.Text) + "."
	}
	switch r.Kind {
	case store.RestDay:
		if why := log.why(lib); why != "" {
			return bot.T("Rest day. %s%s", why, words), nil
		}
		return bot.T("Rest day, as planned. A walk and a good night's sleep do more today than another session.%s", words), nil
	case store.Heavy:
		why := log.why(lib)
		if why == "" || log.trainedToday() {
			return nil, nil
		}
		return bot.T("Rest day. %s Sleep and a walk do more today than another session.", why), nil
	case store.Ready:
		return log.ready(lib, r.Due()), nil
	case store.TrainDay:
		if len(log.pains) > 0 {
			return bot.T("Training day, and you told me that your %s hurts. See how it feels first, and leave out what brings it back; /pain tells me how it is.%s", log.pains[0].Part, words), nil
		}
		return bot.T("Training day.%s%s", words, log.caution(lib)), nil
	}
	return nil, nil
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

// recent is what the log and the pains of the last weeks say about resting. now bears the person's zone.
type recent struct {
	now     time.Time
	strains []strength.Strain // the latest first
	pains   []store.Pain
}

func readLog(ctx context.Context, st *store.Store, a store.Account, now time.Time) (l recent, err error) {
	l.now = now
	if l.pains, err = st.Pains(ctx, a, now); err != nil {
		return l, err
	}
	entries, err := st.Entries(ctx, a, now.Add(-lookBack), "")
	l.strains = strength.Strains(store.Sessions(entries))
	return l, err
}

func (l recent) trainedToday() bool {
	return slices.ContainsFunc(l.strains, func(s strength.Strain) bool {
		return store.DateOf(s.At.In(l.now.Location())) == store.DateOf(l.now)
	})
}

// lastHeavy is the latest heavy session that still holds its lift back, and until when.
func (l recent) lastHeavy() (s strength.Strain, full time.Time, ok bool) {
	for _, s := range l.strains {
		if s.Class != strength.Heavy {
			continue
		}
		r := strength.Recovery(s.Lift, strength.Heavy, l.strains, l.now)
		if r.State != strength.Ready {
			return s, r.Full, true
		}
	}
	return s, full, false
}

// why says which session was heavy and when its lift is ready; "" when none holds anything back.
func (l recent) why(lib *content.Library) string {
	s, full, ok := l.lastHeavy()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s was heavy%s; the %s is ready from %s.", l.dayOf(s.At), effortText(s), liftName(lib, s.Lift), partText(full.In(l.now.Location()), l.now))
}

func (l recent) dayOf(at time.Time) string {
	at = at.In(l.now.Location())
	if store.DateOf(at) == store.DateOf(l.now).Add(-1) {
		return "Yesterday"
	}
	if store.DateOf(at) == store.DateOf(l.now) {
		return "Today"
	}
	return at.Weekday().String()
}

// effortText is the top set in brackets, or nothing.
func effortText(s strength.Strain) string {
	top, ok := s.Top()
	if !ok || top.Body {
		return ""
	}
	text := fmt.Sprintf(" (%s × %d", top.Weight, top.Reps)
	if top.RPE != 0 {
		text += " at RPE " + top.RPE.String()
	}
	return text + ")"
}

func liftName(lib *content.Library, id string) string {
	if l := lib.Lift(id); l != nil {
		return l.Name
	}
	return strings.ReplaceAll(id, "-", " ")
}

// partText is a moment as a part of a day: tomorrow evening, Thursday morning.
func partText(at, now time.Time) string {
	part := "night"
	switch h := at.Hour(); {
	case h >= 5 && h < 12:
		part = "morning"
	case h >= 12 && h < 17:
		part = "afternoon"
	case h >= 17 && h < 22:
		part = "evening"
	}
	switch store.DateOf(at) {
	case store.DateOf(now):
		if part == "night" {
			return "tonight"
		}
		return "this " + part
	case store.DateOf(now).Add(1):
		return "tomorrow " + part
	}
	return at.Weekday().String() + " " + part
}

// caution names the lift that is better left light today.
func (l recent) caution(lib *content.Library) string {
	s, full, ok := l.lastHeavy()
	if !ok {
		return ""
	}
	return fmt.Sprintf(" %s was heavy%s, so keep the %s light until %s.", l.dayOf(s.At), effortText(s), liftName(lib, s.Lift), partText(full.In(l.now.Location()), l.now))
}

// ready says which lifts have become ready since a day ago; nil when none has, or something hurts: who
// hurts is not nudged to train.
func (l recent) ready(lib *content.Library, due time.Time) bot.Text {
	if len(l.pains) > 0 {
		return nil
	}
	var names []string
	for _, s := range l.strains {
		before := strength.Recovery(s.Lift, strength.Heavy, l.strains, due.Add(-24*time.Hour))
		after := strength.Recovery(s.Lift, strength.Heavy, l.strains, l.now)
		name := liftName(lib, s.Lift)
		if s.Class == strength.Heavy && after.State == strength.Ready && before.State != strength.Ready && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch len(names) {
	case 0:
		return nil
	case 1:
		return bot.T("Your %s is ready for a heavy session again.", names[0])
	}
	return bot.T("Your %s are ready for a heavy session again.", and(names))
}
