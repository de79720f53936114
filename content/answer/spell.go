package answer

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/hbollon/go-edlib"
)

// maxGuesses is how many unknown words of one message are looked up; a message of noise must stay cheap.
const maxGuesses = 48

// lexicon is the vocabulary: every word of the lists and pages, how it is stemmed, and which spellings stand for it.
type lexicon struct {
	slang   slang
	foreign []*foreign
	stop    map[string]bool     // by text
	common  map[string]bool     // ordinary words that are never corrected
	stemOf  map[string]string   // every known word
	byStart map[rune][]spelled  // words a typo may be corrected to, by first letter
	alias   map[string]string   // the known word that a spelling of slang.txt stands for, one word each
	stemmed map[string]struct{} // the stems of all known words
	denial  map[string]bool     // stems of words that deny: no typo is corrected to one, for that could silence a danger sign
}

func newLexicon(p *parser) *lexicon {
	l := &lexicon{stop: map[string]bool{}, common: map[string]bool{}, stemOf: make(map[string]string, usualWords), stemmed: make(map[string]struct{}, usualWords),
		byStart: map[rune][]spelled{}, alias: map[string]string{}}
	l.slang = p.slang("slang.txt")
	for written, known := range l.slang.known {
		for _, word := range known {
			l.learn(word)
		}
		l.learnAlias(written, known)
	}
	for _, word := range p.words("stopwords.txt") {
		l.stop[bare(word)] = true
		l.common[bare(word)] = true
	}
	for _, word := range p.words("common.txt") {
		l.common[word] = true
	}
	return l
}

// close ends learning: from here on the lexicon is read only.
func (l *lexicon) close() {
	for first, words := range l.byStart {
		l.byStart[first] = slices.DeleteFunc(words, func(w spelled) bool { return l.denial[l.stemOf[w.word]] })
	}
}

// learn makes word known, and something a typo may be corrected to; it returns its stem.
func (l *lexicon) learn(word string) string {
	if s, ok := l.stemOf[word]; ok {
		return s
	}
	word = strings.Clone(word) // not to hold the text it is from
	s := stem(word)
	l.stemOf[word], l.stemmed[s] = s, struct{}{}
	if first, _ := utf8.DecodeRuneInString(word); utf8.RuneCountInString(word) >= 4 {
		l.byStart[first] = append(l.byStart[first], spell(word))
	}
	return s
}

// learnAlias makes a spelling something a typo may be corrected to as well: "tingely" is "tingly", and so "tingling".
func (l *lexicon) learnAlias(written string, known []string) {
	if len(known) == 1 && utf8.RuneCountInString(written) >= 5 && !strings.ContainsAny(written, " '") {
		first, _ := utf8.DecodeRuneInString(written)
		l.alias[written] = known[0]
		l.byStart[first] = append(l.byStart[first], spell(written))
	}
}

// teach makes every word of a text known, and is its words.
func (l *lexicon) teach(text string) []token {
	tokens := l.wordsOf(nil, text)
	for i := range tokens {
		tokens[i].stem = l.learn(tokens[i].text)
	}
	return tokens
}

// respells reports whether a word of the lists may become another, or part of one, when it is read.
func (l *lexicon) respells(word string) bool { return !isPlainWord(word) || l.slang.longest[word] > 0 }

// isPlainWord reports whether a text is one word of small English letters and digits, which folding and splitting leave as it is.
func isPlainWord(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < '0' || c > '9' && c < 'a' || c > 'z' || i > 2 && c == text[i-1] && c == text[i-2] && c == text[i-3] {
			return false
		}
	}
	return text != "" && len(text) <= maxWord
}

func (l *lexicon) stem(word string) string {
	if s, ok := l.stemOf[word]; ok {
		return s
	}
	return stem(word)
}

// stem is the part of an English word that its forms share; words of other scripts are their own stem.
func stem(word string) string {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			return word
		}
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// is reports whether the word is spelled in a way that is known.
func (l *lexicon) is(word string) bool {
	if _, ok := l.stemOf[word]; ok || l.common[word] {
		return true
	}
	_, ok := l.stemmed[stem(word)]
	return ok
}

// spell corrects what is not a known word: letters drawn out, words run together, slips of a letter. It reports whether it did.
func (l *lexicon) spell(tokens []token) (out []token, changed bool) {
	out = make([]token, 0, len(tokens))
	guesses := 0
	for i, t := range tokens {
		written := t.text
		if t.foreign {
			out = append(out, t)
			continue
		}
		t.text = l.undraw(written)
		changed = changed || t.text != written
		if utf8.RuneCountInString(t.text) < 4 || l.is(t.text) || digits(t.text) {
			out = append(out, t)
			continue
		}
		if a, b, ok := l.cut(t.text); ok {
			out = append(out, token{text: a, before: t.before}, token{text: b})
			changed = true
			continue
		}
		// The last words of a long message matter as much as the first.
		if guesses++; guesses <= maxGuesses || i > len(tokens)-maxGuesses {
			for _, guess := range l.guess(t.text) {
				if known, ok := l.alias[guess]; ok {
					guess = known
				}
				t.other = append(t.other, l.stem(guess))
			}
		}
		out = append(out, t)
	}
	return out, changed
}

func digits(word string) bool { return strings.IndexFunc(word, unicode.IsDigit) >= 0 }

// undraw shortens letters drawn out: "soooo" is "so", "killlled" is "killed".
func (l *lexicon) undraw(word string) string {
	if !drawn(word) {
		return word
	}
	twice := squeeze(word, 2)
	if twice == word {
		return word
	}
	if once := squeeze(word, 1); !l.is(twice) {
		return once
	}
	return twice
}

// drawn reports whether three bytes in a row are alike, as in every drawn-out word.
func drawn(word string) bool {
	for i := 2; i < len(word); i++ {
		if word[i] == word[i-1] && word[i] == word[i-2] || word[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// squeeze shortens runs of three or more of one letter to n.
func squeeze(word string, n int) string {
	runes := []rune(word)
	out := runes[:0:0]
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && runes[j] == runes[i] {
			j++
		}
		run := j - i
		if run > 2 {
			run = n
		}
		out = append(out, runes[i:i+run]...)
		i = j
	}
	return string(out)
}

// cut separates two known words run together: "backpain".
func (l *lexicon) cut(word string) (first, second string, ok bool) {
	for i := 4; i <= len(word)-4; i++ {
		if !utf8.RuneStart(word[i]) {
			continue
		}
		a, b := word[:i], word[i:]
		if _, ok := l.stemOf[a]; !ok {
			continue
		}
		if _, ok := l.stemOf[b]; ok {
			return a, b, true
		}
	}
	return "", "", false
}

// guess is the known words nearest to a mistyped one, at most three: one slip in a word of 4 to 7 letters, two in a longer one.
// Words that begin alike are preferred.
func (l *lexicon) guess(word string) []string {
	n := utf8.RuneCountInString(word)
	slips := 1
	if n >= 8 {
		slips = 2
	}
	runes := []rune(word)
	found := l.near(word, runes[0], n, slips)
	if len(found) == 0 && runes[1] != runes[0] {
		// The first two letters swapped, or the first one missing.
		found = append(l.near(word, runes[1], n, 1), l.missing(word, n)...)
	}
	slices.SortFunc(found, func(a, b slip) int { return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.word, b.word)) })
	var words []string
	for _, s := range found {
		if s.distance == found[0].distance && len(words) < 3 {
			words = append(words, s.word)
		}
	}
	return words
}

type slip struct {
	word     string
	distance int
}

func (l *lexicon) near(word string, first rune, n, slips int) (found []slip) {
	letters := lettersOf(word)
	for _, known := range l.byStart[first] {
		if known.length < n-slips || known.length > n+slips || bits.OnesCount64(known.letters^letters) > 2*slips {
			continue
		}
		if d := edlib.OSADamerauLevenshteinDistance(word, known.word); d <= slips {
			found = append(found, slip{known.word, d})
		}
	}
	return found
}

// spelled is a known word with what tells quickly that another is too different: its length in letters, and which letters it has.
type spelled struct {
	word    string
	length  int
	letters uint64
}

func spell(word string) spelled { return spelled{word, utf8.RuneCountInString(word), lettersOf(word)} }

// lettersOf has a bit for each letter of a word; a slip changes two of them at most.
func lettersOf(word string) (letters uint64) {
	for _, r := range word {
		letters |= 1 << (r & 63)
	}
	return letters
}

// missing is the known words that are word with a letter before it.
func (l *lexicon) missing(word string, n int) (found []slip) {
	for first := 'a'; first <= 'z'; first++ {
		if known := string(first) + word; l.stemOf[known] != "" {
			found = append(found, slip{known, 1})
		}
	}
	return found
}
