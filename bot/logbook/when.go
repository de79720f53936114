package logbook

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"spotter/bot"
)

// when is a day, and perhaps a time of it, as a line names them. The zero value names none.
type when struct {
	day   time.Time // midnight in the reader's zone
	clock time.Duration
	timed bool
}

// evening is when a session of another day is taken to have been if no time is given.
const evening = 18 * time.Hour

// oldest is the first day that is believed.
var oldest = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

const (
	months   = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?`
	weekdays = `(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|r|urday)?`
)

// dates are the ways to name a day: each form and what it makes of its groups. Those without a year
// that could be weights too only count where a line begins, or behind "on".
var dates = []struct {
	form *regexp.Regexp
	year bool // it can be nothing but a day
	read func(now time.Time, m []string) (time.Time, bool)
}{
	{regexp.MustCompile(`(?i)\b(?:on\s+)?(\d{4})-(\d{1,2})-(\d{1,2})\b`), true, func(_ time.Time, m []string) (time.Time, bool) { return dayOf(m[1], m[2], m[3]) }},
	{regexp.MustCompile(`(?i)(?:^|\s)(?:on\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})\b`), true, func(_ time.Time, m []string) (time.Time, bool) { return dayOf(m[3], m[2], m[1]) }},
	{regexp.MustCompile(`(?i)(?:^\s*|\bon\s+)(\d{1,2})\.(\d{1,2})\.(?:\s|$)`), false, func(now time.Time, m []string) (time.Time, bool) { return past(now, m[2], m[1]) }},
	{regexp.MustCompile(`(?i)\b(?:on\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?` + months + `\b(?:,?\s+(20\d\d)\b)?`), false, func(now time.Time, m []string) (time.Time, bool) { return named(now, m[2], m[1], m[3]) }},
	{regexp.MustCompile(`(?i)\b(?:on\s+)?` + months + `\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(20\d\d)\b)?`), false, func(now time.Time, m []string) (time.Time, bool) { return named(now, m[1], m[2], m[3]) }},
	{regexp.MustCompile(`(?i)\bon the (\d{1,2})(?:st|nd|rd|th)\b`), false, func(now time.Time, m []string) (time.Time, bool) { return lastDay(now, m[1]) }},
	{regexp.MustCompile(`(?i)\b(?:the\s+)?day before yesterday\b`), false, func(now time.Time, _ []string) (time.Time, bool) { return back(now, 2), true }},
	{regexp.MustCompile(`(?i)\b(?:yesterday|last night|yday)(?:\s+(?:morning|afternoon|evening))?\b`), false, func(now time.Time, _ []string) (time.Time, bool) { return back(now, 1), true }},
	{regexp.MustCompile(`(?i)\b(?:today|tonight|this (?:morning|afternoon|evening)|just now)\b`), false, func(now time.Time, _ []string) (time.Time, bool) { return back(now, 0), true }},
	{regexp.MustCompile(`(?i)\btomorrow\b`), false, func(now time.Time, _ []string) (time.Time, bool) { return back(now, -1), true }},
	{regexp.MustCompile(`(?i)\b(a|an|one|two|three|four|five|six|\d{1,3})\s+(day|week)s?\s+ago\b`), false, ago},
	{weekdayForm, false, weekday},
}

// weekdayBefore is a weekday in front of its date: Saturday, 21 November.
var weekdayBefore = regexp.MustCompile(`(?i)\b(?:on\s+)?` + weekdays + `,?\s*$`)

var weekdayForm = regexp.MustCompile(`(?i)\b(?:on\s+)?(last\s+)?` + weekdays + `\b(?:\s+(?:morning|afternoon|evening|night)\b)?`)

// slashes is a date whose order of day and month depends on the country.
var slashes = regexp.MustCompile(`(?i)(?:^\s*|\bon\s+|\s)(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b|(?:^\s*|\bon\s+)(\d{1,2})/(\d{1,2})(?:\s|$)`)

// clocks is a time of day.
var clocks = regexp.MustCompile(`(?i)(?:\bat\s+)?\b(\d{1,2})(?::(\d{2}))?\s*(am|pm)\b|(?:\bat\s+)?\b(\d{1,2}):(\d{2})\b`)

// cutDay takes the day and the time out of a line. first tells that the line begins with the day.
func cutDay(line string, now time.Time) (rest string, w when, first bool, err error) {
	for _, d := range dates {
		at := d.form.FindStringSubmatchIndex(line)
		if at == nil {
			continue
		}
		day, ok := d.read(now, groups(line, at))
		if !ok && d.year {
			return line, w, false, bot.Userf("There is no day %s. Write it as in `2026-11-20`.", bot.Quote(strings.TrimSpace(line[at[0]:at[1]])))
		}
		if ok {
			before, after := line[:at[0]], line[at[1]:]
			before = weekdayBefore.ReplaceAllString(before, "")
			w.day, first = day, strings.TrimSpace(before) == ""
			line = before + " " + after
			break
		}
	}
	if w.day.IsZero() {
		if line, w.day, first, err = cutSlashes(line, now); err != nil {
			return line, w, first, err
		}
	}
	if at := clocks.FindStringSubmatchIndex(line); at != nil {
		if clock, ok := clockOf(groups(line, at)); ok {
			w.clock, w.timed = clock, true
			line = line[:at[0]] + " " + line[at[1]:]
		}
	}
	return line, w, first, w.check(now)
}

// cutSlashes takes a date such as 20/11/2026 or 11/20 out of a line; one that could be two days is an error.
func cutSlashes(line string, now time.Time) (rest string, day time.Time, first bool, err error) {
	at := slashes.FindStringSubmatchIndex(line)
	if at == nil {
		return line, day, false, nil
	}
	m := groups(line, at)
	a, b, year := m[1]+m[4], m[2]+m[5], m[3]
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	switch {
	case x > 31 || y > 31 || x == 0 || y == 0 || x > 12 && y > 12:
		return line, day, false, nil
	case x <= 12 && y <= 12 && x != y:
		return line, day, false, bot.Userf("%s could be two days. Write the year first, as in `2026-11-20`.", bot.Quote(strings.TrimSpace(line[at[0]:at[1]])))
	case x > 12:
		a, b = b, a
	}
	ok := false
	if year == "" {
		day, ok = past(now, a, b)
	} else {
		day, ok = dayOf(fullYear(year), a, b)
	}
	if !ok {
		return line, time.Time{}, false, nil
	}
	return line[:at[0]] + " " + line[at[1]:], day, strings.TrimSpace(line[:at[0]]) == "", nil
}

func groups(line string, at []int) []string {
	out := make([]string, len(at)/2)
	for i := range out {
		if at[2*i] >= 0 {
			out[i] = line[at[2*i]:at[2*i+1]]
		}
	}
	return out
}

func fullYear(year string) string {
	if len(year) == 2 {
		return "20" + year
	}
	return year
}

// dayOf is a day by its numbers, without a zone; ok is false when there is no such day.
func dayOf(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Month() == time.Month(m) && t.Day() == d && m > 0
}

// past is the last such day of a month that was.
func past(now time.Time, month, day string) (time.Time, bool) {
	t, ok := dayOf(strconv.Itoa(now.Year()), month, day)
	if ok && t.After(back(now, 0)) {
		return dayOf(strconv.Itoa(now.Year()-1), month, day)
	}
	return t, ok
}

// lastDay is the last such day of this month or the one before.
func lastDay(now time.Time, day string) (time.Time, bool) {
	t, ok := dayOf(strconv.Itoa(now.Year()), strconv.Itoa(int(now.Month())), day)
	if ok && !t.After(back(now, 0)) {
		return t, true
	}
	before := time.Date(now.Year(), now.Month(), 0, 0, 0, 0, 0, time.UTC)
	return dayOf(strconv.Itoa(before.Year()), strconv.Itoa(int(before.Month())), day)
}

func named(now time.Time, month, day, year string) (time.Time, bool) {
	n := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(month[:3]))/3 + 1
	if year != "" {
		return dayOf(year, strconv.Itoa(n), day)
	}
	return past(now, strconv.Itoa(n), day)
}

// back is the day that was some days ago, without a zone.
func back(now time.Time, days int) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d-days, 0, 0, 0, 0, time.UTC)
}

func ago(now time.Time, m []string) (time.Time, bool) {
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}[strings.ToLower(m[1])]
	}
	if strings.EqualFold(m[2], "week") {
		n *= 7
	}
	return back(now, n), true
}

// weekday is the last such day, today included unless "last" stands before it.
func weekday(now time.Time, m []string) (time.Time, bool) {
	n := strings.Index("sunmontuewedthufrisat", strings.ToLower(m[2][:3])) / 3
	days := (int(now.Weekday()) - n + 7) % 7
	if m[1] != "" && days == 0 {
		days = 7
	}
	return back(now, days), true
}

func clockOf(m []string) (time.Duration, bool) {
	h, _ := strconv.Atoi(m[1] + m[4])
	minutes, _ := strconv.Atoi(m[2] + m[5])
	switch half := strings.ToLower(m[3]); {
	case half != "" && (h < 1 || h > 12), h > 23, minutes > 59:
		return 0, false
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	return time.Duration(h)*time.Hour + time.Duration(minutes)*time.Minute, true
}

// check refuses days to come and days of another age.
func (w when) check(now time.Time) error {
	layout := "Monday 2 January 2006"
	if w.timed {
		layout = "Monday 2 January, 15:04,"
	}
	switch at := w.at(now); {
	case at.After(now):
		return bot.Userf("%s is still to come. I log what was done; leave the day out when it was today.", at.Format(layout))
	case at.Before(oldest):
		return bot.Userf("%s is before my time; I go back to %d.", at.Format("2 January 2006"), oldest.Year())
	}
	return nil
}

// line is the beginning of a line that names the same, "" when nothing is named.
func (w when) line(now time.Time) string {
	switch {
	case w.timed:
		return w.at(now).Format("2006-01-02 15:04 ")
	case !w.day.IsZero():
		return w.day.Format("2006-01-02 ")
	}
	return ""
}

// at is the moment that is named, seen from now; now itself when none is.
func (w when) at(now time.Time) time.Time {
	day := w.day
	if day.IsZero() {
		day = back(now, 0)
	}
	y, m, d := day.Date()
	clock := w.clock
	switch {
	case !w.timed && day.Equal(back(now, 0)):
		return now
	case !w.timed:
		clock = evening
	}
	return time.Date(y, m, d, int(clock.Hours()), int(clock.Minutes())%60, 0, 0, now.Location())
}
