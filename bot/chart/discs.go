package chart

import "math"

// Measures of plates on the sleeve, in pixels.
const (
	plateGap   = 2
	sleeve     = sleeveEnd - flange - 10
	thinnest   = 27 // two digits of the smallest size
	tall       = 70 // higher plates leave no room above and below for their number
	mostPlates = 40 // are more than fit, whatever they are
	moreRoom   = 76 // for the number of plates that found no place
	tagRoom    = 90 // for a number beside its plate
	tagOffset  = 47 // from the middle of the bar to that of such a number
	tagLeader  = 14 // from there to the end of the line that joins it to its plate
)

// disc is a plate in its place.
type disc struct {
	Plate
	box
}

// discs places plates from the flange outwards and says how many found no place. Plates that are
// too many become thinner together, down to the thinnest that shows a number.
func (c *canvas) discs(side []Plate, mid float64) (placed []disc, left int) {
	all := len(side)
	side = side[:min(all, mostPlates)]
	var least, spare float64
	for _, p := range side {
		thick := c.thickness(p)
		least += min(thinnest, thick) + plateGap
		spare += thick - min(thinnest, thick)
	}
	share, end := 1.0, float64(flange+sleeve)
	switch {
	case least > sleeve:
		share, end = 0, end-moreRoom
	case least+spare > sleeve:
		share = (sleeve - least) / spare
	}
	x := float64(flange)
	for i, p := range side {
		thick := c.thickness(p)
		thin := min(thinnest, thick)
		thick = thin + (thick-thin)*share
		if x+thick > end {
			return placed, all - i
		}
		half := p.shape().high / 2
		placed = append(placed, disc{p, box{x, mid - half, x + thick, mid + half}})
		x += thick + plateGap
	}
	return placed, all - len(placed)
}

// thickness is a plate's, and at least what its number needs if that must stand on it.
func (c *canvas) thickness(p Plate) float64 {
	s := p.shape()
	if s.high < tall {
		return s.thick
	}
	return max(s.thick, min(110, c.measure(c.printable(p.Label), plateSizes[1])+2*outline+4))
}

// numbers writes each plate's number on it, or, where it is too small, above or below it by turns.
func (c *canvas) numbers(discs []disc, mid float64) {
	free := [2]float64{flange, flange} // from where there is room above and below
	turn := 0
	for _, d := range discs {
		room := d.x1 - d.x0 - 2*outline - 2
		label, st := c.largest(d.Label, plateSizes, room)
		if d.y1-d.y0 >= tall || st.size >= plateSizes[1].size {
			c.put(label, st, on(d.colour()), d.mid(), centred)
			if d.y1-d.y0 >= tall {
				free = [2]float64{d.x1, d.x1}
			}
			continue
		}
		c.tag(d, mid, turn, &free[turn])
		turn = 1 - turn
	}
}

// tag writes a plate's number above (turn 0) or below it, not before free, which moves on.
func (c *canvas) tag(d disc, mid float64, turn int, free *float64) {
	st := plateSizes[1]
	label := c.fit(d.Label, st, tagRoom)
	half := c.measure(label, st) / 2
	x := min(max(d.mid().x, *free+half+4), sleeveEnd-half)
	edge, y := d.y0, mid-tagOffset
	if turn == 1 {
		edge, y = d.y1, mid+tagOffset
	}
	if label != "" {
		toward := (y - edge) / math.Abs(y-edge)
		c.stroke(ink, pt{d.mid().x, edge}, pt{x, y - toward*tagLeader}, 2)
	}
	c.put(label, st, ink, pt{x, y}, centred)
	*free = x + half
}
