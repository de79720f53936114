package content

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

const topicFile = "topics/deadlift/back-pain.md"

const goodTopic = `---
id: deadlift/back-pain
title: Why does my back hurt?
button: Back pain
ask:
  - why does my back hurt
  - sore back after deads
  - "lower back: what now"
  - my mate's back is stiff
  - is a tight back normal
facts: [F02, F11]
urgency: urgent
lift: deadlift
related: [deadlift/form, deadlift/warm-up]
sources:
  - name: Cheung et al. 2003, review of DOMS
  - name: NHS, back pain
    url: https://www.nhs.uk/conditions/back-pain/
reviewed: 2026-11-23
---
Usually **sore muscles**: dull,
both sides, *gone* in 3 \* 24 hours & less.

- a walk
- ` + "`/warmup`" + ` next time

## More about it

1. First.
2. Second.

## Urgent

See somebody today.

I'm an information tool, not a doctor.
`

const liftFile = "lifts/deadlift.md"

const goodLift = `---
id: deadlift
name: Deadlift
aliases: [dl, deads, "225# pull"]
equipment: barbell          # what it is loaded with
start: floor
warmup: true
facts: [F42]
related: [deadlift/form]
sources: [{name: StrongLifts}]
reviewed: 2026-11-23
---
Pull it off the floor.

## Setup

1. Feet hip-width.

## Execution

1. Push.
2. Stand.

## Cues

- "Push the floor away": legs first

## Faults

- **Hips** shoot up → too low → higher hips
- Bar drifts → slack lats → squeeze

## Drills

1. Banded steps, 10 each way → without a band: lying abductions
2. Plank, 30 s
`

// otherPages are what the good pages refer to.
func otherPages() fstest.MapFS {
	page := func(id, ask string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\nid: " + id + "\ntitle: T\nbutton: B\nask: [" + ask + " a, " + ask + " b, " + ask + " c, " +
			ask + " d, " + ask + " e]\nurgency: none\nrelated: []\nsources: [{name: S}]\nreviewed: 2026-11-23\n---\nText.\n")}
	}
	return fstest.MapFS{
		"topics/deadlift/form.md":    page("deadlift/form", "form"),
		"topics/deadlift/warm-up.md": page("deadlift/warm-up", "warm"),
		"topics/README.md":           {Data: []byte("no page")},
	}
}

func goodPages() fstest.MapFS {
	pages := otherPages()
	pages[topicFile] = &fstest.MapFile{Data: []byte(goodTopic)}
	pages[liftFile] = &fstest.MapFile{Data: []byte(goodLift)}
	return pages
}

func words(s string) Text { return Text{{Text: s}} }

func TestGoodTopic(t *testing.T) {
	lib, problems := Load(goodPages())
	if problems != nil {
		t.Fatal(problems)
	}
	want := &Topic{
		ID: "deadlift/back-pain", Title: "Why does my back hurt?", Button: "Back pain",
		Ask: []string{"why does my back hurt", "sore back after deads", "lower back: what now", "my mate's back is stiff",
			"is a tight back normal"},
		Facts: []string{"F02", "F11"}, Related: []string{"deadlift/form", "deadlift/warm-up"}, Urgency: Urgent, Lift: "deadlift",
		Sources: []Source{
			{Name: "Cheung et al. 2003, review of DOMS"},
			{Name: "NHS, back pain", URL: "https://www.nhs.uk/conditions/back-pain/"},
		},
		Reviewed: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Body: []Block{
			Para{Text{{"Usually ", Plain}, {"sore muscles", Strong}, {": dull, both sides, ", Plain}, {"gone", Emph},
				{" in 3 * 24 hours & less.", Plain}}},
			List{Items: []Text{words("a walk"), {{"/warmup", Code}, {" next time", Plain}}}},
		},
		Parts: []Part{{Slug: "more-about-it", Heading: "More about it",
			Body: []Block{List{Ordered: true, Items: []Text{words("First."), words("Second.")}}}}},
		Escalations: map[Urgency][]Block{
			Urgent: {Para{words("See somebody today.")}, Para{words("I'm an information tool, not a doctor.")}},
		},
		File: topicFile,
	}
	if diff := cmp.Diff(want, lib.Topic("deadlift/back-pain")); diff != "" {
		t.Error(diff)
	}
}

func TestGoodLift(t *testing.T) {
	lib, problems := Load(goodPages())
	if problems != nil {
		t.Fatal(problems)
	}
	want := &Lift{
		ID: "deadlift", Name: "Deadlift", Aliases: []string{"dl", "deads", "225# pull"}, Equipment: Barbell, Start: "floor", WarmUp: true,
		Facts: []string{"F42"}, Related: []string{"deadlift/form"}, Sources: []Source{{Name: "StrongLifts"}},
		Reviewed:  time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Intro:     []Block{Para{words("Pull it off the floor.")}},
		Setup:     []Text{words("Feet hip-width.")},
		Execution: []Text{words("Push."), words("Stand.")},
		Cues:      []Text{words(`"Push the floor away": legs first`)},
		Faults: []Fault{
			{Text{{"Hips", Strong}, {" shoot up", Plain}}, words("too low"), words("higher hips")},
			{words("Bar drifts"), words("slack lats"), words("squeeze")},
		},
		Drills: []Drill{
			{words("Banded steps, 10 each way"), words("lying abductions")},
			{words("Plank, 30 s"), words("Plank, 30 s")},
		},
		File: liftFile,
	}
	if diff := cmp.Diff(want, lib.Lift("deadlift")); diff != "" {
		t.Error(diff)
	}
}

// Windows line ends and a byte order mark change nothing.
func TestLineEnds(t *testing.T) {
	md := newParser()
	crlf := "\ufeff"
	for _, r := range goodTopic {
		if r == '\n' {
			crlf += "\r"
		}
		crlf += string(r)
	}
	want, got := parsePage(md, topicFile, []byte(goodTopic)), parsePage(md, topicFile, []byte(crlf))
	if diff := cmp.Diff(want.topic, got.topic); diff != "" {
		t.Error(diff)
	}
}

func TestUrgencyString(t *testing.T) {
	want := map[Urgency]string{None: "none", SelfCare: "self-care", SeeProfessional: "see-professional", Urgent: "urgent",
		Emergency: "emergency", Emergency + 1: ""}
	for u, word := range want {
		if u.String() != word {
			t.Errorf("%d is %q, want %q", u, u, word)
		}
	}
}

func TestFindLift(t *testing.T) {
	lib, _ := Load(goodPages())
	for _, words := range []string{"deadlift", "Deadlift", " dead-lift ", "DEAD_LIFT", "dead–lift", "dl", "Deads", "225#PULL"} {
		if l := lib.FindLift(words); l == nil || l.ID != "deadlift" {
			t.Errorf("FindLift(%q) = %v, want the deadlift", words, l)
		}
	}
	for _, words := range []string{"", "-", "squat", "d l d"} {
		if l := lib.FindLift(words); l != nil {
			t.Errorf("FindLift(%q) = %s, want none", words, l.ID)
		}
	}
}
