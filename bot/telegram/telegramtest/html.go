package telegramtest

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// tags are what parse_mode HTML knows: core.telegram.org/bots/api#html-style.
var tags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
	"a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}

var (
	tag       = regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)>`)
	attribute = regexp.MustCompile(`([A-Za-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?`)
	escape    = regexp.MustCompile(`^&(?:#[0-9]+|#x[0-9A-Fa-f]+|lt|gt|amp|quot);`)
)

// openTag is a tag that still waits for its end.
type openTag struct {
	name   string
	entity Entity
}

// page is a text with markup being read.
type page struct {
	text     strings.Builder
	at       int // UTF-16 units of text
	open     []openTag
	entities []Entity
}

// parseHTML takes the markup out of a text. Whatever the server would not accept is an error.
func parseHTML(s string) (string, []Entity, error) {
	var p page
	for i := 0; i < len(s); {
		step, err := p.next(s[i:], i)
		if err != nil {
			return "", nil, err
		}
		i += step
	}
	if n := len(p.open); n > 0 {
		return "", nil, wrong("can't parse entities: Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	return p.text.String(), p.entities, nil
}

// next reads one piece: a tag, an escape or the text up to the next of either.
func (p *page) next(s string, at int) (int, error) {
	switch s[0] {
	case '<':
		found := tag.FindStringSubmatch(s)
		if found == nil {
			return 0, wrong("can't parse entities: Unclosed start tag at byte offset %d", at)
		}
		if found[1] == "/" {
			return len(found[0]), p.end(strings.ToLower(found[2]), at)
		}
		return len(found[0]), p.begin(strings.ToLower(found[2]), found[3], at)
	case '&':
		if found := escape.FindString(s); found != "" {
			p.add(html.UnescapeString(found))
			return len(found), nil
		}
		p.add("&")
		return 1, nil
	}
	end := strings.IndexAny(s, "<&")
	if end < 0 {
		end = len(s)
	}
	p.add(s[:end])
	return end, nil
}

func (p *page) add(text string) {
	p.text.WriteString(text)
	p.at += units(text)
}

func (p *page) begin(name, attributes string, at int) error {
	kind, ok := tags[name]
	if !ok {
		return wrong("can't parse entities: Unsupported start tag %q at byte offset %d", name, at)
	}
	e := Entity{Type: kind, Offset: p.at}
	given := map[string]string{}
	for _, a := range attribute.FindAllStringSubmatch(attributes, -1) {
		given[strings.ToLower(a[1])] = html.UnescapeString(a[2] + a[3])
	}
	_, expandable := given["expandable"]
	switch {
	case name == "span" && given["class"] != "tg-spoiler":
		return wrong("can't parse entities: Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", at)
	case name == "blockquote" && expandable:
		e.Type = "expandable_blockquote"
	case name == "a":
		e.URL = given["href"]
	case name == "tg-emoji":
		e.Emoji = given["emoji-id"]
	case name == "code":
		e.Language = strings.TrimPrefix(given["class"], "language-")
	}
	p.open = append(p.open, openTag{name, e})
	return nil
}

func (p *page) end(name string, at int) error {
	n := len(p.open) - 1
	if n < 0 {
		return wrong("can't parse entities: Unexpected end tag at byte offset %d", at)
	}
	last := p.open[n]
	if last.name != name {
		return wrong("can't parse entities: Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", at, last.name, name)
	}
	p.open = p.open[:n]
	p.close(last)
	return nil
}

// close keeps the entity of a closed tag, unless it is empty or a link to nowhere.
func (p *page) close(t openTag) {
	e := t.entity
	e.Length = p.at - e.Offset
	if e.Length == 0 || t.name == "a" && e.URL == "" {
		return
	}
	if e.Type == "code" {
		if n := len(p.open); n > 0 && p.open[n-1].name == "pre" && p.open[n-1].entity.Offset == e.Offset {
			p.open[n-1].entity.Language = e.Language // <pre><code class="language-…">
			return
		}
		e.Language = ""
	}
	at := slices.IndexFunc(p.entities, func(f Entity) bool { return e.holds(f) })
	if at < 0 {
		at = len(p.entities)
	}
	p.entities = slices.Insert(p.entities, at, e)
}
