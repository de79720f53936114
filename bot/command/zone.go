package command

import (
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones on machines that have none

	"spotter/bot"
)

//go:embed zones.txt
var zonesFile string

// zone is a time zone that can be chosen, with what it may be called.
type zone struct {
	name  string   // IANA
	known []string // its city, then other names for it
}

// zones are those that can be chosen, the most used first.
var zones = func() (list []zone) {
	for line := range strings.Lines(zonesFile) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, others, _ := strings.Cut(line, " = ")
		z := zone{name: name, known: []string{city(name)}}
		if others != "" {
			z.known = append(z.known, strings.Split(others, ", ")...)
		}
		list = append(list, z)
	}
	return list
}()

var (
	clockForm  = regexp.MustCompile(`(?i)^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a|p)?$`)
	offsetForm = regexp.MustCompile(`(?i)^(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$`)
)

// maxZones is how many zones are offered at once.
const maxZones = 6

// findZones lists the zones that typed could mean at the instant now: a zone or city by name, an
// offset such as UTC+2, or what a clock on the wall shows. exact tells that the only one is meant.
func findZones(typed string, now time.Time) (names []string, exact bool) {
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
				names = append(names, zonesAt(o, now)...)
			}
			return names[:min(maxZones, len(names))], false
		}
	}
	return nearZones(typed), false
}

// zoneByName finds a zone by its IANA name or by anything else it is known as.
func zoneByName(typed string) string {
	want := zoneKey(typed)
	if want == "utc" {
		return "Etc/UTC"
	}
	for _, z := range zones {
		if zoneKey(z.name) == want || slices.ContainsFunc(z.known, func(known string) bool { return zoneKey(known) == want }) {
			return z.name
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

// nearZones lists zones whose names are spelt much like typed.
func nearZones(typed string) []string {
	var known, near []string
	of := map[string]string{}
	for _, z := range zones {
		for _, k := range z.known {
			known = append(known, k)
			of[k] = z.name
		}
	}
	for _, k := range bot.Nearest(typed, known, 4) {
		if !slices.Contains(near, of[k]) {
			near = append(near, of[k])
		}
	}
	return near
}

// suggestZones lists zones that could be meant by what has been typed so far of any of their names.
func suggestZones(typed string) (names []string) {
	var known []string
	of := map[string]string{}
	for _, z := range zones {
		for _, k := range append([]string{z.name}, z.known...) {
			known = append(known, k)
			of[k] = z.name
		}
	}
	for _, k := range bot.Suggest(typed, known, len(known)) {
		if !slices.Contains(names, of[k]) && len(names) < maxSuggested {
			names = append(names, of[k])
		}
	}
	return names
}

// zonesAt lists zones whose clocks are ahead of UTC by the offset at the instant now.
func zonesAt(ahead time.Duration, now time.Time) (names []string) {
	for _, z := range zones {
		loc, err := time.LoadLocation(z.name)
		if err != nil || len(names) == maxZones {
			continue
		}
		if _, seconds := now.In(loc).Zone(); time.Duration(seconds)*time.Second == ahead {
			names = append(names, z.name)
		}
	}
	return names
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
