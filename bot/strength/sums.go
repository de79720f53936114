package strength

import "math/bits"

// sums is a set of side weights, counted in grains (see solver), as a bitset of fixed size.
type sums []uint64

// newSums returns the set of zero alone, with room for 0 to at least top.
func newSums(top int) sums {
	s := make(sums, top/64+1)
	s[0] = 1
	return s
}

func (s sums) clone() sums { return append(sums(nil), s...) }

// top is the largest number that the set has room for.
func (s sums) top() int { return len(s)*64 - 1 }

func (s sums) has(n int) bool {
	return n >= 0 && n <= s.top() && s[n/64]>>(n%64)&1 == 1
}

// next returns the smallest member >= n, or -1.
func (s sums) next(n int) int {
	if n < 0 {
		n = 0
	}
	if n > s.top() {
		return -1
	}
	word := s[n/64] >> (n % 64) << (n % 64)
	for i := n / 64; ; word = s[i] {
		if word != 0 {
			return i*64 + bits.TrailingZeros64(word)
		}
		if i++; i == len(s) {
			return -1
		}
	}
}

// prev returns the largest member <= n, or -1.
func (s sums) prev(n int) int {
	if n < 0 {
		return -1
	}
	n = min(n, s.top())
	gap := 63 - n%64
	word := s[n/64] << gap >> gap
	for i := n / 64; ; word = s[i] {
		if word != 0 {
			return i*64 + bits.Len64(word) - 1
		}
		if i--; i < 0 {
			return -1
		}
	}
}

// addOnce adds every member plus n to the set.
func (s sums) addOnce(n int) {
	words, rest := n/64, n%64
	for i := len(s) - 1; i > words; i-- {
		s[i] |= s[i-words]<<rest | s[i-words-1]>>(64-rest)
	}
	if words < len(s) {
		s[words] |= s[0] << rest
	}
}

// addUpTo adds every member plus n, 2n, … times*n. Doubling the stride takes a logarithm of times passes.
func (s sums) addUpTo(n, times int) {
	times = min(times, s.top()/n)
	for stride := 1; times > 0; stride *= 2 {
		stride = min(stride, times)
		s.addOnce(stride * n)
		times -= stride
	}
}

// shift replaces every member by itself plus n.
func (s sums) shift(n int) {
	words, rest := n/64, n%64
	for i := len(s) - 1; i >= 0; i-- {
		var w uint64
		if i >= words {
			w = s[i-words] << rest
		}
		if i > words {
			w |= s[i-words-1] >> (64 - rest)
		}
		s[i] = w
	}
}

// union adds the members of o, a set of the same size.
func (s sums) union(o sums) {
	for i, w := range o {
		s[i] |= w
	}
}
