package chart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// BarsAlt says in words what Bars draws, in at most MaxAlt characters.
func BarsAlt(heading string, sets []BarSet) string {
	parts := []string{heading}
	for _, set := range sets {
		parts = append(parts, set.words())
	}
	return words(parts)
}

// words are "Set 2: 90 kg × 5, each side 25 10, rest 1 min".
func (s BarSet) words() string {
	label, rest := tidy(s.Label), tidy(s.Rest)
	if label != "" && strings.Trim(label, "0123456789") == "" {
		label = "Set " + label
	}
	if rest != "" {
		rest = "rest " + rest
	}
	load := "empty bar"
	if len(s.Side) > 0 {
		load = "each side"
	}
	for _, p := range s.Side[:min(len(s.Side), MaxAlt)] {
		load += " " + p.Label
	}
	return join(": ", label, join(", ", join(" × ", s.Weight, s.Reps), load, rest))
}

// LineAlt says in words what Line draws, in at most MaxAlt characters.
func LineAlt(heading, unit string, first Series, more ...Series) string {
	parts := []string{join(", ", heading, unit)}
	for _, s := range append([]Series{first}, more...) {
		points := s.usable()
		if len(points) == 0 {
			continue
		}
		name := s.Name
		if len(more) == 0 {
			name = ""
		}
		parts = append(parts, join(": ", name, course(points)), records(points))
	}
	return words(parts)
}

// course tells a line by its ends and extremes.
func course(points []Point) string {
	if len(points) == 1 {
		return points[0].words()
	}
	value := func(a, b Point) int { return cmp.Compare(a.Value, b.Value) }
	return fmt.Sprintf("%d values, first %s, last %s, lowest %s, highest %s", len(points), points[0].words(),
		points[len(points)-1].words(), slices.MinFunc(points, value).words(), slices.MaxFunc(points, value).words())
}

// records lists the records, the newest first, or is empty.
func records(points []Point) string {
	var out []string
	for _, p := range slices.Backward(points) {
		if p.Best {
			out = append(out, p.words())
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "Records, newest first: " + strings.Join(out, "; ")
}

func (p Point) words() string { return number(p.Value) + " on " + p.At.Format("2 January 2006") }

// WeeksAlt says in words what Weeks draws, in at most MaxAlt characters.
func WeeksAlt(heading, unit string, weeks []Week) string {
	parts := []string{join(", ", heading, unit)}
	var out []string
	for _, w := range weeks[:min(len(weeks), MaxAlt)] {
		s := join(": ", w.Label, "no record")
		if w.known() {
			s = join(": ", w.Label, number(w.Value))
		}
		if w.Open {
			s += " so far"
		}
		out = append(out, s)
	}
	return words(append(parts, strings.Join(out, "; ")))
}

// join joins what is not empty.
func join(by string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = tidy(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, by)
}

// words makes sentences of parts and cuts them to MaxAlt, counted as Discord may count: in UTF-16.
func words(parts []string) string {
	s := join(". ", parts...)
	if s != "" {
		s += "."
	}
	size, end := 0, 0 // end is where an ellipsis still fits
	for i, r := range s {
		if size < MaxAlt {
			end = i
		}
		if size += utf16.RuneLen(r); size > MaxAlt {
			return s[:end] + ellipsis
		}
	}
	return s
}
