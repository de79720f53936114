package answer

import (
	"hash/maphash"
	"math"
	"slices"
	"strconv"
	"strings"
)

// asked tells pages apart by how people ask for them: a linear model of the words, pairs of words and concepts of a question, from
// asked.txt. A page that it has not learned, such as a community's own, gets no share.
type asked struct {
	seed    maphash.Seed
	pages   []string
	weights map[uint64][]posting // by feature; topic is the place in pages
}

// leastChance is the least chance that counts.
const leastChance = 0.01

// asked reads a line of pages, and lines of a feature and its weights by the place of the page: "pages = id id", "how wide = 3:45 17:-20".
func (p *parser) asked(file string) *asked {
	a := &asked{seed: maphash.MakeSeed()}
	lines := p.lines(file)
	a.weights = make(map[uint64][]posting, len(lines))
	for _, line := range lines {
		feature, list, ok := strings.Cut(line.text, " = ")
		switch {
		case !ok:
			p.problem(file, line.number, "want a feature and its weights in %q", line.text)
		case a.pages == nil:
			a.pages = strings.Fields(list)
		default:
			a.weights[maphash.String(a.seed, feature)] = p.postings(file, line.number, list, len(a.pages))
		}
	}
	return a
}

// postings reads "3:45 17:-20"; the weights are in hundredths.
func (p *parser) postings(file string, number int, list string, pages int) []posting {
	postings := make([]posting, 0, strings.Count(list, ":"))
	for field := range strings.FieldsSeq(list) {
		place, weight, _ := strings.Cut(field, ":")
		n, err := strconv.Atoi(place)
		w, wrong := strconv.Atoi(weight)
		if err != nil || wrong != nil || n < 0 || n >= pages {
			p.problem(file, number, "want the place of a page and a whole number in %q", field)
			continue
		}
		postings = append(postings, posting{n, float64(w) / weightOne})
	}
	return postings
}

// chances is how likely each of pages is asked for by a question of those features; none if no feature was ever seen.
func (a *asked) chances(features []string) []float64 {
	sums, seen := make([]float64, len(a.pages)), 0
	for _, f := range features {
		if list, ok := a.weights[maphash.String(a.seed, f)]; ok {
			seen++
			for _, p := range list {
				sums[p.topic] += p.gain
			}
		}
	}
	if seen == 0 {
		return nil
	}
	softmax(sums, math.Sqrt(float64(seen)))
	return sums
}

// softmax makes chances of sums, which count for the less the larger of is.
func softmax(sums []float64, of float64) {
	most, all := slices.Max(sums), 0.0
	for i, s := range sums {
		sums[i] = math.Exp((s - most) / of)
		all += sums[i]
	}
	for i := range sums {
		sums[i] /= all
	}
}

// askedBy is what the model sees of a question.
func askedBy(tokens []token, t terms) []string {
	return distinct(append(wordsAndPairs(tokens), t.list...))
}
