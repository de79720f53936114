package logbook

import (
	"strings"
	"unicode"

	"spotter/bot/strength"
)

// kind is what a token is.
type kind uint8

const (
	end  kind = iota
	num       // digits, perhaps with a decimal point
	word      // letters, perhaps with hyphens within
	sign      // one character: x @ + - , / % and others
)

// token is a piece of a line.
type token struct {
	kind  kind
	text  string        // as typed
	low   string        // in lower case; of a sign the character that stands for its kind
	unit  strength.Unit // of a number: the unit behind it
	apart bool          // of a unit: it stands apart from its number
	glued bool          // nothing stands between it and the token before
}

func (t token) is(low string) bool { return t.kind != num && t.low == low }

func (t token) isAny(lows ...string) bool {
	for _, low := range lows {
		if t.is(low) {
			return true
		}
	}
	return false
}

// signs are characters that stand for another.
var signs = map[rune]string{'×': "x", '✕': "x", '✖': "x", '*': "x", '–': "-", '—': "-", '−': "-", '‐': "-", '‑': "-"}

// lex divides a line into tokens. A unit belongs to the number before it.
func lex(line string) []token {
	var out []token
	runes := []rune(line)
	glued := false
	for i := 0; i < len(runes); {
		if unicode.IsSpace(runes[i]) {
			i, glued = i+1, false
			continue
		}
		t, n := lexOne(runes[i:])
		t.glued = glued
		i, glued = i+n, true
		if u, ok := unitOf(t); ok && len(out) > 0 && out[len(out)-1].kind == num && out[len(out)-1].unit == 0 {
			out[len(out)-1].unit, out[len(out)-1].apart = u, !t.glued
			continue
		}
		out = append(out, t)
	}
	return out
}

// lexOne is the token that runes begin with and its length.
func lexOne(runes []rune) (token, int) {
	switch r := runes[0]; {
	case isDigit(r):
		n := span(runes, isDigit)
		if n+1 < len(runes) && runes[n] == '.' && isDigit(runes[n+1]) {
			n += 1 + span(runes[n+1:], isDigit)
		}
		s := string(runes[:n])
		return token{kind: num, text: s, low: s}, n
	case isTimes(runes):
		return token{kind: sign, text: string(r), low: "x"}, 1
	case unicode.IsLetter(r):
		n := wordLength(runes)
		s := string(runes[:n])
		return token{kind: word, text: s, low: strings.ToLower(s)}, n
	default:
		low := string(r)
		if s, ok := signs[r]; ok {
			low = s
		}
		return token{kind: sign, text: string(r), low: low}, 1
	}
}

// isTimes tells whether a letter x stands for "times": a number, a space or a failure follows, not a word.
func isTimes(runes []rune) bool {
	if runes[0] != 'x' && runes[0] != 'X' {
		return false
	}
	rest := strings.ToLower(string(runes[1:min(len(runes), 6)]))
	next := ' '
	for _, next = range rest {
		break
	}
	return !unicode.IsLetter(next) || next == 'f' && (len(rest) == 1 || !unicode.IsLetter(rune(rest[1])) || strings.HasPrefix(rest, "fail")) ||
		strings.HasPrefix(rest, "amrap")
}

// wordLength is how many runes the word has: letters, with hyphens and apostrophes between them. An x
// before a number, or behind what is lifted, ends it, as in bwx8 and kgxf.
func wordLength(runes []rune) int {
	n := 0
	for n < len(runes) {
		r := runes[n]
		joins := (r == '-' || r == '\'' || r == '’') && n > 0 && n+1 < len(runes) && unicode.IsLetter(runes[n+1])
		times := n > 0 && (r == 'x' || r == 'X') && (n+1 < len(runes) && isDigit(runes[n+1]) || lifted(string(runes[:n])))
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !joins || times {
			break
		}
		n++
	}
	return n
}

// lifted tells whether a word is what "times" may follow: a unit, the own body, the bar.
func lifted(s string) bool {
	_, unit := strength.ParseUnit(s)
	s = strings.ToLower(s)
	return unit || s == "bw" || s == "bodyweight" || s == "bar"
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func span(runes []rune, in func(rune) bool) int {
	n := 0
	for n < len(runes) && in(runes[n]) {
		n++
	}
	return n
}

// unitOf is the unit that a token names.
func unitOf(t token) (strength.Unit, bool) {
	if t.kind != word && t.low != "#" {
		return 0, false
	}
	return strength.ParseUnit(t.low)
}
