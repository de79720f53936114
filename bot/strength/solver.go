package strength

import (
	"cmp"
	"math"
	"slices"
)

// solver answers what can be hung on one bar from some of the plates of a gear. It counts one side of the bar in grains:
// the greatest common divisor of its plates, so that the sets stay small for all but the oddest plates.
type solver struct {
	unit   Unit
	empty  int64 // bar and collars, thousandths
	grain  int64 // thousandths
	plates []int // grains, heaviest first
	pairs  []int // of each plate, Unlimited cut to what can matter
	reach  []sums
}

// newSolver prepares for totals up to top and their upper neighbours. The gear must be valid; only plates of at least lightest are used.
// reach[i] holds the sums of the i-th and all lighter plates.
func (g Gear) newSolver(top, lightest int64) *solver {
	stacks := slices.DeleteFunc(slices.Clone(g.Plates), func(s Stack) bool { return s.Plate.milli < lightest })
	slices.SortFunc(stacks, func(a, b Stack) int { return cmp.Compare(b.Plate.milli, a.Plate.milli) })
	s := &solver{unit: g.Unit(), empty: g.Empty().milli, grain: 1}
	if len(stacks) > 0 {
		s.grain = 0
	}
	for _, p := range stacks {
		s.grain = gcd(p.Plate.milli, s.grain)
	}
	room := s.grains(top)
	if len(stacks) > 0 {
		room += int(stacks[0].Plate.milli / s.grain)
	}
	for _, p := range stacks {
		plate := int(p.Plate.milli / s.grain)
		pairs := room / plate
		if p.Pairs != Unlimited {
			pairs = min(pairs, p.Pairs)
		}
		s.plates, s.pairs = append(s.plates, plate), append(s.pairs, pairs)
	}
	s.fill(room)
	return s
}

func (s *solver) fill(room int) {
	s.reach = make([]sums, len(s.plates)+1)
	s.reach[len(s.plates)] = newSums(room)
	for i := len(s.plates) - 1; i >= 0; i-- {
		s.reach[i] = s.reach[i+1].clone()
		s.reach[i].addUpTo(s.plates[i], s.pairs[i])
	}
}

// reachWith returns the sums of all plates that can be made with at least one plate of full thousandths or more.
// The largest-first loading of such a sum has one.
func (s *solver) reachWith(full int64) sums {
	with := make(sums, len(s.reach[0]))
	for i := len(s.plates) - 1; i >= 0; i-- {
		if int64(s.plates[i])*s.grain < full {
			continue
		}
		one := s.reach[i+1].clone()
		one.shift(s.plates[i])
		one.addUpTo(s.plates[i], s.pairs[i]-1)
		with.addUpTo(s.plates[i], s.pairs[i])
		with.union(one)
	}
	return with
}

// grains is what one side may weigh at most for a total, rounded down; negative below the empty bar.
func (s *solver) grains(total int64) int {
	side, step := total-s.empty, 2*s.grain
	if side < 0 {
		return int((side - step + 1) / step)
	}
	return int(side / step)
}

// total is the weight of the bar with n grains a side, in thousandths.
func (s *solver) total(n int) int64 { return s.empty + 2*s.grain*int64(n) }

// exact returns the side weight that makes up total, if the plates can.
func (s *solver) exact(total int64) (n int, ok bool) {
	n = s.grains(total)
	return n, s.total(n) == total && s.reach[0].has(n)
}

// neighbours are the loadings next to a total, the empty bar at least, that cannot be loaded itself; above is nil if the plates run out.
func (s *solver) neighbours(total int64) (below, above *Loading) {
	n := s.grains(total)
	lower := s.load(s.reach[0].prev(n))
	if a := s.reach[0].next(n + 1); a >= 0 {
		upper := s.load(a)
		above = &upper
	}
	return &lower, above
}

// load hangs a reachable weight on the bar, largest plates first.
func (s *solver) load(n int) Loading { return s.loading(n, s.largest(n)) }

// loading puts together n grains a side from counts of each plate.
func (s *solver) loading(n int, counts []int) Loading {
	l := Loading{Total: Milli(s.total(n), s.unit)}
	for i, c := range counts {
		for range c {
			l.Side = append(l.Side, Milli(int64(s.plates[i])*s.grain, s.unit))
		}
	}
	return l
}

// largest takes as many of each plate, heaviest first, as leave a rest that the lighter ones can make up.
func (s *solver) largest(n int) []int {
	counts := make([]int, len(s.plates))
	for i, p := range s.plates {
		c := min(s.pairs[i], n/p)
		for !s.reach[i+1].has(n - c*p) {
			c--
		}
		counts[i], n = c, n-c*p
	}
	return counts
}

// fewest takes the smallest number of plates that make up n, and of several such choices the one with the largest plates first.
// That is the largest-first loading unless there is one of fewer plates.
func (s *solver) fewest(n int) []int {
	largest := s.largest(n)
	plates := 0
	for _, c := range largest {
		plates += c
	}
	rows := s.fewestRows(n, plates-1)
	if rows == nil {
		return largest
	}
	counts, used := make([]int, len(s.plates)), 0
	for i, p := range s.plates {
		best := int32(never)
		for c := min(s.pairs[i], n/p); c >= 0; c-- {
			if rest := n - c*p; rest < len(rows[i+1]) && rows[i+1][rest]+int32(c) < best {
				best, counts[i] = rows[i+1][rest]+int32(c), c
			}
		}
		used += counts[i]
		n -= counts[i] * p
	}
	if n > 0 || used >= plates {
		return largest // the rows also hold some loadings of more plates
	}
	return counts
}

// never stands for a sum that cannot be made; adding any number of plates to it does not overflow.
const never = math.MaxInt32 / 2

// fewestRows returns, for the i-th and all lighter plates, the fewest plates for each sum that can be part of a loading of n with
// at most most plates, or nil if there is no such loading. Row 0 is not needed and not filled.
func (s *solver) fewestRows(n, most int) [][]int32 {
	rows := make([][]int32, len(s.plates)+1)
	rows[len(s.plates)] = []int32{0}
	for i := len(s.plates) - 1; i > 0; i-- {
		rest := s.largestRest(n, most, i)
		if rest < 0 {
			return nil
		}
		row := make([]int32, rest+1)
		for x := copy(row, rows[i+1]); x < len(row); x++ {
			row[x] = never
		}
		relax(row, s.plates[i], s.pairs[i])
		rows[i] = row
	}
	return rows
}

// largestRest bounds what the i-th and lighter plates can have to make up if n is to take at most most plates; negative if it cannot.
// That many of the i-th fall short of n; each heavier plate in place of one makes up the difference, and the heaviest do so at the
// least cost to the rest.
func (s *solver) largestRest(n, most, i int) int {
	p := int64(s.plates[i])
	short, rest := int64(n)-int64(most)*p, int64(n)
	for j := 0; j < i && short > 0; j++ {
		pairs, gain := int64(s.pairs[j]), int64(s.plates[j])-p
		swaps := min(pairs, short/gain)
		short, rest = short-swaps*gain, rest-swaps*(gain+p)
		if swaps < pairs {
			return int(rest)
		}
	}
	if short > 0 {
		return -1
	}
	return int(rest)
}

// relax improves a row of fewest plates by up to pairs plates of weight p.
func relax(row []int32, p, pairs int) {
	if pairs >= (len(row)-1)/p {
		for x := p; x < len(row); x++ {
			row[x] = min(row[x], row[x-p]+1)
		}
		return
	}
	for stride := 1; pairs > 0; stride *= 2 {
		stride = min(stride, pairs)
		for x := len(row) - 1; x >= stride*p; x-- {
			row[x] = min(row[x], row[x-stride*p]+int32(stride))
		}
		pairs -= stride
	}
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
