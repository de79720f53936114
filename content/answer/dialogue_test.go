package answer

import (
	"strings"
	"testing"

	"spotter/content"
)

// walk presses the choices of those labels, one question after the other.
func walk(t *testing.T, e *finder, text string, labels ...string) Result {
	t.Helper()
	r := e.Ask(text)
	for _, label := range labels {
		if r.Outcome != Clarify || r.Asks == nil {
			t.Fatalf("%q before %q: %v, nothing is asked", text, label, r.Outcome)
		}
		next := ""
		for _, c := range r.Asks.Choices {
			if c.Label == label {
				next = c.Text
			}
		}
		if next == "" {
			t.Fatalf("%q: no choice %q in %v", text, label, r.Asks.Choices)
		}
		text, r = next, e.Ask(next)
	}
	return r
}

func TestDialogue(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text, labels, page string
		outcome            Outcome
	}{
		{"it hurts", "Lower back|A day or two|None of that", "deadlift/back-pain-causes", Answer},
		{"it hurts", "Lower back|Longer|None of that", "safety/persistent-pain", Answer},
		{"something feels off", "Knee|This week|None of that", "pain/knee", Answer},
		{"it hurts", "Lower back|Just now|Numb or tingling", "safety/radiating-numbness", Escalate},
		{"it hurts", "Hip or groin|A day or two|Numb between legs", "safety/bladder-bowel", Escalate},
		{"it hurts", "Leg or calf|A day or two|Bladder or bowels", "safety/bladder-bowel", Escalate},
		{"my shoulder again", "A day or two|None of that", "pain/shoulder", Answer},
	} {
		r := walk(t, e, c.text, strings.Split(c.labels, "|")...)
		if r.Outcome != c.outcome || r.Topic == nil || r.Topic.ID != c.page {
			t.Errorf("%q, %s: %v %v, want %s", c.text, c.labels, r.Outcome, r.Topic, c.page)
		}
	}
}

// maxLine is how long the line of a button may be, in bytes: Telegram's callback data (Bot API, InlineKeyboardButton).
const maxLine = 64

func TestEveryChoiceLeadsOn(t *testing.T) {
	e := engine(t)
	var try func(text string, depth int)
	try = func(text string, depth int) {
		r := e.Ask(text)
		if len("/ask "+text) > maxLine {
			t.Errorf("%q does not fit on a button", text)
		}
		switch {
		case r.Outcome == Clarify && r.Asks != nil && depth < 4:
			for _, c := range r.Asks.Choices {
				try(c.Text, depth+1)
			}
		case r.Outcome != Answer && r.Outcome != Escalate:
			t.Errorf("%q ends in %v", text, r.Outcome)
		}
	}
	try("it hurts", 0)
}

func TestAnswerInOwnWords(t *testing.T) {
	e := engine(t)
	r := e.Ask("it hurts")
	for _, said := range []string{"my left knee", "started yesterday", "no, nothing of that, no numbness"} {
		if r.Asks == nil {
			t.Fatalf("before %q nothing is asked: %v", said, r.Outcome)
		}
		r = e.Ask(r.Asks.SoFar + ", " + said)
	}
	if r.Outcome != Answer || r.Topic.ID != "pain/knee" {
		t.Errorf("%v %v", r.Outcome, r.Topic)
	}
}

func TestNoTextOfTheAskerIsCarriedOn(t *testing.T) {
	e := engine(t)
	r := e.Ask("pain: the knee of my cousin Bartholomew, since friday")
	if r.Asks == nil || strings.Contains(strings.ToLower(r.Asks.SoFar), "bartholomew") {
		t.Errorf("%+v", r.Asks)
	}
}

func TestFollowUps(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text, last, page string
		outcome          Outcome
	}{
		{"how much", "recovery/nsaids", "recovery/nsaids", Answer},
		{"is that normal?", "deadlift/back-pain-doms", "deadlift/back-pain-doms", Answer},
		{"and how often", "recovery/cat-cow", "recovery/cat-cow", Answer},
		{"what about squats", "deadlift/breathing-bracing", "general/breathing-bracing", Answer},
		{"how much", "", "", Clarify},
		{"how much", "no/such-page", "", Clarify},
		{"why does my knee hurt", "recovery/cat-cow", "pain/knee", Answer},
		{"i cant pee", "recovery/cat-cow", "safety/bladder-bowel", Escalate},
	} {
		r := e.AskAfter(c.text, c.last)
		if r.Outcome != c.outcome || c.page != "" && (r.Topic == nil || r.Topic.ID != c.page) {
			t.Errorf("%q after %q: %v %v, want %v %s", c.text, c.last, r.Outcome, r.Topic, c.outcome, c.page)
		}
		if c.outcome == Answer && len(r.Nearest) == 0 {
			t.Errorf("%q after %q: nothing else is offered", c.text, c.last)
		}
	}
}

func TestEmergencyInItsLanguage(t *testing.T) {
	e := engine(t)
	for language, texts := range map[string][]string{
		"de": {"ich kann nicht pinkeln", "ICH WILL STERBEN", "mein bein ist taub"},
		"es": {"no puedo orinar", "quiero morir\nhey guys", "tengo dormida la pierna izquierda"},
		"fr": {"je ne sens plus mes jambes", "j'ai envie de mourir", "fourmillements dans la jambe gauche"},
		"pt": {"não consigo urinar", "quero morrer", "minha perna está dormente"},
		"ru": {"не могу помочиться", "хочу умереть", "онемела левая нога"},
	} {
		spoken := e.library.Spoken(language)
		for _, text := range texts {
			r := e.Ask(text)
			if r.Outcome != Escalate {
				t.Errorf("%q: %v", text, r.Outcome)
				continue
			}
			if want := spoken.Words(r.Topic.ID, r.Urgency); len(r.Words) == 0 || words0(r.Words) != words0(want) {
				t.Errorf("%q (%s): says %q", text, language, words0(r.Words))
			}
		}
	}
}

func words0(blocks []content.Block) string {
	if p, ok := blocks[0].(content.Para); ok {
		return p.Text.String()
	}
	return ""
}

func TestReloadKeepsWhatWorks(t *testing.T) {
	e, err := New(library(t))
	if err != nil {
		t.Fatal(err)
	}
	e.Say(Local{Emergency: "Ring the bell."})
	if err := e.Reload(library(t)); err != nil {
		t.Fatal(err)
	}
	r := e.Ask("i passed out mid deadlift")
	if r.Outcome != Escalate || !strings.Contains(r.Words[1].(content.Para).Text.String(), "Ring the bell") {
		t.Errorf("%v %v", r.Outcome, r.Words)
	}
}
