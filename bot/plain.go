package bot

import (
	"strings"
	"unicode/utf16"
)

// What renderers of every platform do with texts before they set them.

// OneLine is a text in one line, without what no message should hold (see Clean).
func OneLine(s string) string {
	if isPlain(s) {
		return strings.Trim(s, " ")
	}
	return strings.Join(strings.Fields(Clean(s)), " ")
}

// isPlain tells whether a text is ASCII that can be seen, with single blanks, as most are.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && i > 0 && s[i-1] == ' ' {
			return false
		}
	}
	return true
}

// Flat is OneLine of a piece of a line: a blank at either end stays.
func Flat(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "")
	lead, trail := strings.TrimLeft(s, " \n\t") != s, strings.TrimRight(s, " \n\t") != s
	s = OneLine(s)
	switch {
	case s == "" && (lead || trail):
		return " "
	case s == "":
		return ""
	}
	if lead {
		s = " " + s
	}
	if trail {
		s += " "
	}
	return s
}

// Units is the length of a text in UTF-16 units, in which Discord's clients and Telegram count.
func Units(s string) (n int) {
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// Cut shortens a text to at most limit units, ending it with an ellipsis.
func Cut(s string, limit int) string {
	if Units(s) <= limit {
		return s
	}
	n := 0
	for i, r := range s {
		if n += max(utf16.RuneLen(r), 1); n >= limit {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}
