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
	smoothing  = 60.0 // how many features every page is thought to have seen besides its own
	titleCount = 2    // how often the title counts as a way of asking
	spread     = 3.0  // the difference in log-likelihood that makes a page e times less likely
	maxLetters = 1200 // how many runs of letters of a question are looked at
)

// newLikely counts the features of every page; pages holds one list for each way of asking.
func newLikely(pages [][]uint64) *likely {
	m := &likely{none: make([]float64, len(pages)), gain: map[uint64][]posting{}}
	all, sum := map[uint64]float64{}, 0.0
	counts := make([]map[uint64]float64, len(pages))
	for i, features := range pages {
		counts[i] = map[uint64]float64{}
		for _, f := range features {
			counts[i][f]++
			all[f]++
		}
		sum += float64(len(features))
		m.none[i] = math.Log(smoothing / (float64(len(features)) + smoothing))
	}
	for i := range pages {
		for f, n := range counts[i] {
			m.gain[f] = append(m.gain[f], posting{i, math.Log(1 + n*sum/(smoothing*all[f]))})
		}
	}
	return m
}

// shares is how likely each page is beside the likeliest, which has 1; all have 0 if no feature was ever seen.
func (m *likely) shares(features []uint64, shares []float64) {
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
	for i := range shares {
		shares[i] = math.Exp((shares[i] - most) / spread)
	}
}

// letters is the runs of three and four letters of a text, each as often as it is there.
func (x *index) letters(stems string) []uint64 {
	list := make([]uint64, 0, min(2*len(stems)+2, maxLetters))
	for n := 3; n <= 4; n++ {
		for i := 0; i+n <= len(stems) && len(list) < cap(list); i++ {
			list = append(list, pack(stems[i:i+n]))
		}
	}
	return list
}

// pack makes a number of up to seven bytes; its length tells runs of three from runs of four.
func pack(run string) uint64 {
	packed := uint64(len(run))
	for i := range len(run) {
		packed = packed<<8 | uint64(run[i])
	}
	return packed
}

// hashes is the terms of a question as features.
func (x *index) hashes(terms []string) []uint64 {
	list := make([]uint64, len(terms))
	for i, t := range terms {
		list[i] = maphash.String(x.seed, t)
	}
	return list
}
