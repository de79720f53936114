package chart

import (
	"errors"
	"image"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// checkPicture holds a picture to its form, and its edges to be free: what would leave the canvas has to cross them.
func checkPicture(t *testing.T, c *canvas, err error) {
	t.Helper()
	if errors.Is(err, ErrEmpty) && c == nil {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	b := c.img.Rect
	if b.Dx() != width || b.Dy() > 1500 {
		t.Errorf("the picture has %v", b)
	}
	for _, edge := range []image.Rectangle{
		{b.Min, image.Pt(b.Max.X, 2)}, {image.Pt(0, b.Max.Y-2), b.Max}, {b.Min, image.Pt(4, b.Max.Y)}, {image.Pt(b.Max.X-4, 0), b.Max},
	} {
		eachPixel(edge, func(x, y int) {
			if c.img.RGBAAt(x, y) != card {
				t.Fatalf("something is drawn at %d,%d", x, y)
			}
		})
	}
}

func eachPixel(r image.Rectangle, visit func(x, y int)) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			visit(x, y)
		}
	}
}

// hostile are labels that nobody types by mistake.
var hostile = []string{"", " \n\t", strings.Repeat("W", 5000), strings.Repeat("deadlift day ", 400), "שלום 180 ק״ג", "مرحبا", "🏋️‍♀️🏋️‍♀️",
	"\x00\x1b[31m", "\u202e\u2066evil", "\xff\xfe\xed\xa0\x80", strings.Repeat("e\u0301\u0302\u0303", 300), "…", "Ж", "𝕬𝖇", "ﷺ﷽", strings.Repeat("\u200d", 900)}

func TestHostileLabels(t *testing.T) {
	for _, s := range hostile {
		sets := slices.Repeat([]BarSet{{Label: s, Weight: s, Reps: s, Rest: s, Work: true, Side: []Plate{
			{s, 25_000, false}, {s, 45_000, true}, {s, 500, false}, {s, -5, true}, {s, math.MaxInt64, false}, {s, math.MinInt64, true}}}}, MaxSets)
		c, err := drawBars(s, sets)
		checkPicture(t, c, err)
		checkAlt(t, BarsAlt(s, sets))

		series := Series{s, autumn().Points}
		c, err = drawLine(s, s, series, []Series{series})
		checkPicture(t, c, err)
		checkAlt(t, LineAlt(s, s, series, series))

		weeks := slices.Repeat([]Week{{s, 7, true}}, 20)
		c, err = drawWeeks(s, s, weeks)
		checkPicture(t, c, err)
		checkAlt(t, WeeksAlt(s, s, weeks))
	}
}

// TestHostileNumbers draws lines and bars between any two of the numbers that go wrong.
func TestHostileNumbers(t *testing.T) {
	numbers := []float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64,
		math.SmallestNonzeroFloat64, 1e9, -1e9, 1e-9, 99.999999, 180}
	for i, v := range numbers {
		for _, w := range numbers[i:] {
			s := Series{"a", []Point{{day0(0), v, true}, {day0(0), w, true}, {day0(900), v, true}}}
			c, err := drawLine("x", "kg", s, []Series{{"b", []Point{{day0(-3), w, true}}}})
			checkPicture(t, c, err)
			c, err = drawWeeks("x", "kg", []Week{{"a", v, false}, {"b", w, true}})
			checkPicture(t, c, err)
		}
	}
}

// FuzzPictures draws all kinds of pictures from one target; encoding would be most of the time and has tests of its own.
func FuzzPictures(f *testing.F) {
	for kind := range uint8(3) {
		f.Add(kind, "Deadlift", "kg", "25", 25_000.0, 190.0, int64(1_760_000_000), int64(86_400), uint16(30))
		f.Add(kind, "", "", "", math.NaN(), 0.0, int64(math.MinInt64), int64(math.MaxInt64), uint16(103))
		for _, s := range hostile {
			s = s[:min(len(s), 60)] // the fuzzer would spend its time on shortening more
			f.Add(kind, s, s, s, 1250.0, -1e9, int64(-1), int64(1<<33), uint16(52))
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, heading, unit, label string, v, w float64, start, step int64, n uint16) {
		switch kind % 3 {
		case 0:
			fuzzBars(t, heading, unit, label, v, int(n%60))
		case 1:
			fuzzLine(t, heading, unit, label, v, w, start, step, int64(n%200))
		case 2:
			fuzzWeeks(t, heading, unit, label, v, int(n%(MaxWeeks+1)))
		}
	})
}

func fuzzBars(t *testing.T, heading, unit, label string, v float64, n int) {
	p := Plate{label, int64(v), n%2 == 0}
	plates := append(slices.Repeat([]Plate{p}, n), Plate{unit, p.Milli / 2, true}, Plate{label, p.Milli / 10, false})
	sets := []BarSet{{label, unit, label, unit, n%3 == 0, plates}, {unit, label, unit, label, n%3 == 1, nil}}
	c, err := drawBars(heading, sets)
	checkPicture(t, c, err)
	checkAlt(t, BarsAlt(heading, sets))
}

func fuzzLine(t *testing.T, heading, unit, label string, v, w float64, start, step, n int64) {
	s := Series{Name: label}
	for i := range n {
		s.Points = append(s.Points, Point{time.Unix(start+i*step, 0).UTC(), v + (w-v)*float64(i*i%17)/17, i%5 == 0})
	}
	more := []Series{{heading, s.Points[n/2:]}}
	c, err := drawLine(heading, unit, s, more[:n%2])
	checkPicture(t, c, err)
	checkAlt(t, LineAlt(heading, unit, s, more[:n%2]...))
}

func fuzzWeeks(t *testing.T, heading, unit, label string, v float64, n int) {
	weeks := make([]Week, n)
	for i := range weeks {
		weeks[i] = Week{label, v * float64(i*7%11) / 10, i%9 == 8}
	}
	c, err := drawWeeks(heading, unit, weeks)
	checkPicture(t, c, err)
	checkAlt(t, WeeksAlt(heading, unit, weeks))
}
