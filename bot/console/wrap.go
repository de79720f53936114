package console

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"spotter/bot"
)

// run is characters set in one way. sgr is "" for plain. A whole run is not
// broken at its spaces, where a line has room for it.
type run struct {
	text, sgr string
	whole     bool
}

// bare marks a text that has nothing in front.
var bare = run{}

func displayWidth(s string) int { return bot.DisplayWidth(s) }

// line is runs side by side.
type line struct {
	runs  []run
	width int
}

func (l *line) add(r run) {
	if r.text == "" {
		return
	}
	l.width += displayWidth(r.text)
	if last := len(l.runs) - 1; last >= 0 && l.runs[last].sgr == r.sgr {
		l.runs[last].text += r.text
		return
	}
	l.runs = append(l.runs, r)
}

// String is the line with its SGR sequences; each is closed before the line ends.
func (l *line) String() string {
	var b strings.Builder
	for _, r := range l.runs {
		if r.sgr == "" {
			b.WriteString(r.text)
		} else {
			b.WriteString("\x1b[" + r.sgr + "m" + r.text + "\x1b[0m")
		}
	}
	return b.String()
}

// word is what is never broken, with the space and the line breaks before it.
type word struct {
	breaks int
	space  run
	runs   []run
	width  int
}

// words cuts runs at their spaces and newlines. A word may go on from one run into the next.
func words(runs []run) []word {
	var out []word
	var next word
	open := false
	for _, r := range runs {
		for rest := r.text; rest != ""; {
			n := len(rest) - len(strings.TrimLeft(rest, " "))
			switch {
			case rest[0] == '\n':
				next.breaks, next.space, open, n = next.breaks+1, run{}, false, 1
			case n > 0:
				next.space, open = run{text: next.space.text + rest[:n], sgr: r.sgr}, false
			default:
				n = wordEnd(rest, r.whole)
				if !open {
					out, next, open = append(out, next), word{}, true
				}
				last := &out[len(out)-1]
				last.runs = append(last.runs, run{text: rest[:n], sgr: r.sgr})
				last.width += displayWidth(rest[:n])
			}
			rest = rest[n:]
		}
	}
	return out
}

// wordEnd is where the word at the start of s ends; a whole one ends with its line.
func wordEnd(s string, whole bool) int {
	ends := " \n"
	if whole {
		ends = "\n"
	}
	if n := strings.IndexAny(s, ends); n >= 0 {
		s = s[:n]
	}
	return len(strings.TrimRight(s, " "))
}

// fill sets runs in lines of at most width columns, or one word where that is longer. The marker
// stands in front of the first line, blanks of its width in front of the others. Line breaks in the
// text are kept, several together as one blank line. No words are no lines.
func fill(marker run, runs []run, width int) []string {
	indent := displayWidth(marker.text)
	all := words(runs)
	if slices.ContainsFunc(all, func(w word) bool { return indent+w.width > width }) {
		for i := range runs {
			runs[i].whole = false
		}
		all = words(runs)
	}
	if len(all) == 0 {
		return nil
	}
	var lines []string
	open := line{}
	open.add(marker)
	for i, w := range all {
		if i > 0 && (w.breaks > 0 || open.width+len(w.space.text)+w.width > width) {
			lines = append(lines, open.String())
			if w.breaks > 1 {
				lines = append(lines, "")
			}
			open = line{}
			open.add(run{text: strings.Repeat(" ", indent)})
		} else if i > 0 {
			open.add(w.space)
		}
		for _, r := range w.runs {
			open.add(r)
		}
	}
	return append(lines, open.String())
}

// escapes are whole escape sequences of terminals (ECMA-48 5.4 and 8.3.89), so that their
// parameters do not stay behind as text.
var escapes = regexp.MustCompile(`(?:\x1b\[|\x{9b})[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x{9d})[^\x07\x1b\x{9c}]*(?:\x07|\x1b\\|\x{9c})`)

// clean drops what could steer a terminal: escape sequences, control characters, text-direction
// marks and other invisible format characters, private-use characters, invalid UTF-8. Newlines
// stay; every other white space becomes a space.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, escapes.ReplaceAllString(strings.ToValidUTF8(s, ""), ""))
}

// oneLine is a clean text with single spaces for all its white space.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
