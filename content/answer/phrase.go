package answer

import (
	"slices"
	"strings"

	"spotter/content"
)

// kind is what a concept is good for.
type kind uint8

const (
	plainKind   kind = iota // used by rules only
	signKind                // the same, but a complaint: a denial inside it belongs to it
	partKind                // a part of the body
	feelKind                // a complaint
	termKind                // any other word of the trade
	liftKind                // a lift; the concept's name is its id
	maskKind                // harmless wording that hides its words from all but cues
	cueKind                 // from cues.txt
	subjectKind             // from subjects.txt; the concept's name is the id of a page
)

var kindNames = map[string]kind{"sign": signKind, "part": partKind, "feel": feelKind, "term": termKind, "lift": liftKind, "mask": maskKind}

type concept struct {
	name  string
	kind  kind
	grave bool // words of self-harm
}

// element is one place of a phrase: a set of words, or a gap.
type element struct {
	stems, exact []string
	optional     bool
	gap          bool
}

const (
	maxFiller = 2 // filler words between two elements
	maxGap    = 4 // words that ".." may stand for, besides filler words
)

type phrase struct {
	concept int
	elems   []element
}

// book is every concept and phrase, indexed by the words a phrase can begin with.
type book struct {
	words    *lexicon
	concepts []concept
	byName   map[string]int
	phrases  []phrase
	byStem   map[string][]int
	byText   map[string][]int
	filler   map[string]bool
	denial   map[string]bool // words that a gap may not skip
	ignored  map[string]bool // aliases that are no sign of a lift
	sets     map[string][]string
	tokens   map[string]token   // single words that were read before
	elements map[string]element // the same for elements
}

func newBook(p *parser, words *lexicon) *book {
	b := &book{words: words, byName: map[string]int{}, byStem: map[string][]int{}, byText: map[string][]int{}, filler: map[string]bool{},
		denial: map[string]bool{}, ignored: map[string]bool{}, sets: map[string][]string{}, tokens: map[string]token{}, elements: map[string]element{}}
	b.read(p, "cues.txt")
	b.singles(b.filler, "filler")
	b.singles(b.denial, "negation")
	words.denial = b.denial
	b.spellings(b.ignored, "not-a-lift")
	b.read(p, "concepts.txt")
	b.read(p, "themes.txt")
	b.read(p, "subjects.txt")
	return b
}

// concept is the id of the concept of that name, made if there is none.
func (b *book) concept(name string, k kind) int {
	if id, ok := b.byName[name]; ok {
		return id
	}
	b.byName[name] = len(b.concepts)
	b.concepts = append(b.concepts, concept{name, k, strings.HasPrefix(name, "self-harm")})
	return len(b.concepts) - 1
}

func (b *book) singles(set map[string]bool, name string) {
	for _, ph := range b.phrases {
		if id, ok := b.byName[name]; ok && ph.concept == id && len(ph.elems) == 1 {
			for _, w := range ph.elems[0].stems {
				set[w] = true
			}
		}
	}
}

// spellings puts the phrases of a concept into set as they are written; such a concept has no sets of words.
func (b *book) spellings(set map[string]bool, name string) {
	for _, ph := range b.phrases {
		if id, ok := b.byName[name]; ok && ph.concept == id {
			var words []string
			for _, e := range ph.elems {
				words = append(words, e.stems...)
			}
			set[strings.Join(words, " ")] = true
		}
	}
}

// read reads a file of concepts.
func (b *book) read(p *parser, file string) {
	current := -1
	for _, l := range p.lines(file) {
		name, rest, isSet := strings.Cut(l.text, "=")
		switch {
		case l.indented && current < 0:
			p.problem(file, l.number, "a phrase before the first concept")
		case l.indented:
			b.readPhrases(p, file, l, current)
		case isSet && strings.HasPrefix(name, "$"):
			b.readSet(p, file, l, strings.TrimSpace(name), rest)
		default:
			current = b.readHead(p, file, l)
		}
	}
}

func (b *book) readSet(p *parser, file string, l line, name, rest string) {
	if _, twice := b.sets[name]; twice {
		p.problem(file, l.number, "%s is set twice", name)
	}
	for w := range strings.SplitSeq(rest, "|") {
		b.sets[name] = append(b.sets[name], strings.TrimSpace(w))
	}
}

// readHead reads "name (kind)", or "name" alone in cues.txt.
func (b *book) readHead(p *parser, file string, l line) int {
	name, k := l.text, cueKind
	if file == "subjects.txt" {
		k = subjectKind
	} else if file != "cues.txt" {
		head, in, ok := strings.Cut(l.text, " (")
		known, isKind := kindNames[strings.TrimSuffix(in, ")")]
		if name, k = head, known; ok && !isKind {
			p.problem(file, l.number, "unknown kind %q", strings.TrimSuffix(in, ")"))
		}
	}
	if strings.ContainsAny(name, " ,|") {
		p.problem(file, l.number, "%q: want the name of a concept, its kind in brackets; phrases are indented", l.text)
	}
	if _, twice := b.byName[name]; twice {
		p.problem(file, l.number, "concept %s is there twice", name)
	}
	return b.concept(name, k)
}

func (b *book) readPhrases(p *parser, file string, l line, id int) {
	for text := range strings.SplitSeq(l.text, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		elems, problem := b.parse(text)
		if problem != "" {
			p.problem(file, l.number, "%q: %s", text, problem)
			continue
		}
		b.add(phrase{id, elems})
	}
}

func (b *book) add(ph phrase) {
	id := len(b.phrases)
	b.phrases = append(b.phrases, ph)
	// A phrase can begin with its first element, or with the next if that one may be missing.
	for _, e := range ph.elems {
		for _, s := range e.stems {
			b.byStem[s] = append(b.byStem[s], id)
		}
		for _, w := range e.exact {
			b.byText[w] = append(b.byText[w], id)
		}
		if !e.optional {
			break
		}
	}
}

// parse reads one phrase; problem says what is wrong with it.
func (b *book) parse(text string) (elems []element, problem string) {
	if !strings.ContainsAny(text, "|=$?.") {
		tokens := b.words.teach(text)
		elems = make([]element, len(tokens))
		stems := make([]string, len(tokens))
		for i, t := range tokens {
			stems[i] = t.stem
			elems[i].stems = stems[i : i+1 : i+1]
		}
	} else {
		for _, word := range strings.Fields(text) {
			e, problem := b.element(word)
			if problem != "" {
				return nil, problem
			}
			elems = append(elems, e)
		}
	}
	switch {
	case len(elems) == 0:
		return nil, "no word in it"
	case elems[0].gap || elems[len(elems)-1].gap:
		return nil, ".. stands between words"
	case !slices.ContainsFunc(elems, func(e element) bool { return !e.optional && !e.gap }):
		return nil, "all of it may be missing"
	}
	return elems, ""
}

func (b *book) element(word string) (e element, problem string) {
	if word == ".." {
		return element{gap: true}, ""
	}
	word, optional := strings.CutSuffix(word, "?")
	if known, ok := b.elements[word]; ok {
		known.optional = optional
		return known, ""
	}
	for alt := range strings.SplitSeq(word, "|") {
		set, isSet := b.sets[alt]
		if strings.HasPrefix(alt, "$") && !isSet {
			return e, "there is no set " + alt
		}
		if !isSet {
			set = []string{alt}
		}
		for _, w := range set {
			w, exact := strings.CutPrefix(w, "=")
			t, ok := b.single(w)
			switch {
			case !ok:
				return e, "want single words around |, = and ?, not \"" + w + "\" (see slang.txt)"
			case exact:
				e.exact = append(e.exact, t.text)
			default:
				e.stems = append(e.stems, t.stem)
			}
		}
	}
	b.elements[word] = e
	e.optional = optional
	return e, ""
}

// single is the token of one word; ok is false if it is none or several.
func (b *book) single(word string) (t token, ok bool) {
	if t, ok = b.tokens[word]; ok {
		return t, true
	}
	if t, ok = b.words.teachWord(word); !ok {
		tokens := b.words.teach(word)
		if len(tokens) != 1 {
			return t, false
		}
		t = tokens[0]
	}
	b.tokens[word] = t
	return t, true
}

// lift adds the names of a lift; an alias that is an everyday word is left out.
func (b *book) lift(lift *content.Lift) {
	id := b.concept(lift.ID, liftKind)
	for _, name := range append([]string{lift.ID, lift.Name}, lift.Aliases...) {
		var elems []element
		var key []string
		for _, t := range b.words.teach(name) {
			elems = append(elems, element{stems: []string{t.stem}})
			key = append(key, t.stem)
		}
		if len(elems) > 0 && !b.ignored[strings.Join(key, " ")] {
			b.add(phrase{id, elems})
		}
	}
}

// matchAt is where the phrase ends if it begins at token i, and -1 if it does not.
func (b *book) matchAt(ph *phrase, tokens []token, i int) int {
	return b.match(ph.elems, tokens, i, i, 0)
}

// match matches elems from token i on; skipped counts the filler words passed over since the last element.
func (b *book) match(elems []element, tokens []token, start, i, skipped int) int {
	if len(elems) == 0 {
		return i
	}
	e := &elems[0]
	if e.gap {
		end := -1
		for passed := 0; passed <= maxGap; i++ {
			if end = b.match(elems[1:], tokens, start, i, maxFiller); end >= 0 || i >= len(tokens) ||
				tokens[i].before != noPause || b.denial[tokens[i].stem] {
				break
			}
			if !b.fills(&tokens[i]) {
				passed++
			}
		}
		return end
	}
	if i < len(tokens) && (i == start || tokens[i].before == noPause) {
		if e.has(&tokens[i]) {
			if end := b.match(elems[1:], tokens, start, i+1, 0); end >= 0 {
				return end
			}
		}
		if i > start && skipped < maxFiller && b.fills(&tokens[i]) {
			if end := b.match(elems, tokens, start, i+1, skipped+1); end >= 0 {
				return end
			}
		}
	}
	if e.optional {
		// Fillers at the end of a match are not part of it.
		if len(elems) == 1 {
			return i - skipped
		}
		return b.match(elems[1:], tokens, start, i, skipped)
	}
	return -1
}

// fills reports whether a word, or what it is a slip for, may stand between the words of any phrase.
func (b *book) fills(t *token) bool {
	return b.filler[t.stem] || slices.ContainsFunc(t.other, func(s string) bool { return b.filler[s] })
}

func (e *element) has(t *token) bool {
	if slices.Contains(e.stems, t.stem) || slices.Contains(e.exact, t.text) {
		return true
	}
	for _, s := range t.other {
		if slices.Contains(e.stems, s) {
			return true
		}
	}
	return false
}
