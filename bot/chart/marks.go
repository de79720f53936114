package chart

import (
	"image/color"
	"slices"
)

// Measures of what stands on a line, in pixels.
const (
	lineThick = 5
	dotRadius = 8
	starSize  = 16
	dotsUpTo  = 60 // more points of a series are a line without dots
	mostTried = 40 // records of a series that may bear their number
)

// series draws a line and its points.
func (c *canvas) series(l look, places []pt) {
	if l.dashed {
		c.dashed(l.paint, places, lineThick)
	} else {
		for i := 1; i < len(places); i++ {
			c.stroke(l.paint, places[i-1], places[i], lineThick)
		}
	}
	for i, p := range places {
		if len(places) <= dotsUpTo || i == len(places)-1 {
			c.dot(l, p)
		}
	}
}

// dot is a disc on the first series, a hollow square on the second.
func (c *canvas) dot(l look, p pt) {
	at := box{p.x, p.y, p.x, p.y}
	if !l.dashed {
		c.disc(l.paint, p, dotRadius)
		return
	}
	c.rect(l.paint, at.grow(dotRadius), 0)
	c.rect(card, at.grow(dotRadius-4), 0)
}

func (c *canvas) best(p pt) {
	c.star(ink, p, starSize+5)
	c.star(gold, p, starSize)
}

// stars marks the records.
func (c *canvas) stars(p plot, all []Series) {
	for _, s := range all {
		places := p.places(s.Points)
		for i, point := range s.Points {
			if point.Best {
				c.best(places[i])
			}
		}
	}
}

// legend writes the unit, and what the lines and stars mean.
func (c *canvas) legend(unit string, all []Series) {
	x := margin + c.text(unit, plain, faint, pt{margin, legendY}, fromLeft, 200) + 36
	if len(all) > 1 {
		for i, s := range all {
			c.series(looks[i], []pt{{x, legendY}, {x + 52, legendY}})
			x += 70 + c.text(s.Name, plain, ink, pt{x + 70, legendY}, fromLeft, 170) + 36
		}
	}
	if slices.ContainsFunc(all, func(s Series) bool { return slices.ContainsFunc(s.Points, isBest) }) {
		c.best(pt{x + 14, legendY})
		c.text("record", plain, ink, pt{x + 44, legendY}, fromLeft, width-margin-x-44)
	}
}

func isBest(p Point) bool { return p.Best }

// values writes numbers beside points, the most telling first, where they cover nothing told before:
// the last ones, the records from the newest, the first ones.
func (c *canvas) values(p plot, all []Series) {
	w := writer{canvas: c, plot: p}
	for _, s := range all {
		w.lines = append(w.lines, p.places(s.Points))
	}
	for i, s := range all {
		for j, point := range s.Points {
			if at := w.lines[i][j]; point.Best {
				w.taken = append(w.taken, box{at.x, at.y, at.x, at.y}.grow(starSize))
			}
		}
	}
	for i, s := range all {
		if n := len(s.Points); n > 0 {
			w.write(s.Points[n-1], w.lines[i][n-1], looks[i].paint)
		}
	}
	for i, s := range all {
		tried := 0
		for j := len(s.Points) - 2; j >= 0; j-- {
			if s.Points[j].Best && tried < mostTried || j == 0 {
				w.write(s.Points[j], w.lines[i][j], looks[i].paint)
				tried++
			}
		}
	}
}

// writer finds room for numbers between lines and what is taken already.
type writer struct {
	*canvas
	plot
	lines [][]pt
	taken []box
}

// write sets a point's number above or below it: rather where no line runs, never where something is taken.
func (w *writer) write(p Point, at pt, paint color.RGBA) {
	label := number(p.Value)
	half := w.measure(label, strong) / 2
	var room []box
	for _, dy := range []float64{-36, 36} {
		for _, dx := range []float64{0, -half, half} {
			x := min(max(at.x+dx, w.x0+half+6), width-margin/2-half)
			b := box{x, at.y + dy, x, at.y + dy}.grow(15)
			b.x0, b.x1 = b.x0-half+10, b.x1+half-10
			if b.y0 >= w.y0-24 && b.y1 <= w.y1-2 && !slices.ContainsFunc(w.taken, b.meets) {
				room = append(room, b)
			}
		}
	}
	if len(room) == 0 {
		return
	}
	b := room[max(0, slices.IndexFunc(room, w.clear))]
	w.taken = append(w.taken, b)
	w.rect(card, b, 6)
	w.put(label, strong, paint, b.mid(), centred)
}

// clear says whether no line runs through a box.
func (w *writer) clear(b box) bool {
	for _, line := range w.lines {
		for i := 1; i < len(line); i++ {
			if b.crossed(line[i-1], line[i]) {
				return false
			}
		}
	}
	return true
}
