package answer

import (
	"hash/maphash"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"spotter/content"
)

// How much a word counts by where it stands on a page, before the saturation of BM25.
const (
	weightTitle = 2.5
	weightAsk   = 1.0
	weightText  = 0.4
	saturation  = 1.2 // k1 of BM25
	lengthShare = 0.5 // b of BM25: how much long fields are discounted
	unseenShare = 0.6 // a word no page has says that the question is about something else, or nothing
	conceptTerm = 0.7 // a concept counts a little less than the word itself
)

// index is the pages prepared for searching; it keeps for every term what it adds to the score of each page.
type index struct {
	topics   []*content.Topic
	place    map[string]int // of a topic, by its id
	gain     map[string][]posting
	weight   map[string]float64 // rareness of a term
	unseen   float64            // weight of a word no page has
	phrases  []askPhrase
	inPhrase map[string][]int32
	seed     maphash.Seed
	asked    *likely // by words and concepts
	written  *likely // by letters
}

type posting struct {
	topic int
	gain  float64
}

// askPhrase is one way of asking for a page: a line of "ask", or its title.
type askPhrase struct {
	topic  int
	text   string  // its stems, to know an exact match
	weight float64 // sum of the weights of its terms
}

// newIndex reads every page once. Questions of pages are understood like those of people, so that both become the same terms.
func newIndex(e *finder) *index {
	x := &index{topics: e.library.Topics(), place: map[string]int{}, gain: map[string][]posting{}, weight: map[string]float64{},
		inPhrase: map[string][]int32{}, seed: maphash.MakeSeed()}
	fields := make([]fields, len(x.topics))
	titles := make([][]token, len(x.topics))
	none := make(view, len(e.book.concepts))
	// Only what is shown teaches spelling: the ways of asking are mistyped on purpose.
	for i, t := range x.topics {
		x.place[t.ID] = i
		fields[i].text = bag(e.terms(&message{tokens: e.words.teach(text(t)), found: none}))
		titles[i] = e.words.teach(t.Title)
	}
	e.words.close()
	asks := x.ways(e, titles)
	for i := range fields {
		fields[i].title, fields[i].ask = bag(asks[i][0]), bag(asks[i][1:]...)
	}
	var wg sync.WaitGroup
	wg.Go(func() { x.learn(asks) })
	x.weigh(fields)
	x.fill(fields)
	for i := range asks {
		for _, q := range asks[i] {
			x.addPhrase(i, q)
		}
	}
	wg.Wait()
	return x
}

// ways is the terms of every way of asking for each page, the title first, on all processors: it is most of the time of starting.
func (x *index) ways(e *finder, titles [][]token) [][]terms {
	asks, workers := make([][]terms, len(x.topics)), runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for first := range workers {
		wg.Go(func() {
			found := make(view, len(e.book.concepts))
			for i := first; i < len(x.topics); i += workers {
				asks[i] = append(asks[i], e.termsOf(titles[i], found))
				for _, q := range x.topics[i].Ask {
					asks[i] = append(asks[i], e.termsOf(e.words.normalise(q), found))
				}
			}
		})
	}
	wg.Wait()
	return asks
}

// learn makes the models of how pages are asked for.
func (x *index) learn(asks [][]terms) {
	words, runs := make([][]uint64, len(asks)), make([][]uint64, len(asks))
	for i := range asks {
		for j, q := range asks[i] {
			times := 1
			if j == 0 {
				times = titleCount
			}
			for range times {
				words[i] = append(words[i], x.hashes(q.list)...)
				runs[i] = append(runs[i], letters(q.stems)...)
			}
		}
	}
	var wg sync.WaitGroup
	wg.Go(func() { x.written = newLikely(runs) })
	x.asked = newLikely(words)
	wg.Wait()
}

// fields is how often each term stands in the parts of a page.
type fields struct{ title, ask, text map[string]float64 }

func (f *fields) each(do func(weight float64, terms map[string]float64)) {
	do(weightTitle, f.title)
	do(weightAsk, f.ask)
	do(weightText, f.text)
}

func bag(list ...terms) map[string]float64 {
	words := map[string]float64{}
	for _, t := range list {
		for _, w := range t.list {
			words[w]++
		}
	}
	return words
}

func total(bag map[string]float64) float64 {
	sum := 0.0
	for _, n := range bag {
		sum += n
	}
	return sum
}

// text is all words of a page that are shown, but for its title.
func text(t *content.Topic) string {
	var b strings.Builder
	blocks := slices.Clone(t.Body)
	for _, part := range t.Parts {
		b.WriteString(part.Heading + ".\n")
		blocks = append(blocks, part.Body...)
	}
	for _, block := range blocks {
		switch block := block.(type) {
		case content.Para:
			b.WriteString(block.Text.String() + "\n")
		case content.List:
			for _, item := range block.Items {
				b.WriteString(item.String() + "\n")
			}
		}
	}
	return b.String()
}

// weigh gives each term its rareness: the inverse document frequency of BM25.
func (x *index) weigh(pages []fields) {
	in := map[string]float64{}
	for i := range pages {
		seen := map[string]bool{}
		pages[i].each(func(_ float64, bag map[string]float64) {
			for term := range bag {
				if !seen[term] {
					seen[term] = true
					in[term]++
				}
			}
		})
	}
	n := float64(len(pages))
	rareness := func(df float64) float64 { return math.Log(1 + (n-df+0.5)/(df+0.5)) }
	for term, df := range in {
		x.weight[term] = rareness(df)
		if strings.HasPrefix(term, conceptMark) {
			x.weight[term] *= conceptTerm
		}
	}
	x.unseen = unseenShare * rareness(0)
}

func (x *index) weightOf(term string) float64 {
	if w, ok := x.weight[term]; ok {
		return w
	}
	if strings.HasPrefix(term, conceptMark) {
		return 0
	}
	return x.unseen
}

// fill works out what each term adds to each page (BM25 over weighted fields, Robertson and Zaragoza 2009, section 3.6).
func (x *index) fill(pages []fields) {
	usual := map[float64]float64{} // length of a field, by its weight
	for i := range pages {
		pages[i].each(func(weight float64, bag map[string]float64) { usual[weight] += total(bag) / float64(len(pages)) })
	}
	for i := range pages {
		frequency := map[string]float64{}
		pages[i].each(func(weight float64, bag map[string]float64) {
			length := 1 - lengthShare + lengthShare*total(bag)/max(usual[weight], 1)
			for term, n := range bag {
				frequency[term] += weight * n / length
			}
		})
		for term, n := range frequency {
			x.gain[term] = append(x.gain[term], posting{i, x.weight[term] * n / (saturation + n)})
		}
	}
}

func (x *index) addPhrase(topic int, t terms) {
	id := int32(len(x.phrases))
	p := askPhrase{topic: topic, text: t.stems}
	for _, term := range distinct(t.list) {
		p.weight += x.weightOf(term)
		x.inPhrase[term] = append(x.inPhrase[term], id)
	}
	x.phrases = append(x.phrases, p)
}

func distinct(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
