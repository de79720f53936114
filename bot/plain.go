package bot

import (
	"strings"
	"unicode/utf16"
)

// What renderers of every platform do with texts before they set them.

// OneLine is a text in one line, without what no message should hold (see Clean).
func OneLine(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Flat is OneLine of a piece of a line: a blank at either end stays.
func Flat(s string) string {
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
