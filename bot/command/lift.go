package command

import (
	"slices"
	"strings"

	"spotter/bot"
	"spotter/content"
)

// maxLiftWords is how many words the name of a lift may have when typed.
const maxLiftWords = 5

// liftParam is a lift by name or alias; only lifts that offered accepts are suggested.
func liftParam(lib *content.Library, offered func(*content.Lift) bool) *bot.Param[*content.Lift] {
	take := func(words []string) (*content.Lift, int, error) {
		for n := min(maxLiftWords, len(words)); n > 0; n-- {
			if l := lib.FindLift(strings.Join(words[:n], " ")); l != nil {
				return l, n, nil
			}
		}
		return nil, 0, nil
	}
	miss := func(word string) error {
		near := nearLifts(lib, word, offered)
		if len(near) == 0 {
			return bot.Userf("I don't know a lift called %s. I know the %s and more; try `deadlift`.", bot.Quote(word), someLifts(lib, offered))
		}
		return bot.Userf("I don't know a lift called %s. Did you mean one of these?", bot.Quote(word)).Instead(near...)
	}
	complete := func(typed string, _ func(string) string) []string { return suggestLifts(lib, typed, offered) }
	return bot.NewParam(bot.Spec{Name: "lift", Help: "the lift, by name or alias", Kind: bot.KindText, Complete: complete}, take, miss)
}

// nearLifts lists up to three names of lifts that word could mean.
func nearLifts(lib *content.Library, word string, offered func(*content.Lift) bool) []string {
	known, owner := liftNames(lib.Lifts(), offered)
	return liftsOf(bot.Nearest(word, known, len(known)), owner, 3)
}

// suggestLifts lists the names of the lifts that could be meant by what has been typed so far, the
// common ones first.
func suggestLifts(lib *content.Library, typed string, offered func(*content.Lift) bool) []string {
	known, owner := liftNames(commonFirst(lib), offered)
	return liftsOf(bot.Suggest(typed, known, len(known)), owner, maxSuggested)
}

// liftNames are the names and aliases of the lifts that offered accepts, and whose each one is.
func liftNames(lifts []*content.Lift, offered func(*content.Lift) bool) (known []string, owner map[string]*content.Lift) {
	owner = map[string]*content.Lift{}
	for _, l := range lifts {
		if !offered(l) {
			continue
		}
		for _, name := range append([]string{l.Name, l.ID}, l.Aliases...) {
			owner[name] = l
			known = append(known, name)
		}
	}
	return known, owner
}

// liftsOf are the names of the first n lifts that the names belong to.
func liftsOf(names []string, owner map[string]*content.Lift, n int) (lifts []string) {
	for _, name := range names {
		if l := owner[name]; !slices.Contains(lifts, l.Name) && len(lifts) < n {
			lifts = append(lifts, l.Name)
		}
	}
	return lifts
}

// someLifts names a few lifts for a sentence.
func someLifts(lib *content.Library, offered func(*content.Lift) bool) string {
	var names []string
	for _, id := range commonLifts[:4] {
		if l := lib.Lift(id); l != nil && offered(l) {
			names = append(names, l.Name)
		}
	}
	return strings.Join(names, ", ")
}

// commonFirst is every lift, the common ones first.
func commonFirst(lib *content.Library) []*content.Lift {
	var lifts []*content.Lift
	for _, id := range commonLifts {
		if l := lib.Lift(id); l != nil {
			lifts = append(lifts, l)
		}
	}
	for _, l := range lib.Lifts() {
		if !slices.Contains(commonLifts, l.ID) {
			lifts = append(lifts, l)
		}
	}
	return lifts
}

// commonLifts are offered first when no lift was named.
var commonLifts = []string{"deadlift", "squat", "bench-press", "overhead-press", "barbell-row", "romanian-deadlift", "pull-up", "dumbbell-deadlift"}

func anyLift(*content.Lift) bool { return true }

// has tells whether a flag was given.
func has(flag *bot.Param[bool], r *bot.Request) bool {
	on, _ := flag.Of(r)
	return on
}
