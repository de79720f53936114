package chart

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// canvas is a picture being drawn. Its fonts and faces are its own, since a face is for one goroutine.
type canvas struct {
	img    *image.RGBA
	raster vector.Rasterizer
	font   *sfnt.Font // tells which characters can be set
	glyphs sfnt.Buffer
	faces  map[style]font.Face
}

func newCanvas(height int) (*canvas, error) {
	regular, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("chart: regular font: %w", err)
	}
	bold, err := sfnt.Parse(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("chart: bold font: %w", err)
	}
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, width, height)), font: regular, faces: map[style]font.Face{}}
	for _, st := range styles {
		from := regular
		if st.bold {
			from = bold
		}
		if c.faces[st], err = opentype.NewFace(from, &opentype.FaceOptions{Size: st.size, DPI: 72}); err != nil {
			return nil, fmt.Errorf("chart: face of %v pixels: %w", st.size, err)
		}
	}
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(card), image.Point{}, draw.Src)
	return c, nil
}

// pt is a place on the canvas, in pixels.
type pt struct{ x, y float64 }

// box is an upright rectangle, in pixels.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) mid() pt { return pt{(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2} }

func (b box) grow(d float64) box { return box{b.x0 - d, b.y0 - d, b.x1 + d, b.y1 + d} }

func (b box) meets(o box) bool {
	return b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1
}

// crossed says whether a line from p to q has a part in the box (Liang and Barsky's clipping).
func (b box) crossed(p, q pt) bool {
	from, to := 0.0, 1.0
	for _, side := range [...]struct{ step, room float64 }{
		{p.x - q.x, p.x - b.x0}, {q.x - p.x, b.x1 - p.x}, {p.y - q.y, p.y - b.y0}, {q.y - p.y, b.y1 - p.y},
	} {
		switch at := side.room / side.step; {
		case side.step == 0 && side.room < 0:
			return false
		case side.step < 0:
			from = max(from, at)
		case side.step > 0:
			to = min(to, at)
		}
	}
	return from <= to
}

// bounds is the smallest whole-pixel rectangle around points.
func bounds(points []pt) image.Rectangle {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range points {
		b = box{min(b.x0, p.x), min(b.y0, p.y), max(b.x1, p.x), max(b.y1, p.y)}
	}
	return image.Rect(int(math.Floor(b.x0)), int(math.Floor(b.y0)), int(math.Ceil(b.x1)), int(math.Ceil(b.y1)))
}

// fill paints a closed polygon. Only the pixels around it are touched, so a small shape costs little.
func (c *canvas) fill(paint color.RGBA, points ...pt) {
	r := bounds(points)
	c.raster.Reset(r.Dx(), r.Dy())
	for i, p := range points {
		x, y := float32(p.x-float64(r.Min.X)), float32(p.y-float64(r.Min.Y))
		if i == 0 {
			c.raster.MoveTo(x, y)
		} else {
			c.raster.LineTo(x, y)
		}
	}
	c.raster.ClosePath()
	c.raster.Draw(c.img, r, image.NewUniform(paint), image.Point{})
}

// rect paints a rectangle with rounded corners; radius 0 leaves them sharp.
func (c *canvas) rect(paint color.RGBA, b box, radius float64) {
	radius = min(radius, (b.x1-b.x0)/2, (b.y1-b.y0)/2)
	if radius <= 0 {
		c.fill(paint, pt{b.x0, b.y0}, pt{b.x1, b.y0}, pt{b.x1, b.y1}, pt{b.x0, b.y1})
		return
	}
	in := b.grow(-radius)
	corners := [...]pt{{in.x1, in.y1}, {in.x0, in.y1}, {in.x0, in.y0}, {in.x1, in.y0}}
	const steps = 8
	points := make([]pt, 0, len(corners)*(steps+1))
	for i, corner := range corners {
		for s := range steps + 1 {
			points = append(points, corner.polar(radius, (float64(i)+float64(s)/steps)/4))
		}
	}
	c.fill(paint, points...)
}

// polar is the place at a distance and an angle, in turns clockwise from the right.
func (p pt) polar(r, turns float64) pt {
	sin, cos := math.Sincos(2 * math.Pi * turns)
	return pt{p.x + r*cos, p.y + r*sin}
}

func (c *canvas) disc(paint color.RGBA, p pt, r float64) {
	c.rect(paint, box{p.x, p.y, p.x, p.y}.grow(r), r)
}

// star paints a star of five points.
func (c *canvas) star(paint color.RGBA, p pt, r float64) {
	points := make([]pt, 10)
	for i := range points {
		points[i] = p.polar(r*[...]float64{1, 0.5}[i%2], float64(i)/10-0.25)
	}
	c.fill(paint, points...)
}

// stroke paints a straight line with round ends.
func (c *canvas) stroke(paint color.RGBA, a, b pt, thick float64) {
	c.disc(paint, a, thick/2)
	c.disc(paint, b, thick/2)
	d := math.Hypot(b.x-a.x, b.y-a.y)
	if d == 0 {
		return
	}
	nx, ny := (b.y-a.y)/d*thick/2, (a.x-b.x)/d*thick/2
	c.fill(paint, pt{a.x + nx, a.y + ny}, pt{b.x + nx, b.y + ny}, pt{b.x - nx, b.y - ny}, pt{a.x - nx, a.y - ny})
}

// dash lengths, in pixels.
const (
	dashOn  = 16.0
	dashOff = 12.0
)

// dashed paints a line through points as dashes that go on around the corners.
func (c *canvas) dashed(paint color.RGBA, points []pt, thick float64) {
	at := 0.0 // how far into the current dash and gap
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		on := func(d float64) pt { return pt{a.x + (b.x-a.x)*d/length, a.y + (b.y-a.y)*d/length} }
		for d := 0.0; d < length; {
			step := min(dashOn+dashOff-at, length-d)
			if at < dashOn {
				step = min(step, dashOn-at)
				c.stroke(paint, on(d), on(d+step), thick)
			}
			d += step
			if at += step; at >= dashOn+dashOff-1e-9 {
				at = 0
			}
		}
	}
}
