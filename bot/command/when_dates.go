package command

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"spotter/bot"
	"spotter/store"
)

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
