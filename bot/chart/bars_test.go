package chart

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

// run is neighbouring pixels of one colour of plates.
type run struct {
	paint    color.RGBA
	from, to int
}

// runs are the plates that a row of pixels right of the flange crosses; thinner ones are letters and edges.
func runs(img image.Image, y int) (out []run) {
	paints := []color.RGBA{plateRed, plateBlue, plateYellow, plateGreen, plateIron, white}
	for x := flange; x < width; x++ {
		paint := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
		if n := len(out); n > 0 && out[n-1].to == x && out[n-1].paint == paint {
			out[n-1].to++
		} else if slices.Contains(paints, paint) {
			out = append(out, run{paint, x, x + 1})
		}
	}
	return slices.DeleteFunc(out, func(r run) bool { return r.to-r.from < 8 })
}

func paints(runs []run) (out []color.RGBA) {
	for _, r := range runs {
		out = append(out, r.paint)
	}
	return out
}

// TestPlates looks for the plates of each set where they should be, in order from the flange.
func TestPlates(t *testing.T) {
	file, err := Bars("Deadlift", deadlift())
	if err != nil {
		t.Fatal(err)
	}
	img := decode(t, file)
	want := [][]color.RGBA{
		{plateBlue}, {plateRed, plateGreen}, {plateRed, plateRed}, {plateRed, plateRed, plateYellow},
		{plateRed, plateRed, plateBlue, plateRed}, {plateRed, plateRed, plateRed, white},
	}
	for i := range want {
		mid := headHigh + rowHigh*i + rowHigh/2
		if got := paints(runs(img, mid+17)); !slices.Equal(got, want[i]) {
			t.Errorf("set %d: %v, want %v", i+1, got, want[i])
		}
		full := slices.DeleteFunc(slices.Clone(want[i]), func(p color.RGBA) bool { return p == white })[:min(3, len(want[i]))]
		if got := paints(runs(img, mid+40)); !slices.Equal(got, full) {
			t.Errorf("set %d far from the bar: %v, want %v", i+1, got, full)
		}
	}
}

// extents are the widths and heights of the plates of one bar, by their edges.
func extents(t *testing.T, plates []Plate) (wide, high []int) {
	t.Helper()
	file, err := Bars("", []BarSet{{Side: plates}})
	if err != nil {
		t.Fatal(err)
	}
	img := decode(t, file)
	mid := footHigh + rowHigh/2
	for _, r := range runs(img, mid+12) {
		wide = append(wide, r.to-r.from)
		x, y := r.to-3, mid+12
		for color.RGBAModel.Convert(img.At(x, y)) == color.Color(r.paint) {
			y++
		}
		high = append(high, 2*(y-mid))
	}
	return wide, high
}

// TestScale holds that size alone tells plates apart.
func TestScale(t *testing.T) {
	wide, high := extents(t, side(false, 25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 500))
	if len(wide) != 7 {
		t.Fatalf("%d plates, want 7", len(wide))
	}
	if !slices.IsSortedFunc(wide, func(a, b int) int { return b - a + 1 }) {
		t.Errorf("thickness does not fall with weight: %v", wide)
	}
	if high[0] != high[1] || high[1] != high[2] || high[2] != high[3] {
		t.Errorf("discs of 10 kg and over have one diameter, not %v", high)
	}
	if got, want := float64(high[4])/float64(high[3]), 230.0/450; math.Abs(got-want) > 0.05 {
		t.Errorf("a 5 kg disc is %.2f of the full one, want %.2f", got, want)
	}
	if high[4] <= high[5] || high[5] <= high[6] {
		t.Errorf("small discs do not get smaller: %v", high)
	}
	_, high = extents(t, side(true, 45_000, 35_000, 25_000, 10_000, 5_000, 2_500))
	if len(high) != 6 || !slices.IsSortedFunc(high, func(a, b int) int { return b - a + 1 }) {
		t.Errorf("diameters of pound plates do not fall with weight: %v", high)
	}
}

// TestManyPlates holds that all plates are drawn as long as they can bear a number, and the rest is counted.
func TestManyPlates(t *testing.T) {
	for n, want := range map[int]int{1: 1, 8: 8, 14: 14, 18: 18, 19: 15, 40: 15, 5000: 15} {
		c, err := newCanvas(rowHigh)
		if err != nil {
			t.Fatal(err)
		}
		discs, left := c.discs(slices.Repeat(side(false, 25_000), n), rowHigh/2)
		if len(discs) != want || left != n-want {
			t.Errorf("%d plates: %d drawn and %d left, want %d", n, len(discs), left, want)
		}
		for i, d := range discs {
			if d.x1 > sleeveEnd || i > 0 && d.x0 < discs[i-1].x1 {
				t.Errorf("plate %d of %d is at %v", i, n, d.box)
			}
		}
	}
}

// luminance and contrast are WCAG 2's.
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast holds text to WCAG 2: 7:1 for our words on the card, 4.5:1 for numbers on plates and beside lines.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		over, under color.RGBA
		least       float64
	}{{ink, card, 7}, {faint, card, 7}, {ink, band, 7}, {faint, band, 6}, {blue, card, 4.5}, {orange, card, 4.5}, {white, ink, 7}} {
		if got := contrast(c.over, c.under); got < c.least {
			t.Errorf("%v on %v has %.1f, less than %.1f", c.over, c.under, got, c.least)
		}
	}
	for milli := range plateColours {
		paint := Plate{Milli: milli}.colour()
		if got := contrast(on(paint), paint); got < 4.5 {
			t.Errorf("the number on a plate of %d has %.1f", milli, got)
		}
	}
	if got := contrast(on(plateIron), plateIron); got < 4.5 {
		t.Errorf("the number on iron has %.1f", got)
	}
}
