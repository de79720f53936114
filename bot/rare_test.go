package bot

import (
	"testing"
	"time"
)

func TestRare(t *testing.T) {
	var r Rare
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		what  string
		after time.Duration
		want  bool
	}{{"a", 0, true}, {"a", 0, false}, {"b", 0, true}, {"a", RareTime - 1, false}, {"a", RareTime, true}, {"a", RareTime + 1, false}} {
		if got := r.Due(c.what, now.Add(c.after)); got != c.want {
			t.Errorf("%s after %v: %v", c.what, c.after, got)
		}
	}
}
