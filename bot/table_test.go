package bot

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var ladder = Table{
	Head:  []string{"set", "weight", "reps", "each side", "rest"},
	Right: []bool{false, true, true, false, false},
	Rows: [][]string{
		{"1", "60 kg", "5", "20", "30 s"},
		{"2", "165 kg", "1", "25 25 20 2.5", "3 min"},
		{"work", "180 kg", "", "25 25 25 5", ""},
	},
}

func TestLay(t *testing.T) {
	tests := []struct {
		name  string
		table Table
		width int
		want  string
	}{
		{"room", ladder, 80, `
set    weight   reps   each side      rest
1       60 kg      5   20             30 s
2      165 kg      1   25 25 20 2.5   3 min
work   180 kg          25 25 25 5`},
		{"narrow", ladder, 36, `
set  weight reps each side    rest
1     60 kg    5 20           30 s
2    165 kg    1 25 25 20 2.5 3 min
work 180 kg      25 25 25 5`},
		{"the last column below", ladder, 32, `
set   weight  reps  each side
1      60 kg     5  20
2     165 kg     1  25 25 20 2.5
work  180 kg        25 25 25 5
rest 30 s, 3 min`},
		{"under each row", ladder, 26, `
set   weight  reps  rest
  each side
1      60 kg     5  30 s
  20
2     165 kg     1  3 min
  25 25 20 2.5
work  180 kg
  25 25 25 5`},
		{"no room at all", Table{Head: []string{"a", "b"}, Rows: [][]string{{strings.Repeat("x", 9), "y"}}}, 5, `
a
  b
xxxxxxxxx
  y`},
		{"ragged", Table{Head: []string{"a"}, Rows: [][]string{{"x"}, {"x", "y", "z"}}}, 80, `
a
x
x   y   z`},
		{"nothing", Table{}, 80, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := tt.table.Lay(tt.width)
			got := strings.Join(slices.Concat([]string{""}, l.Head, l.Rows, l.Below), "\n")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
