package store

import (
	"fmt"
	"sync"
	"time"
)

// Clock is a time of day on a wall, in minutes since midnight.
type Clock int

// At is a time of day.
func At(hour, minute int) Clock { return Clock(hour*60 + minute) }

// String is the time as in 07:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// Days is a set of weekdays: bit n is time.Weekday(n).
type Days uint8

// EveryDay is the whole week.
const EveryDay Days = 1<<7 - 1

// On is the set of the given weekdays.
func On(days ...time.Weekday) (d Days) {
	for _, w := range days {
		d |= 1 << w
	}
	return d
}

// Has tells whether the weekday is in the set.
func (d Days) Has(w time.Weekday) bool { return d&(1<<w) != 0 }

// Len is how many days are in the set.
func (d Days) Len() (n int) {
	for w := time.Sunday; w <= time.Saturday; w++ {
		if d.Has(w) {
			n++
		}
	}
	return n
}

// Date is a day of the calendar.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that t shows in its zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Add is the day n days later.
func (d Date) Add(n int) Date { return DateOf(d.utc(0).AddDate(0, 0, n)) }

// Weekday is the day's place in the week.
func (d Date) Weekday() time.Weekday { return d.utc(0).Weekday() }

// IsZero tells that no day is meant.
func (d Date) IsZero() bool { return d == Date{} }

// String is the day as in 2026-11-17, "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc(0).Format(time.DateOnly)
}

func (d Date) utc(c Clock) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, int(c), 0, 0, time.UTC)
}

// In is the instant at which a clock in the zone shows c on that day. A time that exists twice is its
// first instant; one that does not exist is read by the offset before the gap, and so moves forward
// (RFC 5545, 3.3.5).
func (d Date) In(zone *time.Location, c Clock) time.Time {
	shown := d.utc(c)
	at := func(near time.Time) (t time.Time, ok bool) {
		_, seconds := near.In(zone).Zone()
		t = shown.Add(-time.Duration(seconds) * time.Second).In(zone)
		return t, DateOf(t) == d && At(t.Hour(), t.Minute()) == c
	}
	// Offsets are less than a day, so that these two lie on either side of a change.
	before, ok := at(shown.Add(-24 * time.Hour))
	after, fits := at(shown.Add(24 * time.Hour))
	if fits && (!ok || after.Before(before)) {
		return after
	}
	return before
}

// Schedule says when: at an instant, or when a clock in Zone shows Clock on Date or else on Days of
// every week.
type Schedule struct {
	At    time.Time
	Date  Date
	Days  Days
	Clock Clock
	Zone  string // IANA name; "" reads UTC
}

// Weekly tells whether it comes again and again.
func (s Schedule) Weekly() bool { return s.Days != 0 }

// Walled tells whether it is bound to a clock on a wall, and so to a zone.
func (s Schedule) Walled() bool { return s.At.IsZero() }

// Next is the first time after t by the clocks of the zone, which is that of Zone; zero when there is none.
func (s Schedule) Next(t time.Time, zone *time.Location) time.Time {
	next := s.next(t, zone)
	if !next.After(t) {
		return time.Time{}
	}
	return next.UTC()
}

func (s Schedule) next(t time.Time, zone *time.Location) (next time.Time) {
	switch {
	case !s.Walled():
		return s.At
	case !s.Weekly():
		return s.Date.In(zone, s.Clock)
	}
	// A day to each side: a zone may leave a whole day out, as Samoa did on 2011-12-30.
	today := DateOf(t.In(zone))
	for n := -1; n <= 9; n++ {
		day := today.Add(n)
		if !s.Days.Has(day.Weekday()) {
			continue
		}
		if at := day.In(zone, s.Clock); at.After(t) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// zones remembers the zones that were loaded: the system's files would be read each time.
type zones struct{ loaded sync.Map }

// load is the zone of that IANA name, UTC when there is none.
func (z *zones) load(name string) *time.Location {
	if zone, ok := z.loaded.Load(name); ok {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	z.loaded.Store(name, zone)
	return zone
}
