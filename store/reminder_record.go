package store

import (
	"strconv"
	"strings"
	"time"
)

type reminderRecord struct {
	Version  int       `json:"v"`
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

// planRecord is what is kept about the reminders of one owner together.
type planRecord struct {
	Version    int    `json:"v"`
	From       Clock  `json:"quietFrom,omitempty"`
	To         Clock  `json:"quietTo,omitempty"`
	Zone       string `json:"quietZone,omitempty"`
	Daily      int    `json:"daily,omitempty"`
	Unanswered int    `json:"unanswered,omitempty"`
	Last       int    `json:"last,omitempty"`
	Day        string `json:"day,omitempty"`
	Sent       int    `json:"sent,omitempty"`
}

// claimRecord is the intent to send: written before, deleted after.
type claimRecord struct {
	Version  int       `json:"v"`
	Platform string    `json:"platform"`
	Due      time.Time `json:"due"`     // the time that has come
	Indexed  time.Time `json:"indexed"` // where it stood in the order of what is due
	Nudge    bool      `json:"nudge,omitempty"`
}

func reminderRecordOf(r *Reminder) reminderRecord {
	return reminderRecord{
		Version: 1, Kind: string(r.Kind), Text: r.Text, State: string(r.State),
		At: r.When.At, Date: r.When.Date.String(), Days: r.When.Days, Clock: r.When.Clock, Zone: r.When.Zone,
		Platform: r.To.Platform, User: r.To.User, Chat: r.To.Chat,
		Next: r.Next, Snooze: r.Snooze, Moved: r.Moved, Retry: r.Retry, Tries: r.Tries, Until: r.Until,
	}
}

func (r reminderRecord) reminder(number int) Reminder {
	return Reminder{
		Number: number, Kind: ReminderKind(r.Kind), Text: r.Text, State: ReminderState(r.State),
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
	return planRecord{Version: 1, From: p.Quiet.From, To: p.Quiet.To, Zone: p.Quiet.Zone, Daily: p.Daily,
		Unanswered: p.Unanswered, Last: p.last, Day: p.day.String(), Sent: p.sent}
}

func (r planRecord) plan(z *zones) Plan {
	return Plan{Quiet: Quiet{r.From, r.To, r.Zone}, Daily: r.Daily, Unanswered: r.Unanswered,
		last: r.Last, day: readDate(r.Day), sent: r.Sent, zones: z}
}

// reminderKey is where the reminder of that number is kept; numbers in order.
func reminderKey(owner string, number int) []byte {
	digits := strconv.Itoa(number)
	return key(owner, strings.Repeat("0", max(0, 6-len(digits)))+digits)
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
