package store

import (
	"cmp"
	"slices"
	"time"
)

// ReminderKind is what a reminder is for.
type ReminderKind string

// The kinds of reminders.
const (
	RestDay  ReminderKind = "rest"  // a day of the week that is for rest
	TrainDay ReminderKind = "train" // a day of the week that is for training
	OwnWords ReminderKind = "own"   // whatever the person wants to be told
	Heavy    ReminderKind = "heavy" // the day after a heavy session is for rest; waits for one
	Ready    ReminderKind = "ready" // a lift is ready for a heavy session again; waits for one
	FollowUp ReminderKind = "check" // how a pain is; Text is the part of the body
	Post     ReminderKind = "post"  // a rest day of a community, to everybody in a chat
)

// ReminderState is how it stands with a reminder.
type ReminderState string

// The states of a reminder.
const (
	Planned ReminderState = ""       // it comes at its time
	Paused  ReminderState = "paused" // until it is resumed
	Sent    ReminderState = "sent"   // it came, once for all; it is kept for a while to be snoozed
	Gone    ReminderState = "gone"   // nobody could be reached there any more
	Failed  ReminderState = "failed" // it could not be said
)

// Limits of reminders.
const (
	MaxReminders = 20             // of a person: what he can still read as a list
	LateLimit    = 2 * time.Hour  // how late a reminder of a day may come; later it has lost its sense
	SentTime     = 48 * time.Hour // how long one that came once for all can still be snoozed
	IgnoredLimit = 3              // so many unanswered in a row, and reminders are paused
)

// Target is where a reminder goes: to the account, in the chat, "" for the account's own chat with the bot.
type Target struct {
	Account
	Chat string
}

// Reminder is something to be said at a time. Times are instants, zero for none.
type Reminder struct {
	Number int // within the person, never used twice; 0 before it was kept
	Kind   ReminderKind
	When   Schedule
	Text   string // the person's own words
	To     Target
	State  ReminderState

	Next   time.Time // when it is to come by its schedule
	Snooze time.Time // when it is to come again because that was asked for
	Moved  time.Time // the end of the quiet hours it fell into
	Retry  time.Time // when to try again after it could not be delivered
	Tries  int       // how often it could not
	Until  time.Time // when a reminder that was sent once for all is deleted
}

// Waits tells that its time is not known yet: a session must come first.
func (r *Reminder) Waits() bool { return r.Kind == Heavy || r.Kind == Ready }

// Once tells that it comes once for all.
func (r *Reminder) Once() bool { return !r.When.Weekly() && !r.Waits() }

// Nudge tells that nobody asked for it at this very time: it counts for the limit of a day, and
// whether it is answered.
func (r *Reminder) Nudge() bool { return !r.Once() && r.Kind != Post }

// Coming is when it will be sent, as far as is known; zero when it will not.
func (r *Reminder) Coming() time.Time {
	if r.State != Planned {
		return time.Time{}
	}
	return cmp.Or(r.Retry, r.Due())
}

// Due is when it is to come: the earlier one of schedule and snooze, or the end of quiet hours.
func (r *Reminder) Due() time.Time { return cmp.Or(r.Moved, r.occurrence()) }

func (r *Reminder) occurrence() time.Time {
	if r.Next.IsZero() || !r.Snooze.IsZero() && r.Snooze.Before(r.Next) {
		return r.Snooze
	}
	return r.Next
}

// indexed is when something is to be done about it; zero for never.
func (r *Reminder) indexed() time.Time {
	if r.State == Sent {
		return r.Until
	}
	return r.Coming()
}

// snoozed tells whether it is due because it was snoozed.
func (r *Reminder) snoozed() bool { return !r.Snooze.IsZero() && r.occurrence().Equal(r.Snooze) }

// tooLate tells that it has lost its sense. What somebody wanted to be told once is always told.
func (r *Reminder) tooLate(now time.Time) bool {
	return !r.Once() && now.Sub(r.Due()) > LateLimit
}

// advance leaves the time that has come behind. One that was missed is still sent if it is not too late.
func (r *Reminder) advance(now time.Time, zone *time.Location) {
	passed := r.occurrence()
	if missed := now.Add(-LateLimit); !r.Once() && missed.After(passed) {
		passed = missed
	}
	r.Moved, r.Retry, r.Tries = time.Time{}, time.Time{}, 0
	if !r.Snooze.After(passed) {
		r.Snooze = time.Time{}
	}
	if !r.Next.After(passed) {
		r.Next = r.following(passed, zone)
	}
}

func (r *Reminder) following(t time.Time, zone *time.Location) time.Time {
	if r.Waits() {
		return time.Time{}
	}
	return r.When.Next(t, zone)
}

// Plan is somebody's reminders, and how they may reach him.
type Plan struct {
	Quiet      Quiet
	Daily      int // how many nudges a day may come; 0 means one
	Unanswered int // nudges in a row that nobody reacted to
	Reminders  []Reminder

	last  int      // the highest number that was given
	day   Date     // the last day on which nudges came
	sent  int      // how many
	kept  keptPlan // what it was read from
	zones *zones
}

// Quiet are hours in which nothing is to come; From equals To for none.
type Quiet struct {
	From, To Clock
	Zone     string
}

// IsZero tells that there are no quiet hours.
func (q Quiet) IsZero() bool { return q.From == q.To }

// Has tells whether the time of day is quiet.
func (q Quiet) Has(c Clock) bool {
	if q.From <= q.To {
		return q.From <= c && c < q.To
	}
	return q.From <= c || c < q.To
}

// end is when the quiet hours that t lies in are over; t itself when it lies in none.
func (q Quiet) end(t time.Time, zone *time.Location) time.Time {
	local := t.In(zone)
	now := At(local.Hour(), local.Minute())
	if q.IsZero() || !q.Has(now) {
		return t
	}
	day := DateOf(local)
	if now >= q.To {
		day = day.Add(1)
	}
	if end := day.In(zone, q.To); end.After(t) {
		return end.UTC()
	}
	return t
}

// clone is a copy that shares nothing that changes.
func (p *Plan) clone() Plan {
	c := *p
	c.Reminders = slices.Clone(p.Reminders)
	return c
}

// Find is the reminder with the number, nil when there is none.
func (p *Plan) Find(number int) *Reminder {
	for i := range p.Reminders {
		if p.Reminders[i].Number == number {
			return &p.Reminders[i]
		}
	}
	return nil
}

// Add gives the reminder a number and plans it for the first time after t.
func (p *Plan) Add(r Reminder, t time.Time) *Reminder {
	p.last++
	r.Number = p.last
	p.Reminders = append(p.Reminders, r)
	added := &p.Reminders[len(p.Reminders)-1]
	p.Start(added, t)
	return added
}

// Start plans the reminder for the first time after t by its schedule, whatever was planned before.
func (p *Plan) Start(r *Reminder, t time.Time) {
	r.State, r.Until, r.Tries = Planned, time.Time{}, 0
	r.Snooze, r.Moved, r.Retry = time.Time{}, time.Time{}, time.Time{}
	r.Next = r.following(t, p.zones.load(r.When.Zone))
}

// Pause keeps the reminder and does not send it.
func (p *Plan) Pause(r *Reminder) {
	r.State = Paused
	r.Snooze, r.Moved, r.Retry = time.Time{}, time.Time{}, time.Time{}
}

// Again has the reminder come once more, besides its schedule.
func (p *Plan) Again(r *Reminder, at time.Time) {
	r.State, r.Until, r.Tries = Planned, time.Time{}, 0
	r.Snooze, r.Moved, r.Retry = at.UTC(), time.Time{}, time.Time{}
}

// Remove takes the reminder off the plan.
func (p *Plan) Remove(number int) {
	p.Reminders = slices.DeleteFunc(p.Reminders, func(r Reminder) bool { return r.Number == number })
}

// verdict is what is to be done about a reminder whose time has come.
type verdict uint8

const (
	send verdict = iota
	over         // it was sent long ago, once for all
	stop         // say that reminders stop, since nobody answers
	hold         // it comes at the end of the quiet hours
	skip         // not this time
)

// judge decides about a reminder. inFlight is how many nudges of the person are being sent already.
func (p *Plan) judge(r *Reminder, now time.Time, inFlight int) (v verdict, until time.Time) {
	end := p.Quiet.end(now, p.zones.load(p.Quiet.Zone))
	zone := p.zones.load(r.When.Zone)
	switch {
	case r.State == Sent:
		return over, until
	case r.tooLate(now):
		return skip, until
	case r.Kind == Post:
		return send, until
	case end.After(now) && r.Nudge() && DateOf(end.In(zone)) != DateOf(r.occurrence().In(zone)):
		// The day it speaks of will be over.
		return skip, until
	case end.After(now):
		return hold, end
	case !r.Nudge():
		return send, until
	case p.Unanswered >= IgnoredLimit:
		return stop, until
	case r.snoozed():
		return send, until
	case p.sentOn(DateOf(now.In(zone)))+inFlight >= max(p.Daily, 1):
		return skip, until
	}
	return send, until
}

func (p *Plan) sentOn(day Date) int {
	if p.day != day {
		return 0
	}
	return p.sent
}

// count notes that a nudge was sent.
func (p *Plan) count(r *Reminder, now time.Time) {
	if !r.Nudge() {
		return
	}
	p.Unanswered++
	if r.snoozed() {
		return
	}
	day := DateOf(now.In(p.zones.load(r.When.Zone)))
	p.day, p.sent = day, p.sentOn(day)+1
}
