package answer

import (
	"slices"
	"strings"
	"testing"
)

// The shares of testdata/questions.txt whose page must come first, or among the first three.
const (
	wantFirst = 0.85
	wantThree = 0.93
)

func TestQuestionsFindTheirPages(t *testing.T) {
	e := engine(t)
	lines := examples(t, "questions.txt")
	first, three := 0, 0
	for _, line := range lines {
		head, text, _ := strings.Cut(line, ": ")
		pages := strings.Split(head, "|")
		r := e.Ask(text)
		var got []string
		if r.Topic != nil {
			got = append(got, r.Topic.ID)
		}
		for _, n := range r.Nearest {
			got = append(got, n.ID)
		}
		shown := slices.IndexFunc(got, func(id string) bool { return slices.Contains(pages, id) })
		if r.Outcome == Answer && shown == 0 {
			first++
		}
		if r.Outcome == Answer && shown >= 0 && shown < 3 {
			three++
		}
		if shown != 0 || r.Outcome != Answer {
			t.Logf("%q: %v %v, want %s", text, r.Outcome, got, head)
		}
	}
	n := float64(len(lines))
	if float64(first)/n < wantFirst || float64(three)/n < wantThree {
		t.Errorf("%d of %d first, %d among three", first, len(lines), three)
	}
}

// maxAnswered is how many messages of testdata/chatter.txt may be taken for questions, or get pages offered.
const maxAnswered = 5

func TestChatterGetsNoPage(t *testing.T) {
	e := engine(t)
	answered := 0
	for _, line := range examples(t, "chatter.txt") {
		_, text, _ := strings.Cut(line, ": ")
		if r := e.Ask(text); r.Outcome == Answer || r.Outcome == Clarify || len(r.Nearest) > 0 {
			answered++
			t.Logf("%q: %v %v", text, r.Outcome, r.Topic)
		}
	}
	if answered > maxAnswered {
		t.Errorf("%d messages got an answer", answered)
	}
}
