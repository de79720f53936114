package logbook

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxNote is how many bytes of a note are kept.
const maxNote = 200

// noteForm is where the lifter's own words begin: behind //, --, "note", or within brackets or quotation marks.
var noteForm = regexp.MustCompile(`(?i)\s*(?://|\s--\s|\bnotes?\b\s*:?|["“”])\s*`)

// brackets are words in brackets; those with figures, or about the warm-up, are read like any other.
var brackets = regexp.MustCompile(`\(([^()]*)\)`)

// bullet begins a line of a list.
var bullet = regexp.MustCompile(`^\s*[-*•–—]\s+`)

// cutNote divides a line into what is read and what is the lifter's own.
func cutNote(line string) (read, note string) {
	if at := noteForm.FindStringIndex(line); at != nil {
		line, note = line[:at[0]], strings.Trim(strings.TrimSpace(line[at[1]:]), `"”`)
	}
	read = brackets.ReplaceAllStringFunc(line, func(s string) string {
		inner := s[1 : len(s)-1]
		if strings.ContainsAny(inner, "0123456789@") || slices.Contains(warmings, strings.ToLower(inner)) {
			return " " + inner + " "
		}
		note = strings.TrimSpace(inner + " " + note)
		return " "
	})
	return read, cut(strings.Join(strings.Fields(note), " "))
}

// cut shortens a note to what is kept.
func cut(note string) string {
	for len(note) > maxNote {
		_, n := utf8.DecodeLastRuneInString(note)
		note = note[:len(note)-n]
	}
	return note
}
