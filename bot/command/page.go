package command

import (
	"strings"

	"spotter/bot"
	"spotter/content"
)

const notADiagnosis = "General information, not a diagnosis."

// topicReply shows a page, or one of its parts, with buttons that lead on.
func topicReply(lib func(string) *content.Topic, t *content.Topic, part *content.Part) *bot.Reply {
	reply := &bot.Reply{Replace: true}
	if part == nil {
		reply.Blocks = append([]bot.Block{bot.Title(t.Title)}, blocks(t.Body)...)
	} else {
		reply.Blocks = append([]bot.Block{bot.Title(joinTitle(t.Title, part.Heading))}, blocks(part.Body)...)
	}
	caution := ""
	if t.Urgency > content.None {
		caution = notADiagnosis
	}
	reply.Blocks = append(reply.Blocks, sourceNote(t.Sources, caution))
	reply.Buttons = topicButtons(lib, t, part)
	reply.Share = "/topic " + t.ID
	if part != nil {
		reply.Share += " " + part.Slug
	}
	return reply
}

// joinTitle puts the heading of a part behind the title of its page.
func joinTitle(title, heading string) string {
	if strings.HasSuffix(title, "?") {
		return title + " " + heading
	}
	return title + ": " + heading
}

// maxLeads is how many buttons stand under a page: two rows of three.
const maxLeads = 6

// topicButtons leads to the page's other parts, then to the pages it names.
func topicButtons(lib func(string) *content.Topic, t *content.Topic, shown *content.Part) [][]bot.Button {
	var buttons []bot.Button
	if shown != nil {
		buttons = append(buttons, bot.Button{Label: t.Button, Line: "/topic " + t.ID})
	}
	for i := range t.Parts {
		if p := &t.Parts[i]; p != shown {
			buttons = append(buttons, bot.Button{Label: p.Heading, Line: "/topic " + t.ID + " " + p.Slug})
		}
	}
	for _, id := range t.Related {
		if other := lib(id); other != nil && len(buttons) < maxLeads {
			buttons = append(buttons, topicButton(other))
		}
	}
	return bot.Rows(3, buttons...)
}

func topicButton(t *content.Topic) bot.Button {
	return bot.Button{Label: t.Button, Line: "/topic " + t.ID}
}

// blocks carries a page's blocks over into a reply.
func blocks(in []content.Block) []bot.Block {
	var out []bot.Block
	for _, b := range in {
		switch b := b.(type) {
		case content.Para:
			out = append(out, bot.Para(text(b.Text)))
		case content.List:
			out = append(out, list(b.Ordered, b.Items))
		}
	}
	return out
}

func list(ordered bool, items []content.Text) bot.List {
	l := bot.List{Ordered: ordered}
	for _, item := range items {
		l.Items = append(l.Items, text(item))
	}
	return l
}

var styles = map[content.Style]bot.Style{
	content.Plain: bot.Plain, content.Strong: bot.Strong, content.Emph: bot.Emph, content.Code: bot.Code,
}

func text(in content.Text) bot.Text {
	var out bot.Text
	for _, s := range in {
		out = append(out, bot.Span{Text: s.Text, Style: styles[s.Style]})
	}
	return out
}

// sourceNote names where an answer comes from, and a caution behind it.
func sourceNote(sources []content.Source, caution string) bot.Note {
	note := bot.T("Sources: ")
	for i, s := range sources {
		if i > 0 {
			note = append(note, bot.Span{Text: "; "})
		}
		note = append(note, bot.Span{Text: s.Name, URL: s.URL})
	}
	if caution != "" {
		note = append(note, bot.Span{Text: " · " + caution})
	}
	return bot.Note(note)
}
