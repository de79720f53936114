package answer

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spotter/content"
)

//go:embed *.txt
var listFiles embed.FS

// embeddedLists is the word lists compiled in, by file name.
func embeddedLists() map[string]string {
	lists := map[string]string{}
	entries, _ := listFiles.ReadDir(".") // an embedded directory is always there
	for _, entry := range entries {
		raw, _ := listFiles.ReadFile(entry.Name())
		lists[entry.Name()] = string(raw)
	}
	return lists
}

// parser reads the word lists and collects what is wrong with them.
type parser struct {
	lists    map[string]string
	problems []error
}

func (p *parser) problem(file string, line int, format string, args ...any) {
	p.problems = append(p.problems, fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
}

// line is one line of a list that says something.
type line struct {
	number   int
	indented bool
	text     string
}

func (p *parser) lines(file string) (lines []line) {
	text, ok := p.lists[file]
	if !ok {
		p.problem(file, 1, "the file is missing")
	}
	number := 0
	lines = make([]line, 0, strings.Count(text, "\n"))
	for raw := range strings.Lines(text) {
		number++
		s := strings.TrimSpace(raw)
		if s != "" && !strings.HasPrefix(s, "#") {
			lines = append(lines, line{number, raw[0] == ' ' || raw[0] == '\t', s})
		}
	}
	return lines
}

// words reads a list of words, as many a line as one likes.
func (p *parser) words(file string) (words []string) {
	for _, l := range p.lines(file) {
		words = append(words, strings.Fields(l.text)...)
	}
	return words
}

// slang reads "written, written -> known words".
func (p *parser) slang(file string) slang {
	table := slang{known: map[string][]string{}, longest: map[string]int{}}
	for _, l := range p.lines(file) {
		from, to, ok := strings.Cut(l.text, "->")
		if !ok {
			p.problem(file, l.number, "want \"written -> known\", there is no ->")
			continue
		}
		known := strings.Fields(spelling(to))
		for written := range strings.SplitSeq(from, ",") {
			key := spelling(written)
			words := strings.Fields(key)
			if n := len(words); n == 0 || n > maxSpelling {
				p.problem(file, l.number, "%q: a spelling has one to %d words", strings.TrimSpace(written), maxSpelling)
				continue
			}
			if _, twice := table.known[key]; twice {
				p.problem(file, l.number, "%q is already spelled in another way", key)
			}
			table.known[key] = known
			table.longest[words[0]] = max(table.longest[words[0]], len(words))
		}
	}
	return table
}

// spelling is words as a message would have them, folded and with one space between.
func spelling(words string) string {
	if words = strings.TrimSpace(words); isPlainWord(words) {
		return words
	}
	var out []string
	for _, t := range split(fold(words)) {
		out = append(out, t.text)
	}
	return strings.Join(out, " ")
}

// rule says which concepts together mean something, and how near they must be.
type rule struct {
	level content.Urgency
	page  *content.Topic
	all   []int // ids of concepts
	none  []int
	scope scope
}

// scope is how far apart the concepts of a rule may be: a number of words, or one of those below.
type scope int

const (
	inSentence scope = -1
	inMessage  scope = -2
	usualReach scope = 10 // words
)

// rules reads a file of rules; head makes a level and a page of the line above them.
func (p *parser) rules(file string, b *book, lib *content.Library, head func([]string, *content.Library) (rule, error)) (rules []rule) {
	var current rule
	for _, l := range p.lines(file) {
		if !l.indented {
			var err error
			if current, err = head(strings.Fields(l.text), lib); err != nil {
				p.problem(file, l.number, "%v", err)
			}
			continue
		}
		r, err := readRule(l.text, b)
		if err != nil {
			p.problem(file, l.number, "%v", err)
			continue
		}
		r.level, r.page = current.level, current.page
		rules = append(rules, r)
	}
	return rules
}

// signLevels are the levels a danger sign can have; the lowest only puts its page first.
var signLevels = map[string]content.Urgency{"emergency": content.Emergency, "urgent": content.Urgent, "see-professional": content.SeeProfessional}

// readSign reads "emergency safety/chest-pain".
func readSign(words []string, lib *content.Library) (rule, error) {
	if len(words) != 2 || signLevels[words[0]] == content.None {
		return rule{}, fmt.Errorf("want \"emergency\", \"urgent\" or \"see-professional\", and the id of a page")
	}
	r := rule{level: signLevels[words[0]], page: lib.Topic(words[1])}
	if r.page == nil {
		return r, fmt.Errorf("there is no page %s", words[1])
	}
	if r.level >= content.Urgent && len(r.page.Escalations[r.level]) == 0 {
		return r, fmt.Errorf("page %s has no section for %s", words[1], words[0])
	}
	return r, nil
}

// readHint reads "hint deadlift/lockout".
func readHint(words []string, lib *content.Library) (rule, error) {
	if len(words) != 2 || words[0] != "hint" {
		return rule{}, fmt.Errorf("want \"hint\" and the id of a page")
	}
	r := rule{page: lib.Topic(words[1])}
	if r.page == nil {
		return r, fmt.Errorf("there is no page %s", words[1])
	}
	return r, nil
}

// readRule reads "numb + saddle - sitting : 8".
func readRule(text string, b *book) (rule, error) {
	r := rule{scope: usualReach}
	text, reach, ok := strings.Cut(text, ":")
	if reach = strings.TrimSpace(reach); ok {
		switch n, err := strconv.Atoi(reach); {
		case reach == "sentence":
			r.scope = inSentence
		case reach == "message":
			r.scope = inMessage
		case err == nil && n > 0:
			r.scope = scope(n)
		default:
			return r, fmt.Errorf("scope %q: want a number of words, \"sentence\" or \"message\"", reach)
		}
	}
	sign := "+"
	for _, word := range strings.Fields(text) {
		if word == "+" || word == "-" {
			if sign != "" {
				return r, fmt.Errorf("a concept is missing before %q", word)
			}
			sign = word
			continue
		}
		id, known := b.byName[word]
		switch {
		case sign == "":
			return r, fmt.Errorf("want + or - before %q", word)
		case !known:
			return r, fmt.Errorf("there is no concept %q", word)
		case sign == "+":
			r.all = append(r.all, id)
		default:
			r.none = append(r.none, id)
		}
		sign = ""
	}
	if len(r.all) == 0 || sign != "" {
		return r, fmt.Errorf("a rule needs a concept, and one after each + and -")
	}
	if slices.ContainsFunc(r.all, func(id int) bool { return slices.Contains(r.none, id) }) {
		return r, fmt.Errorf("a concept is both wanted and unwanted")
	}
	return r, nil
}
