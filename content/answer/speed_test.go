package answer

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// messages is all our own lines, as people might send them.
func messages(t testing.TB) (list []string) {
	for _, file := range []string{"questions.txt", "foreign.txt", "fires.txt", "quiet.txt", "chatter.txt"} {
		for _, line := range examples(t, file) {
			if head, text, ok := strings.Cut(line, ": "); ok && !strings.Contains(head, " ") || file == "fires.txt" {
				line = text
			}
			list = append(list, line)
		}
	}
	return list
}

// BenchmarkMessages is the time of one message of many kinds; the median and the slowest of a hundred are told beside it.
func BenchmarkMessages(b *testing.B) {
	e, list := engine(b), messages(b)
	took := make([]time.Duration, 0, len(list))
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		e.Ask(list[i%len(list)])
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "median-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// maxAllocs is how many pieces of memory the longest message may take: so many for each of its characters.
const maxAllocs = 4.0

func TestMemoryOfALongMessageIsBounded(t *testing.T) {
	e := engine(t)
	for name, text := range map[string]string{
		"sentences": strings.Repeat("my back hurts a bit after pulling. ", 286),
		"typos":     strings.Repeat("shuolder hurst wen i prss. ", 371),
		"spanish":   strings.Repeat("me duele la espalda baja. ", 385),
	} {
		text = text[:10_000]
		if n := testing.AllocsPerRun(3, func() { e.Ask(text) }); n > maxAllocs*float64(len(text)) {
			t.Errorf("%s: %.0f allocations", name, n)
		}
	}
}
