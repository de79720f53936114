package chart

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// encode makes a PNG with a palette, a third of the size of one without. A palette has room for 256
// colours: the most frequent ones; the rest, shades on the edges of letters, take the nearest.
func encode(c *canvas, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	out := image.NewPaletted(c.img.Rect, nil)
	index := map[color.RGBA]uint8{}
	for _, paint := range byFrequency(c.img) {
		if len(out.Palette) < 256 {
			index[paint] = uint8(len(out.Palette))
			out.Palette = append(out.Palette, paint)
		} else {
			index[paint] = uint8(out.Palette.Index(paint))
		}
	}
	eachRun(c.img, func(from, to int, paint color.RGBA) {
		i := index[paint]
		for p := from; p < to; p++ {
			out.Pix[p] = i
		}
	})
	var file bytes.Buffer
	if err := png.Encode(&file, out); err != nil {
		return nil, fmt.Errorf("chart: encode: %w", err)
	}
	return file.Bytes(), nil
}

// byFrequency lists the colours of a picture, the most frequent first, in one order for one picture.
func byFrequency(img *image.RGBA) []color.RGBA {
	pixels := map[color.RGBA]int{}
	eachRun(img, func(from, to int, paint color.RGBA) { pixels[paint] += to - from })
	paints := make([]color.RGBA, 0, len(pixels))
	for paint := range pixels {
		paints = append(paints, paint)
	}
	slices.SortFunc(paints, func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(pixels[b], pixels[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	return paints
}

// eachRun visits neighbouring pixels of one colour together, as numbers from the top left.
func eachRun(img *image.RGBA, visit func(from, to int, paint color.RGBA)) {
	at := func(i int) color.RGBA {
		p := img.Pix[4*i : 4*i+4 : 4*i+4]
		return color.RGBA{p[0], p[1], p[2], p[3]}
	}
	for from, n := 0, len(img.Pix)/4; from < n; {
		paint, to := at(from), from+1
		for to < n && at(to) == paint {
			to++
		}
		visit(from, to, paint)
		from = to
	}
}
