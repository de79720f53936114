package answer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// How it is learned which page speaks: one softmax over the pages, of single features only.
const (
	pageRounds = 8
	pageFewest = 3
)

// telling is the examples that say which page speaks, with the features that are seen often enough, by number.
func telling(list []example) (names, pages []string, lessons []lesson) {
	list = slices.DeleteFunc(slices.Clone(list), func(x example) bool { return x.page == "" })
	seen, number := map[feature]int{}, map[feature]int{}
	for _, x := range list {
		if !slices.Contains(pages, x.page) {
			pages = append(pages, x.page)
		}
		for _, f := range x.features {
			seen[f]++
		}
	}
	slices.Sort(pages)
	for _, x := range list {
		l := lesson{page: x.page}
		for _, f := range x.features {
			if f.second != "" || seen[f] < pageFewest {
				continue
			}
			if _, ok := number[f]; !ok {
				number[f] = len(names)
				names = append(names, f.String())
			}
			l.features = append(l.features, number[f])
		}
		lessons = append(lessons, l)
	}
	return names, pages, lessons
}

// chances is how likely each page is for the features.
func chances(weights [][]float64, features []int, chances []float64) {
	clear(chances)
	for _, f := range features {
		for i, w := range weights[f] {
			chances[i] += w
		}
	}
	softmax(chances, 1)
}

func learnPages(names, pages []string, list []lesson) [][]float64 {
	weights := make([][]float64, len(names))
	for f := range weights {
		weights[f] = make([]float64, len(pages))
	}
	random, miss := rand.New(rand.NewPCG(1, 2)), make([]float64, len(pages))
	for range pageRounds {
		for _, i := range random.Perm(len(list)) {
			x := list[i]
			chances(weights, x.features, miss)
			for page := range miss {
				miss[page] = -miss[page]
			}
			miss[slices.Index(pages, x.page)]++
			for _, f := range x.features {
				for page := range miss {
					weights[f][page] += pace * (miss[page] - shrink*weights[f][page])
				}
			}
		}
	}
	return weights
}

// TestLearnedPages holds that learned-pages.txt is what the examples teach; with -update it writes it.
func TestLearnedPages(t *testing.T) {
	learns(t)
	names, pages, list := telling(lessons(t, engine(t)))
	weights := learnPages(names, pages, list)
	var b strings.Builder
	b.WriteString(`# Which page speaks for a danger of the body that only the second reading sees: under each page, features as in learned.txt and
# their weights in hundredths. Learned from the examples in testdata by "go test ./content/answer -run Learned -update"; not written
# by hand.
`)
	for page, id := range pages {
		var lines []string
		for f, name := range names {
			if n := int(math.Round(100 * weights[f][page])); max(n, -n) >= leastWeight {
				lines = append(lines, fmt.Sprintf("  %s %d\n", name, n))
			}
		}
		slices.Sort(lines)
		b.WriteString(id + "\n" + strings.Join(lines, ""))
	}
	written(t, "learned-pages.txt", b.String())
}
