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

var (
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	dotDate   = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})?$`)
	slashDate = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})(?:/(\d{4}))?$`)
	monthDay  = regexp.MustCompile(`^(\d{1,2})(st|nd|rd|th)?$`)
	yearForm  = regexp.MustCompile(`^20\d\d$`)
)

// calendar reads a date: 2026-12-01, 24.12., 24/12, 1 dec, december 1st, the 5th.
func (t *whenReader) calendar(words []string) (int, error) {
	number := func(s string) int { v, _ := strconv.Atoi(s); return v }
	if m := isoDate.FindStringSubmatch(words[0]); m != nil {
		return 1, t.setDate(number(m[1]), number(m[2]), number(m[3]), words[0])
	}
	if m := dotDate.FindStringSubmatch(words[0]); m != nil {
		return 1, t.setDate(number(m[3]), number(m[2]), number(m[1]), words[0])
	}
	if m := slashDate.FindStringSubmatch(words[0]); m != nil {
		a, b := number(m[1]), number(m[2])
		if a <= 12 && b <= 12 && a != b {
			return 1, bot.Userf("%s can be two days. Write the month as a word, such as `%d %s`.", bot.Quote(words[0]), max(b, 1), monthName(a))
		}
		if a > 12 {
			a, b = b, a
		}
		return 1, t.setDate(number(m[3]), a, b, words[0])
	}
	return t.monthWords(words, number)
}

// monthWords reads a date whose month is a word, or a day of the month with its ending.
func (t *whenReader) monthWords(words []string, number func(string) int) (int, error) {
	day := monthDay.FindStringSubmatch(words[0])
	n, month := 1, 0
	switch {
	case day != nil && len(words) > 2 && words[1] == "of" && monthOf(words[2]) > 0:
		n, month = 3, monthOf(words[2])
	case day != nil && len(words) > 1 && monthOf(words[1]) > 0:
		n, month = 2, monthOf(words[1])
	case day == nil && monthOf(words[0]) > 0 && len(words) > 1 && monthDay.MatchString(words[1]):
		n, month, day = 2, monthOf(words[0]), monthDay.FindStringSubmatch(words[1])
	case day != nil && day[2] != "":
		return 1, t.setMonthDay(number(day[1]), words[0])
	default:
		return 0, nil
	}
	year := 0
	if n < len(words) && yearForm.MatchString(words[n]) {
		year, n = number(words[n]), n+1
	}
	return n, t.setDate(year, month, number(day[1]), strings.Join(words[:n], " "))
}

// monthNames are the months as people write them; May is short already.
var monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthOf is the month of that name, in full or by three letters or more; 0 for none.
func monthOf(name string) int {
	for i, m := range monthNames {
		if len(name) >= 3 && strings.HasPrefix(m, name) {
			return i + 1
		}
	}
	return 0
}

func monthName(n int) string { return monthNames[max(min(n, 12), 1)-1][:3] }

// setDate takes a date; without a year the next one of that name.
func (t *whenReader) setDate(year, month, day int, typed string) error {
	today := store.DateOf(t.now)
	given := year != 0
	if !given {
		year = today.Year
	}
	for range 9 { // 29 February comes every four years, and once in a century not
		d := store.Date{Year: year, Month: time.Month(month), Day: day}
		valid := d.Add(0) == d
		ahead := d.In(time.UTC, 0).Sub(today.In(time.UTC, 0))
		switch {
		case month < 1 || month > 12 || day < 1 || day > 31 || given && !valid:
			return bot.Userf("There is no day %s. Try `1 dec` or `2026-12-01`.", bot.Quote(typed))
		case given && ahead < 0:
			return bot.Userf("%s is over. Give me a day to come, such as `tomorrow 7am`.", bot.Quote(typed))
		case valid && ahead > maxAhead:
			return bot.Userf("%s is more than a year away. I plan up to a year ahead.", bot.Quote(typed))
		case valid && ahead >= 0:
			t.date = d
			return nil
		}
		year++
	}
	return bot.Userf("There is no day %s. Try `1 dec` or `2026-12-01`.", bot.Quote(typed))
}

// setMonthDay takes the next day of that number in a month.
func (t *whenReader) setMonthDay(day int, typed string) error {
	for n := range 62 {
		if d := store.DateOf(t.now).Add(n); d.Day == day {
			t.date = d
			return nil
		}
	}
	return bot.Userf("There is no day %s. Try `1 dec` or `2026-12-01`.", bot.Quote(typed))
}

// partsOfDay are times of day that have a name.
var partsOfDay = map[string]store.Clock{"noon": store.At(12, 0), "midday": store.At(12, 0), "midnight": store.At(0, 0), "lunchtime": store.At(12, 0),
	"morning": store.At(8, 0), "mornings": store.At(8, 0), "afternoon": store.At(15, 0), "evening": store.At(19, 0), "evenings": store.At(19, 0), "night": store.At(21, 0)}

var (
	clockWord = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{2})|h)?(am?|pm?|a\.m|p\.m)?$`)
	fourForm  = regexp.MustCompile(`^([01]\d|2[0-3])([0-5]\d)h?$`)
)

// timeOfDay reads a time of day. at tells that "at" stood before it, so that a bare number is one.
func (t *whenReader) timeOfDay(words []string, at bool) (int, error) {
	if c, ok := partsOfDay[words[0]]; ok && t.at.IsZero() {
		return 1, t.setPart(words[0], c)
	}
	if t.hasClock && !t.soft || !t.at.IsZero() {
		return 0, nil
	}
	if n := t.spoken(words, at); n > 0 {
		return n, nil
	}
	m, n := clockWord.FindStringSubmatch(words[0]), 1
	sure := at || t.hasDay() && len(words) == 1
	if m == nil {
		if four := fourForm.FindStringSubmatch(words[0]); four != nil && sure {
			m = []string{"", four[1], four[2], ""}
		} else {
			return 0, nil
		}
	}
	half := m[3]
	if half == "" && len(words) > 1 {
		switch words[1] {
		case "am", "pm", "a.m", "p.m":
			half, n = words[1], 2
		case "o'clock", "oclock":
			sure, n = true, 2
		}
	}
	bareNumber := m[2] == "" && half == "" && !strings.HasSuffix(words[0], "h")
	if bareNumber && !sure {
		return 0, nil
	}
	return n, t.setClock(m[1], m[2], half, strings.Join(words[:n], " "))
}

// spoken reads half past seven and its like, and "at seven".
func (t *whenReader) spoken(words []string, at bool) int {
	if n := numbers[words[0]]; at && n > 1 && n <= 12 {
		t.clock, t.hasClock, t.soft, t.vague = store.At(n, 0), true, false, n < 12
		if len(words) > 1 && (words[1] == "o'clock" || words[1] == "oclock") {
			return 2
		}
		return 1
	}
	minutes := map[string]int{"half past": 30, "quarter past": 15, "quarter to": -15}
	if len(words) < 3 {
		return 0
	}
	add, ok := minutes[words[0]+" "+words[1]]
	hour, err := strconv.Atoi(words[2])
	if n := numbers[words[2]]; n > 0 && n <= 12 {
		hour, err = n, nil
	}
	if !ok || err != nil || hour < 1 || hour > 23 {
		return 0
	}
	t.clock, t.hasClock, t.soft, t.vague = store.Clock(hour*60+add), true, false, hour < 12
	return 3
}

// setPart takes a part of the day: as the time, or as what makes a time one of the evening.
func (t *whenReader) setPart(name string, c store.Clock) error {
	switch {
	case !t.hasClock || t.soft:
		t.clock, t.hasClock, t.soft = c, true, false
	case t.vague && c > store.At(12, 0):
		t.clock += 12 * 60
	}
	t.vague = false
	t.repeated = t.repeated || strings.HasSuffix(name, "s") && t.days != 0
	return nil
}

func (t *whenReader) setClock(hours, minutes, half, typed string) error {
	hour, _ := strconv.Atoi(hours)
	minute, _ := strconv.Atoi(minutes)
	wrong := hour > 23 || minute > 59
	if half != "" {
		wrong = hour < 1 || hour > 12 || minute > 59
		hour %= 12
		if half[0] == 'p' {
			hour += 12
		}
	}
	if wrong {
		return bot.Userf("%s is no time of day. Try `17:30` or `6pm`.", bot.Quote(typed))
	}
	t.clock, t.hasClock, t.soft = store.At(hour, minute), true, false
	t.vague = half == "" && hour >= 1 && hour < 12 && !strings.HasPrefix(hours, "0")
	return nil
}
