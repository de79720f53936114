package command

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"spotter/bot"
	"spotter/store"
)

// whenReader reads words about a time, one element after the other. now bears the zone of who speaks.
type whenReader struct {
	now    time.Time
	weekly bool // the bare name of a day means every week

	at       time.Time
	date     store.Date
	days     store.Days
	clock    store.Clock
	hasClock bool
	vague    bool // the clock may be of the morning or of the evening
	soft     bool // the clock was not named: it is the present one
	tonight  bool
	repeated bool // it was said that it comes every week
	once     bool // it was said that it comes once
}

func (t *whenReader) hasDay() bool { return !t.at.IsZero() || !t.date.IsZero() || t.days != 0 }

// isEmpty tells that nothing was read of a time.
func (t *whenReader) isEmpty() bool { return !t.hasDay() && !t.hasClock }

// joints stand before elements of a time.
var joints = []string{"at", "on", "and", "&", "+", "by", "around", "about", "the", "each", "every", "in", "of", "this", "next", "coming", "from"}

// read reads elements from the front of words and returns how many words they took.
func (t *whenReader) read(words []string) (n int, err error) {
	low := make([]string, len(words))
	for i, w := range words {
		low[i] = plainWord(w)
	}
	for n < len(low) {
		took, err := t.element(low[n:])
		if err != nil || took == 0 {
			return n, err
		}
		n += took
	}
	return n, nil
}

// dotted is a word that ends with a dot of its own: 24.12.
var dotted = regexp.MustCompile(`^\d{1,2}\.\d{1,2}\.$`)

func plainWord(w string) string {
	w = strings.ToLower(strings.Trim(w, ",;:!?"))
	if dotted.MatchString(w) {
		return w
	}
	return strings.TrimSuffix(w, ".")
}

// element reads one element with up to two joints before it; 0 when there is none.
func (t *whenReader) element(words []string) (n int, err error) {
	if err := neverRepeated(words); err != nil {
		return 0, err
	}
	for skip := 0; skip < len(words) && skip <= 2; skip++ {
		before := words[:skip]
		took, err := t.bare(words[skip:], slices.Contains(before, "at"))
		if err != nil {
			return 0, err
		}
		if took > 0 {
			t.repeated = t.repeated || slices.Contains(before, "every") || slices.Contains(before, "each")
			t.once = t.once || slices.Contains(before, "next") || slices.Contains(before, "this") || slices.Contains(before, "coming")
			return skip + took, nil
		}
		if !slices.Contains(joints, words[skip]) {
			return 0, nil
		}
	}
	return 0, nil
}

// bare reads one element without joints.
func (t *whenReader) bare(words []string, at bool) (int, error) {
	if !t.hasDay() {
		for _, read := range []func([]string) (int, error){t.duration, t.dayWords} {
			if n, err := read(words); err != nil || n > 0 {
				return n, err
			}
		}
	}
	if t.at.IsZero() && t.date.IsZero() {
		if n, err := t.calendar(words); err != nil || n > 0 {
			t.days = 0 // Friday the 13th
			return n, err
		}
		if n := t.weekdays(words); n > 0 {
			return n, nil
		}
	}
	return t.timeOfDay(words, at)
}

// neverForm is how people ask for what is not offered: repetition other than by days of the week.
var neverForm = regexp.MustCompile(`^(?:(?:every|each) (?:\d+|other|two|three|second|third|hour|month|year|fortnight|few|couple|half)\b|hourly\b|monthly\b|yearly\b|fortnightly\b|biweekly\b)`)

func neverRepeated(words []string) error {
	if !neverForm.MatchString(strings.Join(words, " ")) {
		return nil
	}
	return bot.Userf("I repeat by days of the week only. For example `mon thu 17:30`, `weekdays 18:00` or `every day 9am`.")
}

// schedule is what was read, with the usual time of day where none was named. There is something of a time.
func (t *whenReader) schedule(usual store.Clock) (store.Schedule, error) {
	if !t.at.IsZero() {
		return store.Schedule{At: t.at}, nil
	}
	s := store.Schedule{Clock: t.clock, Zone: t.now.Location().String()}
	switch {
	case !t.hasClock && t.tonight:
		s.Clock = store.At(20, 0)
	case !t.hasClock:
		s.Clock = usual
	}
	if t.repeated && !t.hasDay() {
		t.days = store.EveryDay
	}
	if t.days != 0 && !t.once && (t.weekly || t.repeated || t.days.Len() > 1) {
		s.Days = t.days
		return s, nil
	}
	today, passed := store.DateOf(t.now), t.passed(s.Clock)
	evening := s.Clock + 12*60
	if t.vague && (t.tonight || (t.date == today || !t.hasDay()) && passed && !t.passed(evening)) {
		s.Clock, passed = evening, t.passed(evening)
	}
	switch {
	case t.days != 0:
		s.Date = today
		for s.Date == today && (passed || t.once) || !t.days.Has(s.Date.Weekday()) {
			s.Date = s.Date.Add(1)
		}
	case !t.date.IsZero():
		s.Date = t.date
	case passed:
		s.Date = today.Add(1)
	default:
		s.Date = today
	}
	if s.Date == today && passed && t.hasClock {
		return s, bot.Userf("%s today is over. Give me a time to come, such as `tomorrow %s`.", s.Clock, s.Clock)
	}
	if s.Date == today && passed {
		return s, bot.Userf("At what time today? For example `today %s`.", store.At(min(t.now.Hour()+2, 23), 0))
	}
	return s, nil
}

// passed tells whether a clock in the zone has shown c today.
func (t *whenReader) passed(c store.Clock) bool {
	return !store.DateOf(t.now).In(t.now.Location(), c).After(t.now)
}
