package answer

import (
	"slices"
	"strings"
	"testing"
)

// The least shares of questions whose page comes first, or among the first three.
const (
	wantFirst, wantThree               = 0.88, 0.96 // testdata/questions.txt
	wantForeignFirst, wantForeignThree = 0.90, 0.92 // testdata/foreign.txt
)

// found is the shares of the questions of a file that find their page.
func found(t *testing.T, e *finder, file string) (first, three float64) {
	lines := examples(t, file)
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
	t.Logf("%s: %.3f first, %.3f among three", file, first/n, three/n)
	return first / n, three / n
}

func TestQuestionsFindTheirPages(t *testing.T) {
	e := engine(t)
	if first, three := found(t, e, "questions.txt"); first < wantFirst || three < wantThree {
		t.Errorf("%.3f first, %.3f among three", first, three)
	}
	if first, three := found(t, e, "foreign.txt"); first < wantForeignFirst || three < wantForeignThree {
		t.Errorf("in other languages %.3f first, %.3f among three", first, three)
	}
}

// The least shares of testdata/chatter.txt, from which the kinds are learned: what no page may answer or ask back about, talk that is left
// alone, and what is asked back about. What strangers say is measured by TestTalkOfStrangers.
const (
	wantOff   = 0.95
	wantTalk  = 0.95
	wantVague = 0.90
)

func TestChatterGetsNoPage(t *testing.T) {
	e := engine(t)
	right, all := map[string]float64{}, map[string]float64{}
	for _, line := range examples(t, "chatter.txt") {
		kind, text, _ := strings.Cut(line, ": ")
		if kind != "chat" && kind != "vague" {
			kind = "off"
		}
		all[kind]++
		r := e.Ask(text)
		if kind != "vague" && r.Outcome == Silent || r.Meta == ChitChat || kind == "off" && r.Outcome == Decline || kind == "vague" && r.Outcome == Clarify {
			right[kind]++
			continue
		}
		t.Logf("%q: %v %s %d pages beside", text, r.Outcome, r.Meta, len(r.Nearest))
	}
	off, talk, vague := right["off"]/all["off"], right["chat"]/all["chat"], right["vague"]/all["vague"]
	if off < wantOff || talk < wantTalk || vague < wantVague {
		t.Errorf("other subjects %.3f, talk %.3f, too vague %.3f", off, talk, vague)
	}
}
