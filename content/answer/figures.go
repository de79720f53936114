package answer

import (
	"regexp"
	"slices"
	"strings"

	"spotter/content"
)

// mostFigures is how many paragraphs and items are enough of an answer to "how long".
const mostFigures = 4

// number is a figure, or a small one in a word.
const number = `(?i)(?:\d|\b(?:one|two|three|four|five|six|ten|few|several)\b)`

// figures is what a text holds that answers a question for a measure, by the words that ask for it.
var figures = []struct {
	asks []string
	held *regexp.Regexp
}{
	{[]string{"how", "often"}, regexp.MustCompile(`(?i)\b(?:a|per|each|every|other) (?:day|night|week|session)\b|\bweekly\b|\bdaily\b|\bevery ` + number + `|` + number + `[^.;]* times\b`)},
	{[]string{"how", "long"}, regexp.MustCompile(number + `[^.;]*\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?)\b`)},
	{[]string{"how", "many"}, regexp.MustCompile(number)},
	{[]string{"how", "much"}, regexp.MustCompile(number + `[^.;]*(?:\bpercent\b|\b(?:k?g|mg|ml|l|lb|litres?|cups?|sets?|reps?|minutes?|hours?|days?|weeks?)\b)`)},
	{[]string{"how", "heavy"}, regexp.MustCompile(number + `[^.;]*(?:\bpercent\b|\b(?:kg|lb|reps?|steps?)\b)`)},
}

// fits is what of the page gives the measure that the message asks for, in the order of the page; nil when it asks for none, or
// the page has none. A page that sends to care is never shown in parts.
func fits(m *message, page *content.Topic) (blocks []content.Block) {
	if page.Urgency > content.SelfCare {
		return nil
	}
	for _, f := range figures {
		if !asksFor(m, f.asks) {
			continue
		}
		var list []content.Text
		for _, text := range texts(page) {
			if f.held.MatchString(text.String()) && len(list) < mostFigures {
				list = append(list, text)
			}
		}
		for _, text := range list {
			blocks = append(blocks, content.Para{Text: text})
		}
		return blocks
	}
	return nil
}

func asksFor(m *message, words []string) bool {
	for i := range m.tokens {
		if i+1 < len(m.tokens) && m.tokens[i].text == words[0] && m.tokens[i+1].text == words[1] {
			return true
		}
	}
	return false
}

// texts are the paragraphs and list items of a page, and behind them those of its parts, under their headings.
func texts(page *content.Topic) (all []content.Text) {
	add := func(blocks []content.Block, heading content.Text) {
		for _, b := range blocks {
			switch b := b.(type) {
			case content.Para:
				all = append(all, slices.Concat(heading, b.Text))
			case content.List:
				for _, item := range b.Items {
					all = append(all, slices.Concat(heading, item))
				}
			}
		}
	}
	add(page.Body, nil)
	for i := range page.Parts {
		p := &page.Parts[i]
		add(p.Body, content.Text{{Text: strings.TrimSuffix(p.Heading, "?"), Style: content.Strong}, {Text: ": "}})
	}
	return all
}
