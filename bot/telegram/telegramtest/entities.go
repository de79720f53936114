package telegramtest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// What clients and the server find in a plain text. The first group is what stands before.
var patterns = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"url", regexp.MustCompile(`(?i)(^|[^\w@./-])((?:https?://|(?:[a-z0-9-]+\.)+(?:com|org|net|me|io|dev)\b)[^\s<>"]*)`)},
	{"email", regexp.MustCompile(`(?i)(^|[^\w.+-])([\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)`)},
	{"bot_command", regexp.MustCompile(`(^|[^\w/@.:<>])(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?)`)},
	{"mention", regexp.MustCompile(`(^|[^\w/@.])(@[A-Za-z][A-Za-z0-9_]{2,31})`)},
	{"hashtag", regexp.MustCompile(`(^|[^\w/&#])(#\w*[A-Za-z_]\w*)`)},
}

// detect finds commands, mentions, links, addresses and hashtags.
func detect(text string) []Entity {
	if !strings.ContainsAny(text, "/@.#") {
		return nil
	}
	var found []Entity
	for _, p := range patterns {
		for _, at := range p.re.FindAllStringSubmatchIndex(text, -1) {
			e := Entity{Type: p.kind, Offset: units(text[:at[4]]), Length: units(text[at[4]:at[5]])}
			if !slices.ContainsFunc(found, func(f Entity) bool { return e.meets(f) }) {
				found = insert(found, e)
			}
		}
	}
	return found
}

// meets tells whether two entities have a unit in common.
func (e Entity) meets(f Entity) bool { return e.Offset < f.end() && f.Offset < e.end() }

// holds tells whether f lies within e.
func (e Entity) holds(f Entity) bool { return e.Offset <= f.Offset && f.end() <= e.end() }

func (e Entity) end() int { return e.Offset + e.Length }

// insert keeps entities in the order of their beginnings.
func insert(list []Entity, e Entity) []Entity {
	at := 0
	for at < len(list) && list[at].Offset <= e.Offset {
		at++
	}
	return slices.Insert(list, at, e)
}

// stretch is an entity over the first place where text has part.
func stretch(text, part, kind string) (Entity, bool) {
	at := strings.Index(text, part)
	return Entity{Type: kind, Offset: units(text[:max(at, 0)]), Length: units(part)}, at >= 0
}

// units is the length of a text as Telegram counts it, in UTF-16 units.
func units(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// cut is the part of a text that an entity covers; empty when it lies outside.
func cut(text string, e Entity) string {
	u := utf16.Encode([]rune(text))
	if e.Offset < 0 || e.Length < 0 || e.end() > len(u) {
		return ""
	}
	return string(utf16.Decode(u[e.Offset:e.end()]))
}

// Part is what an entity covers of the message's text or caption.
func (m *Message) Part(e Entity) string { return cut(m.Body(), e) }

// formats are the entities a bot may give; those found by the server are allowed and useless.
var formats = []string{"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
	"underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
	"custom_emoji", "date_time"}

// checkEntities holds given entities to the text: known kinds, within it, whole symbols, properly nested.
func checkEntities(text string, entities []Entity) error {
	if len(entities) == 0 {
		return nil
	}
	u := utf16.Encode([]rune(text))
	for i, e := range entities {
		if err := checkEntity(u, e); err != nil {
			return err
		}
		for _, f := range entities[:i] {
			if !e.meets(f) {
				continue
			}
			if !e.holds(f) && !f.holds(e) {
				return wrong("can't parse entities: %s at %d and %s at %d overlap without one holding the other", f.Type, f.Offset, e.Type, e.Offset)
			}
			if f.Type == "code" || f.Type == "pre" || e.Type == "code" || e.Type == "pre" {
				return wrong("can't parse entities: %s and %s at %d can't be nested", f.Type, e.Type, e.Offset)
			}
		}
	}
	return nil
}

func checkEntity(u []uint16, e Entity) error {
	inside := func(at int) bool { return at > 0 && at < len(u) && utf16.IsSurrogate(rune(u[at])) && u[at] >= 0xDC00 }
	switch {
	case !slices.Contains(formats, e.Type):
		return wrong("can't parse MessageEntity: type %q is unknown", e.Type)
	case e.Offset < 0 || e.Length <= 0 || e.end() > len(u):
		return wrong("can't parse entities: entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d", e.Offset, e.end())
	case inside(e.Offset) || inside(e.end()):
		return wrong("can't parse entities: entity beginning at UTF-16 offset %d ends in a middle of a UTF-16 symbol", e.Offset)
	case e.Type == "text_link" && e.URL == "":
		return wrong("can't parse MessageEntity: a text_link needs an url")
	}
	return nil
}
