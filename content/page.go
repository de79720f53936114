package content

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"
)

const tooBig = "larger than %d KiB: a page is one answer; split it"

// page is one file while it is being read: what it became, and the words that other pages have a say in.
type page struct {
	file, id string
	topic    *Topic // one of topic and lift is set if the page could be read
	lift     *Lift
	problems []Problem

	ask, related, aliases []mark
	name, liftRef         mark
}

// mark is a value of the front matter and the line of the file where it stands.
type mark struct {
	text string
	line int
}

func (p *page) problem(line int, format string, args ...any) {
	p.problems = append(p.problems, Problem{File: p.file, Line: max(line, 1), Text: fmt.Sprintf(format, args...)})
}

// parsePage reads one page on its own; what it says about others is checked later. The file decides the kind and the id.
func parsePage(md parser.Parser, file string, raw []byte) *page {
	root, rest, _ := strings.Cut(file, "/")
	p := &page{file: file, id: strings.TrimSuffix(rest, path.Ext(rest))}
	raw = bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	if !p.readable(raw) {
		return p
	}
	p.checkCharacters(raw)
	front, body, ok := p.split(raw)
	if !ok {
		return p
	}
	keys := topicKeys
	if root == "lifts" {
		keys = liftKeys
	}
	f := p.readFront(front, keys)
	sections := p.readBody(md, body, bytes.Count(front, []byte("\n"))+3)
	switch {
	case f == nil:
	case root == "lifts":
		p.readLift(f, sections)
	default:
		p.readTopic(f, sections)
	}
	return p
}

// readable reports whether raw is text in which lines can be counted.
func (p *page) readable(raw []byte) bool {
	if len(raw) > maxFile {
		p.problem(1, tooBig, maxFile>>10)
		return false
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		p.problem(1, "the file is empty: start from the example in content/README.md")
		return false
	}
	line := 1
	for i, r := range string(raw) {
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && !bytes.HasPrefix(raw[i:], []byte("\ufffd")):
			p.problem(line, "not UTF-8: save the file as UTF-8")
			return false
		case unicode.IsControl(r) && r != '\t' || r == '\u2028' || r == '\u2029':
			p.problem(line, "control character %U: delete it", r)
			return false
		}
	}
	return true
}

// emoji covers the blocks in which emoji live, and the two characters that make an emoji of a letter or digit.
var emoji = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x20e3, Hi: 0x20e3, Stride: 1}, {Lo: 0x231a, Hi: 0x23ff, Stride: 1}, {Lo: 0x2600, Hi: 0x27bf, Stride: 1},
		{Lo: 0x2b00, Hi: 0x2bff, Stride: 1}, {Lo: 0xfe0f, Hi: 0xfe0f, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0x1f000, Hi: 0x1faff, Stride: 1}},
}

// checkCharacters looks over the whole file for what no page may hold, once a line for each kind.
func (p *page) checkCharacters(raw []byte) {
	line := 0
	for text := range strings.Lines(string(raw)) {
		line++
		// An image and a comment are reported for what they are.
		bangs := strings.Count(text, "!") - strings.Count(text, "![") - strings.Count(text, "<!")
		if bangs > 0 {
			p.problem(line, "exclamation mark: end the sentence with a full stop")
		}
		if strings.ContainsFunc(text, isEmoji) {
			p.problem(line, "emoji: delete it, words are enough")
		}
		if i := strings.IndexFunc(text, isInvisible); i >= 0 {
			r, _ := utf8.DecodeRuneInString(text[i:])
			p.problem(line, "invisible character %U: delete it", r)
		}
	}
}

// Most text is ASCII, which has neither; looking it up in the tables would take a third of the time of loading.
func isEmoji(r rune) bool     { return r >= utf8.RuneSelf && unicode.Is(emoji, r) }
func isInvisible(r rune) bool { return r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r) }

// split cuts raw at the two lines "---".
func (p *page) split(raw []byte) (front, body []byte, ok bool) {
	first, rest, _ := bytes.Cut(raw, []byte("\n"))
	if !isFence(first) {
		p.problem(1, "the page must begin with its front matter: a line ---, the keys, a line ---")
		return nil, nil, false
	}
	for at := 0; at < len(rest); {
		line, _, _ := bytes.Cut(rest[at:], []byte("\n"))
		end := min(at+len(line)+1, len(rest))
		if isFence(line) {
			return rest[:at], rest[end:], true
		}
		at = end
	}
	p.problem(1, "the front matter is never closed: add a line --- after its last key")
	return nil, nil, false
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "---" }
