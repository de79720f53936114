package command

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"spotter/bot"
	"spotter/store"
)

// numbers are small numbers in words.
var numbers = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90}

var (
	shortSpan = regexp.MustCompile(`^(\d{1,4})(?:h|hrs?)(\d{1,2})(?:m|mins?)?$`)
	spanForm  = regexp.MustCompile(`^(\d{1,4}(?:[.,]\d)?)([a-z]+)$`)
	spanCount = regexp.MustCompile(`^\d{1,5}(?:[.,]\d{1,2})?$`)
)

// unitOf is the length of a unit in minutes, or in days.
func unitOf(name string) (minutes, days int) {
	switch strings.TrimSuffix(name, "s") {
	case "m", "min", "minute":
		return 1, 0
	case "h", "hr", "hour":
		return 60, 0
	case "d", "day":
		return 0, 1
	case "w", "wk", "week":
		return 0, 7
	}
	return 0, 0
}

// Limits of "in ...".
const (
	maxAhead     = 366 * 24 * time.Hour
	maxAheadDays = 366
)

// duration reads "in 3 hours", "in 1h30", "in half an hour", "in two weeks", "3 hours from now".
func (t *whenReader) duration(words []string) (int, error) {
	n := 0
	if words[0] == "in" || words[0] == "after" {
		n = 1
	}
	minutes, days, took := span(words[n:])
	if took == 0 {
		return 0, nil
	}
	fromNow := len(words) >= n+took+2 && words[n+took] == "from" && words[n+took+1] == "now"
	switch {
	case n == 0 && !fromNow:
		return 0, nil
	case n == 0:
		took += 2
	}
	n += took
	switch {
	case minutes+days*24*60 <= 0:
		return n, bot.Userf("That would be right now. Give me at least a minute, such as `in 10 minutes`.")
	case days > maxAheadDays || time.Duration(minutes)*time.Minute > maxAhead:
		return n, bot.Userf("That is more than a year away. I plan up to a year ahead, such as `in 3 weeks` or `1 dec`.")
	case days > 0:
		t.date = store.DateOf(t.now).Add(days)
		if !t.hasClock {
			t.clock, t.hasClock, t.soft = store.At(t.now.Hour(), t.now.Minute()), true, true
		}
		return n, nil
	}
	t.at = t.now.Add(time.Duration(minutes) * time.Minute).Truncate(time.Second).UTC()
	return n, nil
}

// span reads a length of time.
func span(words []string) (minutes, days, n int) {
	if len(words) == 0 {
		return 0, 0, 0
	}
	if m := shortSpan.FindStringSubmatch(words[0]); m != nil {
		hours, _ := strconv.Atoi(m[1])
		rest, _ := strconv.Atoi(m[2])
		return hours*60 + rest, 0, 1
	}
	if strings.HasPrefix(strings.Join(words, " "), "half an hour") {
		return 30, 0, 3
	}
	minutes, days, n = spanPart(words)
	for n > 0 && n < len(words) {
		rest := words[n:]
		if rest[0] == "and" && strings.Join(rest[:min(3, len(rest))], " ") == "and a half" {
			return minutes + 30, days, n + 3
		}
		joint := 0
		if rest[0] == "and" {
			joint = 1
		}
		m, d, took := spanPart(rest[joint:])
		if took == 0 {
			break
		}
		minutes, days, n = minutes+m, days+d, n+joint+took
	}
	return minutes, days, n
}

// spanPart reads a number and a unit, in one word or two.
func spanPart(words []string) (minutes, days, n int) {
	if len(words) == 0 {
		return 0, 0, 0
	}
	count, unit := words[0], ""
	if m := spanForm.FindStringSubmatch(words[0]); m != nil {
		count, unit, n = m[1], m[2], 1
	} else if len(words) > 1 {
		unit, n = words[1], 2
		if words[0] == "a" && words[1] == "couple" && len(words) > 2 {
			count, unit, n = "two", words[2], 3
			if unit == "of" && len(words) > 3 {
				unit, n = words[3], 4
			}
		}
	}
	perMinutes, perDays := unitOf(unit)
	number := float64(numbers[count])
	figures := spanCount.MatchString(count)
	if figures {
		number, _ = strconv.ParseFloat(strings.Replace(count, ",", ".", 1), 64)
	}
	if !figures && number == 0 || perMinutes+perDays == 0 {
		return 0, 0, 0
	}
	if perDays > 0 && number != float64(int(number)) {
		return int(number * float64(perDays) * 24 * 60), 0, n
	}
	return int(number * float64(perMinutes)), int(number * float64(perDays)), n
}

// dayWords reads today, tonight, tomorrow, the day after tomorrow, next week, and refuses yesterday.
func (t *whenReader) dayWords(words []string) (int, error) {
	today := store.DateOf(t.now)
	line := strings.Join(words, " ") + " "
	for _, d := range []struct {
		name string
		days int
	}{{"day after tomorrow", 2}, {"today", 0}, {"tonight", 0}, {"tomorrow", 1}, {"tommorow", 1}, {"tommorrow", 1}, {"tomorow", 1}, {"tmrw", 1}, {"tmr", 1}, {"tmw", 1}, {"next week", 7}} {
		if !strings.HasPrefix(line, d.name+" ") {
			continue
		}
		t.date = today.Add(d.days)
		t.tonight = d.name == "tonight"
		return len(strings.Fields(d.name)), nil
	}
	if words[0] == "yesterday" || strings.HasPrefix(line, "last week ") {
		return 1, bot.Userf("That is over. Give me a time to come, such as `tomorrow 7am`.")
	}
	return 0, nil
}

// weekdayNames are the days of the week as people write them.
var weekdayNames = [...][]string{
	time.Sunday: {"sun", "sunday"}, time.Monday: {"mon", "monday"}, time.Tuesday: {"tue", "tues", "tuesday"},
	time.Wednesday: {"wed", "weds", "wednesday"}, time.Thursday: {"thu", "thur", "thurs", "thursday"},
	time.Friday: {"fri", "friday"}, time.Saturday: {"sat", "saturday"},
}

// weekday is the day of that name; plural tells that it means every one.
func weekday(name string) (day time.Weekday, plural, ok bool) {
	for d, names := range weekdayNames {
		for _, n := range names {
			if name == n || name == n+"s" {
				return time.Weekday(d), name != n, true
			}
		}
	}
	return 0, false, false
}

// weekdays reads a day, a range or several days in one word, or a word for many days.
func (t *whenReader) weekdays(words []string) (n int) {
	switch words[0] {
	case "daily", "everyday":
		t.days, t.repeated = store.EveryDay, true
		return 1
	case "every", "each":
		if len(words) < 2 || words[1] != "day" {
			return 0
		}
		t.days, t.repeated = store.EveryDay, true
		return 2
	case "weekday", "weekdays":
		t.days, t.repeated = t.days|store.EveryDay&^store.On(time.Sunday, time.Saturday), true
		return 1
	case "weekend", "weekends":
		t.days, t.repeated = t.days|store.On(time.Sunday, time.Saturday), true
		return 1
	}
	if len(words) > 2 && (words[1] == "to" || words[1] == "through" || words[1] == "till" || words[1] == "until" || words[1] == "-") {
		if days, ok := daysFrom(words[0], words[2]); ok {
			t.days |= days
			return 3
		}
	}
	var days store.Days
	for _, part := range strings.FieldsFunc(words[0], func(r rune) bool { return strings.ContainsRune("/,+&", r) }) {
		day, plural, ok := weekday(part)
		if from, to, isRange := strings.Cut(part, "-"); isRange {
			var between store.Days
			if between, ok = daysFrom(from, to); ok {
				days |= between
				continue
			}
		}
		if !ok {
			return 0
		}
		days |= store.On(day)
		t.repeated = t.repeated || plural
	}
	if days == 0 {
		return 0
	}
	t.days |= days
	return 1
}

// daysFrom are the days from one to another, around the week's end if need be.
func daysFrom(from, to string) (days store.Days, ok bool) {
	a, _, okA := weekday(from)
	b, _, okB := weekday(to)
	if !okA || !okB {
		return 0, false
	}
	for d := a; ; d = (d + 1) % 7 {
		days |= store.On(d)
		if d == b {
			return days, true
		}
	}
}
