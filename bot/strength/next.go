package strength

import "slices"

// increases are the usual increases from session to session, in thousandths of the unit: the smallest pair of common plates, and the
// double of it for lifts of hips and legs.
var increases = [...][2]int64{Kilogram: {2_500, 5_000}, Pound: {5_000, 10_000}}

// bigLifts move more weight than presses and rows and take the larger increase.
var bigLifts = []string{"deadlift", "sumo-deadlift", "trap-bar-deadlift", "squat", "hip-thrust"}

// Next is a sensible work weight after the last top set: more by one step when the set left two reps or more, or did not say; the same
// when it was hard, or when the step would be more than a tenth (ACSM: 2-10 %); a step less after a miss.
func Next(lift string, last Effort) Mass {
	if last.Weight.milli <= 0 || last.Weight.unit == 0 {
		return last.Weight
	}
	sizes := increases[last.Weight.unit]
	step := sizes[0]
	if slices.Contains(bigLifts, lift) && 10*sizes[1] <= last.Weight.milli {
		step = sizes[1]
	}
	switch {
	case last.Reps == 0:
		return Mass{max(last.Weight.milli-step, step), last.Weight.unit}
	case last.Failed, last.RPE > heavyRPE, 10*step > last.Weight.milli:
		return last.Weight
	}
	return Mass{last.Weight.milli + step, last.Weight.unit}
}
