package chart

import (
	"math"
	"slices"
)

// Week is the volume of one week: hard sets, or weight lifted. A value that is negative, no number
// or beyond a billion is a week without a record.
type Week struct {
	Label string // the day it begins with: "3 Nov"
	Value float64
	Open  bool // not over yet
}

func (w Week) known() bool { return w.Value >= 0 && drawable(w.Value) }

// Weeks draws the volume of 1 to MaxWeeks weeks as bars, oldest first.
func Weeks(heading, unit string, weeks []Week) ([]byte, error) {
	return encode(drawWeeks(heading, unit, weeks))
}

func drawWeeks(heading, unit string, weeks []Week) (*canvas, error) {
	if len(weeks) > MaxWeeks {
		return nil, tooMany(len(weeks), "weeks", MaxWeeks)
	}
	if !slices.ContainsFunc(weeks, Week.known) {
		return nil, ErrEmpty
	}
	c, err := newCanvas(plotHigh - 32)
	if err != nil {
		return nil, err
	}
	c.text(heading, title, ink, pt{margin, titleY}, fromLeft, width-2*margin)
	x := margin + c.text(unit, plain, faint, pt{margin, legendY}, fromLeft, 400) + 36
	if i := slices.IndexFunc(weeks, func(w Week) bool { return w.Open }); i >= 0 {
		c.column(box{x, legendY - 14, x + 28, legendY + 14}, true)
		c.put("so far "+weeks[i].text(), plain, ink, pt{x + 42, legendY}, fromLeft)
	}
	c.columns(weeks)
	return c, nil
}

// columns draws the axis, a bar for each week, its value above it and its label below.
func (c *canvas) columns(weeks []Week) {
	top := highest(weeks)
	values := ticks(0, max(weeks[top].height(), 1), 4)
	b := c.scale(values)
	slot := (b.x1 - b.x0) / float64(len(weeks))
	half := min(slot*0.72, 120) / 2
	every, all := c.thin(weeks, slot), c.roomy(weeks, slot)
	for i, w := range weeks {
		x := b.x0 + slot*(float64(i)+0.5)
		y := b.y1 - (b.y1-b.y0)*w.height()/values[len(values)-1]
		if b.y1-y >= 1 {
			c.column(box{math.Round(x - half), y, math.Round(x + half), b.y1}, w.Open)
		}
		if all || i == top {
			c.over(w.text(), pt{x, y - 22})
		}
		if (len(weeks)-1-i)%every == 0 {
			label := c.fit(w.Label, small, max(slot*float64(every)-12, leastLabel))
			c.put(label, small, ink, pt{c.inside(x, label), b.y1 + 32}, centred)
		}
	}
	c.stroke(faint, pt{b.x0, b.y1}, pt{b.x1, b.y1}, 2)
}

// over sets a bar's value so that no line of the scale runs through it.
func (c *canvas) over(s string, p pt) {
	half := c.measure(s, strong) / 2
	p.x = min(max(p.x, half+margin), width-margin/2-half)
	c.rect(card, box{p.x - half - 4, p.y - 14, p.x + half + 4, p.y + 14}, 4)
	c.put(s, strong, ink, p, centred)
}

// height is the value, or 0 for a week without a record.
func (w Week) height() float64 {
	if !w.known() {
		return 0
	}
	return w.Value
}

func (w Week) text() string {
	if !w.known() {
		return "–"
	}
	return number(w.Value)
}

// column is a bar: full, or hollow while its week goes on.
func (c *canvas) column(b box, open bool) {
	c.rect(blue, b, 5)
	if foot := min(8, (b.y1-b.y0)/2); foot > 0 {
		c.rect(blue, box{b.x0, b.y1 - foot, b.x1, b.y1}, 0)
	}
	if open && b.y1-b.y0 > 10 {
		c.rect(card, b.grow(-4), 2)
	}
}

// Room for the label of a week, in pixels: a longer one is cut, and weeks are left out before a shorter one is.
const (
	leastLabel = 40
	mostLabel  = 150
)

// thin says each how many weeks a label fits, counted from the newest.
func (c *canvas) thin(weeks []Week, slot float64) int {
	widest := 0.0
	for _, w := range weeks {
		widest = max(widest, c.measure(c.fit(w.Label, small, mostLabel), small)+18)
	}
	return max(1, int(math.Ceil(widest/slot)))
}

// roomy says whether each bar can bear its value.
func (c *canvas) roomy(weeks []Week, slot float64) bool {
	return !slices.ContainsFunc(weeks, func(w Week) bool { return c.measure(w.text(), strong)+8 > slot })
}

// highest is the place of the week with the most.
func highest(weeks []Week) (top int) {
	for i, w := range weeks {
		if w.height() > weeks[top].height() {
			top = i
		}
	}
	return top
}
