package chart

import (
	"strings"
	"testing"
)

func TestPrintable(t *testing.T) {
	c, err := newCanvas(1)
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"":                           "",
		"60 kg × 5":                  "60 kg × 5",
		" two \t lines\r\nof it\x00": "two lines of it",
		"Kniebeuge für Ω Жим":        "Kniebeuge für Ω Жим",
		"u\u0308ber e\u0301":         "über é",
		"deadlift 🏋🏽💪👨‍👦🇩🇪 day": "deadlift day",
		"🔥":                  "",
		"שלום עולם":          "… …",
		"squat スクワット":        "squat …",
		"\u202e081\u202c kg": "081 kg",
		"bad\xff\xfe utf-8":  "bad utf-8",
	} {
		if got := c.printable(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	c, err := newCanvas(1)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("deadlift ", 1000)
	for _, st := range styles {
		for _, room := range []float64{-5, 0, 3, 20, 50, 250, 944} {
			got := c.fit(long, st, room)
			if c.measure(got, st) > max(room, 0) || got != "" && !strings.HasSuffix(got, ellipsis) {
				t.Errorf("in %v of %v: %q", room, st, got)
			}
		}
	}
	if got := c.fit("dead lift", plain, c.measure("dead…", plain)+1); got != "dead…" {
		t.Errorf("cut at a space: %q", got)
	}
	if got := c.fit("exact", plain, c.measure("exact", plain)); got != "exact" {
		t.Errorf("what fits is cut: %q", got)
	}
}

func TestLargest(t *testing.T) {
	c, err := newCanvas(1)
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]style{"60 kg × 5": setSizes[0], "102.5 kg × 5-8": setSizes[1], strings.Repeat("x", 99): setSizes[3]} {
		got, st := c.largest(label, setSizes, setRoom)
		if st != want || c.measure(got, st) > setRoom {
			t.Errorf("%q is set as %q in %v, want %v", label, got, st, want)
		}
	}
}
