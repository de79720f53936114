package command

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// usualTime is when a reminder comes that names a day and no time.
const usualTime = store.Clock(9 * 60)

// maxWords is how long the words of a reminder may be, in characters: two lines on a phone.
const maxWords = 120

// wish is what somebody wants to be reminded of, as he typed it.
type wish struct {
	kind  store.ReminderKind
	when  store.Schedule
	timed bool   // a time was named
	bound bool   // the time is one of a clock on a wall, and needs a zone
	text  string // his own words
	here  bool   // in this chat
	zone  string // what he called his time zone
}

// kindWords begin a wish that is not in the person's own words.
var kindWords = map[string]store.ReminderKind{
	"rest": store.RestDay, "resting": store.RestDay,
	"train": store.TrainDay, "training": store.TrainDay, "workout": store.TrainDay,
	"heavy": store.Heavy, "ready": store.Ready, "post": store.Post,
}

// checkWord begins the wish to be asked how a part of the body is.
const checkWord = "check"

// politeWords may stand before what somebody wants.
var politeWords = []string{"me", "to", "that", "about", "of", "for", "please", "set", "reminder"}

// readWish reads what stands behind /remind. now bears the zone of who speaks.
func readWish(line string, now time.Time) (w wish, err error) {
	words := strings.Fields(line)
	words = w.readZone(words)
	words = w.readHere(words)
	words = trimPolite(words)
	w.kind = store.OwnWords
	if len(words) > 0 {
		if kind := kindWords[plainWord(words[0])]; kind != "" {
			w.kind, words = kind, words[1:]
		}
	}
	if len(words) > 1 && plainWord(words[0]) == checkWord && slices.Contains(strength.Parts(), strings.ToLower(strings.Join(words[1:], " "))) {
		return wish{kind: store.FollowUp, text: strings.ToLower(strings.Join(words[1:], " ")), timed: true,
			when: store.Schedule{At: now.Add(store.PainFollowUp).Truncate(time.Second).UTC()}}, nil
	}
	if w.kind == store.RestDay || w.kind == store.TrainDay {
		for len(words) > 0 && slices.Contains([]string{"day", "days", "day:", "days:", "session", "sessions"}, plainWord(words[0])) {
			words = words[1:]
		}
	}
	t := whenReader{now: now, weekly: w.kind != store.OwnWords}
	rest, err := t.around(words)
	if err != nil {
		return w, err
	}
	w.text = strings.TrimRight(strings.Join(trimPolite(rest), " "), ",;:")
	return w, w.settle(&t)
}

// readZone takes "zone Berlin" off the end.
func (w *wish) readZone(words []string) []string {
	for i := len(words) - 2; i >= 0; i-- {
		if strings.EqualFold(words[i], "zone") {
			w.zone = strings.Join(words[i+1:], " ")
			return words[:i]
		}
	}
	return words
}

// readHere takes "here" off either end.
func (w *wish) readHere(words []string) []string {
	for _, phrase := range [][]string{{"in", "this", "channel"}, {"in", "this", "chat"}, {"in", "this", "group"}, {"here"}} {
		n := len(phrase)
		same := func(some []string) bool {
			return slices.EqualFunc(some, phrase, func(a, b string) bool { return plainWord(a) == b })
		}
		switch {
		case len(words) >= n && same(words[len(words)-n:]):
			w.here = true
			return words[:len(words)-n]
		case len(words) >= n && same(words[:n]):
			w.here = true
			return words[n:]
		}
	}
	return words
}

func trimPolite(words []string) []string {
	for len(words) > 0 && slices.Contains(politeWords, plainWord(words[0])) {
		words = words[1:]
	}
	return words
}

// around reads a time off the front and the end of words, and returns what is left between.
func (t *whenReader) around(words []string) (rest []string, err error) {
	n, err := t.read(words)
	if err != nil {
		return nil, err
	}
	rest = words[n:]
	for start := range rest {
		end := *t
		took, wrong := end.read(rest[start:])
		if wrong == nil && took > 0 && took == len(rest)-start {
			*t = end
			return rest[:start], nil
		}
		if wrong != nil && err == nil {
			err = wrong
		}
	}
	if !t.isEmpty() {
		err = nil
	}
	return rest, err
}

// settle makes the wish of what was read, and finds what cannot be.
func (w *wish) settle(t *whenReader) (err error) {
	if utf8.RuneCountInString(w.text) > maxWords {
		return bot.Userf("That is a lot to remember. Give me a few words, up to %d characters.", maxWords)
	}
	if w.kind != store.OwnWords {
		if err := mistypedDay(w); err != nil {
			return err
		}
	}
	w.timed = !t.isEmpty()
	if w.kind == store.RestDay && !t.hasDay() && !t.repeated {
		w.kind = store.Heavy
	}
	if w.kind == store.Heavy || w.kind == store.Ready {
		w.when = store.Schedule{Clock: usualTime, Zone: t.now.Location().String()}
		if t.hasClock {
			w.when.Clock = t.clock
		}
		w.timed, w.bound, w.text = true, true, ""
		return nil
	}
	if w.kind != store.OwnWords && !t.hasDay() && !t.repeated {
		w.timed = false // a time without its days
	}
	if !w.timed {
		return nil
	}
	w.when, err = t.schedule(usualTime)
	w.bound = w.when.Walled()
	return err
}

// mistypedDay finds a word that stands where a day should, and is nearly one.
func mistypedDay(w *wish) error {
	first, _, _ := strings.Cut(w.text, " ")
	if utf8.RuneCountInString(first) < 3 {
		return nil
	}
	var days []string
	for _, names := range weekdayNames {
		days = append(days, names...)
	}
	near := bot.Nearest(first, days, 1)
	if len(near) == 0 {
		return nil
	}
	return bot.Userf("I couldn't read %s as a day. Did you mean %s? For example `/remind %s sun wed 09:00`.", bot.Quote(first), near[0], w.kind)
}
