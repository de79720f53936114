package strength

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// brute finds all sides of exactly n thousandths, heaviest plates first, the lexicographically greatest one first.
func brute(plates []Stack, n int64) (sides [][]int64) {
	if n == 0 {
		return [][]int64{nil}
	}
	if len(plates) == 0 {
		return nil
	}
	p := plates[0].Plate.Milli()
	most := n / p
	if plates[0].Pairs != Unlimited {
		most = min(most, int64(plates[0].Pairs))
	}
	for c := most; c >= 0; c-- {
		for _, rest := range brute(plates[1:], n-c*p) {
			sides = append(sides, append(slices.Repeat([]int64{p}, int(c)), rest...))
		}
	}
	return sides
}

func sideMilli(l Loading) (side []int64) {
	for _, p := range l.Side {
		side = append(side, p.Milli())
	}
	return side
}

// TestLoadAgainstBrute compares with an exhaustive search over small inventories.
func TestLoadAgainstBrute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Gear{Bar: Milli(20_000, Kilogram), Full: Milli(20_000, Kilogram)}
		all := []int64{25_000, 20_000, 15_000, 10_000, 7_500, 5_000, 4_000, 2_500, 2_000, 1_500, 1_250}
		for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, 5, rapid.ID).Draw(t, "plates") {
			g.Plates = append(g.Plates, Stack{Milli(p, Kilogram), rapid.SampledFrom([]int{Unlimited, 1, 2, 3, 5}).Draw(t, "pairs")})
		}
		sorted := slices.Clone(g.Plates)
		slices.SortFunc(sorted, func(a, b Stack) int { return b.Plate.Cmp(a.Plate) })
		side := 250 * rapid.Int64Range(0, 240).Draw(t, "side")
		checkBrute(t, g, Milli(20_000+2*side, Kilogram), brute(sorted, side))
	})
}

func checkBrute(t *rapid.T, g Gear, target Mass, sides [][]int64) {
	got, err := g.Load(target)
	few, errFew := g.Fewest(target)
	if (err == nil) != (len(sides) > 0) || (err == nil) != (errFew == nil) {
		t.Fatalf("%v: Load %v %v, brute force %v", target, got, err, sides)
	}
	if err != nil {
		checkNeighbours(t, g, target, err.(*NotLoadable))
		return
	}
	fewest := slices.MinFunc(sides, func(a, b []int64) int { return len(a) - len(b) })
	if !slices.Equal(sideMilli(got), sides[0]) || !slices.Equal(sideMilli(few), fewest) {
		t.Fatalf("%v: Load %v, Fewest %v, brute force %v and %v", target, got.Side, few.Side, sides[0], fewest)
	}
	checkLoading(t, g, got)
	checkLoading(t, g, few)
}

// checkNeighbours: both are loadings, and nothing that can be loaded lies between them.
func checkNeighbours(t *rapid.T, g Gear, target Mass, not *NotLoadable) {
	checkLoading(t, g, *not.Below)
	top := target.Milli() + 60_000
	if not.Above != nil {
		checkLoading(t, g, *not.Above)
		top = not.Above.Total.Milli()
	}
	if not.Below.Total.Cmp(target) >= 0 || top <= target.Milli() {
		t.Fatalf("%v", not)
	}
	for m := not.Below.Total.Milli() + 500; m < top; m += 500 {
		if l, err := g.Load(Milli(m, g.Unit())); err == nil {
			t.Fatalf("%v: %v lies between", not, l)
		}
	}
}

// TestFewestNeverMore holds Fewest to Load on gears too large for an exhaustive search.
func TestFewestNeverMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := gears.Draw(t, "gear")
		target := drawWork(t, g)
		large, err := g.Load(target)
		few, errFew := g.Fewest(target)
		if (err == nil) != (errFew == nil) {
			t.Fatalf("%v and %v", err, errFew)
		}
		if err != nil {
			return
		}
		checkLoading(t, g, large)
		checkLoading(t, g, few)
		if len(few.Side) > len(large.Side) || slices.Compare(sideMilli(few), sideMilli(large)) > 0 {
			t.Fatalf("%v: Load %v, Fewest %v", target, large.Side, few.Side)
		}
	})
}

// TestFewestTruncated: the largest-first loading has fewer plates than any that the search for a better one comes across.
func TestFewestTruncated(t *testing.T) {
	g := Gear{Bar: Milli(20_000, Kilogram), Full: Milli(20_000, Kilogram)}
	g.Plates = []Stack{{Milli(2_000, Kilogram), Unlimited}, {Milli(1_250, Kilogram), Unlimited}, {Milli(15_000, Kilogram), 1}}
	l, err := g.Fewest(Milli(62_500, Kilogram))
	if want := []int64{15_000, 1_250, 1_250, 1_250, 1_250, 1_250}; err != nil || !slices.Equal(sideMilli(l), want) {
		t.Errorf("%v %v, want %v", l.Side, err, want)
	}
}

func TestLoadEdges(t *testing.T) {
	g := DefaultGear(Kilogram)
	if l, err := g.Load(Milli(44_092, Pound)); err != nil || l.Total.String() != "20 kg" {
		t.Errorf("44.092 lb on a 20 kg bar: %v %v", l, err)
	}
	for milli, want := range map[int64]error{-1 << 63: ErrBelowBar, 19_999: ErrBelowBar, 1_000_001: ErrTooHeavy, 1<<63 - 1: ErrTooHeavy} {
		if _, err := g.Load(Milli(milli, 0)); err != want {
			t.Errorf("%d: %v, want %v", milli, err, want)
		}
	}
	lb := DefaultGear(Pound)
	if _, err := lb.Load(Milli(1_000_000, Kilogram)); !errors.As(err, new(*NotLoadable)) {
		t.Errorf("1000 kg in pound plates: %v", err)
	}
	g.Plates = []Stack{{Milli(20_000, Kilogram), 2}}
	_, err := g.Load(Milli(101_000, Kilogram))
	var not *NotLoadable
	if !errors.As(err, &not) || not.Below.Total.String() != "100 kg" || not.Above != nil {
		t.Errorf("beyond all plates: %v", err)
	}
	if err.Error() != "strength: 101 kg cannot be loaded: 100 kg below" {
		t.Errorf("error text %q", err)
	}
	g.Plates = nil
	if _, err = g.Load(Milli(20_001, Kilogram)); !errors.As(err, &not) || not.Below.Side != nil || not.Above != nil {
		t.Errorf("no plates: %v", err)
	}
	if l, err := g.Fewest(Milli(20_000, Kilogram)); err != nil || l.Side != nil {
		t.Errorf("empty bar: %v %v", l, err)
	}
}

func TestValidate(t *testing.T) {
	for _, u := range []Unit{Kilogram, Pound} {
		if err := DefaultGear(u).Validate(); err != nil {
			t.Errorf("default gear: %v", err)
		}
	}
	kg := func(n int64) Mass { return Milli(n, Kilogram) }
	many := Gear{Bar: kg(20_000), Full: kg(20_000)}
	for i := range int64(17) {
		many.Plates = append(many.Plates, Stack{kg(1000 + i), 1})
	}
	for _, c := range []struct {
		gear Gear
		want string
	}{
		{Gear{}, "the bar needs a unit, kg or lb"},
		{Gear{Bar: kg(500)}, `the bar must weigh at least 1 kg, not 0.5 kg
the full-size plate must weigh more than zero, not 0`},
		{Gear{Bar: kg(100_001), Full: kg(0), Collars: kg(-1)}, `the bar must weigh at most 100 kg, not 100.001 kg
the full-size plate must weigh more than zero, not 0 kg
the pair of collars must weigh at least 0 kg, not -0.001 kg`},
		{Gear{Bar: kg(20_000), Full: kg(20_000), Collars: Milli(5_000, Pound), Plates: []Stack{
			{kg(25_000), 0}, {kg(10_000), 1}, {kg(10_000), 100}, {Milli(45_000, Pound), 1}, {kg(-5), Unlimited}, {kg(1 << 62), 1},
		}}, `the pair of collars must be in kg like the bar, not "5 lb"
the pairs of 25 kg plates must be 1 to 99, or unlimited, not 0
the pairs of 10 kg plates must be 1 to 99, or unlimited, not 100
the 10 kg plate is listed twice
a plate must be in kg like the bar, not "45 lb"
a plate must weigh more than zero, not -0.005 kg
a plate must weigh at most 100 kg, not 4611686018427387.904 kg`},
		{many, "at most 16 different plates are possible, not 17"},
	} {
		if got := c.gear.Validate(); got == nil || got.Error() != c.want {
			t.Errorf("got:\n%v\nwant:\n%s", got, c.want)
		}
		if _, err := c.gear.Load(kg(100_000)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Load: %v", err)
		}
	}
}

// crowdedGear has sixteen plates nearly alike, with no common divisor: about as slow as Load gets.
func crowdedGear(u Unit, lightest int64, pairs int) Gear {
	g := Gear{Bar: Milli(20_000, u), Full: Milli(lightest, u)}
	for i := range int64(16) {
		g.Plates = append(g.Plates, Stack{Milli(lightest+i, u), pairs})
	}
	return g
}

// scatteredGear has sixteen odd plates far apart: about as slow as Fewest gets.
func scatteredGear() Gear {
	g := Gear{Bar: Milli(20_000, Pound), Full: Milli(45_000, Pound)}
	for i := range int64(16) {
		g.Plates = append(g.Plates, Stack{Milli(15_013+i*5_209, Pound), 99})
	}
	return g
}

func benchmarkSolve(b *testing.B, g Gear, target Mass, solve func(Gear, Mass) (Loading, error)) {
	if _, err := solve(g, target); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		solve(g, target)
	}
}

func BenchmarkLoad(b *testing.B) {
	odd := DefaultGear(Kilogram)
	odd.Plates = append(odd.Plates, Stack{Milli(1_001, Kilogram), 1})
	oddTarget := Milli(992_002, Kilogram)
	for _, c := range []struct {
		name   string
		gear   Gear
		target Mass
	}{
		{"gym", DefaultGear(Kilogram), Milli(302_500, Kilogram)},
		{"odd", odd, oddTarget},
		{"crowded", crowdedGear(Kilogram, 1_250, 99), Milli(999_998, Kilogram)},
		{"crowdedPounds", crowdedGear(Pound, 1_130, 99), Milli(1_999_998, Pound)},
		{"scattered", scatteredGear(), Milli(1_999_974, Pound)},
		{"crowdedUnlimited", crowdedGear(Pound, 2_500, Unlimited), Milli(1_999_998, Pound)},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkSolve(b, c.gear, c.target, Gear.Load) })
		b.Run(c.name+"Fewest", func(b *testing.B) { benchmarkSolve(b, c.gear, c.target, Gear.Fewest) })
	}
}
