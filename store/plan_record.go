package store

import (
	"bytes"
	"time"

	"spotter/store/kv"
)

// planRecord is what somebody asked for, all reminders of one owner: few, and read together. What their
// sending changes is in the standingRecord, so that this record stays where it is, among those of a million.
type planRecord struct {
	Version   int              `json:"v"`
	Slot      string           `json:"slot,omitempty"` // of the standingRecord
	From      Clock            `json:"quietFrom,omitempty"`
	To        Clock            `json:"quietTo,omitempty"`
	Zone      string           `json:"quietZone,omitempty"`
	Daily     int              `json:"daily,omitempty"`
	Last      int              `json:"last,omitempty"`
	Reminders []reminderRecord `json:"reminders,omitempty"`
}

type reminderRecord struct {
	Number   int       `json:"n"`
	Kind     string    `json:"kind"`
	At       time.Time `json:"at,omitzero"`
	Date     string    `json:"date,omitempty"`
	Days     Days      `json:"days,omitempty"`
	Clock    Clock     `json:"clock,omitempty"`
	Zone     string    `json:"zone,omitempty"`
	Text     string    `json:"text,omitempty"`
	Platform string    `json:"platform"`
	User     string    `json:"user,omitempty"`
	Chat     string    `json:"chat,omitempty"`
}

// standingRecord is how it stands with a plan: what changes when its reminders are sent. It is kept beside
// those that come at the same time of day, so that what is sent together is written together.
type standingRecord struct {
	Version    int            `json:"v"`
	Unanswered int            `json:"unanswered,omitempty"`
	Day        string         `json:"day,omitempty"`
	Sent       int            `json:"sent,omitempty"`
	Reminders  []comingRecord `json:"reminders,omitempty"`
}

type comingRecord struct {
	Number int       `json:"n"`
	State  string    `json:"state,omitempty"`
	Next   time.Time `json:"next,omitzero"`
	Snooze time.Time `json:"snooze,omitzero"`
	Moved  time.Time `json:"moved,omitzero"`
	Retry  time.Time `json:"retry,omitzero"`
	Tries  int       `json:"tries,omitempty"`
	Until  time.Time `json:"until,omitzero"`
}

// claimRecord is the intent to send: written before, deleted after.
type claimRecord struct {
	Version  int       `json:"v"`
	Platform string    `json:"platform"`
	Due      time.Time `json:"due"`     // the time that has come
	Indexed  time.Time `json:"indexed"` // where it stood in the order of what is due
}

func planRecordOf(p *Plan, slot string) planRecord {
	record := planRecord{Version: 1, Slot: slot, From: p.Quiet.From, To: p.Quiet.To, Zone: p.Quiet.Zone, Daily: p.Daily, Last: p.last}
	for i := range p.Reminders {
		r := &p.Reminders[i]
		record.Reminders = append(record.Reminders, reminderRecord{
			Number: r.Number, Kind: string(r.Kind), Text: r.Text,
			At: r.When.At, Date: r.When.Date.String(), Days: r.When.Days, Clock: r.When.Clock, Zone: r.When.Zone,
			Platform: r.To.Platform, User: r.To.User, Chat: r.To.Chat,
		})
	}
	return record
}

func standingRecordOf(p *Plan) standingRecord {
	record := standingRecord{Version: 1, Unanswered: p.Unanswered, Day: p.day.String(), Sent: p.sent}
	for i := range p.Reminders {
		r := &p.Reminders[i]
		record.Reminders = append(record.Reminders, comingRecord{
			Number: r.Number, State: string(r.State),
			Next: r.Next, Snooze: r.Snooze, Moved: r.Moved, Retry: r.Retry, Tries: r.Tries, Until: r.Until,
		})
	}
	return record
}

// planOf is the plan of both records; zero records are an empty plan.
func planOf(asked planRecord, standing standingRecord, z *zones) Plan {
	p := Plan{Quiet: Quiet{asked.From, asked.To, asked.Zone}, Daily: asked.Daily, Unanswered: standing.Unanswered,
		last: asked.Last, day: readDate(standing.Day), sent: standing.Sent, zones: z}
	for _, r := range asked.Reminders {
		p.Reminders = append(p.Reminders, r.reminder())
	}
	for _, c := range standing.Reminders {
		if r := p.Find(c.Number); r != nil {
			r.State, r.Tries = ReminderState(c.State), c.Tries
			r.Next, r.Snooze, r.Moved, r.Retry, r.Until = c.Next, c.Snooze, c.Moved, c.Retry, c.Until
		}
	}
	return p
}

func (r reminderRecord) reminder() Reminder {
	return Reminder{
		Number: r.Number, Kind: ReminderKind(r.Kind), Text: r.Text,
		When: Schedule{At: r.At, Date: readDate(r.Date), Days: r.Days, Clock: r.Clock, Zone: r.Zone},
		To:   Target{Account: Account{r.Platform, r.User}, Chat: r.Chat},
	}
}

// readDate reads a day as Date.String writes it; anything else is no day.
func readDate(s string) Date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}
	}
	return DateOf(t)
}

// keptPlan is both records of a plan as they are in the database; nil for none.
type keptPlan struct {
	asked, standing []byte
	slot            string
}

// readKept reads both records of the owner's plan, and decodes the first.
func readKept(tx kv.Tx, owner string) (k keptPlan, asked planRecord, err error) {
	if k.asked, err = tx.Get(bucketPlan, key(owner)); err != nil || k.asked == nil {
		return k, asked, err
	}
	if err = decode(bucketPlan, k.asked, &asked); err != nil {
		return k, asked, err
	}
	k.slot = asked.Slot
	k.standing, err = tx.Get(bucketStanding, standingKey(k.slot, owner))
	return k, asked, err
}

// keep encodes both records of the plan. The second keeps its place unless the first has changed.
func (p *Plan) keep() (k keptPlan, err error) {
	k.slot = p.kept.slot
	if k.asked, err = encode(bucketPlan, planRecordOf(p, k.slot)); err != nil {
		return k, err
	}
	if !bytes.Equal(k.asked, p.kept.asked) {
		k.slot = p.slot()
		if k.asked, err = encode(bucketPlan, planRecordOf(p, k.slot)); err != nil {
			return k, err
		}
	}
	k.standing, err = encode(bucketStanding, standingRecordOf(p))
	return k, err
}

// slot is the minute of the day, in UTC, at which the first reminder of the plan comes.
func (p *Plan) slot() string {
	var first time.Time
	for i := range p.Reminders {
		if t := p.Reminders[i].indexed(); first.IsZero() || !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first.UTC().Format("1504")
}

// is tells whether the owner's plan is still the one that was read.
func (k keptPlan) is(tx kv.Tx, owner string) (bool, error) {
	asked, err := tx.Get(bucketPlan, key(owner))
	if err != nil || !bytes.Equal(asked, k.asked) {
		return false, err
	}
	standing, err := tx.Get(bucketStanding, standingKey(k.slot, owner))
	return bytes.Equal(standing, k.standing), err
}

// write puts the records of plan in the place of those of before, and keeps the order of what is due right.
func (k keptPlan) write(tx kv.Tx, owner string, before, plan *Plan) error {
	old := before.kept
	if old.standing != nil && old.slot != k.slot {
		if err := tx.Delete(bucketStanding, standingKey(old.slot, owner)); err != nil {
			return err
		}
		old.standing = nil
	}
	if !bytes.Equal(k.asked, old.asked) {
		if err := tx.Put(bucketPlan, key(owner), k.asked); err != nil {
			return err
		}
	}
	if !bytes.Equal(k.standing, old.standing) {
		if err := tx.Put(bucketStanding, standingKey(k.slot, owner), k.standing); err != nil {
			return err
		}
	}
	return reorderAll(tx, owner, before, plan)
}

// standingKey is where the standingRecord of the owner's plan is.
func standingKey(slot, owner string) []byte { return key(slot, owner) }
