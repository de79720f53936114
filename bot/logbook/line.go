package logbook

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"spotter/bot"
	"spotter/bot/strength"
)

// maxNote is how many bytes of a note are kept.
const maxNote = 200

// maxLiftWords is how many words the name of a lift may have.
const maxLiftWords = 5

// Words and what they say. Those of sets are dropped between figures: "3 sets of 5 reps at 100".
var (
	fillers  = []string{"at", "with", "of", "a", "an", "the", "my", "and", "plus", "to", "on", "did", "just", "log", "logged", "each", "per", "hand", "total", "i", "also"}
	warmings = []string{"w", "wu", "warmup", "warmups", "warm-up", "warm-ups", "warming"}
	workings = []string{"work", "working", "worksets", "then", "main", "top", "backoff", "back-off", "backoffs"}
	failings = []string{"f", "fail", "failed", "failure", "fails", "missed", "miss", "amrap"}
	classes  = map[string]strength.Class{"heavy": strength.Heavy, "hard": strength.Heavy, "light": strength.Light, "easy": strength.Light, "deload": strength.Light, "moderate": strength.Moderate, "medium": strength.Moderate}
	repNames = map[string]int{"single": 1, "singles": 1, "double": 2, "doubles": 2, "triple": 3, "triples": 3}
	measures = []string{"s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hour", "hours", "km", "m", "mi", "miles", "mile", "meters", "metres", "cal", "kcal"}
)

// noteForm is where the lifter's own words begin: behind //, --, "note", or within brackets or quotation marks.
var noteForm = regexp.MustCompile(`(?i)\s*(?://|\s--\s|\bnotes?\b\s*:?|["“”])\s*`)

// brackets are words in brackets; those with figures, or about the warm-up, are read like any other.
var brackets = regexp.MustCompile(`\(([^()]*)\)`)

// bullet begins a line of a list.
var bullet = regexp.MustCompile(`^\s*[-*•–—]\s+`)

// cutNote divides a line into what is read and what is the lifter's own.
func cutNote(line string) (read, note string) {
	if at := noteForm.FindStringIndex(line); at != nil {
		line, note = line[:at[0]], strings.Trim(strings.TrimSpace(line[at[1]:]), `"”`)
	}
	read = brackets.ReplaceAllStringFunc(line, func(s string) string {
		inner := s[1 : len(s)-1]
		if strings.ContainsAny(inner, "0123456789@") || slices.Contains(warmings, strings.ToLower(inner)) {
			return " " + inner + " "
		}
		note = strings.TrimSpace(inner + " " + note)
		return " "
	})
	return read, cut(strings.Join(strings.Fields(note), " "))
}

// cut shortens a note to what is kept.
func cut(note string) string {
	for len(note) > maxNote {
		_, n := utf8.DecodeLastRuneInString(note)
		note = note[:len(note)-n]
	}
	return note
}

// scanner is a line being read.
type scanner struct {
	*parser
	tokens []token
	at     int
	lift   *segment // the lift whose sets come; nil before the first
	said   strength.Class
	day    when
	first  int    // the entries that were there before the line
	note   string // the lifter's own words
	mark   bool   // the warm-up began before the lift was named
	ended  []*segment
}

// line reads one line into entries.
func (p *parser) line(line string) error {
	read, note := cutNote(bullet.ReplaceAllString(line, ""))
	read, day, begins, err := cutDay(read, p.reader.Now)
	if err != nil {
		return err
	}
	s := &scanner{parser: p, tokens: lex(read), said: p.said, day: p.day, first: len(p.entries), note: note}
	if !day.day.IsZero() || day.timed {
		s.day = day
	}
	if err := s.read(); err != nil {
		return err
	}
	if begins {
		p.day = day // a day at the beginning holds for the lines below too
	}
	if len(p.entries) == s.first && s.lift == nil {
		p.said = s.said // so does a class on a line without lifts
		if note != "" {
			p.plain = false
		}
	}
	return nil
}

// read goes through the tokens.
func (s *scanner) read() error {
	for s.at < len(s.tokens) {
		if err := s.one(); err != nil {
			return err
		}
	}
	return s.close()
}

// peek is the token n places ahead.
func (s *scanner) peek(n int) token {
	if s.at+n < len(s.tokens) {
		return s.tokens[s.at+n]
	}
	return token{}
}

// one reads what stands next.
func (s *scanner) one() error {
	t := s.peek(0)
	switch {
	case s.lift != nil && s.figures():
		return s.lift.figures()
	case t.is(",") && s.lift != nil && s.lift.complete():
		s.at++
		s.lift.comma = true
		return nil
	case t.is(",") || t.is("+") || t.is(":") || t.is("-") || t.is(".") || t.is("&") || t.is("=") || t.is("!"):
		s.at++
		return nil
	case t.kind == word && s.liftHere():
		return nil
	case t.kind == word:
		return s.word(t)
	case s.lift == nil:
		return s.liftBehind()
	case s.lift.complete() && !t.is("?"):
		return s.unknown()
	}
	return bot.Userf("I couldn't read %s in %s. Sets go like this: `180x5`, `3x5 100`, `100 5,5,3`.", bot.Quote(t.text), bot.Quote(s.source()))
}

// source is the line as it was read.
func (s *scanner) source() string {
	var b strings.Builder
	for i, t := range s.tokens {
		if i > 0 && !t.glued {
			b.WriteByte(' ')
		}
		b.WriteString(t.text + t.unit.String())
	}
	return b.String()
}

// liftHere begins a lift, if one is named here: by the longest name that is one.
func (s *scanner) liftHere() bool {
	most := 0
	for most < maxLiftWords && s.peek(most).kind == word {
		most++
	}
	for n := most; n > 0; n-- {
		l, ok := s.reader.Lift(s.phrase(n))
		if !ok {
			continue
		}
		if n == 1 && s.lift != nil && (l.ID == s.lift.lift.ID || len(s.phrase(1)) < 2) {
			return false
		}
		s.closeLift()
		s.at += n
		s.begin(l)
		return true
	}
	return false
}

// phrase is n words from here.
func (s *scanner) phrase(n int) string {
	var words []string
	for i := range n {
		words = append(words, s.peek(i).text)
	}
	return strings.Join(words, " ")
}

func (s *scanner) begin(l Lift) {
	s.lift = &segment{scanner: s, lift: l, said: s.said, warmAll: s.mark}
	s.mark = false
}

// word reads a word that names no lift.
func (s *scanner) word(t token) error {
	class, isClass := classes[t.low]
	switch {
	case isClass:
		s.at++
		s.setClass(class)
	case t.is("w") && s.peek(1).is("/"): // with
		s.at += 2
	case t.isAny("side", "sides"):
		return bot.Userf("I log the whole bar, not one side of it. Add both sides and the bar, as in `110x5` for 45 a side on a bar of 20.")
	case t.isAny("assisted", "assist", "assistance") && s.lift != nil && s.lift.lift.Body:
		s.at++
		s.lift.eased = true
	case slices.Contains(warmings, t.low):
		s.at++
		s.warming(len(t.low) <= 2)
	case t.is("warm") && s.peek(1).isAny("up", "ups"):
		s.at += 2
		s.warming(false)
	case slices.Contains(workings, t.low):
		s.at++
		if s.peek(0).isAny("set", "sets", "weight") {
			s.at++
		}
		s.mark = false
		if s.lift != nil {
			s.lift.warmAll, s.lift.comma = false, true
		}
	case slices.Contains(fillers, t.low) || s.lift != nil && len(s.lift.sets) > 0 && t.isAny("set", "sets", "rep", "reps", "kg", "lb", "for"):
		if t.is("i") {
			s.plain = s.plain && !s.asks()
		}
		s.at++
	default:
		return s.unknown()
	}
	return nil
}

// asks tells whether the line begins as a question does: did I.
func (s *scanner) asks() bool { return s.at > 0 && s.tokens[s.at-1].is("did") }

func (s *scanner) setClass(c strength.Class) {
	if s.lift != nil {
		s.lift.said = c
		return
	}
	s.said = c
}

// warming marks the sets behind it up to the work sets, or, short as in "w 60x5", the next set alone;
// behind a set that is not marked it is said of that set.
func (s *scanner) warming(short bool) {
	if s.peek(0).isAny("set", "sets") {
		s.at++
	}
	g := s.lift
	if g == nil {
		s.mark = true
		return
	}
	if n := len(g.sets); n > 0 && !g.sets[n-1].warm {
		g.sets[n-1].warm = true
		return
	}
	g.nextWarm, g.warmAll = short, g.warmAll || !short
}

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
		return s.unknownLift(s.lift.lift.Name+" "+words, []Lift{s.lift.lift})
	case s.lift != nil:
		return bot.Userf("I don't know %s among the sets. Put your own words behind them, as in `100x5 // paused`, and another lift on a line of its own.", bot.Quote(words))
	}
	return s.unknownLift(words, s.reader.Near(words))
}

// text is the tokens as typed.
func (s *scanner) text(from, to int) string {
	part := scanner{tokens: s.tokens[from:to]}
	return part.source()
}

// unknownLift says that a lift is not known, and how to log it as one that is.
func (s *scanner) unknownLift(words string, near []Lift) error {
	sets := strings.TrimSpace(s.text(s.at, len(s.tokens)))
	if len(near) == 0 {
		return bot.Userf("I don't know a lift called %s. A log begins with a lift, as in `deadlift 180x5`.", bot.Quote(words))
	}
	e := bot.Userf("I don't know a lift called %s. If it may count as %s, say so and keep your word as a note, as in `%s 100x5 // paused`.", bot.Quote(words), near[0].Name, near[0].Name)
	for _, l := range near {
		line := "/log " + l.ID + " " + sets + " // " + words
		if sets != "" && len(line) <= bot.MaxButtonLine {
			e.Offer(bot.Button{Label: bot.UpperFirst(l.Name), Line: line})
		}
	}
	return e
}

// liftBehind takes the lift of sets that stand before it, as in "5x5 squat 100": the only one that the line names.
func (s *scanner) liftBehind() error {
	probe := &scanner{parser: &parser{reader: s.reader}, tokens: s.tokens, at: s.at}
	from, to := 0, 0
	for probe.at < len(probe.tokens) {
		at := probe.at
		switch {
		case probe.peek(0).kind != word || !probe.liftHere():
			probe.at++
		case to > 0:
			return bot.Userf("Which lift are the first sets of? Begin with the lift, as in `deadlift 180x5`, each on a line of its own.")
		default:
			from, to = at, probe.at
		}
	}
	if to == 0 {
		e := bot.Userf("Which lift is %s? Begin with it, as in `deadlift 180x5`.", bot.Quote(s.text(s.at, len(s.tokens))))
		if len(s.entries) == 0 && s.note == "" {
			e.Expect = "/log " + s.source()
		}
		return e
	}
	s.tokens = slices.Concat(s.tokens[:s.at], s.tokens[from:to], s.tokens[s.at:from], s.tokens[to:])
	return nil
}

// closeLift ends the present lift, if it has sets.
func (s *scanner) closeLift() {
	if s.lift != nil {
		s.ended = append(s.ended, s.lift)
	}
}

// close ends the line: its lifts become entries.
func (s *scanner) close() error {
	s.closeLift()
	defer func() { s.ended = nil }()
	for _, g := range s.ended {
		if err := g.finish(); err != nil {
			return err
		}
	}
	if n := len(s.entries); s.note != "" && n > s.first {
		s.entries[n-1].Note = cut(strings.TrimSpace(s.entries[n-1].Note + " " + s.note))
	}
	return nil
}
