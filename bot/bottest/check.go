package bottest

import (
	"bytes"
	"fmt"
	"image/png"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"spotter/bot"
)

// Check holds a reply to what every reply must keep: the limits of the platforms, clean texts, and
// the voice. It reports each problem as an error of t.
func Check(t testing.TB, r *bot.Reply) {
	t.Helper()
	for _, p := range problems(r) {
		t.Error(p)
	}
}

// problems lists what is wrong with a reply; silence is right.
func problems(r *bot.Reply) []string {
	if r == nil {
		return nil
	}
	var found []string
	bad := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	if len(r.Blocks) == 0 {
		bad("the reply says nothing")
	}
	if r.Expect != "" && !strings.HasPrefix(r.Expect, "/") {
		bad("Expect %q is no command line", r.Expect)
	}
	for _, text := range texts(r) {
		checkText(text, bad)
	}
	for _, line := range []string{r.Aside, r.Share} {
		if line != "" && (!strings.HasPrefix(line, "/") || len(line) > bot.MaxButtonLine) {
			bad("%q is no command line of at most %d bytes", line, bot.MaxButtonLine)
		}
	}
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Table:
			checkTable(b, bad)
		case bot.Image:
			checkImage(b, bad)
		}
	}
	if r.Openly != nil {
		found = append(found, problems(r.Openly)...)
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			checkButton(b, bad)
		}
	}
	return found
}

// texts are all the texts of the blocks, spans together. Clean code is left out: it is there to be
// typed, and the voice does not bind it.
func texts(r *bot.Reply) []string {
	var out []string
	add := func(t bot.Text) {
		var b strings.Builder
		for _, span := range t {
			if span.Style != bot.Code || hasControl(span.Text) {
				b.WriteString(span.Text)
			}
		}
		out = append(out, b.String())
	}
	for _, block := range r.Blocks {
		switch b := block.(type) {
		case bot.Title:
			out = append(out, string(b))
		case bot.Para:
			add(bot.Text(b))
		case bot.Note:
			add(bot.Text(b))
		case bot.List:
			for _, item := range b.Items {
				add(item)
			}
		case bot.Image:
			out = append(out, b.Alt)
		case bot.Table:
			out = append(append(out, b.Caption), b.Head...)
			for _, row := range b.Rows {
				out = append(out, row...)
			}
		}
	}
	return out
}

// quoted is what somebody else said, or what is to be typed: the voice does not bind it.
var quoted = regexp.MustCompile("\"[^\"]*\"|“[^”]*”|`[^`]*`")

// shout is an exclamation mark at the end of a sentence.
var shout = regexp.MustCompile(`!["')”’]*(\s|$)`)

func checkText(text string, bad func(string, ...any)) {
	if hasControl(text) {
		bad("the text %q holds control characters or text-direction marks", text)
	}
	if shout.MatchString(quoted.ReplaceAllString(text, "")) {
		bad("the text %q ends a sentence with an exclamation mark", text)
	}
}

// hasControl tells whether a text holds what no platform should be sent: invalid UTF-8, control
// characters (newlines too, a block is one line of text), text-direction marks.
func hasControl(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
	})
}

// imageName is a file name that no platform minds.
var imageName = regexp.MustCompile(`^[a-z0-9-]{1,40}\.png$`)

func checkImage(i bot.Image, bad func(string, ...any)) {
	if !imageName.MatchString(i.Name) {
		bad("picture %q: the name is no plain name of a PNG file", i.Name)
	}
	if n := utf8.RuneCountInString(i.Alt); n == 0 || n > bot.MaxAlt {
		bad("picture %s: its alt text has %d characters; it needs 1 to %d", i.Name, n, bot.MaxAlt)
	}
	if _, err := png.Decode(bytes.NewReader(i.PNG)); err != nil {
		bad("picture %s: %v", i.Name, err)
	}
}

func checkTable(t bot.Table, bad func(string, ...any)) {
	for i, row := range t.Rows {
		if len(row) != len(t.Head) {
			bad("table %q: row %d has %d cells, the head has %d", t.Caption, i+1, len(row), len(t.Head))
		}
	}
	if len(t.Right) > len(t.Head) {
		bad("table %q: Right has %d columns, the head has %d", t.Caption, len(t.Right), len(t.Head))
	}
}

func checkButton(b bot.Button, bad func(string, ...any)) {
	if n := len(b.Line); n > bot.MaxButtonLine {
		bad("button %q: its line has %d bytes, more than %d: %s", b.Label, n, bot.MaxButtonLine, b.Line)
	}
	if !strings.HasPrefix(b.Line, "/") || hasControl(b.Line) {
		bad("button %q: %q is no command line", b.Label, b.Line)
	}
	if n := utf8.RuneCountInString(b.Label); n > bot.MaxButtonLabel {
		bad("button %q: its label has %d characters, more than %d", b.Label, n, bot.MaxButtonLabel)
	}
	if strings.TrimSpace(b.Label) == "" || hasControl(b.Label) {
		bad("button of %s: the label %q can't be read", b.Line, b.Label)
	}
}
