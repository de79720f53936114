package chart

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0, 20, "0 5 10 15 20"},
		{0, 1, "0 0.25 0.5 0.75 1"},
		{178, 192, "175 180 185 190 195"},
		{-90, 12_000, "−5,000 0 5,000 10,000 15,000"},
		{0, 1e9, "0 250,000,000 500,000,000 750,000,000 1,000,000,000"},
		{99, 101, "99 99.5 100 100.5 101"},
	} {
		var got []string
		for _, v := range ticks(c.low, c.high, 4) {
			got = append(got, number(v))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%v to %v: %s, want %s", c.low, c.high, s, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 142.5: "142.5", 61.25: "61.25", 180: "180", 999.999: "1,000",
		12_500: "12,500", 1_234_567.891: "1,234,567.89", -0.001: "0", -2.5: "−2.5", math.Copysign(0, -1): "0"} {
		if got := number(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	date := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		from, to time.Time
		want     string
	}{
		{date(2025, 11, 3), date(2025, 11, 8), "3 Nov/2025 4 Nov 5 Nov 6 Nov 7 Nov 8 Nov"},
		{date(2025, 12, 28), date(2026, 1, 4), "28 Dec/2025 30 Dec 1 Jan/2026 3 Jan"},
		{date(2025, 9, 3), date(2025, 11, 2), "3 Sep/2025 17 Sep 1 Oct 15 Oct 29 Oct"},
		{date(2024, 11, 20), date(2025, 11, 20), "Jan/2025 Mar May Jul Sep Nov"},
		{date(2016, 1, 1), date(2026, 12, 1), "2016 2018 2020 2022 2024 2026"},
		{date(firstYear, 1, 1), date(lastYear, 12, 31), "1900 2000 2100 2200"},
	} {
		var got []string
		for _, d := range days(c.from, c.to, 6) {
			s := d.label
			if d.year != "" {
				s += "/" + d.year
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%v to %v: %s, want %s", c.from, c.to, s, c.want)
		}
	}
}
