package strength

import "slices"

// Overlap is how much of the same muscles two lifts use.
type Overlap uint8

// The overlaps; lifts that no table names share little.
const (
	Low Overlap = iota
	Medium
	High
	Same
)

// alike are groups of lifts that share their main muscles, each with each: pulls from the hips, squats, rows.
var alike = [][]string{
	{"deadlift", "sumo-deadlift", "romanian-deadlift", "trap-bar-deadlift", "dumbbell-deadlift", "good-morning", "power-clean", "snatch"},
	{"squat", "front-squat", "lunge"},
	{"barbell-row", "pendlay-row", "pull-up"},
}

// pairs are further lifts that share muscles (after the muscle tags of free-exercise-db).
var pairs = map[[2]string]Overlap{
	{"deadlift", "squat"}:             High, // back, glutes, legs
	{"bench-press", "dip"}:            High,
	{"bench-press", "overhead-press"}: High, // front shoulder, triceps
	{"front-squat", "power-clean"}:    High,

	{"barbell-row", "deadlift"}:    Medium, // lower back, lats, grip
	{"deadlift", "pendlay-row"}:    Medium,
	{"deadlift", "hip-thrust"}:     Medium,
	{"hip-thrust", "squat"}:        Medium,
	{"dip", "overhead-press"}:      Medium,
	{"squat", "trap-bar-deadlift"}: Medium,
	{"overhead-press", "snatch"}:   Medium,
	{"deadlift", "pull-up"}:        Medium, // grip, lats
}

// Shared is how much of the same muscles two lifts use, given by their ids.
func Shared(a, b string) Overlap {
	if a == b {
		return Same
	}
	for _, group := range alike {
		if slices.Contains(group, a) && slices.Contains(group, b) {
			return High
		}
	}
	return pairs[[2]string{min(a, b), max(a, b)}]
}
