package chart

import (
	"image/color"
	"strconv"
)

// BarSet is one set of a warm-up and its loaded bar. All texts may be empty.
type BarSet struct {
	Label  string // "1", "work"
	Weight string // "180 kg"
	Reps   string
	Rest   string  // "30 s", after the set
	Work   bool    // the set that the others lead to; it stands out
	Side   []Plate // of one side, heaviest first: the first is nearest the collar; none for the empty bar
}

// Measures of a row, in pixels.
const (
	rowHigh  = 128
	headHigh = 84
	footHigh = 16

	pillLeft  = margin
	pillRoom  = 96
	setLeft   = pillLeft + pillRoom + 18
	setRoom   = 250
	shaftLeft = setLeft + setRoom + 14
	flange    = shaftLeft + 34 // where the plates begin
	sleeveEnd = width - margin
)

// Bars draws the loaded bar of each of 1 to MaxSets sets, under a title or none.
func Bars(heading string, sets []BarSet) ([]byte, error) {
	return encode(drawBars(heading, sets))
}

func drawBars(heading string, sets []BarSet) (*canvas, error) {
	if len(sets) == 0 {
		return nil, ErrEmpty
	}
	if len(sets) > MaxSets {
		return nil, tooMany(len(sets), "sets", MaxSets)
	}
	top := float64(footHigh)
	if tidy(heading) != "" {
		top = headHigh
	}
	c, err := newCanvas(int(top) + rowHigh*len(sets) + footHigh)
	if err != nil {
		return nil, err
	}
	c.text(heading, title, ink, pt{margin, headHigh / 2}, fromLeft, width-2*margin)
	for i, set := range sets {
		c.barRow(set, top+rowHigh*float64(i))
	}
	return c, nil
}

func (c *canvas) barRow(set BarSet, top float64) {
	mid := top + rowHigh/2
	if set.Work {
		c.rect(band, box{margin / 2, top + 2, width - margin/2, top + rowHigh - 2}, 14)
	}
	c.pill(set, mid)
	what := set.Weight
	if tidy(set.Reps) != "" {
		what += " × " + set.Reps
	}
	what, st := c.largest(what, setSizes, setRoom)
	y := mid
	if tidy(set.Rest) != "" {
		y = mid - 22
		c.text("rest "+set.Rest, plain, faint, pt{setLeft, mid + 24}, fromLeft, setRoom)
	}
	c.put(what, st, ink, pt{setLeft, y}, fromLeft)
	c.bar(set.Side, mid)
}

// pill is the label of a set: dark for the work set.
func (c *canvas) pill(set BarSet, mid float64) {
	label := c.fit(set.Label, strong, pillRoom-20)
	if label == "" {
		return
	}
	wide := max(52, c.measure(label, strong)+20)
	b := box{pillLeft, mid - 26, pillLeft + wide, mid + 26}
	paint, over := ink, white
	if !set.Work {
		c.rect(ink, b, 26)
		b, paint, over = b.grow(-3), card, ink
	}
	c.rect(paint, b, 26)
	c.put(label, strong, over, b.mid(), centred)
}

// bar draws the right half of a bar: shaft, flange, plates, and what is left of the sleeve.
func (c *canvas) bar(side []Plate, mid float64) {
	c.rect(steel, box{shaftLeft, mid - 6, flange, mid + 6}, 0)
	c.outlined(steel, box{flange - 14, mid - 22, flange, mid + 22}, 4)
	c.outlined(steel, box{flange, mid - 11, sleeveEnd, mid + 11}, 4)
	if len(side) == 0 {
		c.put("empty bar", plain, faint, pt{(flange + sleeveEnd) / 2, mid - 34}, centred)
		return
	}
	discs, left := c.discs(side, mid)
	for _, d := range discs {
		c.outlined(d.colour(), d.box, 7)
	}
	c.numbers(discs, mid)
	if left > 0 {
		c.text("+"+strconv.Itoa(left), strong, ink, pt{sleeveEnd, mid - 34}, toRight, moreRoom)
	}
}

const outline = 3

// outlined is a rounded rectangle with a dark edge inside it.
func (c *canvas) outlined(paint color.RGBA, b box, radius float64) {
	c.rect(ink, b, radius)
	c.rect(paint, b.grow(-outline), radius-outline)
}
