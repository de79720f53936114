package strength

import (
	"math"
	"strconv"
)

// RPE is how hard a set was, in tenths: 85 is RPE 8.5. 10 left nothing in reserve, 9 one rep, 8 two (Zourdos scale). Zero means
// that it was not said.
type RPE uint8

// The ends of the scale, and the lowest that the chart knows.
const (
	MinRPE   RPE = 10
	MaxRPE   RPE = 100
	ChartRPE RPE = 65
)

// String is the figure: "8.5", "9".
func (r RPE) String() string { return strconv.FormatFloat(float64(r)/10, 'f', -1, 64) }

// chartReps is how far the chart goes; its rows 11 and 12 are the least certain.
const chartReps = 12

// chart is the RTS chart (Tuchscherer) in percent of the 1RM: each half point of RPE is half a rep, so that one list holds all cells,
// at 2(reps-1) + 2(10-RPE).
var chart = [...]float64{
	100, 97.8, 95.5, 93.9, 92.2, 90.7, 89.2, 87.8, 86.3, 85.0, 83.7, 82.4, 81.1, 79.9, 78.6,
	77.4, 76.2, 75.1, 73.9, 72.3, 70.7, 69.4, 68.0, 66.7, 65.3, 64.0, 62.6, 61.3, 59.9, 58.6,
}

// Percent is what part of the 1RM reps at an RPE are, by the chart. It fails with ErrReps, with ErrManyReps above 12 reps, and with
// ErrTooEasy below ChartRPE.
func Percent(reps int, rpe RPE) (float64, error) {
	switch {
	case reps < 1:
		return 0, ErrReps
	case reps > chartReps:
		return 0, ErrManyReps
	case rpe < ChartRPE || rpe > MaxRPE:
		return 0, ErrTooEasy
	}
	return chart[2*(reps-1)+int(MaxRPE-rpe)/5], nil
}

// Load is the weight for reps at an RPE, from a 1RM; it fails as Percent does.
func Load(max Mass, reps int, rpe RPE) (Mass, error) {
	percent, err := Percent(reps, rpe)
	return Mass{int64(math.Round(float64(max.milli) * percent / 100)), max.unit}, err
}
