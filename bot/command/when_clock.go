package command

import (
	"regexp"
	"strconv"
	"strings"

	"spotter/bot"
	"spotter/store"
)

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
