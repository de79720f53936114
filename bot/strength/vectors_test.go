package strength

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// figures is a list of masses as the vector files write them.
type figures []json.Number

func (f figures) in(t *testing.T, u Unit) []Mass {
	t.Helper()
	var masses []Mass
	for _, n := range f {
		masses = append(masses, figure(t, n, u))
	}
	return masses
}

func figure(t *testing.T, n json.Number, u Unit) Mass {
	t.Helper()
	if n == "0" || n == "" {
		return Milli(0, u)
	}
	m, err := ParseMass(n.String())
	if err != nil {
		t.Fatalf("figure %s: %v", n, err)
	}
	return m.Or(u)
}

func unitOf(t *testing.T, s string) Unit {
	t.Helper()
	u, ok := ParseUnit(s)
	if !ok {
		t.Fatalf("unit %q", s)
	}
	return u
}

// stacks reads plates and pairs; 99 pairs stand for unlimited.
func stacks(t *testing.T, pairs map[string]int, u Unit) []Stack {
	t.Helper()
	var s []Stack
	for plate, n := range pairs {
		if n == 99 {
			n = Unlimited
		}
		s = append(s, Stack{figure(t, json.Number(plate), u), n})
	}
	return s
}

func readVectors(t *testing.T, file string, into any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

type plateVector struct {
	ID, Unit    string
	Target, Bar json.Number
	Collars     json.Number `json:"collars_total"`
	Pairs       map[string]int
	Expect      struct {
		Error   string
		Exact   bool
		Largest figures      `json:"largest_first"`
		Fewest  figures      `json:"fewest"`
		Below   *json.Number `json:"nearest_below_total"`
		Above   *json.Number `json:"nearest_above_total"`
	}
}

func TestPlateVectors(t *testing.T) {
	var file struct{ Vectors []plateVector }
	readVectors(t, "testdata/plates.json", &file)
	if len(file.Vectors) != 24 {
		t.Fatalf("%d vectors, want 24", len(file.Vectors))
	}
	for _, v := range file.Vectors {
		t.Run(v.ID, func(t *testing.T) { checkPlateVector(t, v) })
	}
}

func checkPlateVector(t *testing.T, v plateVector) {
	u := unitOf(t, v.Unit)
	g := DefaultGear(u)
	g.Bar, g.Collars, g.Plates = figure(t, v.Bar, u), figure(t, v.Collars, u), stacks(t, v.Pairs, u)
	target := figure(t, v.Target, u)
	largest, err := g.Load(target)
	if v.Expect.Error == "below_bar" {
		if err != ErrBelowBar {
			t.Fatalf("error %v, want ErrBelowBar", err)
		}
		return
	}
	if !v.Expect.Exact {
		var not *NotLoadable
		if !errors.As(err, &not) {
			t.Fatalf("error %v, want *NotLoadable", err)
		}
		if not.Target != target || not.Below.Total != figure(t, *v.Expect.Below, u) || not.Above.Total != figure(t, *v.Expect.Above, u) {
			t.Fatalf("got %v", not)
		}
		return
	}
	fewest, errFewest := g.Fewest(target)
	if err != nil || errFewest != nil {
		t.Fatal(err, errFewest)
	}
	want := Loading{target, v.Expect.Largest.in(t, u)}
	if d := cmp.Diff(want, largest, cmp.AllowUnexported(Mass{})); d != "" {
		t.Errorf("Load (-want +got):\n%s", d)
	}
	want.Side = v.Expect.Fewest.in(t, u)
	if d := cmp.Diff(want, fewest, cmp.AllowUnexported(Mass{})); d != "" {
		t.Errorf("Fewest (-want +got):\n%s", d)
	}
}

type warmUpVector struct {
	ID, Unit, Lift string
	Work, Bar      json.Number
	FullPlate      json.Number `json:"full_plate"`
	Reps           int
	Pairs          map[string]int `json:"inventory_pairs"`
	Expect         struct {
		Error, Mode string
		Template    int
		Sets        []vectorSet
		Notes       []Note
	}
}

type vectorSet struct {
	Weight      json.Number
	Reps, Count int
	Rest        int `json:"rest_s"`
}

func TestWarmUpVectors(t *testing.T) {
	var file struct {
		Vectors []warmUpVector
		Floor   []string `json:"floor_lifts"`
	}
	readVectors(t, "testdata/warmup.json", &file)
	if len(file.Vectors) != 36 {
		t.Fatalf("%d vectors, want 36", len(file.Vectors))
	}
	for _, v := range file.Vectors {
		t.Run(v.ID, func(t *testing.T) { checkWarmUpVector(t, v, slices.Contains(file.Floor, v.Lift)) })
	}
}

func checkWarmUpVector(t *testing.T, v warmUpVector, floor bool) {
	u := unitOf(t, v.Unit)
	w := WarmUp{Work: figure(t, v.Work, u), Reps: v.Reps, Gear: DefaultGear(u)}
	w.Gear.Bar, w.Gear.Full = figure(t, v.Bar, u), figure(t, v.FullPlate, u)
	if v.Pairs != nil {
		w.Gear.Plates = stacks(t, v.Pairs, u)
	}
	if floor {
		w.Start = Floor
	}
	l, err := w.Ladder()
	if v.Expect.Error == "below_bar" {
		if err != ErrBelowBar {
			t.Fatalf("error %v, want ErrBelowBar", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	checkLadder(t, w, l)
	if (v.Expect.Mode == "floor") != (l.Mode == Floor) || v.Expect.Template != l.Template {
		t.Errorf("mode %v, template %d", l.Mode, l.Template)
	}
	if d := cmp.Diff(v.Expect.Notes, l.Notes, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
	if d := cmp.Diff(v.Expect.Sets, vectorSets(l.Sets)); d != "" {
		t.Errorf("sets (-want +got):\n%s", d)
	}
}

func vectorSets(sets []Set) []vectorSet {
	var v []vectorSet
	for _, s := range sets {
		v = append(v, vectorSet{json.Number(s.Loading.Total.Number()), s.Reps, s.Count, int(s.Rest / time.Second)})
	}
	return v
}

func TestTableVectors(t *testing.T) {
	type unitTable struct {
		Bar         json.Number
		Full        json.Number `json:"full_plate"`
		Plates      figures
		Rack        figures     `json:"bar_thresholds"`
		Floor       figures     `json:"floor_thresholds"`
		Coarse      json.Number `json:"coarse_min_plate"`
		Fine        json.Number `json:"fine_min_plate"`
		CoarseRange json.Number `json:"coarse_from_range"`
	}
	var file struct{ Defaults map[string]unitTable }
	readVectors(t, "testdata/warmup.json", &file)
	for name, want := range file.Defaults {
		u := unitOf(t, name)
		g := DefaultGear(u)
		var plates []Mass
		for _, s := range g.Plates {
			plates = append(plates, s.Plate)
		}
		sc := scales[u]
		got := [][]Mass{{g.Bar, g.Full}, plates, nil, nil, {Milli(sc.coarse, u), Milli(sc.fine, u), Milli(sc.wide, u)}}
		for i := range 5 {
			got[2] = append(got[2], Milli(sc.thresholds[Rack][i], u))
			got[3] = append(got[3], Milli(sc.thresholds[Floor][i], u))
		}
		expect := [][]Mass{
			figures{want.Bar, want.Full}.in(t, u), want.Plates.in(t, u), want.Rack.in(t, u), want.Floor.in(t, u),
			figures{want.Coarse, want.Fine, want.CoarseRange}.in(t, u),
		}
		if d := cmp.Diff(expect, got, cmp.AllowUnexported(Mass{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestDumbbellVectors(t *testing.T) {
	var file struct {
		Vectors []struct {
			ID, Unit string
			PerHand  json.Number `json:"per_hand"`
			Expect   []vectorSet
		} `json:"dumbbell_vectors"`
	}
	readVectors(t, "testdata/warmup.json", &file)
	if len(file.Vectors) != 6 {
		t.Fatalf("%d vectors, want 6", len(file.Vectors))
	}
	for _, v := range file.Vectors {
		u := unitOf(t, v.Unit)
		got := Dumbbells(figure(t, v.PerHand, u))
		for i := range v.Expect {
			v.Expect[i].Count, v.Expect[i].Rest = 1, 60
		}
		v.Expect[len(v.Expect)-1].Rest = 120
		if d := cmp.Diff(v.Expect, vectorSets(got)); d != "" {
			t.Errorf("%s (-want +got):\n%s", v.ID, d)
		}
	}
}
