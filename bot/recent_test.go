package bot

import (
	"fmt"
	"testing"
)

func TestRecent(t *testing.T) {
	r := NewRecent[int](3)
	for n := range 5 {
		if !r.Add(fmt.Sprint(n), n) || r.Add(fmt.Sprint(n), 10*n) {
			t.Errorf("%d is not fresh once", n)
		}
	}
	for n := range 5 {
		if value, known := r.Of(fmt.Sprint(n)); known != (n >= 2) || known && value != 10*n {
			t.Errorf("%d: %d, %v", n, value, known)
		}
	}
	if !r.Add("0", 7) {
		t.Error("what was forgotten is not fresh")
	}
}
