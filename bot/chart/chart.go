// Package chart draws the pictures of a reply: data in, PNG out, with the same numbers in words for
// who cannot see them. It knows no command, no record and no unit arithmetic; labels come as text.
//
// Every picture is 1000 pixels wide, dark on a light card of its own, and meant to be read on a
// phone at 400: colour helps, but the numbers, outlines, dashes and shapes say it without.
// The same input gives the same bytes, and all functions may be called at the same time. Nothing is
// read or drawn before the first picture, and nothing is kept: the fonts are embedded, and parsed for
// each picture in a few microseconds.
package chart

import (
	"errors"
	"fmt"
	"image/color"
)

// Limits of a picture, so that it stays readable and drawn in milliseconds.
const (
	MaxSets   = 10   // rows of Bars
	MaxPoints = 2000 // of one series of Line: four sessions a week for nearly ten years
	MaxWeeks  = 53   // of Weeks: a year
	MaxAlt    = 1024 // characters of an alt text; Discord's limit for an attachment's description
)

// ErrEmpty means that there is nothing to draw.
var ErrEmpty = errors.New("chart: nothing to draw")

// width is the width of every picture, and margin what stays free at its edges.
const (
	width  = 1000
	margin = 28
)

// Colours of the card. Its words have a contrast of 7:1 or better against it (WCAG 2, level AAA).
var (
	card  = color.RGBA{0xf6, 0xf7, 0xf9, 0xff}
	band  = color.RGBA{0xe1, 0xe6, 0xee, 0xff}
	grid  = color.RGBA{0xd5, 0xd9, 0xe0, 0xff}
	ink   = color.RGBA{0x1c, 0x20, 0x29, 0xff}
	faint = color.RGBA{0x4a, 0x51, 0x5e, 0xff}
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

// Colours of data: blue and orange stay apart for every common kind of colour blindness. Numbers in
// them have a contrast of 4.5:1 (level AA).
var (
	blue   = color.RGBA{0x1f, 0x5f, 0xae, 0xff}
	orange = color.RGBA{0xb8, 0x50, 0x00, 0xff}
	gold   = color.RGBA{0xf2, 0xb2, 0x05, 0xff}
)

func tooMany(n int, what string, limit int) error {
	return fmt.Errorf("chart: %d %s, at most %d can be drawn", n, what, limit)
}
