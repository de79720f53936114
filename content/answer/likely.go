package answer

import (
	"math"
	"slices"
)

// likely tells pages apart by the letters of those who ask for them: naive Bayes over the lines of "ask" and the title. It knows a
// page as soon as it is read, and a typo does not put it off.
type likely struct {
	none []float64 // by page: what a feature it has never seen adds
	gain map[uint64][]posting
}

// How sure a model is of what it has seen; chosen by measuring on our own questions.
const (
	smoothing     = 60.0 // how many features every page is thought to have seen besides its own
	titleCount    = 2    // how often the title counts as a way of asking
	reachShapes   = 8.0  // how much less likely a page is that has no share: times the root of the number of features, for they are not independent
	usualFeatures = 8192 // about how many there are; a guess that saves growing
	maxLetters    = 600  // how many runs of letters of a question are looked at
)

// newLikely counts the letters of every way of asking for each page; the first way is the title.
func newLikely(asks [][]terms) *likely {
	m := &likely{none: make([]float64, len(asks)), gain: make(map[uint64][]posting, usualFeatures)}
	sum := 0.0
	for i, ways := range asks {
		own := 0.0
		for j, q := range ways {
			times := 1.0
			if j == 0 {
				times = titleCount
			}
			list := letters(q.stems)
			own += times * float64(len(list))
			for _, f := range list {
				m.count(f, i, times)
			}
		}
		m.none[i] = math.Log(smoothing / (own + smoothing))
		sum += own
	}
	for _, list := range m.gain {
		all := 0.0
		for _, p := range list {
			all += p.gain
		}
		for i, p := range list {
			list[i].gain = math.Log(1 + p.gain*sum/(smoothing*all))
		}
	}
	return m
}

// count notes in gain how often a page has a feature; the pages come in order.
func (m *likely) count(feature uint64, page int, times float64) {
	list := m.gain[feature]
	if n := len(list); n > 0 && list[n-1].topic == page {
		list[n-1].gain += times
		return
	}
	if list == nil {
		list = make([]posting, 0, usualPages)
	}
	m.gain[feature] = append(list, posting{page, times})
}

// shares writes how likely each page is beside the likeliest, which has 1, by the difference of the log-likelihoods; all keep 0 if no
// feature was ever seen.
func (m *likely) shares(stems string, shares []float64) {
	seen := 0
	for _, f := range letters(stems) {
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
	reach := reachShapes * math.Sqrt(float64(seen+1))
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
