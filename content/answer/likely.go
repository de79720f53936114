package answer

import (
	"hash/maphash"
	"math"
	"slices"
)

// likely tells pages apart by how people ask for them: naive Bayes over the features of the lines of "ask" and the title.
type likely struct {
	none []float64 // by page: what a feature it has never seen adds
	gain map[uint64][]posting
}

// How sure a model is of what it has seen; chosen by measuring on our own questions.
const (
	smoothing    = 60.0 // how many features every page is thought to have seen besides its own
	titleCount   = 2    // how often the title counts as a way of asking
	reachAsked   = 6.0  // how much less likely a page is that has no share: times the root of the number of features, for they are not independent
	reachShapes  = 8.0  // the same for letters
	usualRepeats = 4    // how often a feature is seen; a guess that saves growing
	maxLetters   = 600  // how many runs of letters of a question are looked at
)

// newLikely counts the features of every page; pages holds one list for each.
func newLikely(pages [][]uint64) *likely {
	m := &likely{none: make([]float64, len(pages))}
	sum := 0
	for _, features := range pages {
		sum += len(features)
	}
	all := make(map[uint64]float64, sum/usualRepeats)
	for i, features := range pages {
		for _, f := range features {
			all[f]++
		}
		m.none[i] = math.Log(smoothing / (float64(len(features)) + smoothing))
	}
	m.gain = make(map[uint64][]posting, len(all))
	for i, features := range pages {
		slices.Sort(features)
		for from := 0; from < len(features); {
			f, n := features[from], 1
			for from+n < len(features) && features[from+n] == f {
				n++
			}
			m.gain[f] = append(m.gain[f], posting{i, math.Log(1 + float64(n)*float64(sum)/(smoothing*all[f]))})
			from += n
		}
	}
	return m
}

// shares is how likely each page is beside the likeliest, which has 1, by the difference of the log-likelihoods; all have 0 if no
// feature was ever seen.
func (m *likely) shares(features []uint64, reach float64, shares []float64) {
	clear(shares)
	seen := 0
	for _, f := range features {
		if list := m.gain[f]; len(list) > 0 {
			seen++
			for _, p := range list {
				shares[p.topic] += p.gain
			}
		}
	}
	if seen == 0 {
		return
	}
	for i := range shares {
		shares[i] += float64(seen) * m.none[i]
	}
	most := slices.Max(shares)
	reach *= math.Sqrt(float64(seen + 1))
	for i := range shares {
		shares[i] = max(0, 1-(most-shares[i])/reach)
	}
}

// letters is the runs of four letters of a text, each as often as it is there.
func letters(stems string) []uint64 {
	list := make([]uint64, 0, min(max(len(stems)-3, 0), maxLetters))
	for i := 0; i+4 <= len(stems) && len(list) < cap(list); i++ {
		list = append(list, uint64(stems[i])<<24|uint64(stems[i+1])<<16|uint64(stems[i+2])<<8|uint64(stems[i+3]))
	}
	return list
}

// hashes is the terms of a question as features.
func (x *index) hashes(terms []string) []uint64 {
	list := make([]uint64, len(terms))
	for i, t := range terms {
		list[i] = maphash.String(x.seed, t)
	}
	return list
}
