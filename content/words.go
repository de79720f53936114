package content

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

func runes(s string) int { return utf8.RuneCountInString(s) }

// slug is the heading in lower-case words joined by hyphens.
func slug(heading string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(heading), notWord), "-")
}

var apostrophes = strings.NewReplacer("'", "", "’", "")

// phrase is a question without its case, spacing and punctuation, so that two spellings of one are equal.
func phrase(question string) string {
	question = apostrophes.Replace(strings.ToLower(question))
	return strings.Join(strings.FieldsFunc(question, notWord), " ")
}

func notWord(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }

// maxGuess is the longest word that is worth a guess at what was meant; ids and keys are shorter.
const maxGuess = 80

// nearest is the candidate closest to word by optimal string alignment, or "" if none is close enough to be meant.
func nearest(word string, candidates []string) string {
	if len(word) > maxGuess {
		return ""
	}
	best, distance := "", max(2, runes(word)/3)+1
	for _, c := range candidates {
		if d := edlib.OSADamerauLevenshteinDistance(word, c); d < distance {
			best, distance = c, d
		}
	}
	return best
}

// didYouMean ends a sentence with the nearest candidate, if there is one.
func didYouMean(word string, candidates []string) string {
	if near := nearest(word, candidates); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// orList ends a sentence with the nearest of a few words, or else with all of them.
func orList(word string, words []string) string {
	if s := didYouMean(word, words); s != "" {
		return s
	}
	return "; use one of: " + strings.Join(words, ", ")
}
