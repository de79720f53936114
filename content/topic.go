package content

import (
	"regexp"
	"strings"
	"unicode"
)

// The sizes of a page: the longest title and button that stay on one line of a phone, the longest text that stays on one
// screen of it, and the fewest phrasings with which a question is found.
const (
	maxTitle  = 60
	maxButton = 24
	maxText   = 1000
	minAsk    = 5
)

var topicKeys = []string{"id", "title", "button", "ask", "facts", "urgency", "lift", "related", "sources", "reviewed"}

// readTopic makes the topic of a page. What names other pages is settled when all are read.
func (p *page) readTopic(f *front, sections []section) {
	p.readID(f)
	p.ask, p.related, p.liftRef = f.list("ask"), f.set("related"), f.word("lift")
	if len(p.ask) < minAsk {
		p.problem(1, "ask has %d phrases: write at least %d ways to ask for this page", len(p.ask), minAsk)
	}
	t := &Topic{
		ID: p.id, Title: f.prose("title", maxTitle).text, Button: f.prose("button", maxButton).text, Facts: f.facts(),
		Urgency: f.urgency(), Sources: f.sources(), Reviewed: f.reviewed(), Body: sections[0].blocks, File: p.file,
	}
	p.checkText("the page", sections[0])
	p.readParts(t, sections[1:])
	p.checkEscalations(t)
	p.topic = t
}

func (p *page) readID(f *front) {
	if id := f.need("id"); id.text != p.id && id.text != "" {
		p.problem(id.line, "the id is %q, but the file says %s: make them equal", id.text, p.id)
	}
}

func (f *front) urgency() Urgency {
	word := f.oneOf("urgency", f.need("urgency"), urgencyNames[:])
	for u, name := range urgencyNames {
		if name == word {
			return Urgency(u)
		}
	}
	return None
}

// readParts sorts the sections into those shown behind a button and those that speak when triage fires.
func (p *page) readParts(t *Topic, sections []section) {
	seen := map[string]int{}
	for _, s := range sections {
		id := slug(s.heading)
		p.checkHeading(s, id, seen)
		p.checkText("the section "+s.heading, s)
		switch id {
		case "emergency":
			p.checkEmergency(s)
			t.escalate(Emergency, s.blocks)
		case "urgent":
			t.escalate(Urgent, s.blocks)
		default:
			t.Parts = append(t.Parts, Part{Slug: id, Heading: s.heading, Body: s.blocks})
		}
	}
}

func (t *Topic) escalate(u Urgency, words []Block) {
	if t.Escalations == nil {
		t.Escalations = map[Urgency][]Block{}
	}
	t.Escalations[u] = words
}

func (p *page) checkHeading(s section, id string, seen map[string]int) {
	switch length := runes(s.heading); {
	case id == "":
		p.problem(s.line, "a heading needs words: it becomes a button")
	case length > maxButton:
		p.problem(s.line, "the heading has %d characters: shorten it to %d, it becomes a button", length, maxButton)
	case seen[id] > 0:
		p.problem(s.line, "the heading %s is already on line %d: rename one", s.heading, seen[id])
	}
	seen[id] = s.line
}

// checkText checks that a section has words, and not too many.
func (p *page) checkText(name string, s section) {
	switch length := runes(plain(s.blocks)); {
	case length == 0:
		p.problem(s.line, "%s has no text: write it", name)
	case length > maxText:
		p.problem(s.line, "%s has %d characters: shorten it to %d, or move some below a ## heading", name, length, maxText)
	}
}

// plain is the text of blocks as it fills a screen: paragraphs and lists apart, each item on a line after its mark.
func plain(blocks []Block) string {
	var parts []string
	for _, block := range blocks {
		switch b := block.(type) {
		case Para:
			parts = append(parts, b.Text.String())
		case List:
			var items []string
			for _, item := range b.Items {
				items = append(items, "- "+item.String())
			}
			parts = append(parts, strings.Join(items, "\n"))
		}
	}
	return strings.Join(parts, "\n\n")
}

// checkEscalations checks that a page triage may fire has the words for it.
func (p *page) checkEscalations(t *Topic) {
	_, emergency := t.Escalations[Emergency]
	_, urgent := t.Escalations[Urgent]
	switch {
	case t.Urgency == Emergency && !emergency:
		p.problem(1, "urgency is emergency: add a section `## Emergency` with the words for somebody who has the sign now")
	case t.Urgency == Urgent && !urgent && !emergency:
		p.problem(1, "urgency is urgent: add a section `## Urgent` or `## Emergency` with the words for somebody who has the sign now")
	}
}

// dose finds the words by which a number of something to swallow is given.
var dose = regexp.MustCompile(`(?i)\b(mg|mcg|ml|milligrams?|miligramos?|milligramm|micrograms?|millilit(er|re)s?|tablets?|pills?|capsules?)\b`)

// checkEmergency keeps everything out of an emergency text that could be read as a phone number or a dose.
func (p *page) checkEmergency(s section) {
	for i, block := range s.blocks {
		texts := []Text{}
		switch b := block.(type) {
		case Para:
			texts = []Text{b.Text}
		case List:
			texts = b.Items
		}
		for j, text := range texts {
			words := text.String()
			if strings.ContainsFunc(words, unicode.IsNumber) {
				p.problem(s.lines[i][j], "a digit in the Emergency section: no phone numbers, doses or times there")
			}
			if found := dose.FindString(words); found != "" {
				p.problem(s.lines[i][j], "%q in the Emergency section: nothing about medicine belongs here", found)
			}
		}
	}
}
