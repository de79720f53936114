package logbook

import (
	"strings"

	"spotter/bot"
)

// unknown takes words that nobody knows: behind the sets they are a note, elsewhere a mistake.
func (s *scanner) unknown() error {
	from := s.at
	for s.at < len(s.tokens) && (!s.peek(0).is(",") || s.at == from) && (s.peek(0).kind != num || s.at > from && s.peek(0).glued) {
		s.at++
	}
	words := strings.TrimSpace(s.text(from, s.at))
	rest := s.at
	for rest < len(s.tokens) && s.tokens[rest].kind != num {
		rest++
	}
	switch {
	case s.lift != nil && s.lift.complete() && (rest == len(s.tokens) || s.peek(0).is(",")):
		s.plain = false
		if rest == len(s.tokens) {
			words, s.at = s.text(from, rest), rest
		}
		s.lift.note = cut(strings.TrimSpace(s.lift.note + " " + words))
		return nil
	case s.lift != nil && !s.lift.complete() && rest == len(s.tokens):
		return bot.Userf("I found no sets in %s. They go like this: `%s 100x5`, or `%s 3x5 100 @8`.", bot.Quote(s.source()), s.lift.lift.Name, s.lift.lift.Name)
	case s.lift != nil && len(s.lift.sets) == 0 && !s.lift.open():
		return s.unknownLift(s.lift.lift.Name+" "+words, s.rest(), []Lift{s.lift.lift})
	case s.lift != nil:
		return bot.Userf("I don't know %s among the sets. Put your own words behind them, as in `100x5 // paused`, and another lift on a line of its own.", bot.Quote(words))
	}
	return s.unknownLift(words, s.rest(), s.reader.Near(words))
}

// text is the tokens as typed.
func (s *scanner) text(from, to int) string {
	part := scanner{tokens: s.tokens[from:to]}
	return part.source()
}

// rest is what has not been read yet.
func (s *scanner) rest() string { return strings.TrimSpace(s.text(s.at, len(s.tokens))) }

// unknownLift says that a lift is not known, and how to log its sets as those of one that is.
func (s *scanner) unknownLift(words, sets string, near []Lift) error {
	if len(near) == 0 {
		return bot.Userf("I don't know a lift called %s. A log begins with a lift, as in `deadlift 180x5`.", bot.Quote(words))
	}
	e := bot.Userf("I don't know a lift called %s. If it may count as %s, say so and keep your word as a note, as in `%s 100x5 // paused`.", bot.Quote(words), near[0].Name, near[0].Name)
	for _, l := range near {
		line := "/log " + s.day.line(s.reader.Now) + l.ID + " " + sets + " // " + words
		if sets != "" && len(line) <= bot.MaxButtonLine {
			e.Offer(bot.Button{Label: bot.UpperFirst(l.Name), Line: line})
		}
	}
	return e
}
