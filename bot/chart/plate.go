package chart

import "image/color"

// Plate is one plate on one side of a bar.
type Plate struct {
	Label string // its number, "25"
	Milli int64  // its weight in thousandths of a kilogram, or of a pound
	Pound bool
}

// shape is how a plate is drawn.
type shape struct {
	from  int64 // the lightest plate drawn so, in thousandths
	high  float64
	thick float64
}

// full is the height of a plate of 450 mm, the diameter of competition discs of 10 kg and over
// (IWF; the same at the Olympic Games). The lighter ones are smaller in steps that the eye can tell apart.
// Heights share one scale; thickness has a larger one of its own, or no number would fit on a plate.
const full = 108

// kgShapes are competition discs: one diameter down to 10 kg, thinner as they get lighter.
var kgShapes = []shape{
	{50_000, full, 84}, {25_000, full, 66}, {20_000, full, 58}, {15_000, full, 50}, {10_000, full, 42},
	{5_000, full * 230 / 450, 36}, {2_500, full * 205 / 450, 30}, {2_000, full * 190 / 450, 28},
	{1_500, full * 175 / 450, 26}, {1_250, full * 165 / 450, 26}, {1_000, full * 155 / 450, 24},
	{500, full * 135 / 450, 22}, {0, full * 115 / 450, 20},
}

// lbShapes are iron plates, which tell themselves apart by their size.
var lbShapes = []shape{
	{100_000, full, 84}, {45_000, full, 60}, {35_000, full * 365 / 450, 52}, {25_000, full * 290 / 450, 46},
	{10_000, full * 230 / 450, 40}, {5_000, full * 195 / 450, 32}, {2_500, full * 160 / 450, 26}, {0, full * 130 / 450, 22},
}

// lightest holds for weights that are no weight.
func (p Plate) shape() shape {
	shapes := kgShapes
	if p.Pound {
		shapes = lbShapes
	}
	for _, s := range shapes {
		if p.Milli >= s.from {
			return s
		}
	}
	return shapes[len(shapes)-1]
}

// Colours of plates. Iron is for all that have no colour of their own.
var (
	plateRed    = color.RGBA{0xd0, 0x2b, 0x2b, 0xff}
	plateBlue   = color.RGBA{0x1d, 0x5f, 0xb8, 0xff}
	plateYellow = color.RGBA{0xfa, 0xc5, 0x1c, 0xff}
	plateGreen  = color.RGBA{0x1f, 0x7a, 0x3a, 0xff}
	plateIron   = color.RGBA{0x4b, 0x52, 0x60, 0xff}
	steel       = color.RGBA{0x9a, 0xa2, 0xae, 0xff}
)

// plateColours are those of the IWF, by thousandths of a kilogram; a chrome 1.25 is a gym's convention.
var plateColours = map[int64]color.RGBA{
	25_000: plateRed, 20_000: plateBlue, 15_000: plateYellow, 10_000: plateGreen, 5_000: white,
	2_500: plateRed, 2_000: plateBlue, 1_500: plateYellow, 1_000: plateGreen, 500: white,
	1_250: steel,
}

func (p Plate) colour() color.RGBA {
	if colour, ok := plateColours[p.Milli]; ok && !p.Pound {
		return colour
	}
	return plateIron
}

// on is the colour of text on a paint: dark on yellow, white and steel, light on the rest.
func on(paint color.RGBA) color.RGBA {
	switch paint {
	case plateYellow, white, steel:
		return ink
	}
	return white
}
