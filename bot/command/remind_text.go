package command

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"spotter/bot"
	"spotter/store"
)

// planned says what a reminder is and when it comes. now bears the zone of who reads.
func planned(r store.Reminder, now time.Time) bot.Text {
	t := bot.T("%s", reminderName(r, now))
	at := r.Coming()
	switch {
	case r.State == store.Paused:
		return append(t, bot.T(" Paused.")...)
	case r.State == store.Gone:
		return append(t, bot.T(" Ended: I could not reach you there.")...)
	case r.State == store.Failed:
		return append(t, bot.T(" Ended: it could not be sent.")...)
	case r.State == store.Sent:
		return append(t, bot.T(" Sent.")...)
	case at.IsZero():
		return t
	case r.Once() && r.Snooze.IsZero():
		return t // its time is its name
	}
	return append(append(append(t, bot.T(" Next: ")...), bot.Moment(at, dayTime(at, now))...), bot.T(".")...)
}

// reminderName is the reminder in a sentence.
func reminderName(r store.Reminder, now time.Time) string {
	words := ownWords(r)
	clock := fmt.Sprintf("%s, %s time", r.When.Clock, city(r.When.Zone))
	weekly := r.When.Weekly()
	switch {
	case r.Kind == store.Heavy:
		return fmt.Sprintf("The day after a heavy session, once, at %s: rest, and why.", clock)
	case r.Kind == store.Ready:
		return fmt.Sprintf("When a lift is ready for a heavy session again, at %s.", clock)
	case r.Kind == store.RestDay && weekly:
		return fmt.Sprintf("Rest %s at %s%s.", daysText(r.When.Days), clock, words)
	case r.Kind == store.TrainDay && weekly:
		return fmt.Sprintf("Training %s at %s%s.", daysText(r.When.Days), clock, words)
	case weekly:
		return bot.UpperFirst(fmt.Sprintf("%s at %s%s.", daysText(r.When.Days), clock, words))
	}
	switch r.Kind {
	case store.FollowUp:
		words = ": I ask how your " + r.Text + " is"
	case store.RestDay, store.TrainDay:
		words = map[store.ReminderKind]string{store.RestDay: ": rest", store.TrainDay: ": training"}[r.Kind] + words
	}
	at := r.When.At
	if r.When.Walled() {
		at = r.When.Date.In(zoneOf(r.When.Zone), r.When.Clock)
		if now.Location().String() != r.When.Zone {
			return fmt.Sprintf("%s, %s time%s.", bot.UpperFirst(dayTime(at, now.In(at.Location()))), city(r.When.Zone), words)
		}
	}
	return bot.UpperFirst(dayTime(at, now)) + words + "."
}

// reminderWords quotes the person's own words in full.
func reminderWords(s string) string {
	return `"` + strings.ReplaceAll(bot.Clean(s), `"`, "'") + `"`
}

// dayTime is a moment near now as people say it, in the zone of now: tomorrow at 07:00.
func dayTime(at, now time.Time) string {
	at = at.In(now.Location())
	clock := at.Format("15:04")
	if now.Location() == time.UTC {
		clock += " UTC"
	}
	switch today := store.DateOf(now); store.DateOf(at) {
	case today:
		return "today at " + clock
	case today.Add(1):
		return "tomorrow at " + clock
	}
	if at.Year() != now.Year() {
		return at.Format("Mon 2 January 2006") + " at " + clock
	}
	return at.Format("Mon 2 January") + " at " + clock
}

// daysText says on which days of the week, Monday first.
func daysText(d store.Days) string {
	weekend := store.On(time.Saturday, time.Sunday)
	switch d {
	case store.EveryDay:
		return "every day"
	case store.EveryDay &^ weekend:
		return "on weekdays"
	}
	var names []string
	for n := range 7 {
		if day := time.Weekday((n + 1) % 7); d.Has(day) {
			names = append(names, day.String())
		}
	}
	return "on " + and(names)
}

// tag tells the owner's buttons from others', since whoever presses one acts for himself.
func tag(owner string) string {
	sum := sha256.Sum256([]byte("reminder " + owner))
	return hex.EncodeToString(sum[:3])
}
