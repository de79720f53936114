package bot

import (
	"fmt"
	"strings"
	"time"
)

// Style is how a span is set. A renderer maps it to its platform and escapes the text.
type Style uint8

// The styles a span can have.
const (
	Plain Style = iota
	Strong
	Emph
	Code
)

// Span is a run of text in one style. Text is never markup. URL, if any, is where the span leads.
type Span struct {
	Text  string
	Style Style
	URL   string
	// At, unless zero, is the moment Text tells of: a platform that knows its reader's clock shows
	// the moment instead of Text.
	At time.Time
}

// Text is a line of spans.
type Text []Span

// T is plain text, formatted as by fmt.Sprintf when there are arguments.
func T(format string, args ...any) Text {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return Text{{Text: format}}
}

// Marked is one of our own sentences with `examples` between backticks, which become Code.
// It is not for words of others: those are spans of their own, or have gone through Quote.
func Marked(s string) Text {
	var t Text
	for i, piece := range strings.Split(s, "`") {
		switch {
		case piece == "":
		case i%2 == 1:
			t = append(t, Span{Text: piece, Style: Code})
		default:
			t = append(t, Span{Text: piece})
		}
	}
	return t
}

// S is a text of one span in the given style.
func S(style Style, s string) Text { return Text{{Text: s, Style: style}} }

// String is the text without its styles.
func (t Text) String() string {
	var s string
	for _, span := range t {
		s += span.Text
	}
	return s
}

// Moment is a text that tells of a moment, for readers whose clock the platform knows.
func Moment(at time.Time, text string) Text { return Text{{Text: text, At: at}} }

// UpperFirst begins a line with a capital letter; s begins with an ASCII letter.
func UpperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
