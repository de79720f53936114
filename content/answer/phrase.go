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
	term  string // what the pages are searched by
	kind  kind
	grave bool // words of self-harm
}

// element is one place of a phrase: a set of words, or a gap.
type element struct {
	stems, exact []string
	optional     bool
	gap          bool
	sketch       sketch // of its words
}

const (
	maxFiller = 2 // filler words between two elements
	maxGap    = 4 // words that ".." may stand for, besides filler words
)

type phrase struct {
	concept int
	elems   []element
	needs   []sketch // of the elements after the first that may not be missing
}

// set is the element that is one of those words.
func set(stems, exact []string) element {
	e := element{stems: stems, exact: exact}
	for _, w := range e.stems {
		e.sketch |= bit(w)
	}
	for _, w := range e.exact {
		e.sketch |= bit(w)
	}
	return e
}

// beginning says that a phrase can begin with a word.
type beginning struct {
	phrase, elem int32  // which element of it the word is
	need         sketch // the first of what the phrase needs, or all bits
}

// book is every concept and phrase, indexed by the words a phrase can begin with.
type book struct {
	words    *lexicon
	concepts []concept
	byName   map[string]int
	phrases  []phrase
	byStem   map[string][]beginning
	byText   map[string][]beginning
	filler   map[string]bool
	denial   map[string]bool    // words that a gap may not skip
	ignored  map[string]bool    // aliases that are no sign of a lift
	sets     map[string]element // by name, with the $
	elements map[string]element // those that were read before, as they are written
}

// usualWords is about how many words the lists have; a guess that saves growing.
const usualWords = 4096

func newBook(p *parser, words *lexicon) *book {
	b := &book{words: words, byName: map[string]int{}, phrases: make([]phrase, 0, 2*usualWords), byStem: make(map[string][]beginning, usualWords),
		byText: map[string][]beginning{}, filler: map[string]bool{}, denial: map[string]bool{}, ignored: map[string]bool{},
		sets: map[string]element{}, elements: make(map[string]element, usualWords)}
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
	b.concepts = append(b.concepts, concept{name, conceptMark + name, k, strings.HasPrefix(name, "self-harm")})
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
	var e element
	for w := range strings.SplitSeq(rest, "|") {
		if problem := b.alternative(&e, strings.TrimSpace(w)); problem != "" {
			p.problem(file, l.number, "%q: %s", name, problem)
		}
	}
	b.sets[name] = e
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
		b.add(phrase{concept: id, elems: elems})
	}
}

func (b *book) add(ph phrase) {
	for i := 1; i < len(ph.elems); i++ {
		if e := &ph.elems[i]; !e.gap && !e.optional {
			ph.needs = append(ph.needs, e.sketch)
		}
	}
	begins := beginning{phrase: int32(len(b.phrases)), need: ^sketch(0)}
	if len(ph.needs) > 0 {
		begins.need = ph.needs[0]
	}
	b.phrases = append(b.phrases, ph)
	// A phrase can begin with its first element, or with the next if that one may be missing.
	for i, e := range ph.elems {
		begins.elem = int32(i)
		for _, s := range e.stems {
			b.byStem[s] = append(b.byStem[s], begins)
		}
		for _, w := range e.exact {
			b.byText[w] = append(b.byText[w], begins)
		}
		if !e.optional {
			break
		}
	}
}

// parse reads one phrase; problem says what is wrong with it.
func (b *book) parse(text string) (elems []element, problem string) {
	words := strings.Fields(text)
	if !strings.ContainsAny(text, "|=$?.") && slices.ContainsFunc(words, b.words.respells) {
		elems = spoken(b.words.teach(text))
	} else {
		elems = make([]element, len(words))
		for i, word := range words {
			if elems[i], problem = b.element(word); problem != "" {
				return nil, problem
			}
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

// spoken is one element for each word.
func spoken(tokens []token) []element {
	elems := make([]element, len(tokens))
	for i, t := range tokens {
		elems[i] = set([]string{t.stem}, nil)
	}
	return elems
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
		if problem := b.alternative(&e, alt); problem != "" {
			return e, problem
		}
	}
	e = set(e.stems, e.exact)
	b.elements[word] = e
	e.optional = optional
	return e, ""
}

// alternative adds a word or a set of words to an element.
func (b *book) alternative(e *element, alt string) (problem string) {
	if strings.HasPrefix(alt, "$") {
		set, ok := b.sets[alt]
		if !ok {
			return "there is no set " + alt
		}
		e.stems, e.exact = append(e.stems, set.stems...), append(e.exact, set.exact...)
		return ""
	}
	word, exact := strings.CutPrefix(alt, "=")
	t, ok := b.single(word)
	switch {
	case !ok:
		return "want single words around |, = and ?, not \"" + word + "\" (see slang.txt)"
	case exact:
		e.exact = append(e.exact, t.text)
	default:
		e.stems = append(e.stems, t.stem)
	}
	return ""
}

// single is the token of one word; ok is false if it is none or several.
func (b *book) single(word string) (t token, ok bool) {
	if !b.words.respells(word) {
		return token{text: word, stem: b.words.learn(word)}, true
	}
	if tokens := b.words.teach(word); len(tokens) == 1 {
		return tokens[0], true
	}
	return t, false
}

// lift adds the names of a lift; an alias that is an everyday word is left out.
func (b *book) lift(lift *content.Lift) {
	id := b.concept(lift.ID, liftKind)
	for _, name := range append([]string{lift.ID, lift.Name}, lift.Aliases...) {
		var key []string
		elems := spoken(b.words.teach(name))
		for _, e := range elems {
			key = append(key, e.stems...)
		}
		if len(elems) > 0 && !b.ignored[strings.Join(key, " ")] {
			b.add(phrase{concept: id, elems: elems})
		}
	}
}
