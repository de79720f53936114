package answer

import (
	"os"
	"strings"
	"testing"
)

// examples is the lines of a file of testdata that say something.
func examples(t testing.TB, file string) (lines []string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestSignsFire(t *testing.T) {
	e := engine(t)
	for _, line := range examples(t, "fires.txt") {
		head, text, _ := strings.Cut(line, ": ")
		level, page, _ := strings.Cut(head, " ")
		r := e.Ask(text)
		switch {
		case r.Outcome != Escalate:
			t.Errorf("%q: %v, want an escalation to %s", text, r.Outcome, page)
		case r.Urgency.String() != level || page != "-" && r.Topic.ID != page:
			t.Errorf("%q: %v %s, want %s", text, r.Urgency, r.Topic.ID, head)
		case len(r.Words) == 0 || len(r.Nearest) > 0:
			t.Errorf("%q: an escalation has its words and nothing beside them", text)
		}
	}
}

func TestSignsStayQuiet(t *testing.T) {
	e := engine(t)
	for _, text := range examples(t, "quiet.txt") {
		if r := e.Ask(text); r.Outcome == Escalate {
			t.Errorf("%q: %v %s, want no escalation", text, r.Urgency, r.Topic.ID)
		}
	}
}
