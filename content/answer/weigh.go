package answer

import (
	"math"
	"strings"
)

// The parts of a page.
const (
	inTitle = iota
	inAsk
	inText
	parts
)

// partWeights is how much a word counts by where it stands on a page, before the saturation of BM25.
var partWeights = [parts]float64{inTitle: 2.5, inAsk: 1.0, inText: 0.4}

const (
	saturation  = 1.2 // k1 of BM25
	lengthShare = 0.5 // b of BM25: how much long parts are discounted
	unseenShare = 0.6 // a word no page has says that the question is about something else, or nothing
	conceptTerm = 0.7 // a concept counts a little less than the word itself
)

// counts is how often the terms stand on the pages.
type counts struct {
	index  *index
	terms  [][]count // by number of the term, in order of the pages
	length [][parts]float64
}

// count is how often a term stands in the parts of one page.
type count struct {
	page  int
	times [parts]float64
}

func newCounts(x *index, pages int) *counts {
	return &counts{index: x, terms: make([][]count, 0, usualTerms), length: make([][parts]float64, pages)}
}

// add counts what stands in a part of a page, and makes new terms known to the index. The pages come in order.
func (c *counts) add(page, part int, list ...terms) {
	for _, t := range list {
		for _, word := range t.list {
			n, ok := c.index.number[word]
			if !ok {
				n = uint64(len(c.terms))
				c.index.number[word] = n
				c.terms = append(c.terms, make([]count, 0, usualPages))
			}
			in := c.terms[n]
			if len(in) == 0 || in[len(in)-1].page < page {
				in = append(in, count{page: page})
				c.terms[n] = in
			}
			in[len(in)-1].times[part]++
		}
		c.length[page][part] += float64(len(t.list))
	}
}

// weigh works out the rareness of each term, the inverse document frequency, and what it adds to each page (BM25 over weighted
// fields, Robertson and Zaragoza 2009, section 3.6).
func (c *counts) weigh() {
	pages := float64(len(c.length))
	rareness := func(in float64) float64 { return math.Log(1 + (pages-in+0.5)/(in+0.5)) }
	share := c.shares()
	c.index.terms = make([]term, len(c.terms))
	for word, n := range c.index.number {
		t, in := &c.index.terms[n], c.terms[n]
		t.weight = rareness(float64(len(in)))
		if strings.HasPrefix(word, conceptMark) {
			t.weight *= conceptTerm
		}
		t.gain = make([]posting, len(in))
		for i, on := range in {
			often := 0.0
			for part, times := range on.times {
				often += partWeights[part] * times / share[on.page][part]
			}
			t.gain[i] = posting{on.page, t.weight * often / (saturation + often)}
		}
	}
	c.index.unseen = unseenShare * rareness(0)
}

// shares is what the length of each part of each page divides by: 1 for one of usual length.
func (c *counts) shares() [][parts]float64 {
	var usual [parts]float64
	for _, length := range c.length {
		for part, n := range length {
			usual[part] += n / float64(len(c.length))
		}
	}
	shares := make([][parts]float64, len(c.length))
	for page, length := range c.length {
		for part, n := range length {
			shares[page][part] = 1 - lengthShare + lengthShare*n/max(usual[part], 1)
		}
	}
	return shares
}
