package answer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"spotter/content"
)

// saying is a message and its intent.
type saying struct {
	traits traits
	words  []string
	intent intent
}

// intentNames are the intents as chatter.txt calls them.
var intentNames = map[string]intent{"off": asksElse, "chat": talks, "bot": asksSpotter, "trick": misuses, "vague": saysLittle}

// talkParts is how many times a part of the messages is left out of all that is learned before, to see what one is like that nothing
// expects.
const talkParts = 5

// sayings is what the intents are learned from.
func sayings(t *testing.T) (list []saying) {
	add := func(e *finder, text string, k intent) {
		m := e.understand(text)
		pages, none := e.rank(m, e.hears(m))
		list = append(list, saying{e.traits(m, e.subjects(m), pages, none), wordsAndPairs(m.tokens), k})
	}
	intentOf := func(head string) intent {
		if k, ok := intentNames[head]; ok {
			return k
		}
		return asksPage
	}
	lines, signs := slices.Concat(examples(t, "ways.txt"), examples(t, "chatter.txt")), signLines(t)
	for part := range talkParts {
		lib, _ := content.Load(content.Embedded())
		var left, known []string
		n := 0
		leaves := func(line string) bool {
			n++
			if n%talkParts == part {
				left = append(left, line)
			}
			return n%talkParts == part
		}
		for _, topic := range lib.Topics() {
			topic.Ask = slices.DeleteFunc(topic.Ask, func(ask string) bool { return leaves(topic.ID + ": " + ask) })
		}
		for _, line := range lines {
			if !leaves(line) {
				known = append(known, line)
			}
		}
		lists := embeddedLists()
		e, err := build(lib, lists)
		if err != nil {
			t.Fatal(err)
		}
		lists["asked.txt"] = askedText(t, e, slices.Concat(known, signs))
		e.asked = (&parser{lists: lists}).asked("asked.txt")
		for _, line := range left {
			head, text, _ := strings.Cut(line, ": ")
			add(e, text, intentOf(head))
		}
	}
	e := engine(t)
	for _, file := range []string{"questions.txt", "foreign.txt"} {
		for _, line := range examples(t, file) {
			_, text, _ := strings.Cut(line, ": ")
			add(e, text, asksPage)
		}
	}
	return list
}

// How the weights are learned: softmax regression by gradient descent.
const (
	talkRounds = 20
	talkPace   = 0.05
	talkSlows  = 0.3   // by so much the pace falls with each round
	talkShrink = 0.003 // of a weight at each step
	talkFewest = 2     // a word or pair is seen at least so often
	talkLeast  = 20    // smaller weights are left out
)

// talkCounts is how much an example of each intent counts: there are fewer of the others than of questions for a page, and a page in
// the middle of a talk is worst.
var talkCounts = leanings{asksPage: 1, asksElse: 3, talks: 5, asksSpotter: 2, misuses: 2, saysLittle: 4}

// talkWeights is the weights of features, traits with their mark.
type talkWeights map[string]*leanings

func (w talkWeights) of(feature string) *leanings {
	l := w[feature]
	if l == nil {
		l = &leanings{}
		w[feature] = l
	}
	return l
}

func (w talkWeights) guess(x *saying) (sums leanings) {
	for i, v := range x.traits {
		sums.add(v, *w.of(traitMark + traitNames[i]))
	}
	for _, f := range x.words {
		if l := w[f]; l != nil {
			sums.add(shareOf(len(x.words)), *l)
		}
	}
	return sums
}

func learnTalk(list []saying) talkWeights {
	seen := map[string]int{}
	for _, x := range list {
		for _, f := range x.words {
			seen[f]++
		}
	}
	w := talkWeights{}
	random := rand.New(rand.NewPCG(1, 2))
	for round := range talkRounds {
		pace := talkPace / (1 + talkSlows*float64(round))
		for _, i := range random.Perm(len(list)) {
			x := &list[i]
			miss := missOf(w.guess(x), x.intent)
			for j, v := range x.traits {
				w.of(traitMark+traitNames[j]).add(pace*v, miss)
			}
			for _, f := range x.words {
				if seen[f] >= talkFewest {
					l := w.of(f)
					l.add(-pace*talkShrink, *l)
					l.add(pace*shareOf(len(x.words)), miss)
				}
			}
		}
	}
	return w
}

// missOf is by how much each intent is likelier than guessed; pages are what the others are compared with.
func missOf(sums leanings, right intent) (miss leanings) {
	softmax(sums[:], 1)
	for k := asksPage + 1; k < intents; k++ {
		miss[k] = -sums[k]
		if k == right {
			miss[k]++
		}
		miss[k] *= talkCounts[right]
	}
	return miss
}

func TestTalk(t *testing.T) {
	learns(t)
	list := sayings(t)
	t.Run("IsLearned", func(t *testing.T) { talkIsLearned(t, list) })
	t.Run("OfStrangers", func(t *testing.T) { talkOfStrangers(t, list) })
}

// talkIsLearned holds that talk.txt is what the examples teach; with -update it writes it.
func talkIsLearned(t *testing.T, list []saying) {
	weights := learnTalk(list)
	var lines []string
	for f, w := range weights {
		line, most := f, 0
		for _, v := range w[1:] {
			n := int(math.Round(v * weightOne))
			line += fmt.Sprint(" ", n)
			most = max(most, max(n, -n))
		}
		if most >= talkLeast {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	text := `# What kind of message one is: a feature and its weights in hundredths, for a question about another subject, talk between people, a
# question about Spotter, misuse, and a call for help that says too little, each beside a question for a page. A feature is a trait (=, see evidence.go), a word, or two
# words beside each other; ^ is the beginning, $ the end, 0 any number. The weights are learned from the examples in testdata and
# the ways of asking by "go test ./content/answer -run Talk -update"; they are not written by hand.
` + strings.Join(lines, "\n") + "\n"
	written(t, "talk.txt", text)
}

// The least shares of messages that are told apart by a model which has not seen them: questions for a page, other messages that are no such.
const (
	wantPage = 0.92
	wantRest = 0.87
)

// talkOfStrangers learns from four fifths of the examples and guesses the rest.
func talkOfStrangers(t *testing.T, list []saying) {
	var right, all [2]float64
	for part := range talkParts {
		var some []saying
		for i, x := range list {
			if i%talkParts != part {
				some = append(some, x)
			}
		}
		w := learnTalk(some)
		for i := part; i < len(list); i += talkParts {
			sums := w.guess(&list[i])
			isPage := slices.Max(sums[:]) == sums[asksPage]
			which := 0
			if list[i].intent != asksPage {
				which = 1
			}
			all[which]++
			if isPage == (which == 0) {
				right[which]++
			}
		}
	}
	if page, rest := right[0]/all[0], right[1]/all[1]; page < wantPage || rest < wantRest {
		t.Errorf("questions %.3f, the rest %.3f", page, rest)
	} else {
		t.Logf("questions %.3f, the rest %.3f", page, rest)
	}
}
