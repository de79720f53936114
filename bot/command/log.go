package command

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"spotter/bot"
	"spotter/bot/logbook"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/content/answer"
	"spotter/store"
)

// logName is the command that clear log lines go to.
const logName = "log"

// Log makes /log: what was lifted is kept, and what it means is told. A line that is clearly a log needs
// no command.
func Log(d diary) *bot.Command {
	sets := bot.Completed(bot.Rest("sets", "the lift and its sets, as in deadlift 180x5 @8"), func(typed string, _ func(string) string) []string {
		return suggestLog(d, typed)
	})
	return &bot.Command{
		Name: logName, Group: groupLog, For: bot.Asker,
		Summary:  "Log what you lifted: weights, reps, sets, RPE, several lifts, any day",
		Examples: []string{"/log deadlift 180x5 @8", "/log squat 3x5 100kg", "/log bench 100 5,5,3", "/log yesterday pull-up bw+20 x5", "/log squat 225 lb 5x5 // belt"},
		Details: []string{
			"180x5 is weight and reps, 3x5 100 is sets, reps and weight, 170x5x2 is weight, reps and sets. 100 5,5,3 is a set of each.",
			"@8 is RPE for the sets before it, rir 2 counts back from 10. Write f or fail behind a set taken to failure, w behind a warm-up: warm-ups set no records.",
			"bw+20 adds 20 to your own weight, bw-15 takes 15 off. Heavy, moderate or light says how hard it was, and overrules me.",
			"Several lifts: a line each, or commas. A day goes in front: yesterday, mon, 2026-11-20. Your own words go behind //.",
			"Wrong? Edit your message, where the platform tells me of it, or press Undo.",
		},
		Args:    []bot.Arg{sets},
		Plain:   func(r *bot.Request, text string) string { return plainLog(d, r, text) },
		Answers: d.completes,
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			text, given := sets.Of(r)
			if !given {
				return askLog(l), nil
			}
			if reply, only := look(r); only {
				return reply, nil
			}
			if batch, unit, ok := meantUnit(text); ok {
				return l.relog(ctx, r, batch, unit)
			}
			return l.log(ctx, r, text)
		},
	}
}

// askLog asks what was lifted.
func askLog(l lifter) *bot.Reply {
	reply := bot.Say("What did you lift? For example `deadlift 180x5 @8`, or `bench 100 5,5,3`.")
	reply.Expect = "/" + logName
	reply.For = bot.Asker
	return reply
}

// plainLog is the line of /log for text that is a log beyond doubt, or begins with the command's name.
func plainLog(d diary, r *bot.Request, text string) string {
	if first, rest, _ := strings.Cut(text, " "); strings.EqualFold(first, logName) && strings.ContainsAny(rest, "0123456789") {
		return "/" + logName + " " + rest
	}
	if log, _ := d.anybody().Read(text); log.Plain || r.Edited && d.mayBeSets(text) {
		return "/" + logName + " " + text
	}
	return ""
}

// anybody reads log lines of whoever it is, wherever and whenever: no date is still to come.
func (d diary) anybody() logbook.Reader {
	return lifter{diary: d, now: time.Date(9999, time.January, 1, 0, 0, 0, 0, time.UTC), unit: d.usual}.reader()
}

// completes tells whether a text may be what a log waits for: the lift, or figures, and no log of its own.
func (d diary) completes(text string) bool {
	if d.library.FindLift(text) != nil {
		return true
	}
	_, err := d.anybody().Read(text)
	figures := strings.ContainsAny(text, "0123456789")
	return err != nil && (figures || len(strings.Fields(text)) <= 3 && !strings.Contains(text, "?"))
}

// maybeLog tells that a text has a lift and its sets in it, and other words too.
func maybeLog(lib *content.Library, text string) bool {
	if strings.Contains(text, "?") || len("/"+logName+" "+text) > bot.MaxButtonLine {
		return false
	}
	_, err := diary{library: lib, usual: strength.Kilogram}.anybody().Read(text)
	return err == nil
}

// offerLog lets what somebody told be kept, besides what it was answered.
func offerLog(reply *bot.Reply, a answer.Result, text string) {
	switch a.Outcome {
	case answer.Silent:
		reply.Blocks = []bot.Block{bot.Para(bot.T("Nice. Shall I log that?"))}
	case answer.Answer:
	default:
		return
	}
	reply.Buttons = append(reply.Buttons, bot.Rows(1, bot.Button{Label: "Log it", Line: "/" + logName + " " + text})...)
}

// mayBeSets tells whether a text begins with a lift and has figures: enough where a message is being corrected.
func (d diary) mayBeSets(text string) bool {
	words := strings.Fields(text)
	lift, _, _ := liftParam(d.library, anyLift).Take(words)
	return lift != nil && strings.ContainsAny(text, "0123456789") && !strings.Contains(text, "?")
}

// log keeps what the text says and tells what it means.
func (l lifter) log(ctx context.Context, r *bot.Request, text string) (*bot.Reply, error) {
	read, err := l.reader().Read(text)
	switch {
	case err != nil && read.Lacks && !r.Edited:
		return l.askLift(ctx, text)
	case err != nil:
		return nil, unchanged(r, err)
	}
	logging := store.Logging{Request: r.ID, Message: r.Message, Bare: read.Bare && l.person.Settings.Unit == 0}
	for _, e := range read.Entries {
		logging.Entries = append(logging.Entries, store.Entry{Note: e.Note, Session: strength.Session{Lift: e.Lift.ID, At: e.At, Efforts: e.Efforts, Said: e.Said}})
	}
	logged, err := l.store.Log(ctx, l.account, l.now, logging)
	if err != nil {
		return nil, err
	}
	if err := l.replan(ctx, r.ID); err != nil {
		return nil, err
	}
	return l.logReply(ctx, logged)
}

// unchanged adds to a mistake in an edited message that the log is as it was.
func unchanged(r *bot.Request, err error) error {
	var mistake *bot.UserError
	if r.Edited && errors.As(err, &mistake) {
		mistake.Text += " Your log is as it was."
	}
	return err
}

// logReply says what was kept and what it means.
func (l lifter) logReply(ctx context.Context, logged store.Logged) (*bot.Reply, error) {
	t := told{lifter: l, logged: logged, past: map[string][]strength.Session{}}
	without := func(since time.Time, lift string) ([]strength.Session, error) {
		entries, err := l.store.Entries(ctx, l.account, since, lift)
		return store.Sessions(slices.DeleteFunc(entries, func(e store.Entry) bool { return e.Batch == logged.Batch })), err
	}
	var err error
	if t.before, err = without(l.now.AddDate(0, 0, -strainDays), ""); err != nil {
		return nil, err
	}
	for _, e := range logged.Entries {
		if t.past[e.Lift], err = without(time.Time{}, e.Lift); err != nil {
			return nil, err
		}
	}
	t.strains = strength.Strains(append(store.Sessions(logged.Entries), t.before...))
	if t.pains, err = l.store.Pains(ctx, l.account, l.now); err != nil {
		return nil, err
	}
	if t.plan, err = l.store.Plan(ctx, l.account); err != nil {
		return nil, err
	}
	return t.reply(), nil
}

// suggestLog completes the lift, or offers the usual forms behind it.
func suggestLog(d diary, typed string) []string {
	typed = strings.TrimLeft(typed, " ")
	if _, ok := d.find(strings.TrimSpace(typed)); ok {
		lift := strings.TrimSpace(typed)
		return []string{lift + " 100x5", lift + " 3x5 100", lift + " 100 5,5,3", lift + " 100x5 @8"}
	}
	if strings.ContainsAny(typed, "0123456789") {
		return nil
	}
	return suggestLifts(d.library, strings.TrimSpace(typed), anyLift)
}

// unitForm is a batch and the unit its numbers were meant in: the line of a button.
var unitForm = regexp.MustCompile(`^([0-9a-f]{12}) (kg|lb)$`)

func meantUnit(text string) (batch string, unit strength.Unit, ok bool) {
	m := unitForm.FindStringSubmatch(text)
	if m == nil {
		return "", 0, false
	}
	unit, ok = strength.ParseUnit(m[2])
	return m[1], unit, ok
}

// relog takes the numbers of a batch in the other unit, and numbers without one from now on.
func (l lifter) relog(ctx context.Context, r *bot.Request, batch string, unit strength.Unit) (*bot.Reply, error) {
	all, err := l.store.Entries(ctx, l.account, time.Time{}, "")
	if err != nil {
		return nil, err
	}
	entries := slices.DeleteFunc(all, func(e store.Entry) bool { return e.Batch != batch })
	if len(entries) == 0 {
		return nil, bot.Userf("That entry is gone, so there is nothing to change. `/settings units %s` sets your unit.", unit)
	}
	for _, e := range entries {
		for i, f := range e.Efforts {
			m := strength.Milli(f.Weight.Milli(), unit)
			if m.Milli() > 0 && m.Check() != nil {
				return nil, bot.MassError(m.String(), m.Check())
			}
			e.Efforts[i].Weight = m
		}
	}
	logged, err := l.store.Log(ctx, l.account, l.now, store.Logging{Request: r.ID, Entries: entries})
	if err != nil {
		return nil, err
	}
	if _, err := l.store.Unlog(ctx, l.account, r.ID+" undo", l.now, batch); err != nil {
		return nil, err
	}
	if err := l.replan(ctx, r.ID); err != nil {
		return nil, err
	}
	_, err = l.store.Change(ctx, l.account, r.ID+" unit", l.now, func(p *store.Person) error {
		p.Settings.Unit = unit
		return nil
	})
	if err != nil {
		return nil, err
	}
	reply, err := l.logReply(ctx, logged)
	if err == nil {
		reply.Blocks = append(reply.Blocks, bot.Note(bot.T("A number without a unit is %s for you from now on.", unit)))
	}
	return reply, err
}

// lineOf is the entries as a command line that logs them again, "" when it is too long for a button.
func (l lifter) lineOf(entries []store.Entry) string {
	if len(entries) != 1 {
		return ""
	}
	e := entries[0]
	lift := l.library.Lift(e.Lift)
	if lift == nil {
		return ""
	}
	line := "/" + logName + " " + logbook.Entry{Lift: asLogged(lift), At: e.At, Efforts: e.Efforts, Said: e.Said, Note: e.Note}.Line()
	if len(line) > bot.MaxButtonLine {
		return ""
	}
	return line
}

// entryText is an entry in one line: Deadlift: 180 kg × 5, RPE 9. Tuesday. "belt".
func (l lifter) entryText(e store.Entry) string {
	s := fmt.Sprintf("%s: %s", bot.UpperFirst(l.name(e.Lift)), setsText(e.Efforts))
	if day := dayText(e.At, l.now); day != "today" {
		s += ", " + day
	}
	if e.Note != "" {
		s += ", “" + clip(e.Note, 60) + "”"
	}
	return s
}

// clip shortens the lifter's own words for a line.
func clip(s string, n int) string {
	s = strings.ReplaceAll(bot.Clean(s), "`", "'")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "…"
}
