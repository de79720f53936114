package chart

import (
	"image/color"
	"slices"
	"time"
)

// Point is a value on a day. Best marks a personal record.
type Point struct {
	At    time.Time
	Value float64
	Best  bool
}

// Series is a line of points in any order, each on the day that its own time zone says. Points that
// are no number, beyond a billion, or outside the years 1900 to 2200 are left out. Values are shown
// with two decimals at most; an estimate is better rounded before.
type Series struct {
	Name   string // for the legend, when there are two series
	Points []Point
}

// usable are the points that can be drawn, in the order of time, each at the beginning of its day.
func (s Series) usable() []Point {
	out := slices.DeleteFunc(slices.Clone(s.Points), func(p Point) bool {
		year := p.At.Year()
		return !drawable(p.Value) || year < firstYear || year > lastYear
	})
	slices.SortStableFunc(out, func(a, b Point) int { return a.At.Compare(b.At) })
	for i, p := range out {
		year, month, date := p.At.Date()
		out[i].At = time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
	}
	return out
}

// Measures of Line and Weeks, in pixels.
const (
	plotHigh   = 620
	plotTop    = 152
	plotBottom = plotHigh - 88
	plotRight  = width - margin
	plotInner  = 28 // from the plot's sides to the first and the last day
	titleY     = 50
	legendY    = 104
)

// look is how the first and the second series are told apart: by colour, dashes and the shape of points.
type look struct {
	paint  color.RGBA
	dashed bool
}

var looks = [...]look{{paint: blue}, {paint: orange, dashed: true}}

// Line draws the progress of one or two series over time, up to MaxPoints each. The records and the
// last values bear their numbers.
func Line(heading, unit string, first Series, more ...Series) ([]byte, error) {
	return encode(drawLine(heading, unit, first, more))
}

func drawLine(heading, unit string, first Series, more []Series) (*canvas, error) {
	all, err := lines(first, more)
	if err != nil {
		return nil, err
	}
	c, err := newCanvas(plotHigh)
	if err != nil {
		return nil, err
	}
	c.text(heading, title, ink, pt{margin, titleY}, fromLeft, width-2*margin)
	p := c.frame(all)
	c.legend(unit, all)
	for i, s := range all {
		c.series(looks[i], p.places(s.Points))
	}
	c.stars(p, all)
	c.values(p, all)
	return c, nil
}

// lines checks the series and leaves their usable points.
func lines(first Series, more []Series) ([]Series, error) {
	all := append([]Series{first}, more...)
	if len(all) > len(looks) {
		return nil, tooMany(len(all), "series", len(looks))
	}
	usable := 0
	for i := range all {
		if n := len(all[i].Points); n > MaxPoints {
			return nil, tooMany(n, "points", MaxPoints)
		}
		all[i].Points = all[i].usable()
		usable += len(all[i].Points)
	}
	if usable == 0 {
		return nil, ErrEmpty
	}
	return all, nil
}

// plot maps days and values to the canvas.
type plot struct {
	box
	from, to  time.Time
	low, high float64
}

func (p plot) x(t time.Time) float64 {
	return p.x0 + plotInner + (p.x1-p.x0-2*plotInner)*t.Sub(p.from).Seconds()/p.to.Sub(p.from).Seconds()
}

func (p plot) y(v float64) float64 { return p.y1 - (p.y1-p.y0)*(v-p.low)/(p.high-p.low) }

func (p plot) places(points []Point) []pt {
	out := make([]pt, len(points))
	for i, point := range points {
		out[i] = pt{p.x(point.At), p.y(point.Value)}
	}
	return out
}

// frame draws the axes of all series and returns the plot between them.
func (c *canvas) frame(all []Series) plot {
	p := extent(all)
	values := ticks(p.low, p.high, 4)
	p.low, p.high = values[0], values[len(values)-1]
	p.box = c.scale(values)
	for _, d := range days(p.from, p.to, 6) {
		x := p.x(d.at)
		c.stroke(faint, pt{x, p.y1}, pt{x, p.y1 + 8}, 2)
		c.put(d.label, small, ink, pt{c.inside(x, d.label), p.y1 + 32}, centred)
		c.put(d.year, small, faint, pt{c.inside(x, d.year), p.y1 + 64}, centred)
	}
	return p
}

// inside moves the middle of a small text so that it stays on the canvas.
func (c *canvas) inside(x float64, s string) float64 {
	half := c.measure(s, small)/2 + margin/2
	return min(max(x, half), width-half)
}

// scale draws the axis of values, lowest first, and returns the room beside it.
func (c *canvas) scale(values []float64) box {
	left := 0.0
	for _, v := range values {
		left = max(left, c.measure(number(v), small))
	}
	b := box{margin + left + 14, plotTop, plotRight, plotBottom}
	for i, v := range values {
		y := b.y1 - (b.y1-b.y0)*float64(i)/float64(len(values)-1)
		paint := grid
		if i == 0 {
			paint = faint
		}
		c.stroke(paint, pt{b.x0, y}, pt{b.x1, y}, 2)
		c.put(number(v), small, ink, pt{b.x0 - 14, y}, toRight)
	}
	return b
}

// extent is the range of days and values, never empty: a lone day or value gets room on both sides.
func extent(all []Series) plot {
	var p plot
	first := true
	for _, s := range all {
		for _, point := range s.Points {
			if first {
				p.from, p.to, p.low, p.high, first = point.At, point.At, point.Value, point.Value, false
			}
			if point.At.Before(p.from) {
				p.from = point.At
			}
			if point.At.After(p.to) {
				p.to = point.At
			}
			p.low, p.high = min(p.low, point.Value), max(p.high, point.Value)
		}
	}
	if p.from.Equal(p.to) {
		p.from, p.to = p.from.AddDate(0, 0, -2), p.to.AddDate(0, 0, 2)
	}
	room := max(1, (p.high-p.low)/20, max(p.high, -p.low)/100)
	p.low, p.high = p.low-room, p.high+room
	return p
}
