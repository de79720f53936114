package answer

import "slices"

// sketch is a set of words, as one bit for each: sets without a common bit have no common word.
type sketch uint64

func bit(word string) sketch {
	h := uint32(2166136261) // FNV-1a
	for i := 0; i < len(word); i++ {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return 1 << (h >> 26)
}

// prepare works out what matching asks of a word again and again.
func (b *book) prepare(t *token) {
	t.sketch, t.fills = bit(t.stem)|bit(t.text), b.filler[t.stem]
	for _, o := range t.other {
		t.sketch |= bit(o)
		t.fills = t.fills || b.filler[o]
	}
}

// within reports whether those words may hold the phrase.
func (ph *phrase) within(words sketch) bool {
	for _, n := range ph.needs {
		if n&words == 0 {
			return false
		}
	}
	return true
}

// matchAt is where the phrase ends that begins so with token i, and -1 if the next ones do not go on with it.
func (b *book) matchAt(begins beginning, tokens []token, i int) int {
	return b.match(b.phrases[begins.phrase].elems[begins.elem+1:], tokens, i+1, 0)
}

// match is where elems end that begin at token i, which goes on with a phrase; skipped counts the filler words passed over since the last element.
func (b *book) match(elems []element, tokens []token, i, skipped int) int {
	if len(elems) == 0 {
		return i
	}
	e := &elems[0]
	if e.gap {
		end := -1
		for passed := 0; passed <= maxGap; i++ {
			if end = b.match(elems[1:], tokens, i, maxFiller); end >= 0 || i >= len(tokens) ||
				tokens[i].before != noPause || b.denial[tokens[i].stem] {
				break
			}
			if !tokens[i].fills {
				passed++
			}
		}
		return end
	}
	if i < len(tokens) && tokens[i].before == noPause {
		if e.has(&tokens[i]) {
			if end := b.match(elems[1:], tokens, i+1, 0); end >= 0 {
				return end
			}
		}
		if skipped < maxFiller && tokens[i].fills {
			if end := b.match(elems, tokens, i+1, skipped+1); end >= 0 {
				return end
			}
		}
	}
	if e.optional {
		// Fillers at the end of a match are not part of it.
		if len(elems) == 1 {
			return i - skipped
		}
		return b.match(elems[1:], tokens, i, skipped)
	}
	return -1
}

func (e *element) has(t *token) bool {
	if e.sketch&t.sketch == 0 {
		return false
	}
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
