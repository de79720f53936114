package strength

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// reporter is the part of testing.T and rapid.T that the checks need.
type reporter interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkLadder holds a ladder to everything that is true of all of them.
func checkLadder(t reporter, w WarmUp, l Ladder) {
	t.Helper()
	work := w.Work.In(w.Gear.Unit()).Milli()
	before := int64(0)
	for i, s := range l.Sets {
		at := s.Loading.Total.Milli()
		checkLoading(t, w.Gear, s.Loading)
		switch {
		case s.Count < 1 || s.Reps < 1 || s.Reps > 5 || s.Rest <= 0:
			t.Fatalf("%+v: set %d: %+v", w, i, s)
		case at >= work && !slices.Contains(l.Notes, WorkIsBar):
			t.Fatalf("%+v: set %v is not lighter than the work weight", w, s.Loading)
		case at <= before || i > 0 && 25*(at-before) < work:
			t.Fatalf("%+v: set %v is too near to the one before", w, s.Loading)
		case i > 0 && 100*at > 94*work:
			t.Fatalf("%+v: step %v is above 94 %%", w, s.Loading)
		case i > 0 && l.Sets[i-1].Reps < s.Reps && l.Template > 1:
			t.Fatalf("%+v: reps rise at %v", w, s.Loading)
		case l.Mode == Floor && (len(s.Loading.Side) == 0 || s.Loading.Side[0].Cmp(w.Gear.Full) < 0):
			t.Fatalf("%+v: no full-size plate on %v", w, s.Loading)
		case l.Mode == Rack && i == 0 && s.Loading.Side != nil:
			t.Fatalf("%+v: the first set is not the empty bar but %v", w, s.Loading)
		}
		before = at
	}
	if len(l.Sets) == 0 || len(l.Sets) > l.Template+1 {
		t.Fatalf("%+v: %d sets by template %d", w, len(l.Sets), l.Template)
	}
	if l.Mode == Floor && w.Start != Floor || (w.Start == Floor && l.Mode == Rack) != slices.Contains(l.Notes, RaiseBar) {
		t.Fatalf("%+v: mode %v, notes %v", w, l.Mode, l.Notes)
	}
	checkWork(t, w, l)
}

// checkWork compares the work loading with what Load says.
func checkWork(t reporter, w WarmUp, l Ladder) {
	t.Helper()
	exact, err := w.Gear.Load(w.Work)
	if (err == nil) != (l.Work != nil) || (err == nil) == slices.Contains(l.Notes, WorkNotLoadable) {
		t.Fatalf("%+v: work %v, notes %v, Load says %v", w, l.Work, l.Notes, err)
	}
	if err == nil {
		if !slices.Equal(exact.Side, l.Work.Side) || l.Below != nil || l.Above != nil {
			t.Fatalf("%+v: work %v", w, l.Work)
		}
		return
	}
	if not := err.(*NotLoadable); l.Below.Total != not.Below.Total || (l.Above == nil) != (not.Above == nil) {
		t.Fatalf("%+v: neighbours %v %v, want %v", w, l.Below, l.Above, not)
	}
}

// checkLoading holds a loading to its label and to the plates that are owned.
func checkLoading(t reporter, g Gear, l Loading) {
	t.Helper()
	total, used := g.Empty().Milli(), map[Mass]int{}
	for i, p := range l.Side {
		if i > 0 && p.Cmp(l.Side[i-1]) > 0 {
			t.Fatalf("%v is not heaviest first", l)
		}
		total += 2 * p.Milli()
		used[p]++
	}
	if l.Total != Milli(total, g.Unit()) {
		t.Fatalf("%v is labelled %v", l.Side, l.Total)
	}
	for p, n := range used {
		at := slices.IndexFunc(g.Plates, func(s Stack) bool { return s.Plate == p })
		if at < 0 || g.Plates[at].Pairs != Unlimited && g.Plates[at].Pairs < n {
			t.Fatalf("%v takes %d of %v, of %v", l, n, p, g.Plates)
		}
	}
}

// gears draws a gear with any of the usual bars and a random choice of usual, micro and odd plates.
var gears = rapid.Custom(func(t *rapid.T) Gear {
	u := rapid.SampledFrom([]Unit{Kilogram, Pound}).Draw(t, "unit")
	bars, fulls := []int64{10_000, 15_000, 20_000, 25_000}, []int64{5_000, 10_000, 20_000, 25_000}
	plates := []int64{50_000, 25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 2_000, 1_500, 1_250, 1_001, 1_000, 500, 250, 125}
	if u == Pound {
		bars, fulls = []int64{15_000, 33_000, 35_000, 45_000, 55_000}, []int64{10_000, 25_000, 45_000, 55_000}
		plates = []int64{100_000, 55_000, 45_000, 35_000, 25_000, 15_000, 10_000, 5_000, 2_500, 1_250, 1_000, 750, 500, 250}
	}
	g := Gear{Bar: Milli(rapid.SampledFrom(bars).Draw(t, "bar"), u), Full: Milli(rapid.SampledFrom(fulls).Draw(t, "full"), u)}
	g.Collars = Milli(rapid.SampledFrom([]int64{0, 0, 0, 5_000}).Draw(t, "collars"), u)
	for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom(plates), 0, len(plates), rapid.ID).Draw(t, "plates") {
		pairs := rapid.OneOf(rapid.Just(Unlimited), rapid.IntRange(1, 4)).Draw(t, "pairs")
		g.Plates = append(g.Plates, Stack{Milli(p, u), pairs})
	}
	return g
})

// drawWork draws a work weight of up to 400 kg or 900 lb, in halves, that the gear's bar does not exceed.
func drawWork(t *rapid.T, g Gear) Mass {
	top := int64(400_000)
	if g.Unit() == Pound {
		top = 900_000
	}
	return Milli(500*rapid.Int64Range(g.Empty().Milli()/500, top/500).Draw(t, "work"), g.Unit())
}

func TestLadderProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := gears.Draw(t, "gear")
		w := WarmUp{
			Work: drawWork(t, g), Reps: rapid.IntRange(1, 20).Draw(t, "reps"), Gear: g,
			Start: rapid.SampledFrom([]Start{Rack, Floor}).Draw(t, "start"), Short: rapid.Bool().Draw(t, "short"),
		}
		l, err := w.Ladder()
		if err != nil {
			t.Fatalf("%+v: %v", w, err)
		}
		checkLadder(t, w, l)
		checkMicro(t, w, l)
	})
}

// checkMicro: no step has a plate lighter than 1.25 kg or 2.5 lb.
func checkMicro(t *rapid.T, w WarmUp, l Ladder) {
	for _, s := range l.Sets {
		for _, p := range s.Loading.Side {
			if p.Milli() < scales[w.Gear.Unit()].fine {
				t.Fatalf("%+v: micro plate on %v", w, s.Loading)
			}
		}
	}
}

// TestLadderEverywhere walks every work weight with the plates of a gym: as many cases as were checked when the method was designed.
func TestLadderEverywhere(t *testing.T) {
	grids := []struct {
		unit      Unit
		bars      []int64
		step, top int64
	}{
		{Kilogram, []int64{10_000, 15_000, 20_000, 25_000}, 500, 400_000},
		{Pound, []int64{15_000, 33_000, 35_000, 45_000, 55_000}, 1_000, 900_000},
	}
	cases := 0
	for _, grid := range grids {
		for _, bar := range grid.bars {
			w := WarmUp{Gear: DefaultGear(grid.unit)}
			w.Gear.Bar = Milli(bar, grid.unit)
			for work := bar; work <= grid.top; work += grid.step {
				w.Work = Milli(work, grid.unit)
				cases += checkAllStarts(t, w)
			}
		}
	}
	if cases < 38_952 {
		t.Errorf("only %d cases", cases)
	}
}

func checkAllStarts(t *testing.T, w WarmUp) (cases int) {
	t.Helper()
	for _, w.Start = range []Start{Rack, Floor} {
		for _, w.Reps = range []int{1, 5, 8} {
			l, err := w.Ladder()
			if err != nil {
				t.Fatalf("%+v: %v", w, err)
			}
			checkLadder(t, w, l)
			if len(l.Sets) != l.Template+1 {
				t.Fatalf("%+v: a step of template %d is lost: %+v", w, l.Template, l.Sets)
			}
			cases++
		}
	}
	return cases
}

func TestLadderShort(t *testing.T) {
	for _, work := range []int64{27_500, 30_000, 100_000} {
		w := WarmUp{Work: Milli(work, Kilogram), Reps: 5, Gear: DefaultGear(Kilogram)}
		long, err := w.Ladder()
		if err != nil {
			t.Fatal(err)
		}
		w.Short = true
		short, err := w.Ladder()
		if err != nil {
			t.Fatal(err)
		}
		want := len(long.Sets) - min(1, long.Template)
		if len(short.Sets) != want || short.Template != long.Template || short.Sets[0].Count != long.Sets[0].Count {
			t.Errorf("%v kg: short %+v of %+v", work/1000, short, long)
		}
		if last := short.Sets[want-1].Rest; last != long.Sets[len(long.Sets)-1].Rest {
			t.Errorf("%v kg: rest before the work set %v", work/1000, last)
		}
	}
}

func TestLadderConverts(t *testing.T) {
	w := WarmUp{Work: Milli(225_000, Pound), Reps: 5, Gear: DefaultGear(Kilogram)}
	l, err := w.Ladder()
	if err != nil {
		t.Fatal(err)
	}
	checkLadder(t, w, l)
	if got := fmt.Sprint(totals(l)); got != "[20 40 60 80 90]" {
		t.Errorf("sets %s", got)
	}
	if l.Work != nil || l.Below.Total.String() != "100 kg" || l.Above.Total.String() != "102.5 kg" {
		t.Errorf("work %v, below %v, above %v", l.Work, l.Below, l.Above)
	}
}

func TestLadderFullPlates(t *testing.T) {
	kg := func(pairs int, n ...int64) (s []Stack) {
		for _, p := range n {
			s = append(s, Stack{Milli(p*1000, Kilogram), pairs})
		}
		return s
	}
	for _, c := range []struct {
		name   string
		plates []Stack
		mode   Start
		sets   string
	}{
		{"heavier full plate", kg(Unlimited, 25, 10, 5), Floor, "[70 90 110 120]"},
		{"none owned", kg(Unlimited, 15, 10, 5), Rack, "[20 50 80 110 130]"},
		{"one pair", append(kg(1, 20), kg(Unlimited, 15, 5)...), Floor, "[60 80 100 120]"},
		{"no plates", nil, Rack, "[20]"},
	} {
		w := WarmUp{Work: Milli(140_000, Kilogram), Reps: 5, Start: Floor, Gear: DefaultGear(Kilogram)}
		w.Gear.Plates = c.plates
		l, err := w.Ladder()
		if err != nil {
			t.Fatal(err)
		}
		checkLadder(t, w, l)
		if got := fmt.Sprint(totals(l)); l.Mode != c.mode || got != c.sets {
			t.Errorf("%s: %v %s, want %v %s", c.name, l.Mode, got, c.mode, c.sets)
		}
	}
}

func totals(l Ladder) (s []string) {
	for _, set := range l.Sets {
		s = append(s, set.Loading.Total.Number())
	}
	return s
}

func TestLadderErrors(t *testing.T) {
	w := WarmUp{Work: Milli(100_000, 0), Reps: 5, Gear: DefaultGear(Kilogram)}
	for _, w.Reps = range []int{-1, 0, 101} {
		if _, err := w.Ladder(); err != ErrReps {
			t.Errorf("%d reps: %v", w.Reps, err)
		}
	}
	w.Reps = 100
	for milli, want := range map[int64]error{
		-1 << 63: ErrBelowBar, 0: ErrBelowBar, 19_999: ErrBelowBar, 20_000: nil, 1_000_000: nil, 1_000_001: ErrTooHeavy, 1<<63 - 1: ErrTooHeavy,
	} {
		w.Work = Milli(milli, 0)
		if _, err := w.Ladder(); err != want {
			t.Errorf("%v: %v, want %v", w.Work, err, want)
		}
	}
	w.Gear = Gear{}
	if _, err := w.Ladder(); err == nil {
		t.Error("no error for the zero gear")
	}
}

func TestDumbbells(t *testing.T) {
	for m := int64(0); m <= 120_000; m += 250 {
		for _, u := range []Unit{Kilogram, Pound} {
			before := int64(0)
			sets := Dumbbells(Milli(m, u))
			for _, s := range sets {
				if n := s.Loading.Total.Milli(); n <= before || n >= m || s.Loading.Side != nil {
					t.Fatalf("%v: %+v", Milli(m, u), sets)
				}
				before = s.Loading.Total.Milli()
			}
			if len(sets) > 0 && sets[len(sets)-1].Rest != 2*time.Minute {
				t.Fatalf("%v: %+v", Milli(m, u), sets)
			}
		}
	}
	if got := Dumbbells(Milli(20_000, 0)); len(got) != 2 || got[0].Loading.Total.Unit() != Kilogram {
		t.Errorf("without a unit: %+v", got)
	}
}

func ExampleWarmUp_Ladder() {
	w := WarmUp{Work: Milli(180_000, Kilogram), Reps: 5, Start: Floor, Gear: DefaultGear(Kilogram)}
	l, _ := w.Ladder()
	for _, s := range l.Sets {
		fmt.Println(s.Loading.Total, "x", s.Reps, s.Loading.Side, s.Rest)
	}
	fmt.Println(l.Work.Total, l.Work.Side)
	// Output:
	// 60 kg x 5 [20 kg] 30s
	// 90 kg x 5 [25 kg 10 kg] 1m0s
	// 120 kg x 3 [25 kg 25 kg] 1m0s
	// 150 kg x 2 [25 kg 25 kg 15 kg] 1m0s
	// 165 kg x 1 [25 kg 25 kg 20 kg 2.5 kg] 3m0s
	// 180 kg [25 kg 25 kg 25 kg 5 kg]
}

func BenchmarkLadder(b *testing.B) {
	w := WarmUp{Work: Milli(180_000, Kilogram), Reps: 5, Start: Floor, Gear: DefaultGear(Kilogram)}
	for b.Loop() {
		w.Ladder()
	}
}

func BenchmarkLadderWorst(b *testing.B) {
	w := WarmUp{Work: Milli(1_000_000, Kilogram), Reps: 5, Start: Floor, Gear: crowdedGear(Kilogram, 2_500, Unlimited)}
	for b.Loop() {
		w.Ladder()
	}
}

// TestLongWarmUp holds that a longer warm-up has one set more, to the same weight at most.
func TestLongWarmUp(t *testing.T) {
	count := func(l Ladder) (n int) {
		for _, s := range l.Sets {
			n += s.Count
		}
		return n
	}
	for _, start := range []Start{Rack, Floor} {
		for kilos := int64(40); kilos <= 300; kilos += 5 {
			w := WarmUp{Work: Milli(kilos*1000, Kilogram), Reps: 5, Start: start, Gear: DefaultGear(Kilogram)}
			usual, err := w.Ladder()
			if err != nil {
				t.Fatal(err)
			}
			w.Long = true
			long, err := w.Ladder()
			if err != nil {
				t.Fatal(err)
			}
			if n := count(long) - count(usual); n != 1 {
				t.Errorf("%s %d kg: %d sets more", start, kilos, n)
			}
			top := long.Sets[len(long.Sets)-1].Loading.Total
			if len(long.Sets) > 1 && 100*top.Milli() > 94*kilos*1000 {
				t.Errorf("%s %d kg: the last set is %s", start, kilos, top)
			}
		}
	}
}
