package chart

import (
	"math"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestBarsAlt(t *testing.T) {
	sets := append([]BarSet{{Label: "0", Weight: "20 kg", Reps: "10"}}, deadlift()[3:]...)
	want := "Warm-up: deadlift 180 kg. Set 0: 20 kg × 10, empty bar. Set 4: 150 kg × 2, each side 25 25 15, rest 1 min. " +
		"Set 5: 165 kg × 1, each side 25 25 20 2.5, rest 3 min. work: 180 kg, each side 25 25 25 5."
	if got := BarsAlt("Warm-up: deadlift 180 kg", sets); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestLineAlt(t *testing.T) {
	s := autumn()
	want := "Deadlift e1RM, kg. 8 values, first 180 on 3 September 2025, last 188 on 2 November 2025, " +
		"lowest 180 on 3 September 2025, highest 190 on 22 October 2025. Records, newest first: 190 on 22 October 2025; " +
		"187.5 on 3 October 2025; 186 on 26 September 2025; 183 on 10 September 2025; 180 on 3 September 2025."
	if got := LineAlt("Deadlift e1RM", "kg", s); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	one := Series{Name: "top set", Points: []Point{{day0(2), 150, false}, {day0(3), math.NaN(), true}}}
	want = "Deadlift, kg. e1RM: 180 on 3 September 2025. top set: 150 on 5 September 2025."
	if got := LineAlt("Deadlift", "kg", Series{Name: "e1RM", Points: []Point{{day0(0), 180, false}}}, one); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestWeeksAlt(t *testing.T) {
	weeks := []Week{{"3 Nov", 12_500, false}, {"10 Nov", -1, false}, {"17 Nov", 0, false}, {"24 Nov", 3200.5, true}}
	want := "Volume a week, kg. 3 Nov: 12,500; 10 Nov: no record; 17 Nov: 0; 24 Nov: 3,200.5 so far."
	if got := WeeksAlt("Volume a week", "kg", weeks); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// checkAlt holds an alt text to its form: one line of valid text within the limit.
func checkAlt(t *testing.T, s string) {
	t.Helper()
	if n := len(utf16.Encode([]rune(s))); n > MaxAlt || !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\x00\u202e") {
		t.Errorf("%d characters: %q", n, s)
	}
}

func TestAltIsCut(t *testing.T) {
	for _, c := range []string{"x", "🏋", "ш"} {
		for n := MaxAlt - 3; n < MaxAlt+3; n++ {
			in := strings.Repeat(c, n)
			got := BarsAlt(in, nil)
			checkAlt(t, got)
			if whole := len(utf16.Encode([]rune(in)))+1 <= MaxAlt; whole != (got == in+".") || whole == strings.HasSuffix(got, ellipsis) {
				t.Errorf("%d of %s: whole is %v, but it ends in %q", n, c, whole, got[len(got)-8:])
			}
			if got := len(utf16.Encode([]rune(got))); n > MaxAlt && got < MaxAlt-1 {
				t.Errorf("%d of %s are cut to %d", n, c, got)
			}
		}
	}
}
