package chart

import (
	"bytes"
	"errors"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the golden pictures with what came out")

func decode(t testing.TB, file []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// side is plates of the given thousandths, labelled with their numbers.
func side(pound bool, milli ...int64) []Plate {
	var out []Plate
	for _, m := range milli {
		out = append(out, Plate{strconv.FormatFloat(float64(m)/1000, 'f', -1, 64), m, pound})
	}
	return out
}

func deadlift() []BarSet {
	return []BarSet{
		{Label: "1", Weight: "60 kg", Reps: "5", Rest: "30 s", Side: side(false, 20_000)},
		{Label: "2", Weight: "90 kg", Reps: "5", Rest: "1 min", Side: side(false, 25_000, 10_000)},
		{Label: "3", Weight: "120 kg", Reps: "3", Rest: "1 min", Side: side(false, 25_000, 25_000)},
		{Label: "4", Weight: "150 kg", Reps: "2", Rest: "1 min", Side: side(false, 25_000, 25_000, 15_000)},
		{Label: "5", Weight: "165 kg", Reps: "1", Rest: "3 min", Side: side(false, 25_000, 25_000, 20_000, 2_500)},
		{Label: "work", Weight: "180 kg", Work: true, Side: side(false, 25_000, 25_000, 25_000, 5_000)},
	}
}

func squat() []BarSet {
	return []BarSet{
		{Label: "1", Weight: "45 lb", Reps: "10"},
		{Label: "2", Weight: "225 lb", Reps: "3", Rest: "1 min", Side: side(true, 45_000, 45_000)},
		{Label: "work", Weight: "392.5 lb", Reps: "5", Work: true,
			Side: side(true, 45_000, 45_000, 35_000, 25_000, 10_000, 5_000, 2_500, 1_250)},
	}
}

func day0(n int) time.Time { return time.Date(2025, 9, 3+n, 18, 0, 0, 0, time.UTC) }

// year is a year of training, three times a week, with its records.
func year() (e1rm, top Series) {
	e1rm.Name, top.Name = "e1RM", "top set"
	random := rand.New(rand.NewPCG(1, 2))
	best := 0.0
	for i := 0; i < 366; i += 3 {
		v := math.Round(140 + float64(i)/8 + 6*random.Float64())
		record := v > best+5
		if record {
			best = v
		}
		e1rm.Points = append(e1rm.Points, Point{day0(i), v, record})
		top.Points = append(top.Points, Point{day0(i), v - 25, false})
	}
	return e1rm, top
}

func autumn() Series {
	return Series{Points: []Point{
		{day0(0), 180, true}, {day0(7), 183, true}, {day0(14), 181.5, false}, {day0(23), 186, true},
		{day0(30), 187.5, true}, {day0(40), 184, false}, {day0(49), 190, true}, {day0(60), 188, false}}}
}

func weeks(n int, scale float64) []Week {
	out := make([]Week, n)
	for i := range out {
		out[i] = Week{Label: day0(7*i - 2).Format("2 Jan"), Value: scale * float64(8+i*7%11), Open: i == n-1 && n > 1}
	}
	return out
}

// pictures are the cases that the goldens show.
var pictures = map[string]func() ([]byte, error){
	"bars-kg":     func() ([]byte, error) { return Bars("Warm-up: deadlift 180 kg", deadlift()) },
	"bars-lb":     func() ([]byte, error) { return Bars("Warm-up: squat 392.5 lb", squat()) },
	"line":        func() ([]byte, error) { return Line("Deadlift e1RM", "kg", autumn()) },
	"line-year":   func() ([]byte, error) { a, b := year(); return Line("Squat", "kg", a, b) },
	"weeks":       func() ([]byte, error) { return Weeks("Back: hard sets a week", "sets", weeks(8, 1)) },
	"weeks-year":  func() ([]byte, error) { return Weeks("Volume a week", "kg", weeks(MaxWeeks, 1000)) },
	"line-lonely": func() ([]byte, error) { return Line("Bench", "kg", Series{Points: autumn().Points[:1]}) },
}

// TestGolden compares decoded pixels, with some tolerance for processors that round differently.
func TestGolden(t *testing.T) {
	for name, draw := range pictures {
		t.Run(name, func(t *testing.T) {
			got, err := draw()
			if err != nil {
				t.Fatal(err)
			}
			if len(got) > 60<<10 {
				t.Errorf("%d bytes, more than 60 KB", len(got))
			}
			file := filepath.Join("testdata", name+".png")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v; go test -update writes it", err)
			}
			comparePixels(t, decode(t, got), decode(t, want))
		})
	}
}

func comparePixels(t *testing.T, got, want image.Image) {
	t.Helper()
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%v, want %v", got.Bounds(), want.Bounds())
	}
	b, differ := got.Bounds(), 0
	for y := range b.Dy() {
		for x := range b.Dx() {
			if !near(got.At(x, y), want.At(x, y), 24) {
				differ++
			}
		}
	}
	if differ > b.Dx()*b.Dy()/10_000 {
		t.Errorf("%d pixels differ from the golden picture", differ)
	}
}

func near(a, b color.Color, by int) bool {
	p, q := color.RGBAModel.Convert(a).(color.RGBA), color.RGBAModel.Convert(b).(color.RGBA)
	far := func(x, y uint8) bool { return max(x, y)-min(x, y) > uint8(by) }
	return !far(p.R, q.R) && !far(p.G, q.G) && !far(p.B, q.B)
}

// TestSameBytes draws every picture at the same time as all others, several times.
func TestSameBytes(t *testing.T) {
	var wg sync.WaitGroup
	for name, draw := range pictures {
		first, err := draw()
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			wg.Go(func() {
				if again, err := draw(); err != nil || !bytes.Equal(first, again) {
					t.Errorf("%s: not the same bytes again (%v)", name, err)
				}
			})
		}
	}
	wg.Wait()
}

func TestHeights(t *testing.T) {
	for n := 1; n <= MaxSets; n++ {
		for heading, want := range map[string]int{"": 16 + 128*n + 16, "Deadlift": 84 + 128*n + 16} {
			file, err := Bars(heading, make([]BarSet, n))
			if err != nil {
				t.Fatal(err)
			}
			if b := decode(t, file).Bounds(); b.Dx() != 1000 || b.Dy() != want {
				t.Errorf("%d sets under %q: %v, want 1000 by %d", n, heading, b, want)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	lost := Series{Points: []Point{{day0(0), math.NaN(), true}, {day0(1), math.Inf(-1), false}, {day0(2), 1e300, false},
		{time.Time{}, 100, false}, {time.Unix(1<<60, 0), 100, false}}}
	unknown := []Week{{"a", math.NaN(), false}, {"b", -1, false}, {"c", math.Inf(1), true}}
	for name, c := range map[string]struct {
		draw  func() ([]byte, error)
		empty bool
	}{
		"no sets":    {func() ([]byte, error) { return Bars("x", nil) }, true},
		"11 sets":    {func() ([]byte, error) { return Bars("x", make([]BarSet, MaxSets+1)) }, false},
		"no points":  {func() ([]byte, error) { return Line("x", "kg", Series{}, Series{}) }, true},
		"lost":       {func() ([]byte, error) { return Line("x", "kg", lost) }, true},
		"points":     {func() ([]byte, error) { return Line("x", "kg", Series{Points: make([]Point, MaxPoints+1)}) }, false},
		"3 series":   {func() ([]byte, error) { return Line("x", "kg", autumn(), autumn(), autumn()) }, false},
		"no weeks":   {func() ([]byte, error) { return Weeks("x", "kg", nil) }, true},
		"no records": {func() ([]byte, error) { return Weeks("x", "kg", unknown) }, true},
		"54 weeks":   {func() ([]byte, error) { return Weeks("x", "kg", weeks(MaxWeeks+1, 1)) }, false},
	} {
		file, err := c.draw()
		if err == nil || file != nil || errors.Is(err, ErrEmpty) != c.empty {
			t.Errorf("%s: %d bytes, %v", name, len(file), err)
		}
	}
}

func benchmark(b *testing.B, name string) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pictures[name](); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBars(b *testing.B)  { benchmark(b, "bars-kg") }
func BenchmarkLine(b *testing.B)  { benchmark(b, "line-year") }
func BenchmarkWeeks(b *testing.B) { benchmark(b, "weeks-year") }
