package answer

import (
	"fmt"
	"math"
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
func telling(list []example) (names, pages []string, asked []asking) {
	list = slices.DeleteFunc(slices.Clone(list), func(x example) bool { return x.page == "" })
	var single [][]feature
	for _, x := range list {
		if !slices.Contains(pages, x.page) {
			pages = append(pages, x.page)
		}
		single = append(single, slices.DeleteFunc(slices.Clone(x.features), func(f feature) bool { return f.second != "" }))
	}
	slices.Sort(pages)
	often, numbers := numberOften(single, pageFewest)
	for _, f := range often {
		names = append(names, f.String())
	}
	for i, x := range list {
		asked = append(asked, asking{numbers[i], slices.Index(pages, x.page)})
	}
	return names, pages, asked
}

// TestLearnedPages holds that learned-pages.txt is what the examples teach; with -update it writes it.
func TestLearnedPages(t *testing.T) {
	learns(t)
	names, pages, list := telling(lessons(t, engine(t)))
	weights := regress(list, len(names), len(pages), pageRounds, pace, shrink, func(*asking) float64 { return 1 })
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
