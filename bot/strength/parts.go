package strength

import "slices"

// Groups of lifts by what they load.
var (
	hinges  = []string{"deadlift", "sumo-deadlift", "romanian-deadlift", "trap-bar-deadlift", "dumbbell-deadlift", "good-morning", "power-clean", "snatch", "barbell-row", "pendlay-row"}
	squats  = []string{"squat", "front-squat", "lunge"}
	presses = []string{"bench-press", "overhead-press", "dip"}
	pulls   = []string{"barbell-row", "pendlay-row", "pull-up"}
)

// strained are the lifts that load a part of the body, after the muscle tags of free-exercise-db; joints are those the lift bends under
// load.
var strained = map[string][]string{
	"back":       slices.Concat(hinges, []string{"squat"}),
	"upper back": slices.Concat(hinges, pulls),
	"neck":       slices.Concat([]string{"squat", "overhead-press", "snatch", "power-clean"}, pulls),
	"shoulder":   slices.Concat(presses, []string{"pull-up", "snatch", "squat"}),
	"chest":      {"bench-press", "dip"},
	"elbow":      slices.Concat(presses, pulls),
	"wrist":      slices.Concat(presses, []string{"front-squat", "power-clean", "snatch"}),
	"hip":        slices.Concat(hinges, squats, []string{"hip-thrust"}),
	"groin":      slices.Concat(squats, []string{"sumo-deadlift", "hip-thrust"}),
	"glute":      slices.Concat(hinges, squats, []string{"hip-thrust"}),
	"hamstring":  slices.Concat(hinges, []string{"hip-thrust", "lunge"}),
	"thigh":      slices.Concat(squats, []string{"deadlift", "trap-bar-deadlift", "power-clean", "snatch"}),
	"knee":       slices.Concat(squats, []string{"trap-bar-deadlift", "power-clean", "snatch"}),
	"calf":       slices.Concat(squats, []string{"power-clean", "snatch"}),
	"ankle":      slices.Concat(squats, []string{"power-clean", "snatch"}),
	"foot":       slices.Concat(squats, []string{"power-clean", "snatch"}),
}

// Parts lists the parts of the body that pain can be told of, in the order of the alphabet.
func Parts() []string {
	var parts []string
	for part := range strained {
		parts = append(parts, part)
	}
	slices.Sort(parts)
	return parts
}

// Strained tells whether the lift loads the part of the body.
func Strained(part, lift string) bool { return slices.Contains(strained[part], lift) }
