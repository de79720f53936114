package chart

import (
	"image"
	"image/color"
	"math"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// style is a size in pixels and a weight.
type style struct {
	size float64
	bold bool
}

// The styles. At 400 pixels width the smallest normal one is still 10 pixels high.
var (
	title  = style{42, true}
	strong = style{30, true}
	plain  = style{28, false}
	small  = style{26, false}
)

// Sizes to try, largest first, where a text has to share its room.
var (
	setSizes   = []style{{38, true}, {34, true}, {30, true}, {26, true}}
	plateSizes = []style{{30, true}, {26, true}, {22, true}, {18, true}, {15, true}}
)

// styles are all of them.
var styles = append(append([]style{title, strong, plain, small}, setSizes...), plateSizes...)

const ellipsis = "…"

// maxLabel is how many bytes of a label are looked at; no picture has room for more.
const maxLabel = 400

// printable is a label as our font can set it: one line, composed, without control characters, marks
// and emoji. Letters that the font lacks become one ellipsis a run.
func (c *canvas) printable(s string) string {
	if len(s) > maxLabel {
		s = s[:maxLabel] + ellipsis
	}
	var b strings.Builder
	var last rune
	for _, r := range norm.NFC.String(tidy(s)) {
		if i, err := c.font.GlyphIndex(&c.glyphs, r); err != nil || i == 0 {
			if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
				continue
			}
			r = '…'
		}
		if r != last || r != '…' && r != ' ' {
			b.WriteRune(r)
		}
		last = r
	}
	return strings.TrimSpace(b.String())
}

// tidy makes valid text of one line, without control and formatting characters. A zero width
// joiner goes with them, which only parts the figures of an emoji.
func tidy(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co):
			return -1
		}
		return r
	}, s)), " ")
}

// measure is the width of a printable text.
func (c *canvas) measure(s string, st style) float64 {
	return float64(font.MeasureString(c.faces[st], s)) / 64
}

// fit makes a label printable and cuts it to a width with an ellipsis. It is empty if not even that fits.
func (c *canvas) fit(s string, st style, room float64) string {
	s = c.printable(s)
	if c.measure(s, st) <= room {
		return s
	}
	runes := []rune(s)
	cut := func(n int) string { return strings.TrimRight(string(runes[:n]), " …") + ellipsis }
	long := sort.Search(len(runes), func(n int) bool { return c.measure(cut(n), st) > room })
	if long == 0 {
		return ""
	}
	return cut(long - 1)
}

// largest is the first of the styles in which a label fits, cut in the last one.
func (c *canvas) largest(s string, sizes []style, room float64) (string, style) {
	s = c.printable(s)
	for _, st := range sizes {
		if c.measure(s, st) <= room {
			return s, st
		}
	}
	last := sizes[len(sizes)-1]
	return c.fit(s, last, room), last
}

// Where a text stands relative to the place it is given.
const (
	fromLeft = 0.0
	centred  = 0.5
	toRight  = 1.0
)

// put sets a text that fits. The capitals' middle is at p.y.
func (c *canvas) put(s string, st style, paint color.RGBA, p pt, align float64) {
	face := c.faces[st]
	x := p.x - align*c.measure(s, st)
	y := p.y + float64(face.Metrics().CapHeight)/64/2
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(paint), Face: face,
		Dot: fixed.Point26_6{X: fixed.Int26_6(math.Round(x * 64)), Y: fixed.Int26_6(math.Round(y)) * 64}}
	d.DrawString(s)
}

// text cuts a label to its room, sets it and says how wide it became.
func (c *canvas) text(s string, st style, paint color.RGBA, p pt, align, room float64) float64 {
	s = c.fit(s, st, room)
	c.put(s, st, paint, p, align)
	return c.measure(s, st)
}
