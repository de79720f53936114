package logbook

import (
	"slices"
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
)

// maxLiftWords is how many words the name of a lift may have.
const maxLiftWords = 5

// Words and what they say. Those of sets are dropped between figures: "3 sets of 5 reps at 100".
var (
	fillers  = []string{"at", "with", "of", "a", "an", "the", "my", "and", "plus", "to", "on", "did", "just", "log", "logged", "each", "per", "hand", "total", "i", "also", "hit", "got", "new", "pr", "pb"}
	warmings = []string{"w", "wu", "warmup", "warmups", "warm-up", "warm-ups", "warming"}
	workings = []string{"work", "working", "worksets", "then", "main", "top", "backoff", "back-off", "backoffs"}
	failings = []string{"f", "fail", "failed", "failure", "fails", "missed", "miss", "amrap"}
	classes  = map[string]strength.Class{"heavy": strength.Heavy, "hard": strength.Heavy, "light": strength.Light, "easy": strength.Light, "deload": strength.Light, "moderate": strength.Moderate, "medium": strength.Moderate}
	repNames = map[string]int{"single": 1, "singles": 1, "double": 2, "doubles": 2, "triple": 3, "triples": 3}
	feelings = []string{"felt", "feels", "feeling", "was", "were"} // they stand before a class, as do
	degrees  = []string{"so", "very", "really", "pretty", "quite", "super", "too", "a", "bit"}
	measures = []string{"s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hour", "hours", "km", "m", "mi", "miles", "mile", "meters", "metres", "cal", "kcal"}
)

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
	case s.felt() > 0:
		s.at += s.felt()
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

// felt is how many words from here lead to a class, as the first three of "felt a bit heavy"; 0 when they do not.
func (s *scanner) felt() int {
	if !slices.Contains(feelings, s.peek(0).low) {
		return 0
	}
	n := 1
	for slices.Contains(degrees, s.peek(n).low) {
		n++
	}
	if classes[s.peek(n).low] == 0 {
		return 0
	}
	return n
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
		return s.missingLift()
	}
	s.tokens = slices.Concat(s.tokens[:s.at], s.tokens[from:to], s.tokens[s.at:from], s.tokens[to:])
	return nil
}

// missingLift asks for the lift of sets that stand without one, or tells that the words behind them are none.
func (s *scanner) missingLift() error {
	sets := s.text(s.at, len(s.tokens))
	e := bot.Userf("Which lift is %s? Begin with it, as in `deadlift 180x5`.", bot.Quote(sets))
	if len(s.entries) > 0 || s.note != "" || !s.last || strings.Contains(s.text(0, len(s.tokens)), "?") {
		return e
	}
	probe := &scanner{parser: &parser{reader: s.reader, plain: true}, tokens: s.tokens[s.at:]}
	probe.begin(Lift{})
	err := probe.read()
	if err == nil && len(probe.entries) == 1 {
		words := probe.entries[0].Note
		if near := s.reader.Near(words); words != "" && len(near) > 0 {
			return s.unknownLift(words, strings.TrimSpace(strings.TrimSuffix(sets, words)), near)
		}
	}
	s.lacks, s.almost = true, err == nil && probe.plain
	return s.completed(e)
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
