package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxText is how much of a message is read, in bytes: its first and its last half. Platforms allow 4,096 characters.
const maxText = 16 << 10

// maxWord is the longest word that is kept whole, in bytes.
const maxWord = 40

// A pause is what stands between a word and the one before it.
type pause uint8

const (
	noPause  pause = iota
	comma          // a comma, a bracket
	semi           // ; : or a dash, not the hyphen in a word
	fullStop       // . ! ? or a new line
)

// token is one word of a message.
type token struct {
	text   string   // folded and spelled as the lists spell it
	stem   string   // what it is compared by
	other  []string // stems of other readings of a word that is probably mistyped
	before pause

	foreign bool   // of another language, and without a translation
	from    origin // the language it was written in

	fills  bool   // it, or what it is a slip for, may stand between the words of any phrase
	sketch sketch // of what it is compared by
}

// fold makes one letter of all its forms: width, case, accents, quotes. Invisible characters vanish, control characters
// become spaces. Text that is too long loses its middle.
func fold(text string) string {
	text = shorten(text)
	if plain(text) {
		return strings.ToLower(strings.ReplaceAll(text, "`", "'"))
	}
	text = norm.NFKD.String(strings.Map(visible, strings.ToValidUTF8(text, " ")))
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´' || r == '′':
			return '\''
		}
		return unicode.ToLower(r)
	}, text)
}

func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= utf8.RuneSelf || c < ' ' && c != '\n' {
			return false
		}
	}
	return true
}

func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		return '\n'
	case r == '´': // compatibility decomposition would make a space of it
		return '\''
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
		return -1
	case unicode.IsControl(r):
		return ' '
	}
	return r
}

// shorten keeps the first and the last half of a text that is too long, after its runs of spaces are gone.
func shorten(text string) string {
	if len(text) <= maxText {
		return text
	}
	var b strings.Builder
	space := false
	for _, r := range text {
		if r == ' ' || r == '\t' || r == '\u00a0' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if text = b.String(); len(text) <= maxText {
		return text
	}
	return text[:maxText/2] + "\n" + text[len(text)-maxText/2:]
}

// split cuts folded text into words, each with the strongest pause before it.
func split(folded string) []token {
	return splitInto(make([]token, 0, strings.Count(folded, " ")+len(folded)/32+1), folded)
}

// splitInto does the same in the place of tokens.
func splitInto(tokens []token, folded string) []token {
	tokens = tokens[:0]
	word := make([]byte, 0, maxWord)
	from := 0 // where word begins
	var before pause
	flush := func() {
		if len(word) == 0 {
			return
		}
		text := folded[from : from+len(word)]
		if text != string(word) { // letters were left out
			text = string(word)
		}
		if text = strings.Trim(text, "'"); text != "" {
			tokens = append(tokens, token{text: text, before: before})
			before = noPause
		}
		word = word[:0]
	}
	last, run := rune(0), 0 // the character before, and how often it stood there
	for i, r := range folded {
		if run++; r != last {
			run = 1
		}
		switch {
		case letter(r) || r == '\'' && len(word) > 0 || r == '@' && len(word) == 0 || r == '&':
			// A letter is kept at most three times in a row; spell.go decides how many were meant.
			if len(word) == 0 {
				from = i
			}
			if len(word) < maxWord && run <= 3 {
				word = utf8.AppendRune(word, r)
			}
		case r == '.' && unicode.IsDigit(last) && digitAt(folded[i+1:]):
			word = append(word, '.')
		case r == '-' && last == ' ' && len(tokens) > 0:
			flush()
			before = max(before, semi)
		default:
			flush()
			before = max(before, pauseOf(r))
		}
		last = r
	}
	flush()
	return tokens
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func digitAt(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsDigit(r)
}

func pauseOf(r rune) pause {
	switch r {
	case '.', '!', '?', '\n', '…', '。', '؟', '！', '？', '•':
		return fullStop
	case ';', ':', '–', '—', '|':
		return semi
	case ',', '(', ')', '[', ']', '"':
		return comma
	}
	return noPause
}

// normalise makes words of a text, spelled as the lists spell them.
func (l *lexicon) normalise(text string) []token {
	return l.respell(l.translate(split(fold(text))))
}

// wordsOf makes words of a text of the lists or pages, which is English and has no slips, in the place of tokens; they are
// without stems.
func (l *lexicon) wordsOf(tokens []token, text string) []token {
	return l.slang.rewrite(splitInto(tokens, fold(text)))
}

// respell writes every word as the lists do, and mends what is mistyped.
func (l *lexicon) respell(tokens []token) []token {
	tokens = l.slang.rewrite(tokens)
	tokens, changed := l.spell(tokens)
	if changed {
		tokens = l.slang.rewrite(tokens)
	}
	for i := range tokens {
		tokens[i].stem = l.stem(tokens[i].text)
	}
	return tokens
}

// slang is the table of spellings.
type slang struct {
	known   map[string][]string // written words, joined by spaces, to known words
	longest map[string]int      // first word of a spelling to the number of words of the longest such spelling
}

// maxSpelling is the longest spelling of slang.txt, in words.
const maxSpelling = 4

// rewrite replaces spellings, the longest first, and drops the apostrophes that are left. It uses up tokens.
func (s slang) rewrite(tokens []token) []token {
	if !slices.ContainsFunc(tokens, s.concerns) {
		return tokens
	}
	out, apart := tokens[:0], false
	for i := 0; i < len(tokens); {
		known, n := s.spelling(tokens[i:])
		if n == 0 {
			t := tokens[i]
			t.text = bare(t.text)
			out = append(out, t)
			i++
			continue
		}
		if !apart && len(out)+len(known) > i+n { // it would write over what is still to be read
			out, apart = append(make([]token, 0, len(tokens)+4), out...), true
		}
		from, before := tokens[i].from, tokens[i].before
		for _, w := range known {
			out = append(out, token{text: w, from: from, before: before})
			before = noPause
		}
		if i += n; len(known) == 0 && i < len(tokens) {
			tokens[i].before = max(tokens[i].before, before)
		}
	}
	return out
}

// concerns reports whether a spelling can begin with the word, or it has an apostrophe to drop.
func (s slang) concerns(t token) bool { return s.longest[t.text] > 0 || strings.Contains(t.text, "'") }

// spelling is what the longest spelling that tokens begin with stands for, and how many tokens it takes; 0 if there is none.
func (s slang) spelling(tokens []token) (known []string, n int) {
	if !s.concerns(tokens[0]) {
		return nil, 0
	}
	first := bare(tokens[0].text)
	longest := min(s.longest[first], len(tokens))
	key := first
	for i := 1; i < longest && tokens[i].before == noPause; i++ {
		key += " " + bare(tokens[i].text)
		if words, ok := s.known[key]; ok {
			known, n = words, i+1
		}
	}
	if n > 0 {
		return known, n
	}
	if words, ok := s.known[tokens[0].text]; ok {
		return words, 1
	}
	if words, ok := s.known[first]; ok {
		return words, 1
	}
	return nil, 0
}

// bare is a word without its apostrophes and without the "'s" of an owner.
func bare(word string) string {
	if !strings.Contains(word, "'") {
		return word
	}
	return strings.ReplaceAll(strings.TrimSuffix(word, "'s"), "'", "")
}
