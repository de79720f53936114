package command

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"spotter/bot"
)

//go:embed zones.txt
var zonesFile string

// zoneNames are the IANA zones that can be chosen, the most used first.
var zoneNames = func() (names []string) {
	for line := range strings.Lines(zonesFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			names = append(names, line)
		}
	}
	return names
}()

var (
	clockForm  = regexp.MustCompile(`(?i)^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a|p)?$`)
	offsetForm = regexp.MustCompile(`(?i)^(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$`)
)

// maxZones is how many zones are offered at once.
const maxZones = 6

// findZones lists the zones that typed could mean at the instant now: a zone or city by name, an
// offset such as UTC+2, or what a clock on the wall shows. exact tells that the only one is meant.
func findZones(typed string, now time.Time) (zones []string, exact bool) {
	typed = strings.TrimSpace(typed)
	if name := zoneByName(typed); name != "" {
		return []string{name}, true
	}
	if m := offsetForm.FindStringSubmatch(typed); m != nil {
		return zonesAt(offset(m), now), false
	}
	if m := clockForm.FindStringSubmatch(typed); m != nil {
		if offsets, ok := clockOffsets(m, now); ok {
			for _, o := range offsets {
				zones = append(zones, zonesAt(o, now)...)
			}
			return zones[:min(maxZones, len(zones))], false
		}
	}
	return nearZones(typed), false
}

// zoneByName finds a zone by its name or by its city alone.
func zoneByName(typed string) string {
	want := zoneKey(typed)
	if want == "utc" || want == "gmt" {
		return "Etc/UTC"
	}
	for _, name := range zoneNames {
		if zoneKey(name) == want || zoneKey(city(name)) == want {
			return name
		}
	}
	return ""
}

func zoneKey(s string) string {
	return strings.NewReplacer("_", "", " ", "", "-", "").Replace(strings.ToLower(s))
}

// city is the last part of a zone's name, as people write it.
func city(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}

func nearZones(typed string) []string {
	var cities []string
	zoneOf := map[string]string{}
	for _, name := range zoneNames {
		cities = append(cities, city(name))
		zoneOf[city(name)] = name
	}
	var zones []string
	for _, c := range bot.Nearest(typed, cities, 4) {
		zones = append(zones, zoneOf[c])
	}
	return zones
}

// zonesAt lists zones whose clocks are ahead of UTC by the offset at the instant now.
func zonesAt(ahead time.Duration, now time.Time) []string {
	var zones []string
	for _, name := range zoneNames {
		loc, err := time.LoadLocation(name)
		if err != nil || len(zones) == maxZones {
			continue
		}
		if _, seconds := now.In(loc).Zone(); time.Duration(seconds)*time.Second == ahead {
			zones = append(zones, name)
		}
	}
	return zones
}

func offset(m []string) time.Duration {
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	d := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if m[1] == "-" {
		return -d
	}
	return d
}

// clockOffsets are the offsets from UTC at which a clock shows the time in m now, give or take the
// minutes people's clocks are off. Offsets are quarters of an hour from -12 to +14 hours, so one
// time of day may stand for two of them, a day apart.
func clockOffsets(m []string, now time.Time) (offsets []time.Duration, ok bool) {
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if m[2] == "" && m[3] == "" || hour > 23 || minute > 59 {
		return nil, false
	}
	switch half := strings.ToLower(m[3]); {
	case half == "":
	case hour < 1 || hour > 12:
		return nil, false
	case half[0] == 'a':
		hour %= 12
	default:
		hour = hour%12 + 12
	}
	now = now.UTC()
	const day = 24 * time.Hour
	ahead := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute -
		time.Duration(now.Hour())*time.Hour - time.Duration(now.Minute())*time.Minute
	ahead = ahead.Round(15 * time.Minute)
	for _, o := range []time.Duration{ahead, ahead - day, ahead + day} {
		if o >= -12*time.Hour && o <= 14*time.Hour {
			offsets = append(offsets, o)
		}
	}
	return offsets, true
}
