package answer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// languages are those that questions are read in. English is the first; each other one has a file foreign-xx.txt.
var languages = [...]string{"", "de", "es", "fr", "pt", "ru"}

// origin is a language, by its place in languages; 0 is English.
type origin uint8

// maxApart is how many words may stand between the two halves of a translation ("kann ... nicht").
const maxApart = 6

// foreign is what is known of one language: its small words, and translations of words and turns of speech into the English
// the other lists speak.
type foreign struct {
	origin  origin
	small   map[string]bool
	byStart map[string][]*translation // by the first two letters, the longest first
}

// translation is one line of the list: pattern words, perhaps in two halves, and the English they become.
type translation struct {
	words, rest []pattern // rest is the second half, after the gap
	known       []string
}

// pattern is a word, the beginning of a word (pain*), or one of several (a|b).
type pattern []alternative

type alternative struct {
	text string
	open bool // a beginning
}

func (p pattern) matches(word string) bool {
	for _, alt := range p {
		if alt.text == word || alt.open && strings.HasPrefix(word, alt.text) {
			return true
		}
	}
	return false
}

func start(word string) string {
	n := 0
	for i := range word {
		if n == 2 {
			return word[:i]
		}
		n++
	}
	return word
}

// foreigners reads what is known of every other language.
func (p *parser) foreigners() (list []*foreign) {
	for from := 1; from < len(languages); from++ {
		list = append(list, p.foreign(origin(from)))
	}
	return list
}

// foreign reads "small words" as lines that begin with "=", and "written, written -> known words".
func (p *parser) foreign(from origin) *foreign {
	file := "foreign-" + languages[from] + ".txt"
	f := &foreign{origin: from, small: map[string]bool{}, byStart: map[string][]*translation{}}
	for _, l := range p.lines(file) {
		if words, ok := strings.CutPrefix(l.text, "="); ok {
			for _, w := range strings.Fields(spelling(words)) {
				f.small[w] = true
			}
			continue
		}
		from, to, ok := strings.Cut(l.text, "->")
		if !ok {
			p.problem(file, l.number, "want \"= small words\" or \"written -> known\", there is no ->")
			continue
		}
		known := strings.Fields(spelling(to))
		for written := range strings.SplitSeq(from, ",") {
			if problem := f.add(written, known); problem != "" {
				p.problem(file, l.number, "%q: %s", strings.TrimSpace(written), problem)
			}
		}
	}
	for _, list := range f.byStart {
		slices.SortStableFunc(list, func(a, b *translation) int { return b.size() - a.size() })
	}
	return f
}

func (f *foreign) add(written string, known []string) (problem string) {
	halves := strings.SplitN(written, "..", 2)
	t := &translation{words: patterns(halves[0]), known: known}
	if len(halves) == 2 {
		if t.rest = patterns(halves[1]); len(t.rest) == 0 {
			return "a word is missing after .."
		}
	}
	if len(t.words) == 0 {
		return "no word in it"
	}
	for _, alt := range t.words[0] {
		if alt.open && utf8.RuneCountInString(alt.text) < 2 {
			return "too short a beginning of a word"
		}
		key := start(alt.text)
		if !slices.Contains(f.byStart[key], t) {
			f.byStart[key] = append(f.byStart[key], t)
		}
	}
	return ""
}

func patterns(text string) (list []pattern) {
	for word := range strings.FieldsSeq(text) {
		var p pattern
		for alt := range strings.SplitSeq(word, "|") {
			begin, open := strings.CutSuffix(alt, "*")
			if folded := strings.ReplaceAll(spelling(begin), " ", ""); folded != "" {
				p = append(p, alternative{folded, open})
			}
		}
		if len(p) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// size orders translations: more words first, then longer ones.
func (t *translation) size() int {
	n := 100 * (len(t.words) + len(t.rest))
	for _, w := range t.words {
		n += len(w[0].text)
		if w[0].open {
			n++
		}
	}
	return n
}

// at is the translation of the words that begin at token i, how many tokens its first half takes, and where its second half
// begins.
func (f *foreign) at(tokens []token, i int, gone []bool) (t *translation, rest int) {
	for _, t := range f.byStart[start(tokens[i].text)] {
		if !follow(t.words, tokens, i, gone) {
			continue
		}
		if len(t.rest) == 0 {
			return t, 0
		}
		for j := i + len(t.words); j < min(len(tokens), i+len(t.words)+maxApart) && tokens[j].before < comma; j++ {
			if follow(t.rest, tokens, j, gone) {
				return t, j
			}
		}
	}
	return nil, 0
}

// follow reports whether the tokens from i on are the words of a pattern, with no pause between them.
func follow(words []pattern, tokens []token, i int, gone []bool) bool {
	if i+len(words) > len(tokens) {
		return false
	}
	for k, w := range words {
		t := tokens[i+k]
		if gone[i+k] || k > 0 && t.before != noPause || !w.matches(t.text) {
			return false
		}
	}
	return true
}

// translate puts English words in the place of those that are known and drops the small ones. What is left stays as it is.
func (f *foreign) translate(tokens []token, known func(string) bool) []token {
	out := make([]token, 0, len(tokens))
	gone := make([]bool, len(tokens))
	before := noPause
	emit := func(word string, foreign bool) {
		out = append(out, token{text: word, before: before, foreign: foreign, from: f.origin})
		before = noPause
	}
	for i := 0; i < len(tokens); i++ {
		before = max(before, tokens[i].before)
		if gone[i] {
			continue
		}
		t, rest := f.at(tokens, i, gone)
		switch {
		case t != nil:
			for _, word := range t.known {
				emit(word, false)
			}
			for k := range t.rest {
				gone[rest+k] = true
			}
			i += len(t.words) - 1
		case f.small[tokens[i].text]:
		default:
			emit(tokens[i].text, !known(tokens[i].text))
		}
	}
	return out
}

// hits is how many of the tokens belong to the language.
func (f *foreign) hits(tokens []token) int {
	n := 0
	gone := make([]bool, len(tokens))
	for i := 0; i < len(tokens); i++ {
		if t, _ := f.at(tokens, i, gone); t != nil {
			n += len(t.words)
			i += len(t.words) - 1
		} else if f.small[tokens[i].text] {
			n++
		}
	}
	return n
}

// translate puts every sentence that is in another language into English; people mix them.
func (l *lexicon) translate(tokens []token) []token {
	tokens = parted(tokens)
	out := make([]token, 0, len(tokens))
	var whole *foreign
	told := false
	for from := 0; from < len(tokens); {
		end := from + 1
		for end < len(tokens) && tokens[end].before < fullStop {
			end++
		}
		sentence := tokens[from:end]
		f := l.languageOf(sentence)
		if f == nil && len(sentence) <= fewWords && len(tokens) > len(sentence) {
			if !told {
				whole, told = l.languageOf(tokens), true
			}
			f = whole
		}
		if f != nil {
			sentence = f.translate(sentence, l.is)
		}
		out = append(out, sentence...)
		from = end
	}
	return out
}

// fewWords is the length of a sentence that is too short to tell its own language.
const fewWords = 2

// languageOf is the language the words are in; nil is English.
func (l *lexicon) languageOf(tokens []token) *foreign {
	tokens = tokens[:min(len(tokens), maxTold)]
	english := 0
	for _, t := range tokens {
		if l.is(bare(t.text)) {
			english++
		}
	}
	if english == len(tokens) {
		return nil
	}
	var best *foreign
	most := 0
	for _, f := range l.foreign {
		if n := f.hits(tokens); n > most {
			best, most = f, n
		}
	}
	if most > english || most == english && most*2 > len(tokens) {
		return best
	}
	return nil
}

// maxTold is how many words tell the language of a message.
const maxTold = 60

// elisions are the French words that lose their vowel before another.
var elisions = []string{"j", "l", "d", "n", "m", "t", "s", "c", "qu", "jusqu", "lorsqu", "puisqu"}

// parted cuts "l'aine" into "l" and "aine"; English has few such words and all of them in slang.txt.
func parted(tokens []token) []token {
	if !slices.ContainsFunc(tokens, func(t token) bool { return strings.Contains(t.text, "'") }) {
		return tokens
	}
	out := make([]token, 0, len(tokens)+4)
	for _, t := range tokens {
		head, tail, ok := strings.Cut(t.text, "'")
		if ok && len(tail) > 1 && slices.Contains(elisions, head) {
			out = append(out, token{text: head, before: t.before}, token{text: tail})
			continue
		}
		out = append(out, t)
	}
	return out
}
