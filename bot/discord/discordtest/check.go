package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

func (s *Server) checkMessage(c *call) {
	if !c.decode(&c.sent) {
		return
	}
	c.sent.raw = c.body
	c.checkPayload("")
	p := c.sent
	if !c.shows() && len(p.StickerIDs) == 0 && len(p.Poll) == 0 {
		c.bad("", codeEmpty, "an empty message")
	}
	c.length("nonce", string(p.Nonce), 0, 25)
}

func (s *Server) checkEdit(c *call) {
	c.edits = true
	if !c.decode(&c.sent) {
		return
	}
	c.sent.raw = c.body
	c.checkPayload("")
}

// shows says whether what was sent has anything to see.
func (c *call) shows() bool {
	p := c.sent
	return p.Content != nil && strings.TrimSpace(*p.Content) != "" || p.Embeds != nil && len(*p.Embeds) > 0 ||
		p.Components != nil && len(*p.Components) > 0 && p.v2() || len(c.files) > 0
}

func (p payload) v2() bool { return p.Flags != nil && *p.Flags&FlagComponentsV2 != 0 }

// length holds a text to its limits, in characters.
func (c *call) length(at, text string, low, high int) {
	if n := utf8.RuneCountInString(text); n < low || n > high {
		c.bad(at, "BASE_TYPE_BAD_LENGTH", "%d characters; must be between %d and %d", n, low, high)
	}
}

// count holds a number of things to its limits.
func (c *call) count(at string, n, low, high int) {
	if n < low || n > high {
		c.bad(at, "BASE_TYPE_BAD_LENGTH", "%d of them; must be between %d and %d", n, low, high)
	}
}

// checkPayload holds a message to what Discord's documentation says of messages, embeds, components,
// mentions and attachments, and to our own rule that every message says whom it may notify.
func (c *call) checkPayload(at string) {
	p := c.sent
	if p.AllowedMentions == nil {
		c.found = append(c.found, violation{at: at + "allowed_mentions", code: "BASE_TYPE_REQUIRED",
			what: "missing; every message says whom it may notify", soft: true})
	} else {
		c.checkMentions(at+"allowed_mentions", p.AllowedMentions)
	}
	if p.Content != nil {
		c.length(at+"content", *p.Content, 0, 2000)
	}
	if p.Embeds != nil {
		c.checkEmbeds(at+"embeds", *p.Embeds)
	}
	if p.Components != nil {
		c.checkComponents(at+"components", *p.Components, p.v2())
	}
	if p.v2() && (p.Content != nil && *p.Content != "" || p.Embeds != nil && len(*p.Embeds) > 0) {
		c.bad(at+"flags", "", "a components v2 message has neither content nor embeds")
	}
	c.checkAttachments(at)
}

func (c *call) checkMentions(at string, m *AllowedMentions) {
	for i, kind := range m.Parse {
		if !slices.Contains([]string{"users", "roles", "everyone"}, kind) {
			c.bad(fmt.Sprintf("%s.parse[%d]", at, i), "BASE_TYPE_CHOICES", "%q is no kind of mention", kind)
		}
	}
	c.count(at+".users", len(m.Users), 0, 100)
	c.count(at+".roles", len(m.Roles), 0, 100)
	if slices.Contains(m.Parse, "users") && len(m.Users) > 0 || slices.Contains(m.Parse, "roles") && len(m.Roles) > 0 {
		c.bad(at, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "both parsed and listed")
	}
}

// checkEmbeds holds embeds to their limits, each and together.
func (c *call) checkEmbeds(at string, embeds []Embed) {
	c.count(at, len(embeds), 0, 10)
	total := 0
	measure := func(at, text string, low, high int) {
		c.length(at, text, 0, high)
		if low > 0 && strings.TrimSpace(text) == "" {
			c.bad(at, "BASE_TYPE_REQUIRED", "empty")
		}
		total += utf8.RuneCountInString(text)
	}
	for i, e := range embeds {
		at := fmt.Sprintf("%s[%d]", at, i)
		if e.empty() {
			c.bad(at, "BASE_TYPE_REQUIRED", "an embed with nothing in it")
		}
		measure(at+".title", e.Title, 0, 256)
		measure(at+".description", e.Description, 0, 4096)
		if e.Footer != nil {
			measure(at+".footer.text", e.Footer.Text, 1, 2048)
		}
		if e.Author != nil {
			measure(at+".author.name", e.Author.Name, 1, 256)
		}
		c.count(at+".fields", len(e.Fields), 0, 25)
		for j, f := range e.Fields {
			measure(fmt.Sprintf("%s.fields[%d].name", at, j), f.Name, 1, 256)
			measure(fmt.Sprintf("%s.fields[%d].value", at, j), f.Value, 1, 1024)
		}
		for name, media := range map[string]*Media{"image": e.Image, "thumbnail": e.Thumbnail} {
			if media != nil {
				c.checkMedia(at+"."+name+".url", media.URL)
			}
		}
	}
	if total > 6000 {
		c.bad(at, "MAX_EMBED_SIZE_EXCEEDED", "%d characters in all embeds; at most 6000", total)
	}
}

func (e Embed) empty() bool {
	return e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Footer == nil && e.Author == nil && e.Image == nil && e.Thumbnail == nil
}

// checkMedia holds a picture's address to a link, or to a file that comes along.
func (c *call) checkMedia(at, url string) {
	name, attached := strings.CutPrefix(url, "attachment://")
	switch {
	case attached && !slices.ContainsFunc(c.files, func(f File) bool { return f.Name == name }) && !c.edits:
		c.bad(at, "", "no file %q comes along", name)
	case !attached && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://"):
		c.bad(at, "URL_TYPE_INVALID_URL", "neither a link nor attachment://")
	}
}

// checkAttachments holds the list of attachments to the files that come along. In an edit the list may
// also keep files sent before.
func (c *call) checkAttachments(at string) {
	c.count("files", len(c.files), 0, 10)
	if c.sent.Attachments == nil {
		return
	}
	for i, a := range *c.sent.Attachments {
		at := fmt.Sprintf("%sattachments[%d]", at, i)
		c.length(at+".description", a.Description, 0, 1024)
		here := slices.ContainsFunc(c.files, func(f File) bool { return fmt.Sprint(f.part) == string(a.ID) })
		if kept := c.edits && len(a.ID) > 10; !here && !kept {
			c.bad(at+".id", "", "no file files[%s] comes along", a.ID)
		}
	}
}
