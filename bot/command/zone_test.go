package command

import (
	"slices"
	"testing"
	"time"
)

func TestEveryZoneExists(t *testing.T) {
	seen := map[string]string{}
	for _, z := range zones {
		if _, err := time.LoadLocation(z.name); err != nil {
			t.Error(err)
		}
		for _, k := range z.known {
			if other := seen[zoneKey(k)]; other != "" && k != city(z.name) {
				t.Errorf("%s stands for %s and %s", k, other, z.name)
			}
			seen[zoneKey(k)] = z.name
		}
	}
	if len(zones) < 300 {
		t.Errorf("only %d zones", len(zones))
	}
}

func TestFindZones(t *testing.T) {
	winter := time.Date(2026, 1, 15, 23, 50, 0, 0, time.UTC)
	summer := time.Date(2026, 7, 15, 9, 2, 0, 0, time.UTC)
	for _, c := range []struct {
		typed string
		now   time.Time
		want  string // must be among those found; "" for none
		exact bool
	}{
		{"Berlin", winter, "Europe/Berlin", true},
		{"new york", winter, "America/New_York", true},
		{"europe/lisbon", winter, "Europe/Lisbon", true},
		{"PST", winter, "America/Los_Angeles", true},
		{"utc", winter, "Etc/UTC", true},
		{"0:50", winter, "Europe/Berlin", false},  // past midnight there, still yesterday in UTC
		{"11:02", summer, "Europe/Berlin", false}, // summer time
		{"10:02", summer, "Europe/London", false}, // summer time in London
		{"10:50am", winter, "Australia/Sydney", false},
		{"6:50 pm", winter, "America/New_York", false},
		{"12:50am", winter, "Europe/Paris", false},
		{"13:49", winter, "Pacific/Kiritimati", false}, // 14 hours ahead or 10 behind: both are offered, clocks may be a minute off
		{"1:50 pm", winter, "Pacific/Honolulu", false},
		{"14h47", summer, "Asia/Kathmandu", false}, // quarter hours
		{"utc+5:30", winter, "Asia/Kolkata", false},
		{"GMT-3", winter, "America/Sao_Paulo", false},
		{"Berlim", winter, "Europe/Berlin", false},
		{"25:00", winter, "", false},
		{"13:00pm", winter, "", false},
		{"7", winter, "", false},
		{"Xanadu", winter, "", false},
		{"", winter, "", false},
	} {
		got, exact := findZones(c.typed, c.now)
		if exact != c.exact || c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%q: %v, exact %v; want %q, %v", c.typed, got, exact, c.want, c.exact)
		}
	}
}
