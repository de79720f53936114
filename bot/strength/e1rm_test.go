package strength

import (
	"errors"
	"math"
	"strconv"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: got %.4f, want %.4f", what, got, want)
	}
}

var formulaNames = map[string]Formula{
	"epley": Epley, "brzycki": Brzycki, "lombardi": Lombardi, "mayhew": Mayhew, "oconner": OConner, "wathan": Wathan, "lander": Lander,
}

func TestMaxVectors(t *testing.T) {
	var file struct {
		Vectors []struct {
			ID     string
			Weight float64
			Reps   int
			Expect map[string]float64
		}
		Published []map[string]any `json:"published_checks"`
	}
	readVectors(t, "testdata/e1rm.json", &file)
	if len(file.Vectors) != 13 || len(file.Published) != 4 {
		t.Fatalf("%d vectors and %d published figures, want 13 and 4", len(file.Vectors), len(file.Published))
	}
	for _, v := range file.Vectors {
		if len(v.Expect) != len(Formulas) {
			t.Fatalf("%s: %d formulas, want %d", v.ID, len(v.Expect), len(Formulas))
		}
		for name, want := range v.Expect {
			got, err := formulaNames[name].Max(v.Weight, v.Reps)
			if err != nil {
				t.Fatal(err)
			}
			near(t, v.ID+" "+name, got, want, 0.0001)
		}
	}
	for _, p := range file.Published {
		checkPublished(t, p)
	}
}

func checkPublished(t *testing.T, p map[string]any) {
	w, r := p["weight"].(float64), int(p["reps"].(float64))
	checked := 0
	for name, f := range formulaNames {
		got, err := f.Max(w, r)
		if err != nil {
			t.Fatal(err)
		}
		if want, ok := p[name].(float64); ok {
			near(t, name+" as published", got, want, 1e-9)
			checked++
		}
		if want, ok := p[name+"_rounded"].(float64); ok {
			near(t, name+" as published, in whole units", math.Floor(got), want, 0)
			checked++
		}
	}
	if checked == 0 {
		t.Errorf("nothing of %v was checked", p)
	}
}

func TestChartVectors(t *testing.T) {
	var file struct {
		Sequence []float64
		Columns  []float64 `json:"rpe_columns"`
		Table    map[string]map[string]float64
		Max      []struct {
			ID            string
			Weight, RPE   float64
			Reps          int
			Percent, E1RM float64
		} `json:"e1rm_vectors"`
		Load []struct {
			ID        string
			E1RM, RPE float64
			Reps      int
			Exact     float64 `json:"load_exact"`
		} `json:"load_vectors"`
	}
	readVectors(t, "testdata/rpe.json", &file)
	if len(file.Table) != 12 || len(file.Sequence) != len(chart) || len(file.Max) != 9 || len(file.Load) != 5 {
		t.Fatalf("%d rows, %d values, %d maxima, %d loads", len(file.Table), len(file.Sequence), len(file.Max), len(file.Load))
	}
	for i, want := range file.Sequence {
		near(t, "value "+strconv.Itoa(i), chart[i], want, 0)
	}
	for row, cells := range file.Table {
		reps, _ := strconv.Atoi(row)
		for column, want := range cells {
			rpe, _ := strconv.ParseFloat(column, 64)
			got, err := Percent(reps, RPE(rpe*10))
			if err != nil {
				t.Fatal(err)
			}
			near(t, row+" @"+column, got, want, 0)
		}
	}
	for _, v := range file.Max {
		percent, err := Percent(v.Reps, RPE(v.RPE*10))
		if err != nil {
			t.Fatal(err)
		}
		near(t, v.ID+" percent", percent, v.Percent, 0)
		got, err := Estimate(Milli(int64(v.Weight*1000), Kilogram), v.Reps, RPE(v.RPE*10))
		if err != nil {
			t.Fatal(err)
		}
		near(t, v.ID, float64(got.Milli())/1000, v.E1RM, 0.0006)
	}
	for _, v := range file.Load {
		got, err := Load(Milli(int64(v.E1RM*1000), Kilogram), v.Reps, RPE(v.RPE*10))
		if err != nil {
			t.Fatal(err)
		}
		near(t, v.ID, float64(got.Milli())/1000, v.Exact, 0.0006)
	}
}

func TestEstimateRefuses(t *testing.T) {
	w := Milli(100_000, Kilogram)
	for _, c := range []struct {
		reps int
		rpe  RPE
		want error
	}{
		{0, 0, ErrReps}, {16, 0, ErrManyReps}, {15, 0, nil}, {13, 80, ErrManyReps}, {12, 65, nil}, {5, 60, ErrTooEasy}, {0, 80, ErrReps},
	} {
		if _, err := Estimate(w, c.reps, c.rpe); !errors.Is(err, c.want) {
			t.Errorf("%d reps at RPE %s: %v, want %v", c.reps, c.rpe, err, c.want)
		}
	}
	for reps := 1; reps <= MaxReps; reps++ {
		got, err := Estimate(w, reps, 0)
		if err != nil {
			t.Fatal(err)
		}
		low, high, err := Span(w, reps)
		if err != nil {
			t.Fatal(err)
		}
		if reps == 1 && got != w {
			t.Errorf("a single of 100 kg makes %s", got)
		}
		if got.Cmp(low) < 0 || got.Cmp(high) > 0 || reps > 1 && got.Cmp(w) <= 0 {
			t.Errorf("%d reps make %s, outside of %s to %s", reps, got, low, high)
		}
	}
	if _, _, err := Span(w, 16); !errors.Is(err, ErrManyReps) {
		t.Errorf("a span of 16 reps: %v", err)
	}
}

func TestWhole(t *testing.T) {
	for _, c := range []struct{ in, want Mass }{
		{Milli(202_249, Kilogram), Milli(202_000, Kilogram)},
		{Milli(202_250, Kilogram), Milli(202_500, Kilogram)},
		{Milli(404_499, Pound), Milli(404_000, Pound)},
		{Milli(404_500, Pound), Milli(405_000, Pound)},
	} {
		if got := c.in.Whole(); got != c.want {
			t.Errorf("%s is about %s, want %s", c.in, got, c.want)
		}
	}
}
