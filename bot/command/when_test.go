package command

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"spotter/bot"
	"spotter/store"
)

// noonInBerlin is when the examples are spoken: Tuesday, 17 November 2026, 12:00 in Berlin.
func noonInBerlin(t testing.TB) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, time.November, 17, 12, 0, 0, 0, zone)
}

// wishText is a wish in short: its kind, when it comes, and the words.
func wishText(w wish, now time.Time) string {
	var parts []string
	if w.kind != store.OwnWords {
		parts = append(parts, string(w.kind))
	}
	switch {
	case !w.timed:
		parts = append(parts, "when?")
	case w.kind == store.Heavy || w.kind == store.Ready:
		parts = append(parts, w.when.Clock.String())
	case !w.when.Walled():
		parts = append(parts, w.when.At.In(now.Location()).Format("2006-01-02 15:04"))
	case w.when.Weekly():
		parts = append(parts, strings.TrimPrefix(daysText(w.when.Days), "on "), w.when.Clock.String())
	default:
		parts = append(parts, w.when.Date.String(), w.when.Clock.String())
	}
	if w.text != "" {
		parts = append(parts, `"`+w.text+`"`)
	}
	if w.here {
		parts = append(parts, "here")
	}
	return strings.Join(parts, " ")
}

// TestWishes reads what people write, said on a Tuesday at noon. A wrong one is followed by its sentence.
func TestWishes(t *testing.T) {
	now := noonInBerlin(t)
	tests := []struct{ line, want string }{
		// Lengths of time.
		{"in 3 hours", "2026-11-17 15:00"},
		{"in 3 hours stretch", `2026-11-17 15:00 "stretch"`},
		{"in 90 min", "2026-11-17 13:30"},
		{"in 90min", "2026-11-17 13:30"},
		{"in 1h30", "2026-11-17 13:30"},
		{"in 1h 30m", "2026-11-17 13:30"},
		{"in 1.5 hours", "2026-11-17 13:30"},
		{"in 1,5h", "2026-11-17 13:30"},
		{"in an hour", "2026-11-17 13:00"},
		{"in an hour and a half", "2026-11-17 13:30"},
		{"in half an hour", "2026-11-17 12:30"},
		{"in a couple of hours", "2026-11-17 14:00"},
		{"in two hours", "2026-11-17 14:00"},
		{"in 2 hours and 15 minutes", "2026-11-17 14:15"},
		{"3 hours from now", "2026-11-17 15:00"},
		{"In 20 Minutes: hips", `2026-11-17 12:20 "hips"`},
		{"after 2 hours drink", `2026-11-17 14:00 "drink"`},
		{"in 2 days", "2026-11-19 12:00"},
		{"in 2 days at 7am", "2026-11-19 07:00"},
		{"in a week", "2026-11-24 12:00"},
		{"in 3 weeks deload", `2026-12-08 12:00 "deload"`},
		{"me in 10 minutes to check the oven", `2026-11-17 12:10 "check the oven"`},
		{"stretch hips in 3 hours", `2026-11-17 15:00 "stretch hips"`},
		// Days near by.
		{"tomorrow", "2026-11-18 09:00"},
		{"tomorrow 7am", "2026-11-18 07:00"},
		{"tomorrow at 7", "2026-11-18 07:00"},
		{"tomorrow 7", "2026-11-18 07:00"},
		{"tomorrow at 19:30 pack belt", `2026-11-18 19:30 "pack belt"`},
		{"tomorrow morning", "2026-11-18 08:00"},
		{"tomorrow in the evening", "2026-11-18 19:00"},
		{"tomorrow at 7 in the evening", "2026-11-18 19:00"},
		{"tmrw 0730", "2026-11-18 07:30"},
		{"tommorow 7am", "2026-11-18 07:00"},
		{"day after tomorrow", "2026-11-19 09:00"},
		{"the day after tomorrow 18:00", "2026-11-19 18:00"},
		{"tonight", "2026-11-17 20:00"},
		{"tonight at 8:30", "2026-11-17 20:30"},
		{"this evening", "2026-11-17 19:00"},
		{"today 17:30", "2026-11-17 17:30"},
		{"today at 5", "2026-11-17 17:00"},
		{"next week", "2026-11-24 09:00"},
		// A time alone is the next one.
		{"at 18:00", "2026-11-17 18:00"},
		{"18:00", "2026-11-17 18:00"},
		{"6pm", "2026-11-17 18:00"},
		{"6 pm call the gym", `2026-11-17 18:00 "call the gym"`},
		{"at 7", "2026-11-17 19:00"},
		{"at 7am", "2026-11-18 07:00"},
		{"at 07:00", "2026-11-18 07:00"},
		{"at noon", "2026-11-18 12:00"},
		{"midnight", "2026-11-18 00:00"},
		{"17.30", "2026-11-17 17:30"},
		{"17h30", "2026-11-17 17:30"},
		{"half past 7", "2026-11-17 19:30"},
		{"at quarter to eight", "2026-11-17 19:45"},
		{"at seven o'clock", "2026-11-17 19:00"},
		// Days of the week.
		{"friday", "2026-11-20 09:00"},
		{"next friday", "2026-11-20 09:00"},
		{"next friday 6pm", "2026-11-20 18:00"},
		{"on friday at 6", "2026-11-20 06:00"},
		{"this friday 18:00 deads", `2026-11-20 18:00 "deads"`},
		{"fri 7pm meet", `2026-11-20 19:00 "meet"`},
		{"tuesday", "2026-11-24 09:00"},
		{"tuesday 18:00", "2026-11-17 18:00"},
		{"next tuesday 18:00", "2026-11-24 18:00"},
		{"friday evening", "2026-11-20 19:00"},
		{"mondays 18:00", "Monday 18:00"},
		{"every monday 18:00 mobility", `Monday 18:00 "mobility"`},
		{"every day 9am creatine", `every day 09:00 "creatine"`},
		{"creatine every day at 9", `every day 09:00 "creatine"`},
		{"daily 9am", "every day 09:00"},
		{"every evening stretch", `every day 19:00 "stretch"`},
		{"weekdays 20:00 sleep", `weekdays 20:00 "sleep"`},
		{"every weekend 10:00", "Saturday and Sunday 10:00"},
		{"mon thu 17:30", "Monday and Thursday 17:30"},
		{"mon, wed & fri 17:30", "Monday, Wednesday and Friday 17:30"},
		{"mon/wed/fri 6pm", "Monday, Wednesday and Friday 18:00"},
		{"mon-fri 6pm", "weekdays 18:00"},
		{"sat to mon 10:00", "Monday, Saturday and Sunday 10:00"},
		{"monday and thursday", "Monday and Thursday 09:00"},
		// Dates.
		{"2026-12-01", "2026-12-01 09:00"},
		{"2026-12-01 18:00 meet", `2026-12-01 18:00 "meet"`},
		{"1 dec", "2026-12-01 09:00"},
		{"dec 1 7pm", "2026-12-01 19:00"},
		{"december 1st", "2026-12-01 09:00"},
		{"on the 1st of december at 8am", "2026-12-01 08:00"},
		{"1 march 2027", "2027-03-01 09:00"},
		{"24.12.", "2026-12-24 09:00"},
		{"24.12.2026 10:00", "2026-12-24 10:00"},
		{"24/12", "2026-12-24 09:00"},
		{"12/24", "2026-12-24 09:00"},
		{"11/11", "2027-11-11 09:00"},
		{"on the 5th", "2026-12-05 09:00"},
		{"sat 12 dec 10:00 meet", `2026-12-12 10:00 "meet"`},
		{"2 jan", "2027-01-02 09:00"},
		// Rest and training.
		{"rest sun wed 09:00", "rest Wednesday and Sunday 09:00"},
		{"rest sunday", "rest Sunday 09:00"},
		{"rest days wed, sun at 9", "rest Wednesday and Sunday 09:00"},
		{"rest on sunday 8pm here", "rest Sunday 20:00 here"},
		{"rest tomorrow", "rest 2026-11-18 09:00"},
		{"rest next sunday", "rest 2026-11-22 09:00"},
		{"rest day", "heavy 09:00"},
		{"rest", "heavy 09:00"},
		{"rest day 20:00", "heavy 20:00"},
		{"rest days at 8pm", "heavy 20:00"},
		{"train mon thu 17:30", "train Monday and Thursday 17:30"},
		{"training mon thu 17:30", "train Monday and Thursday 17:30"},
		{"train mon,thu 17:30 deads", `train Monday and Thursday 17:30 "deads"`},
		{"workout weekdays 6am", "train weekdays 06:00"},
		{"train every day 18:00", "train every day 18:00"},
		{"train tomorrow 6pm", "train 2026-11-18 18:00"},
		{"ready", "ready 09:00"},
		{"ready 7am", "ready 07:00"},
		{"post sun 18:00", "post Sunday 18:00"},
		// Words that only look like times, and what lacks a time.
		{"call the gym", `when? "call the gym"`},
		{"train", "train when?"},
		{"train 18:00", "train when?"},
		{"tomorrow 5 sets of squats", `2026-11-18 09:00 "5 sets of squats"`},
		{"tomorrow squat 5x5 at 100kg", `2026-11-18 09:00 "squat 5x5 at 100kg"`},
		{"to buy 2 belts on friday", `2026-11-20 09:00 "buy 2 belts"`},
		{"tomorrow: ring Sam, at 8am", `2026-11-18 08:00 "ring Sam"`},
		{"read starting strength in 2 hours here", `2026-11-17 14:00 "read starting strength" here`},
		{"in this channel tomorrow 7am", "2026-11-18 07:00 here"},
		// Wrong ones, with what they are told.
		{"today 8am", "08:00 today is over. Give me a time to come, such as `tomorrow 08:00`."},
		{"today", "At what time today? For example `today 14:00`."},
		{"yesterday", "That is over. Give me a time to come, such as `tomorrow 7am`."},
		{"yesterday 5pm", "That is over. Give me a time to come, such as `tomorrow 7am`."},
		{"tomorrow 25:00", "\"25:00\" is no time of day. Try `17:30` or `6pm`."},
		{"tomorrow at 9:75", "\"9:75\" is no time of day. Try `17:30` or `6pm`."},
		{"at 13pm", "\"13pm\" is no time of day. Try `17:30` or `6pm`."},
		{"at 25", "\"25\" is no time of day. Try `17:30` or `6pm`."},
		{"0 am tomorrow", "\"0 am\" is no time of day. Try `17:30` or `6pm`."},
		{"in 0 minutes", "That would be right now. Give me at least a minute, such as `in 10 minutes`."},
		{"in 400 days", "That is more than a year away. I plan up to a year ahead, such as `in 3 weeks` or `1 dec`."},
		{"in 9999 hours", "That is more than a year away. I plan up to a year ahead, such as `in 3 weeks` or `1 dec`."},
		{"every 2 days", "I repeat by days of the week only. For example `mon thu 17:30`, `weekdays 18:00` or `every day 9am`."},
		{"every other day 9am", "I repeat by days of the week only. For example `mon thu 17:30`, `weekdays 18:00` or `every day 9am`."},
		{"every month", "I repeat by days of the week only. For example `mon thu 17:30`, `weekdays 18:00` or `every day 9am`."},
		{"hourly drink", "I repeat by days of the week only. For example `mon thu 17:30`, `weekdays 18:00` or `every day 9am`."},
		{"12/11", "\"12/11\" can be two days. Write the month as a word, such as `11 dec`."},
		{"31 feb", "There is no day \"31 feb\". Try `1 dec` or `2026-12-01`."},
		{"2026-13-01", "There is no day \"2026-13-01\". Try `1 dec` or `2026-12-01`."},
		{"2026-11-01", "\"2026-11-01\" is over. Give me a day to come, such as `tomorrow 7am`."},
		{"2028-01-01", "\"2028-01-01\" is more than a year away. I plan up to a year ahead."},
		{"rest sunn wed", "I couldn't read \"sunn\" as a day. Did you mean sun? For example `/remind rest sun wed 09:00`."},
		{"train mondey 18:00", "I couldn't read \"mondey\" as a day. Did you mean monday? For example `/remind train sun wed 09:00`."},
		{"tomorrow " + strings.Repeat("very ", 40) + "long", "That is a lot to remember. Give me a few words, up to 120 characters."},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			w, err := readWish(tt.line, now)
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = wishText(w, now)
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	if len(tests) < 100 {
		t.Errorf("only %d examples", len(tests))
	}
}

func TestHours(t *testing.T) {
	tests := []struct{ line, want string }{
		{"22-7", "22:00-07:00"},
		{"22:30 to 6:00", "22:30-06:00"},
		{"from 10pm until 6am", "22:00-06:00"},
		{"between 21 and 8", "21:00-08:00"},
		{"2200-0630", "22:00-06:30"},
		{"midnight to 7", "00:00-07:00"},
		{"23–6", "23:00-06:00"},
		{"22", "I couldn't read \"22\" as hours. Try `22-7` or `22:30 to 6:00`."},
		{"late", "I couldn't read \"late\" as hours. Try `22-7` or `22:30 to 6:00`."},
		{"1-2-3", "I couldn't read \"1-2-3\" as hours. Try `22-7` or `22:30 to 6:00`."},
		{"25-7", "\"25\" is no time of day. Try `17:30` or `6pm`."},
		{"7-7", "From 07:00 to 07:00 would be all day or nothing. To end quiet hours: `/quiet off`."},
	}
	for _, tt := range tests {
		from, to, err := readHours(tt.line)
		got := from.String() + "-" + to.String()
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.line, got, tt.want)
		}
	}
}

// FuzzWish holds that any line is a wish or a sentence, that what is planned lies ahead, and that what a
// wish is called in a line means the same again.
func FuzzWish(f *testing.F) {
	for _, line := range []string{"rest sun wed 09:00", "in 1h30 x", "tomorrow 7am to y", "next friday", "24.12. 10:00", "every day 9", "mon-fri 6pm here zone Berlin", "half past 7", "in 99999 weeks", "in inf hours", "\x00\xff tomorrow"} {
		f.Add(line, int64(0))
	}
	now := noonInBerlin(f)
	f.Fuzz(func(t *testing.T, line string, minutes int64) {
		now := now.Add(time.Duration(minutes%(400*24*60)) * time.Minute)
		w, err := readWish(bot.Clean(line), now)
		if err != nil {
			if text := err.Error(); text == "" || !utf8.ValidString(text) {
				t.Errorf("%q is told %q", line, text)
			}
			return
		}
		if !w.timed {
			return
		}
		r := store.Reminder{Kind: w.kind, When: w.when, Text: w.text}
		if r.Waits() {
			return
		}
		next := w.when.Next(now, now.Location())
		if next.IsZero() || next.Sub(now) > 368*24*time.Hour {
			t.Fatalf("%q at %v comes %v", line, now, next)
		}
		if !w.when.Walled() || w.text != "" || w.when.Next(now, now.Location()).Sub(now) > 365*24*time.Hour {
			return
		}
		again, err := readWish(lineOf(r), now)
		if err != nil || again.when != w.when || again.kind != w.kind {
			t.Fatalf("%q is %q, which is read as %+v, %v; want %+v", line, lineOf(r), again.when, err, w.when)
		}
	})
}
