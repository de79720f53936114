package store_test

import (
	"testing"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"pgregory.net/rapid"

	"spotter/store"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// TestWallClock holds days and times of day to instants worked out by hand from the zones' rules.
func TestWallClock(t *testing.T) {
	tests := []struct {
		name, zone, date string
		clock            store.Clock
		want             string
	}{
		{"winter", "Europe/Berlin", "2026-11-20", store.At(9, 0), "2026-11-20T08:00:00Z"},
		{"summer", "Europe/Berlin", "2026-07-20", store.At(9, 0), "2026-07-20T07:00:00Z"},
		{"does not exist, moves forward to 03:30", "Europe/Berlin", "2026-03-29", store.At(2, 30), "2026-03-29T01:30:00Z"},
		{"the first that exists after the gap", "Europe/Berlin", "2026-03-29", store.At(3, 0), "2026-03-29T01:00:00Z"},
		{"the last before the gap", "Europe/Berlin", "2026-03-29", store.At(1, 59), "2026-03-29T00:59:00Z"},
		{"exists twice, the first", "Europe/Berlin", "2026-10-25", store.At(2, 30), "2026-10-25T00:30:00Z"},
		{"after the repetition", "Europe/Berlin", "2026-10-25", store.At(3, 0), "2026-10-25T02:00:00Z"},
		{"does not exist in New York", "America/New_York", "2026-03-08", store.At(2, 30), "2026-03-08T07:30:00Z"},
		{"exists twice in New York", "America/New_York", "2026-11-01", store.At(1, 30), "2026-11-01T05:30:00Z"},
		{"half an hour's gap", "Australia/Lord_Howe", "2026-10-04", store.At(2, 15), "2026-10-03T15:45:00Z"},
		{"half an hour twice", "Australia/Lord_Howe", "2026-04-05", store.At(1, 45), "2026-04-04T14:45:00Z"},
		{"a day that does not exist", "Pacific/Apia", "2011-12-30", store.At(9, 0), "2011-12-30T19:00:00Z"},
		{"a quarter of an hour's zone", "Asia/Kathmandu", "2026-11-20", store.At(0, 0), "2026-11-19T18:15:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			day, err := time.Parse(time.DateOnly, tt.date)
			if err != nil {
				t.Fatal(err)
			}
			got := store.DateOf(day).In(zone(t, tt.zone), tt.clock).UTC().Format(time.RFC3339)
			if got != tt.want {
				t.Errorf("%s %v in %s is %s, want %s", tt.date, tt.clock, tt.zone, got, tt.want)
			}
		})
	}
}

// TestWallClockShowsTheTime holds, for days and zones at random, that a clock shows the time there, or
// that no instant of the day shows it and the one before shows an earlier time.
func TestWallClockShowsTheTime(t *testing.T) {
	names := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "America/Santiago", "Asia/Gaza", "Pacific/Apia"}
	rapid.Check(t, func(r *rapid.T) {
		loc := zone(t, rapid.SampledFrom(names).Draw(r, "zone"))
		day := store.Date{Year: 2026, Month: time.January, Day: 1}.Add(rapid.IntRange(0, 3000).Draw(r, "day"))
		c := store.Clock(rapid.IntRange(0, 24*60-1).Draw(r, "clock"))
		at := day.In(loc, c)
		shows := func(t time.Time) bool {
			t = t.In(loc)
			return store.DateOf(t) == day && store.At(t.Hour(), t.Minute()) == c
		}
		var first time.Time
		for n := -26 * 60; n <= 26*60 && first.IsZero(); n++ {
			if near := at.Add(time.Duration(n) * time.Minute); shows(near) {
				first = near
			}
		}
		if !first.IsZero() && !first.Equal(at) {
			r.Fatalf("%v %v in %v: %v, want the first instant %v", day, c, loc, at, first)
		}
		if first.IsZero() && shows(at) {
			r.Fatalf("%v shows a time that does not exist", at)
		}
		if first.IsZero() {
			if _, before := at.Add(-24 * time.Hour).Zone(); at.Sub(time.Date(day.Year, day.Month, day.Day, 0, int(c), 0, 0, time.FixedZone("", before))) != 0 {
				r.Fatalf("%v %v in %v does not exist and moved to %v", day, c, loc, at)
			}
		}
	})
}

func TestNext(t *testing.T) {
	berlin := "Europe/Berlin"
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	night := store.Schedule{Days: store.EveryDay, Clock: store.At(2, 30), Zone: berlin}
	tests := []struct {
		name        string
		when        store.Schedule
		after, want string // "" for never
	}{
		{"later this week", store.Schedule{Days: store.On(time.Sunday, time.Wednesday), Clock: store.At(9, 0), Zone: berlin}, "2026-11-17T09:00:00Z", "2026-11-18T08:00:00Z"},
		{"not the same instant again", store.Schedule{Days: store.On(time.Wednesday), Clock: store.At(9, 0), Zone: berlin}, "2026-11-18T08:00:00Z", "2026-11-25T08:00:00Z"},
		{"a repeated hour counts once", night, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"},
		{"a day without the time", night, "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z"},
		{"the day after a day without the time", night, "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"},
		{"a date", store.Schedule{Date: store.Date{Year: 2026, Month: 11, Day: 20}, Clock: store.At(9, 0), Zone: berlin}, "2026-11-17T09:00:00Z", "2026-11-20T08:00:00Z"},
		{"a date that is over", store.Schedule{Date: store.Date{Year: 2026, Month: 11, Day: 20}, Clock: store.At(9, 0), Zone: berlin}, "2026-11-20T08:00:00Z", ""},
		{"an instant", store.Schedule{At: at("2026-11-17T12:00:00Z")}, "2026-11-17T09:00:00Z", "2026-11-17T12:00:00Z"},
		{"an instant that is over", store.Schedule{At: at("2026-11-17T12:00:00Z")}, "2026-11-17T12:00:00Z", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			next := tt.when.Next(at(tt.after), zone(t, tt.when.Zone))
			got := ""
			if !next.IsZero() {
				got = next.Format(time.RFC3339)
			}
			if got != tt.want {
				t.Errorf("after %s comes %s, want %s", tt.after, got, tt.want)
			}
		})
	}
}
