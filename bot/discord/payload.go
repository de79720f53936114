package discord

import "strconv"

// flagNoPreviews keeps Discord from showing what a link leads to (docs: message flags, SUPPRESS_EMBEDS).
const flagNoPreviews = 1 << 2

// nobody is notified by a message that carries it. Left out, everybody would be (docs: message,
// allowed mentions).
func nobody() map[string]any { return map[string]any{"parse": []string{}} }

// fresh is the part as a new message.
func (p part) fresh(hidden bool) map[string]any {
	body := map[string]any{"allowed_mentions": nobody()}
	flags := 0
	if hidden {
		flags |= flagHidden
	}
	if p.content != "" {
		body["content"] = p.content
	}
	if p.embed != nil {
		body["embeds"] = []*embed{p.embed}
	} else {
		flags |= flagNoPreviews
	}
	if len(p.rows) > 0 {
		body["components"] = p.rows
	}
	if len(p.files) > 0 {
		body["attachments"] = p.attachments()
	}
	if flags != 0 {
		body["flags"] = flags
	}
	return body
}

// whole is the part as the new state of a message: what is empty is said to be.
func (p part) whole() map[string]any {
	body := map[string]any{"allowed_mentions": nobody(), "content": p.content, "embeds": []*embed{}, "components": []row{},
		"attachments": p.attachments()}
	if p.embed != nil {
		body["embeds"] = []*embed{p.embed}
	}
	if len(p.rows) > 0 {
		body["components"] = p.rows
	}
	return body
}

func (p part) attachments() []map[string]any {
	list := []map[string]any{}
	for i, f := range p.files {
		list = append(list, map[string]any{"id": strconv.Itoa(i), "filename": f.name, "description": f.alt})
	}
	return list
}
