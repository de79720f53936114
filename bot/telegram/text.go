package telegram

import (
	"net/url"
	"strings"
	"unicode/utf16"

	"spotter/bot"
)

// hushed is a text in which no name is a mention: that would notify somebody. An invisible sign stands
// behind each @.
func hushed(s string) string { return strings.ReplaceAll(s, "@", "@\u2060") }

// line sets spans as one line.
func line(t bot.Text) part {
	var b strings.Builder
	var p part
	at := 0
	for _, span := range t {
		s := bot.Flat(span.Text)
		if at == 0 {
			s = strings.TrimLeft(s, " ")
		}
		if strings.HasSuffix(b.String(), " ") {
			s = strings.TrimLeft(s, " ")
		}
		if span.Style != bot.Code {
			s = hushed(s)
		}
		b.WriteString(s)
		p.entities = append(p.entities, style(span, s, at)...)
		at += bot.Units(s)
	}
	p.text = b.String()
	p.trim()
	return p
}

// style is what Telegram is told of a span: entities do not begin or end with blanks.
func style(span bot.Span, s string, at int) []entity {
	core := strings.TrimSpace(s)
	if core == "" {
		return nil
	}
	e := entity{Offset: at + bot.Units(s[:strings.Index(s, core)]), Length: bot.Units(core)}
	if span.Style == bot.Code {
		e.Type = "code" // stands alone: code holds no other entity
		return []entity{e}
	}
	var list []entity
	if link := safeLink(span.URL); link != "" {
		e.Type, e.URL = "text_link", link
		list = append(list, e)
		e.URL = ""
	}
	switch span.Style {
	case bot.Strong:
		e.Type = "bold"
		list = append(list, e)
	case bot.Emph:
		e.Type = "italic"
		list = append(list, e)
	}
	return list
}

// trim takes the blanks off the end.
func (p *part) trim() {
	p.text = strings.TrimRight(p.text, " \n")
	p.entities = within(p.entities, 0, bot.Units(p.text))
}

// within are the entities that lie between two places, cut at them and counted from the first.
func within(list []entity, from, to int) (out []entity) {
	for _, e := range list {
		start, end := max(e.Offset, from), min(e.Offset+e.Length, to)
		if start < end {
			e.Offset, e.Length = start-from, end-start
			out = append(out, e)
		}
	}
	return out
}

// split cuts a text after at most limit units and maxEntities entities, at the last blank if there is one.
func (p part) split(limit int) (head, rest part) {
	if len(p.entities) > maxEntities {
		limit = min(limit, p.entities[maxEntities].Offset)
	}
	at, n, blank := 0, 0, 0
	for i, r := range p.text {
		if n+max(utf16.RuneLen(r), 1) > limit {
			break
		}
		n += max(utf16.RuneLen(r), 1)
		at = i + len(string(r))
		if r == ' ' || r == '\n' {
			blank = at
		}
	}
	if blank > 0 && at < len(p.text) {
		at = blank
	}
	n = bot.Units(p.text[:at])
	head = part{text: p.text[:at], entities: within(p.entities, 0, n)}
	rest = part{text: p.text[at:], entities: within(p.entities, n, bot.Units(p.text))}
	head.trim()
	return head, rest
}

// maxLink is the longest address we link to.
const maxLink = 2048

// safeLink is an address that can stand in a link, "" when it is none of the web's.
func safeLink(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(u.String()) > maxLink {
		return ""
	}
	return u.String()
}
