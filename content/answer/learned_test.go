package answer

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "learn the weights again")

// example is what the model sees of a message, and what of sums it should say of it.
type example struct {
	features []feature
	taught   [3]bool
	page     string      // that speaks for it; "" if it is none of the body, or more than one is right
	parts    [][]feature // what it sees of each few sentences of a danger sign that has several
}

// lessons is what the weights are learned from: the danger signs, and what is none, neither as a whole nor a few sentences of it.
func lessons(t *testing.T, e *finder) (list []example) {
	harmless := func(text string) {
		m := e.understand(text)
		for i, stretch := range m.stretches() {
			x := example{features: e.featuresOnce(m, stretch)}
			if i == 0 {
				x.features = append(x.features, claims(e.triage(m))...)
			}
			list = append(list, x)
		}
	}
	fires := examples(t, "fires.txt")
	for _, line := range slices.Concat(fires, fires, fires, examples(t, "lessons.txt")) { // none of fires may ever be missed
		head, text, _ := strings.Cut(line, ": ")
		level, page, _ := strings.Cut(head, " ")
		if level == "quiet" {
			harmless(text)
			continue
		}
		life, emergency := page == crisisPage, level == "emergency"
		if life || page == "-" {
			page = ""
		}
		m := e.understand(text)
		taught := [3]bool{ofBody: emergency && !life, ofLife: life, ofToday: !life}
		x := example{features: append(e.featuresOnce(m, m.whole()), claims(e.triage(m))...), taught: taught, page: page}
		for _, stretch := range m.stretches()[1:] {
			x.parts = append(x.parts, e.featuresOnce(m, stretch))
		}
		list = append(list, x)
	}
	for _, file := range []string{"quiet.txt", "questions.txt", "ways.txt", "chatter.txt", "foreign.txt"} {
		for _, line := range examples(t, file) {
			if _, text, ok := strings.Cut(line, ": "); ok && file != "quiet.txt" {
				line = text
			}
			harmless(line)
			if file == "quiet.txt" { // none of these may ever be missed, so they count twice
				harmless(line)
			}
		}
	}
	for _, topic := range e.library.Topics() {
		if !strings.HasPrefix(topic.ID, "safety/") {
			for _, ask := range topic.Ask {
				harmless(ask)
			}
		}
	}
	return list
}

// How the weights are learned: logistic regression by gradient descent. Chosen by measuring on a quarter of the examples what
// the others had taught.
const (
	rounds      = 25
	pace        = 0.1
	shrink      = 0.006 // of a weight at each step
	fewest      = 6     // a feature is seen at least so often
	leastWeight = 15    // hundredths
)

// lesson is an example with its features by number.
type lesson struct {
	features []int
	taught   [3]bool
}

// numbered numbers the features that are seen often enough; the last number is what every message has.
func numbered(list []example) (names []string, lessons []lesson) {
	var features [][]feature
	for _, x := range list {
		features = append(features, x.features)
	}
	often, numbers := numberOften(features, fewest)
	for i, x := range list {
		lessons = append(lessons, lesson{numbers[i], x.taught})
	}
	for _, f := range often {
		names = append(names, f.String())
	}
	return append(names, "="), lessons
}

// numberOften numbers the features that stand in the lists at least so often, in their order, and is the lists by those numbers.
func numberOften[F comparable](lists [][]F, fewest int) (often []F, numbers [][]int) {
	seen, number := map[F]int{}, map[F]int{}
	for _, list := range lists {
		for _, f := range list {
			seen[f]++
		}
	}
	numbers = make([][]int, len(lists))
	for i, list := range lists {
		for _, f := range list {
			if seen[f] < fewest {
				continue
			}
			if _, ok := number[f]; !ok {
				number[f] = len(often)
				often = append(often, f)
			}
			numbers[i] = append(numbers[i], number[f])
		}
	}
	return often, numbers
}

func learn(list []lesson, size, which int) []float64 {
	weights, always := make([]float64, size), size-1
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		for _, i := range random.Perm(len(list)) {
			share, sum := float64(shareOfSensed(len(list[i].features))), 0.0
			for _, f := range list[i].features {
				sum += weights[f]
			}
			miss := -1 / (1 + math.Exp(-weights[always]-share*sum))
			if list[i].taught[which] {
				miss++
			}
			weights[always] += pace / 5 * miss
			for _, f := range list[i].features {
				weights[f] += pace * (share*miss - shrink*weights[f])
			}
		}
	}
	return weights
}

// learnAll learns the three kinds of weights of the features that are seen often enough.
func learnAll(list []example) (names []string, weights [3][]float64) {
	names, numbers := numbered(list)
	var learning sync.WaitGroup
	for which := range weights {
		learning.Go(func() { weights[which] = learn(numbers, len(names), which) })
	}
	learning.Wait()
	return names, weights
}

// telltales is of each danger sign of several sentences those few that tell most of it, as a first model has it: they are to be
// recognised without the talk around them.
func telltales(list []example, names []string, weights [3][]float64) (tales []example) {
	number := map[string]int{}
	for i, name := range names {
		number[name] = i
	}
	for _, x := range list {
		most, tale := math.Inf(-1), example{taught: x.taught, page: x.page}
		which := slices.Index(x.taught[:], true)
		for _, part := range x.parts {
			sum := 0.0
			for _, f := range part {
				if i, ok := number[f.String()]; ok {
					sum += weights[which][i]
				}
			}
			if sum > most {
				most, tale.features = sum, part
			}
		}
		if len(x.parts) > 0 {
			tales = append(tales, tale)
		}
	}
	return tales
}

// TestLearned holds that learned.txt is what the examples teach; with -update it writes it.
func TestLearned(t *testing.T) {
	learns(t)
	list := lessons(t, engine(t))
	names, weights := learnAll(list)
	names, weights = learnAll(append(list, telltales(list, names, weights)...))
	var lines []string
	for f, name := range names {
		var hundredths [3]int
		most := 0
		for which := range weights {
			hundredths[which] = int(math.Round(100 * weights[which][f]))
			most = max(most, hundredths[which], -hundredths[which])
		}
		if most >= leastWeight {
			lines = append(lines, fmt.Sprintf("%s %d %d %d\n", name, hundredths[ofBody], hundredths[ofLife], hundredths[ofToday]))
		}
	}
	slices.Sort(lines)
	text := `# What words tell of a danger: a feature and three weights in hundredths, for an emergency of the body, for one of a life, and for
# what of the body cannot wait a day. A feature is a word, the beginning of one (^), a concept (@), a list of kin.txt (~), or two of
# them beside each other, or with any word between them (..); "=" stands for every message. The weights are learned from the examples
# in testdata by "go test ./content/answer -run Learned -update"; they are not written by hand.
` + strings.Join(lines, "")
	written(t, "learned.txt", text)
}

// learns skips a test that learns where it would take minutes.
func learns(t *testing.T) {
	t.Helper()
	if raced {
		t.Skip("learned without the race detector")
	}
}

// written holds that a file is what the examples teach; with -update it writes it.
func written(t *testing.T, file, text string) {
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != embeddedLists()[file] {
		t.Errorf("%s is not what the examples teach: run go test ./content/answer -run %s -update", file, t.Name())
	}
}

// TestFeatures holds what the model does not see: what is denied, and harmless wording.
func TestFeatures(t *testing.T) {
	e := engine(t)
	for text, want := range map[string]bool{"groin is numb": true, "no numbness, no tingling": false, "bladder and bowels fine": false} {
		m := e.understand(text)
		list := e.featuresOnce(m, m.whole())
		got := slices.ContainsFunc([]string{"numb", "tingl", "bladder"}, func(w string) bool { return slices.Contains(list, feature{first: w}) })
		if got != want {
			t.Errorf("%q: %q", text, list)
		}
	}
}

// TestSecondReading holds that the model alone recognises most emergencies, and takes hardly anything else for a danger.
func TestSecondReading(t *testing.T) {
	e := engine(t)
	sensed := func(text string) bool {
		m := e.understand(text)
		return e.sense(m, e.senses(m, e.hears(m))).rule != nil
	}
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
		t.Errorf("%.0f of %.0f harmless messages are taken for dangers", n, all)
	}
}

// TestLessons holds how much of what is taught is read right, by rules and model together.
func TestLessons(t *testing.T) {
	e := engine(t)
	right, all := map[string]float64{}, map[string]float64{}
	for _, line := range examples(t, "lessons.txt") {
		head, text, _ := strings.Cut(line, ": ")
		level, page, _ := strings.Cut(head, " ")
		r := e.Ask(text)
		all[level]++
		switch {
		case level == "quiet" && r.Outcome != Escalate, level != "quiet" && r.Outcome == Escalate && r.Urgency >= signLevels[level]:
			right[level]++
		}
		if level != "quiet" && r.Outcome == Escalate {
			all["page"]++
			if r.Topic.ID == page {
				right["page"]++
			}
		}
	}
	for what, least := range map[string]float64{"emergency": 0.93, "urgent": 0.92, "quiet": 0.98, "page": 0.88} {
		if share := right[what] / all[what]; share < least {
			t.Errorf("%s: %.3f are right", what, share)
		}
	}
}

// TestWeights holds that a pair of features is another one than its halves, its reverse, and the same further apart.
func TestWeights(t *testing.T) {
	l := engine(t).learned
	seen := map[uint64]string{}
	for _, text := range []string{"numb", "leg", "numb leg", "leg numb", "numb .. leg", "leg .. numb", "@numb @leg", "numb numb", "numb .. numb"} {
		f := readFeature(text)
		if f.String() != text {
			t.Errorf("%q is read as %q", text, f)
		}
		if other, twice := seen[l.hash(f)]; twice {
			t.Errorf("%q is taken for %q", text, other)
		}
		seen[l.hash(f)] = text
	}
}

// featuresOnce is what the model sees of a stretch, each once.
func (e *finder) featuresOnce(m *message, stretch [2]int) (list []feature) {
	seen := map[feature]bool{}
	e.features(m, e.unheard(m), stretch, func(f feature) {
		if !seen[f] {
			seen[f] = true
			list = append(list, f)
		}
	})
	return list
}
