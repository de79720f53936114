package answer

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"spotter/content"
)

// usualTerms is about how many terms the pages have, and usualPages how many pages have a term; guesses that save growing.
const (
	usualTerms = 4096
	usualPages = 4
)

// index is the pages prepared for searching; it keeps for every term what it adds to the score of each page.
type index struct {
	topics    []*content.Topic
	place     map[string]int    // of a topic, by its id
	unlearned []int             // places of the topics that asked does not know
	number    map[string]uint64 // of a term: its place in terms
	terms     []term
	unseen    float64 // weight of a word no page has
	phrases   []askPhrase
	written   *likely
}

// term is a word or a concept that some page has.
type term struct {
	weight  float64 // its rareness
	gain    []posting
	phrases []int32 // those that have it
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

// newIndex reads every page once; texts is the words of each. Questions of pages are understood like those of people, so that
// both become the same terms.
func newIndex(e *finder, texts [][]string) *index {
	x := &index{topics: e.library.Topics(), place: map[string]int{}, number: make(map[string]uint64, usualTerms)}
	titles, told := make([][]token, len(x.topics)), make([]terms, len(x.topics))
	// Only what is shown teaches spelling: the ways of asking are mistyped on purpose.
	for i, t := range x.topics {
		x.place[t.ID] = i
		if !slices.Contains(e.asked.pages, t.ID) {
			x.unlearned = append(x.unlearned, i)
		}
		told[i] = e.words.told(texts[i])
		titles[i] = e.words.teach(t.Title)
	}
	e.words.close()
	asks := x.ways(e, titles)
	var wg sync.WaitGroup
	wg.Go(func() { x.written = newLikely(asks) })
	c := newCounts(x, len(x.topics))
	for i := range asks {
		c.add(i, inTitle, asks[i][0])
		c.add(i, inAsk, asks[i][1:]...)
		c.add(i, inText, told[i])
	}
	c.weigh()
	for i := range asks {
		for _, q := range asks[i] {
			x.addPhrase(i, q)
		}
	}
	wg.Wait()
	return x
}

// ways is the terms of every way of asking for each page, the title first, on all processors: it is a third of the work of starting.
func (x *index) ways(e *finder, titles [][]token) [][]terms {
	asks, workers := make([][]terms, len(x.topics)), runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for first := range workers {
		wg.Go(func() {
			found := make(view, len(e.book.concepts))
			for i := first; i < len(x.topics); i += workers {
				asks[i] = append(make([]terms, 0, 1+len(x.topics[i].Ask)), e.termsOf(titles[i], found))
				for _, q := range x.topics[i].Ask {
					asks[i] = append(asks[i], e.termsOf(e.words.normalise(q), found))
				}
			}
		})
	}
	wg.Wait()
	return asks
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

// numbers is the numbers of those terms that some page has.
func (x *index) numbers(list []string) []uint64 {
	numbers := make([]uint64, 0, len(list))
	for _, word := range list {
		if n, ok := x.number[word]; ok {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func (x *index) addPhrase(topic int, t terms) {
	id := int32(len(x.phrases))
	p := askPhrase{topic: topic, text: t.stems}
	for _, n := range distinct(x.numbers(t.list)) {
		p.weight += x.terms[n].weight
		x.terms[n].phrases = append(x.terms[n].phrases, id)
	}
	x.phrases = append(x.phrases, p)
}

func distinct[T cmp.Ordered](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
