package answer

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "learn the weights again")

// example is a message and whether it is an emergency of the body, or of a life.
type example struct {
	features []string
	emergent [2]bool
}

// lessons is what the weights are learned from: the danger signs, and what is none.
func lessons(t *testing.T, e *finder) (list []example) {
	add := func(text string, body, crisis bool) {
		list = append(list, example{wholeFeatures(e, text), [2]bool{body, crisis}})
	}
	for _, line := range examples(t, "fires.txt") {
		head, text, _ := strings.Cut(line, ": ")
		if strings.HasPrefix(head, "emergency") {
			crisis := strings.HasSuffix(head, crisisPage)
			add(text, !crisis, crisis)
		}
	}
	for _, file := range []string{"quiet.txt", "questions.txt", "chatter.txt", "foreign.txt"} {
		for _, line := range examples(t, file) {
			if _, text, ok := strings.Cut(line, ": "); ok && file != "quiet.txt" {
				line = text
			}
			add(line, false, false)
		}
	}
	for _, topic := range e.library.Topics() {
		if !strings.HasPrefix(topic.ID, "safety/") {
			for _, ask := range topic.Ask {
				add(ask, false, false)
			}
		}
	}
	return list
}

// How the weights are learned: logistic regression by gradient descent.
const (
	rounds      = 12
	pace        = 0.1
	shrink      = 0.001 // of a weight at each step
	fewest      = 2     // a feature is seen at least so often
	leastWeight = 0.15
)

func learn(list []example, which int) map[string]float64 {
	seen := map[string]int{}
	for _, x := range list {
		for _, f := range x.features {
			seen[f]++
		}
	}
	weights := map[string]float64{}
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		for _, i := range random.Perm(len(list)) {
			sum := weights["="]
			for _, f := range list[i].features {
				sum += weights[f]
			}
			miss := -1 / (1 + math.Exp(-sum))
			if list[i].emergent[which] {
				miss++
			}
			weights["="] += pace / 5 * miss
			for _, f := range list[i].features {
				if seen[f] >= fewest {
					weights[f] += pace * (miss - shrink*weights[f])
				}
			}
		}
	}
	return weights
}

// TestLearned holds that learned.txt is what the examples teach; with -update it writes it.
func TestLearned(t *testing.T) {
	e := engine(t)
	list := lessons(t, e)
	body, crisis := learn(list, 0), learn(list, 1)
	var features []string
	for f := range body {
		if f == "=" || math.Abs(body[f]) >= leastWeight || math.Abs(crisis[f]) >= leastWeight {
			features = append(features, f)
		}
	}
	slices.SortFunc(features, cmp.Compare[string])
	var b strings.Builder
	b.WriteString(`# What words tell of an emergency: a feature and two weights, for one of the body and for one of a life. A feature is a word, two
# words beside each other, two with any word between them (..), or a concept (@); "=" stands for every message. The weights are
# learned from the examples in testdata by "go test ./content/answer -run Learned -update"; they are not written by hand.
`)
	for _, f := range features {
		fmt.Fprintf(&b, "%s %.2f %.2f\n", f, body[f], crisis[f])
	}
	if *update {
		if err := os.WriteFile("learned.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if b.String() != embeddedLists()["learned.txt"] {
		t.Error("learned.txt is not what the examples teach: run go test ./content/answer -run Learned -update")
	}
}

// TestFeatures holds what the model does not see: what is denied, and harmless wording.
func TestFeatures(t *testing.T) {
	e := engine(t)
	for text, want := range map[string]bool{"groin is numb": true, "no numbness, no tingling": false, "bladder and bowels fine": false} {
		list := wholeFeatures(e, text)
		got := slices.ContainsFunc([]string{"numb", "tingl", "bladder"}, func(w string) bool { return slices.Contains(list, w) })
		if got != want {
			t.Errorf("%q: %q", text, list)
		}
	}
}

// TestSecondReading holds that the model alone recognises most emergencies, and takes hardly anything else for one.
func TestSecondReading(t *testing.T) {
	e := engine(t)
	sensed := func(text string) bool { return e.sense(e.understand(text), nil).rule != nil }
	count := func(file string, of func(line string) (string, bool)) (n, all float64) {
		for _, line := range examples(t, file) {
			if text, ok := of(line); ok {
				all++
				if sensed(text) {
					n++
				}
			}
		}
		return n, all
	}
	fires, all := count("fires.txt", func(line string) (string, bool) {
		_, text, _ := strings.Cut(line, ": ")
		return text, strings.HasPrefix(line, "emergency")
	})
	if fires < 0.8*all {
		t.Errorf("%.0f of %.0f emergencies are sensed", fires, all)
	}
	if n, all := count("quiet.txt", func(line string) (string, bool) { return line, true }); n > 0.005*all {
		t.Errorf("%.0f of %.0f harmless messages are taken for emergencies", n, all)
	}
}

// wholeFeatures is what the model sees of all of a text.
func wholeFeatures(e *finder, text string) []string {
	m := e.understand(text)
	return e.features(m, m.whole())
}
