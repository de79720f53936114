package content

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// stated is one line of testdata/facts.txt: what a page that lists the fact must say in so many words.
type stated struct {
	id      string
	figures []string   // each stands on the page, ranges with a plain hyphen
	words   [][]string // of each, one alternative is a piece of the page
}

func readFacts(t *testing.T) []stated {
	t.Helper()
	raw, err := os.ReadFile("testdata/facts.txt")
	if err != nil {
		t.Fatal(err)
	}
	var facts []stated
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "|")
		if len(columns) != 3 {
			t.Fatalf("facts.txt: %q has %d columns, want 3", line, len(columns))
		}
		f := stated{id: strings.TrimSpace(columns[0]), figures: fields(columns[1], ",")}
		for _, word := range fields(columns[2], ",") {
			f.words = append(f.words, fields(word, "/"))
		}
		facts = append(facts, f)
	}
	return facts
}

func fields(s, separator string) []string {
	var all []string
	for _, field := range strings.Split(s, separator) {
		if field = normal(strings.TrimSpace(field)); field != "" {
			all = append(all, field)
		}
	}
	return all
}

var (
	dashes = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "−", "-", "’", "'")
	ranges = regexp.MustCompile(`(\d)(?: ?- ?| to )(\d)`)
)

// normal writes "24–48" and "24 to 48" as "24-48", in lower case, with single spaces.
func normal(s string) string {
	s = strings.Join(strings.Fields(strings.ToLower(dashes.Replace(s))), " ")
	return ranges.ReplaceAllString(s, "$1-$2")
}

// missing is what the text of a page leaves out of a fact.
func (f stated) missing(text string) []string {
	var missing []string
	for _, figure := range f.figures {
		if !regexp.MustCompile(`(^|[^\d.])` + regexp.QuoteMeta(figure) + `($|\D)`).MatchString(text) {
			missing = append(missing, figure)
		}
	}
	for _, alternatives := range f.words {
		found := false
		for _, word := range alternatives {
			found = found || strings.Contains(text, word)
		}
		if !found {
			missing = append(missing, strings.Join(alternatives, "/"))
		}
	}
	return missing
}

// carriers are the texts of the pages, and the pages by the facts that they list.
func carriers(lib *Library) (texts map[string]string, byFact map[string][]string) {
	texts, byFact = map[string]string{}, map[string][]string{}
	add := func(file, text string, facts []string) {
		texts[file] = normal(text)
		for _, fact := range facts {
			byFact[fact] = append(byFact[fact], file)
		}
	}
	for _, topic := range lib.Topics() {
		add(topic.File, topicText(topic), topic.Facts)
	}
	for _, lift := range lib.Lifts() {
		add(lift.File, liftText(lift), lift.Facts)
	}
	return texts, byFact
}

func topicText(t *Topic) string {
	parts := []string{t.Title, plain(t.Body)}
	for _, part := range t.Parts {
		parts = append(parts, part.Heading, plain(part.Body))
	}
	for _, words := range t.Escalations {
		parts = append(parts, plain(words))
	}
	return strings.Join(parts, "\n")
}

func liftText(l *Lift) string {
	parts := []string{l.Name, plain(l.Intro)}
	for _, steps := range [][]Text{l.Setup, l.Execution, l.Cues} {
		for _, step := range steps {
			parts = append(parts, step.String())
		}
	}
	for _, f := range l.Faults {
		parts = append(parts, f.Sign.String(), f.Cause.String(), f.Fix.String())
	}
	for _, d := range l.Drills {
		parts = append(parts, d.Text.String(), d.NoBands.String())
	}
	return strings.Join(parts, "\n")
}

// TestFacts: the table holds F01 to F75, each is on a page, and every page that lists a fact states it.
func TestFacts(t *testing.T) {
	lib, _ := Load(Embedded())
	texts, byFact := carriers(lib)
	facts := readFacts(t)
	if len(facts) != 75 {
		t.Errorf("facts.txt has %d facts, want 75", len(facts))
	}
	for i, f := range facts {
		if want := fmt.Sprintf("F%02d", i+1); f.id != want {
			t.Fatalf("facts.txt: %s where %s should be", f.id, want)
		}
		if len(f.figures)+len(f.words) == 0 {
			t.Errorf("facts.txt: %s asks for nothing", f.id)
		}
		if len(byFact[f.id]) == 0 {
			t.Errorf("no page lists %s", f.id)
		}
		for _, file := range byFact[f.id] {
			for _, word := range f.missing(texts[file]) {
				t.Errorf("%s lists %s but does not say %q", file, f.id, word)
			}
		}
	}
}

func TestFactComparison(t *testing.T) {
	f := stated{"F11", []string{"24-48", "8-10"}, [][]string{{"sore", "doms"}, {"hour"}}}
	for text, want := range map[string]string{
		"Soreness starts 24–48 Hours after 8 to 10 sets": "",
		"DOMS, 24 - 48 hours, 8—10":                      "",
		"sore 124-48 hours, 8-100":                       "24-48 8-10",
		"48 hours after":                                 "24-48 8-10 sore/doms",
	} {
		if got := strings.Join(f.missing(normal(text)), " "); got != want {
			t.Errorf("missing(%q) = %q, want %q", text, got, want)
		}
	}
}
