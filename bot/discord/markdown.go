package discord

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"spotter/bot"
)

// cut shortens a text that may be escaped.
func cut(s string, limit int) string {
	short := bot.Cut(s, limit)
	if bare := strings.TrimRight(strings.TrimSuffix(short, "…"), `\`); short != s && bare+"…" != short {
		return bare + "…"
	}
	return short
}

// special are the characters that Discord's markdown reads as more than themselves anywhere in a line.
var special = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "~", `\~`, "`", "\\`", "|", `\|`, "<", `\<`,
	"[", `\[`, "]", `\]`, "@", `\@`, "://", `\://`)

// lineStart is what Discord's markdown reads as a heading, quote, list or small print at the start of
// a line.
var lineStart = regexp.MustCompile(`^(\d{0,9})(#{1,3}|>|>>>|-#|[-+.)])(?: |$)`)

// escape makes text show as it is.
func escape(s string) string { return special.Replace(s) }

// escapeStart makes an escaped line's start show as it is.
func escapeStart(s string) string {
	s = strings.TrimLeft(s, " ")
	if m := lineStart.FindStringSubmatch(s); m != nil {
		return m[1] + `\` + s[len(m[1]):]
	}
	return s
}

// inline sets spans as markdown in one line.
func inline(t bot.Text) string {
	var b strings.Builder
	styled := false // the last span ended in a mark
	for _, span := range t {
		s := bot.Flat(span.Text)
		if s == "" && span.At.IsZero() {
			continue
		}
		out, marks := setSpan(span, s)
		if styled && marks && !strings.HasPrefix(out, " ") {
			b.WriteString("\u200b") // so that the marks of two spans do not run together
		}
		b.WriteString(out)
		styled = marks && !strings.HasSuffix(out, " ")
	}
	return escapeStart(strings.TrimSpace(b.String()))
}

// setSpan sets one span; marks tells that it has marks around it.
func setSpan(span bot.Span, s string) (out string, marks bool) {
	if !span.At.IsZero() {
		return fmt.Sprintf("<t:%d:f>", span.At.Unix()), false
	}
	core := strings.TrimSpace(s)
	if core == "" {
		return " ", false
	}
	around := func(set string) string { return strings.Replace(s, core, set, 1) }
	if span.Style == bot.Code {
		return around("`" + strings.ReplaceAll(core, "`", "'") + "`"), true
	}
	set := escape(core)
	if link := safeLink(span.URL); link != "" {
		set = "[" + set + "](" + link + ")"
	}
	switch span.Style {
	case bot.Strong:
		return around("**" + set + "**"), true
	case bot.Emph:
		return around("*" + set + "*"), true
	}
	return around(set), false
}

// maxLink is the longest address we link to (docs: components, URL of a button).
const maxLink = 512

// safeLink is an address that can stand in a link, "" when it is none of the web's.
func safeLink(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	s = strings.NewReplacer("(", "%28", ")", "%29", "[", "%5B", "]", "%5D", "<", "%3C", ">", "%3E", "*", "%2A", "`", "%60").Replace(u.String())
	if len(s) > maxLink {
		return ""
	}
	return s
}

// spanLimit is how much of a text is set at once: twice that, all of it escaped, and its marks still
// fit a message's content.
const spanLimit = 900

// texts cuts a long text between words, so that each piece can be set by itself.
func texts(t bot.Text) (pieces []bot.Text) {
	var open bot.Text
	room := spanLimit
	for _, span := range t {
		for utf8.RuneCountInString(span.Text) > room {
			head, rest := breakAt(span.Text, room)
			open = append(open, bot.Span{Text: head, Style: span.Style, URL: span.URL, At: span.At})
			pieces, open, room = append(pieces, open), nil, spanLimit
			span.Text = rest
		}
		open = append(open, span)
		room -= utf8.RuneCountInString(span.Text)
	}
	if len(open) > 0 {
		pieces = append(pieces, open)
	}
	return pieces
}

// breakAt cuts s after at most n characters, at the last space if there is one.
func breakAt(s string, n int) (head, rest string) {
	runes := []rune(s)
	head = string(runes[:n])
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		head = head[:i]
	}
	return head, s[len(head):]
}
