package answer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// How it is learned which page is asked for: softmax regression by gradient descent over the ways of asking, the titles,
// ways.txt, chatter.txt for what no page is asked for, and the lists of dangers.
const (
	askedRounds = 40
	askedPace   = 0.3
	askedShrink = 0.001 // of a weight at each step
	askedFewest = 3     // a feature is seen at least so often
	askedLeast  = 70    // smaller weights are left out
)

// asking is a question by the numbers of its features, and the place of its page.
type asking struct {
	features []int
	page     int
}

// askings numbers the features that are seen often enough in the library's ways of asking and those lines of ways.txt, chatter.txt and
// the lists of dangers.
func askings(t *testing.T, e *finder, lines []string) (names, pages []string, list []asking) {
	place := map[string]int{}
	var features [][]string
	var of []int
	add := func(text, page string) {
		m := e.understand(text)
		features, of = append(features, askedBy(m.tokens, e.terms(m))), append(of, place[page])
	}
	for i, topic := range e.library.Topics() {
		pages = append(pages, topic.ID)
		place[topic.ID] = i
		add(topic.Title, topic.ID)
		for _, ask := range topic.Ask {
			add(ask, topic.ID)
		}
	}
	for kind, k := range intentNames {
		place[kind] = len(pages) + int(k) - 1
	}
	pages = append(pages, elsewhere[:]...)
	first := len(pages) // of the dangers
	pages = append(pages, dangers[:]...)
	for _, line := range lines {
		head, text, _ := strings.Cut(line, ": ")
		page, _, _ := strings.Cut(head, "|")
		if which, ok := dangerOf(head); ok {
			place[page] = first + which
		}
		if _, ok := place[page]; !ok {
			t.Errorf("there is no page %q", page)
			continue
		}
		add(text, page)
	}
	names, numbers := numberOften(features, askedFewest)
	for i, page := range of {
		list = append(list, asking{numbers[i], page})
	}
	return names, pages, list
}

// dangerOf is which of dangers the head of a line of fires.txt or lessons.txt says.
func dangerOf(head string) (which int, ok bool) {
	switch level, page, _ := strings.Cut(head, " "); level {
	case "quiet":
		return noDanger, true
	case "urgent":
		return ofToday, true
	case "emergency":
		if page == crisisPage {
			return ofLife, true
		}
		return ofBody, true
	}
	return 0, false
}

func learnAsked(list []asking, features, pages int) [][]float64 {
	rootOf := func(x *asking) float64 { return math.Sqrt(float64(max(len(x.features), 1))) }
	return regress(list, features, pages, askedRounds, askedPace, askedShrink, rootOf)
}

// regress learns softmax regression by gradient descent: the weights of each feature for each page. The sum of a question counts for the
// less the larger of is.
func regress(list []asking, features, pages, rounds int, pace, shrink float64, of func(*asking) float64) [][]float64 {
	weights := make([][]float64, features)
	for f := range weights {
		weights[f] = make([]float64, pages)
	}
	random, miss := rand.New(rand.NewPCG(1, 2)), make([]float64, pages)
	for range rounds {
		for _, i := range random.Perm(len(list)) {
			x := &list[i]
			clear(miss)
			for _, f := range x.features {
				for page, w := range weights[f] {
					miss[page] += w
				}
			}
			of := of(x)
			softmax(miss, of)
			for page := range miss {
				miss[page] = -miss[page]
			}
			miss[x.page]++
			for _, f := range x.features {
				for page, w := range weights[f] {
					weights[f][page] += pace * (miss[page]/of - shrink*w)
				}
			}
		}
	}
	return weights
}

// TestAskedIsLearned holds that asked.txt is what the ways of asking teach; with -update it writes it.
func TestAskedIsLearned(t *testing.T) {
	learns(t)
	written(t, "asked.txt", askedText(t, engine(t), slices.Concat(examples(t, "ways.txt"), examples(t, "chatter.txt"), signLines(t))))
}

// signLines is the lines that tell of a danger or of none.
func signLines(t *testing.T) []string {
	fires := examples(t, "fires.txt") // none of which may ever be missed
	lines := slices.Concat(fires, fires, fires, examples(t, "lessons.txt"))
	for _, line := range examples(t, "quiet.txt") {
		lines = append(lines, "quiet: "+line)
	}
	return lines
}

// askedText is asked.txt as the library and those lines of ways.txt, chatter.txt and the lists of dangers teach it.
func askedText(t *testing.T, e *finder, lines []string) string {
	names, pages, list := askings(t, e, lines)
	weights := learnAsked(list, len(names), len(pages))
	var found []string
	for f, name := range names {
		line, some := name+" =", false
		for page, w := range weights[f] {
			if n := int(math.Round(weightOne * w)); max(n, -n) >= askedLeast {
				line, some = line+fmt.Sprintf(" %d:%d", page, n), true
			}
		}
		if some {
			found = append(found, line)
		}
	}
	slices.Sort(found)
	return `# Which page is asked for: a feature and its weights in hundredths for pages, by their places in the first line. A feature is a word, two
# words beside each other (^ is the beginning, $ the end, 0 any number), or a concept (#). "danger/..."
# stands for messages that tell of a danger, or only seem to. The weights are learned from the ways of asking, the titles and the
# examples in testdata by "go test ./content/answer -run Asked -update"; they are not written by hand.
pages = ` + strings.Join(pages, " ") + "\n" + strings.Join(found, "\n") + "\n"
}
