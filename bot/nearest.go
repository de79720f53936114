package bot

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

// maxCompared bounds the work of comparing what somebody typed with the words we know.
const maxCompared = 40

// Nearest lists up to n of the known words that could be meant by word, best first: those that
// begin with it, and those at most a third of its letters away (swapped neighbours count as one).
func Nearest(word string, known []string, n int) []string {
	word = strings.ToLower(word)
	if word == "" || utf8.RuneCountInString(word) > maxCompared {
		return nil
	}
	type near struct {
		word     string
		distance int
	}
	var found []near
	for _, k := range known {
		d := edlib.OSADamerauLevenshteinDistance(word, strings.ToLower(k))
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(k), word) {
			d = 0
		}
		if d <= max(1, utf8.RuneCountInString(word)/3) {
			found = append(found, near{k, d})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].distance < found[j].distance })
	var out []string
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.word)
	}
	return out
}
