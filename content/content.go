// Package content holds the curated pages of Spotter: how each lift is done and what each question is answered with.
// It reads, checks and looks up pages. It must not know who asks, how a question finds its page, or that a bot shows it.
package content

import (
	"strings"
	"time"
)

// Urgency is how serious the situation is that a page is about.
type Urgency uint8

// The levels of urgency, from none to emergency; a higher one is more serious.
const (
	None Urgency = iota
	SelfCare
	SeeProfessional
	Urgent
	Emergency
)

var urgencyNames = [...]string{"none", "self-care", "see-professional", "urgent", "emergency"}

// String is the level as the front matter spells it.
func (u Urgency) String() string {
	if int(u) < len(urgencyNames) {
		return urgencyNames[u]
	}
	return ""
}

// Style is how a span of text is set; each platform renders it in its own way.
type Style uint8

// The styles a page may use.
const (
	Plain Style = iota
	Strong
	Emph
	Code
)

// Span is a run of text in one style, never markup.
type Span struct {
	Text  string
	Style Style
}

// Text is one paragraph or one list item.
type Text []Span

// String is the text without its styles.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Block is a Para or a List.
type Block interface{ isBlock() }

// Para is one paragraph.
type Para struct{ Text Text }

// List is a flat list; an ordered one counts from 1.
type List struct {
	Ordered bool
	Items   []Text
}

func (Para) isBlock() {}
func (List) isBlock() {}

// Part is a "## Heading" section of a topic, shown behind a button of that name.
type Part struct {
	Slug, Heading string
	Body          []Block
}

// Source names where the facts of a page come from; the URL may be empty.
type Source struct{ Name, URL string }

// Topic is the curated answer to one question.
type Topic struct {
	ID, Title   string
	Button      string   // short label of a button that leads here
	Ask         []string // how people ask for this page
	Facts       []string // "F01" to "F75"
	Related     []string // ids of topics, in the order to offer them
	Urgency     Urgency
	Lift        string // id of the lift the page is about, or ""
	Sources     []Source
	Reviewed    time.Time
	Body        []Block // the first answer: what stands before the first heading
	Parts       []Part
	Escalations map[Urgency][]Block // complete words for Urgent and Emergency, used when triage fires; nil if none
	File        string
}

// Fault is what goes wrong in a lift: what one sees, why it likely happens, and what to do about it.
type Fault struct{ Sign, Cause, Fix Text }

// Drill is an exercise before the bar; NoBands equals Text when the drill needs no band.
type Drill struct{ Text, NoBands Text }

// Equipment is what a lift is loaded with.
type Equipment string

// The kinds of equipment a lift may name.
const (
	Barbell    Equipment = "barbell"
	Dumbbell   Equipment = "dumbbell"
	Bodyweight Equipment = "bodyweight"
	Band       Equipment = "band"
	Cable      Equipment = "cable"
)

// Lift is one exercise and how it is done.
type Lift struct {
	ID, Name               string
	Aliases                []string
	Equipment              Equipment
	Start                  string // "rack" or "floor": where the bar starts each rep
	WarmUp                 bool   // a warm-up can be worked out for it
	Facts, Related         []string
	Sources                []Source
	Reviewed               time.Time
	Intro                  []Block
	Setup, Execution, Cues []Text
	Faults                 []Fault
	Drills                 []Drill
	File                   string
}
