package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"spotter/content"
	"spotter/content/answer"
)

// labelled is a line of a file of questions whose right answers are known.
type labelled struct {
	Question string   `json:"q"`
	Topics   []string `json:"topics"` // best first, then also acceptable
	Urgency  string   `json:"urgency"`
	Note     string   `json:"note"` // "cat=...; lang=...; tags=a,b; alt=... | why"
}

// note is the value of a key of the note.
func (l labelled) note(key string) string {
	head, _, _ := strings.Cut(l.Note, "|")
	for field := range strings.SplitSeq(head, ";") {
		if k, v, _ := strings.Cut(strings.TrimSpace(field), "="); k == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func (l labelled) tagged(tag string) bool {
	return slices.Contains(strings.Split(l.note("tags"), ","), tag)
}

// levels are the words for urgency, lowest first.
var levels = []string{content.None.String(), content.SelfCare.String(), content.SeeProfessional.String(), content.Urgent.String(), content.Emergency.String()}

const urgentLevel = 3

// lowest and highest are the range of levels that are right.
func (l labelled) lowest() int {
	level, alt := slices.Index(levels, l.Urgency), slices.Index(levels, l.note("alt"))
	if alt >= 0 {
		return min(level, alt)
	}
	return level
}

func (l labelled) highest() int {
	return max(slices.Index(levels, l.Urgency), slices.Index(levels, l.note("alt")))
}

func isMeta(topic string) bool { return strings.HasPrefix(topic, "meta/") }

// topical reports whether a page should answer.
func (l labelled) topical() bool { return len(l.Topics) > 0 && !isMeta(l.Topics[0]) }

func (l labelled) is(topic string) bool { return len(l.Topics) > 0 && l.Topics[0] == topic }

// offTopic reports whether no page may answer, whatever is said instead.
func (l labelled) offTopic() bool {
	return slices.ContainsFunc([]string{answer.OffTopic, answer.ChitChat, answer.BotHelp, answer.Manipulation}, l.is)
}

// measure is one row of the table: which lines it is about, and which of those are right.
type measure struct {
	name string
	of   func(labelled) bool
	hit  func(labelled, judgement) bool
}

// place is the position of the first acceptable page, or -1.
func place(l labelled, j judgement) int {
	return slices.IndexFunc(j.Topics, func(id string) bool { return slices.Contains(l.Topics, id) })
}

func first(l labelled, j judgement) bool { return place(l, j) == 0 }
func three(l labelled, j judgement) bool { return place(l, j) >= 0 }

// english is the lines the figures for English topics are about.
func english(l labelled) bool {
	cat := l.note("cat")
	return l.topical() && l.note("lang") == "en" && (cat == "seed" || cat == "general")
}

func danger(l labelled) bool { return slices.Index(levels, l.Urgency) >= urgentLevel }

// reaches reports whether the level is at least the lowest right one.
func reaches(l labelled, j judgement) bool {
	level := slices.Index(levels, j.Urgency)
	return level >= l.lowest() && (l.lowest() < urgentLevel || j.Outcome == answer.Escalate.String())
}

func noPage(_ labelled, j judgement) bool {
	return !slices.ContainsFunc(j.Topics, func(id string) bool { return !isMeta(id) })
}

// measures is the table's rows but for those by category and language.
func measures() []measure {
	return []measure{
		{"top-1, English topical", english, first},
		{"top-3, English topical", english, three},
		{"emergency recognised", func(l labelled) bool { return l.Urgency == levels[4] }, reaches},
		{"urgent at least urgent", func(l labelled) bool { return l.Urgency == levels[urgentLevel] }, reaches},
		{"see-professional at least that", func(l labelled) bool { return l.Urgency == levels[2] }, reaches},
		{"other languages, emergency and urgent", func(l labelled) bool { return danger(l) && l.note("lang") != "en" }, reaches},
		{"near misses left alone", func(l labelled) bool { return l.tagged("near") && l.highest() < urgentLevel },
			func(_ labelled, j judgement) bool { return slices.Index(levels, j.Urgency) < urgentLevel }},
		{"off-topic not answered by a page", labelled.offTopic, noPage},
		{"not-a-question left alone", func(l labelled) bool { return l.is(answer.NotAQuestion) },
			func(_ labelled, j judgement) bool { return j.Outcome == answer.Silent.String() }},
		{"asks back where it is too vague", func(l labelled) bool { return l.is(answer.NeedsClarification) }, first},
	}
}

// eval measures the answers to the questions of a file and prints a table; verbose, each miss before it.
func eval(s surroundings, f flags, path string, verbose bool) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	known, err := configured(s, f)
	if err != nil {
		return err
	}
	var lines []labelled
	var judged []judgement
	err = eachLine(file, func(number int, line string) error {
		var l labelled
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			return fmt.Errorf("%s:%d: %w", path, number, err)
		}
		if slices.Index(levels, l.Urgency) < 0 {
			return fmt.Errorf("%s:%d: urgency is %q; it can be %s", path, number, l.Urgency, strings.Join(levels, ", "))
		}
		lines, judged = append(lines, l), append(judged, judge(known.answers, l.Question))
		return nil
	})
	if err != nil {
		return err
	}
	return table(s.stdout, lines, judged, verbose)
}

func table(w io.Writer, lines []labelled, judged []judgement, verbose bool) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "measure\tright\tof\tshare")
	for _, m := range append(measures(), byKind(lines)...) {
		right, of := 0, 0
		for i, l := range lines {
			if !m.of(l) {
				continue
			}
			of++
			if m.hit(l, judged[i]) {
				right++
			} else if verbose {
				fmt.Fprintf(w, "%s: %q: %s %s %s, want %s %s\n", m.name, l.Question, judged[i].Outcome, judged[i].Urgency,
					strings.Join(judged[i].Topics, " "), l.Urgency, strings.Join(l.Topics, " "))
			}
		}
		if of > 0 {
			fmt.Fprintf(t, "%s\t%d\t%d\t%.3f\n", m.name, right, of, float64(right)/float64(of))
		}
	}
	return t.Flush()
}

// byKind is two rows, for the first page and the first three, for each category in each language.
func byKind(lines []labelled) []measure {
	var kinds []string
	kind := func(l labelled) string { return l.note("cat") + " " + l.note("lang") }
	for _, l := range lines {
		if !slices.Contains(kinds, kind(l)) {
			kinds = append(kinds, kind(l))
		}
	}
	slices.Sort(kinds)
	var rows []measure
	for _, k := range kinds {
		of := func(l labelled) bool { return kind(l) == k }
		rows = append(rows, measure{"top-1, " + k, of, first}, measure{"top-3, " + k, of, three})
	}
	return rows
}
