package store

import (
	"strconv"
	"strings"
	"time"
)

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
	State    string    `json:"state,omitempty"`
	Next     time.Time `json:"next,omitzero"`
	Snooze   time.Time `json:"snooze,omitzero"`
	Moved    time.Time `json:"moved,omitzero"`
	Retry    time.Time `json:"retry,omitzero"`
	Tries    int       `json:"tries,omitempty"`
	Until    time.Time `json:"until,omitzero"`
}

// planRecord is all reminders of one owner: few, and sending one changes what counts for all of them.
type planRecord struct {
	Version    int              `json:"v"`
	From       Clock            `json:"quietFrom,omitempty"`
	To         Clock            `json:"quietTo,omitempty"`
	Zone       string           `json:"quietZone,omitempty"`
	Daily      int              `json:"daily,omitempty"`
	Unanswered int              `json:"unanswered,omitempty"`
	Last       int              `json:"last,omitempty"`
	Day        string           `json:"day,omitempty"`
	Sent       int              `json:"sent,omitempty"`
	Reminders  []reminderRecord `json:"reminders,omitempty"`
}

// claimRecord is the intent to send: written before, deleted after.
type claimRecord struct {
	Version  int       `json:"v"`
	Platform string    `json:"platform"`
	Due      time.Time `json:"due"`     // the time that has come
	Indexed  time.Time `json:"indexed"` // where it stood in the order of what is due
}

func reminderRecordOf(r *Reminder) reminderRecord {
	return reminderRecord{
		Number: r.Number, Kind: string(r.Kind), Text: r.Text, State: string(r.State),
		At: r.When.At, Date: r.When.Date.String(), Days: r.When.Days, Clock: r.When.Clock, Zone: r.When.Zone,
		Platform: r.To.Platform, User: r.To.User, Chat: r.To.Chat,
		Next: r.Next, Snooze: r.Snooze, Moved: r.Moved, Retry: r.Retry, Tries: r.Tries, Until: r.Until,
	}
}

func (r reminderRecord) reminder() Reminder {
	return Reminder{
		Number: r.Number, Kind: ReminderKind(r.Kind), Text: r.Text, State: ReminderState(r.State),
		When: Schedule{At: r.At, Date: readDate(r.Date), Days: r.Days, Clock: r.Clock, Zone: r.Zone},
		To:   Target{Account: Account{r.Platform, r.User}, Chat: r.Chat},
		Next: r.Next, Snooze: r.Snooze, Moved: r.Moved, Retry: r.Retry, Tries: r.Tries, Until: r.Until,
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

func planRecordOf(p *Plan) planRecord {
	record := planRecord{Version: 1, From: p.Quiet.From, To: p.Quiet.To, Zone: p.Quiet.Zone, Daily: p.Daily,
		Unanswered: p.Unanswered, Last: p.last, Day: p.day.String(), Sent: p.sent}
	for i := range p.Reminders {
		record.Reminders = append(record.Reminders, reminderRecordOf(&p.Reminders[i]))
	}
	return record
}

func (r planRecord) plan(z *zones) Plan {
	p := Plan{Quiet: Quiet{r.From, r.To, r.Zone}, Daily: r.Daily, Unanswered: r.Unanswered,
		last: r.Last, day: readDate(r.Day), sent: r.Sent, zones: z}
	for _, reminder := range r.Reminders {
		p.Reminders = append(p.Reminders, reminder.reminder())
	}
	return p
}

// reminderKey names the reminder of that number.
func reminderKey(owner string, number int) []byte {
	return key(owner, strconv.Itoa(number))
}

// readReminderKey is the inverse of reminderKey.
func readReminderKey(k []byte) (owner string, number int) {
	owner, digits, _ := strings.Cut(string(k), "\x00")
	number, _ = strconv.Atoi(digits)
	return owner, number
}

// dueTime is how a time stands in the order of what is due, in milliseconds of Unix time: as long as
// any other until the year 10889.
func dueTime(t time.Time) string {
	const width = 12
	hex := strconv.FormatInt(max(t.UnixMilli(), 0), 16)
	return strings.Repeat("0", max(0, width-len(hex))) + hex
}

// dueKey is where a reminder stands in the order of what is due.
func dueKey(platform string, t time.Time, reminder []byte) []byte {
	return append(append(key(platform, dueTime(t)), 0), reminder...)
}

// readDueKey is the inverse of dueKey.
func readDueKey(k []byte) (t time.Time, reminder []byte) {
	parts := strings.SplitN(string(k), "\x00", 3)
	if len(parts) < 3 {
		return t, nil
	}
	ms, _ := strconv.ParseInt(parts[1], 16, 64)
	return time.UnixMilli(ms).UTC(), []byte(parts[2])
}
