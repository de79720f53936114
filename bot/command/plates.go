package command

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
)

// plateForm is one plate of the list people type: 20, 20kg, 20x4, 20kgx4, 20 × 4.
var plateForm = regexp.MustCompile(`(?i)^([0-9.,]+(?:kg|kgs|lbs?)?)(?:[x×*](\d{1,4}))?$`)

// countForm is a count that stands apart from its plate: x4.
var countForm = regexp.MustCompile(`(?i)^[x×*]\s?(\d{1,4})$`)

// maxCount is how many plates of one size anybody may own here: 99 pairs.
const maxCount = 198

// plateEntry is one size of the list as it was typed: the number before the x, and the one behind
// it, 0 when there is none.
type plateEntry struct {
	first  strength.Mass
	second int
}

// readPlates reads a list of plates with counts of single plates; a size without a count is
// plentiful. odd names the sizes of which one plate is left over.
func readPlates(s string, usual strength.Unit) (stacks []strength.Stack, odd []string, err error) {
	entries, err := plateEntries(s, usual)
	if err != nil {
		return nil, nil, err
	}
	swapped := countsFirst(entries)
	for _, e := range entries {
		if swapped && e.second != 0 {
			e = plateEntry{strength.Milli(int64(e.second)*1000, e.first.Unit()), int(e.first.Milli() / 1000)}
		}
		stack := strength.Stack{Plate: e.first, Pairs: strength.Unlimited}
		if e.second != 0 {
			stack.Pairs = e.second / 2
		}
		if e.second > maxCount {
			return nil, nil, bot.Userf("%d plates of %s are more than I can count. Leave the count out when there are plenty.", e.second, e.first)
		}
		if e.second%2 == 1 {
			odd = append(odd, e.first.String())
		}
		if stack.Pairs != 0 {
			stacks = append(stacks, stack)
		}
	}
	if len(stacks) == 0 {
		return nil, nil, bot.Userf("That leaves no pair of plates. List what you have, such as `/settings plates 20x4 10x2 5x2`.")
	}
	slices.SortStableFunc(stacks, func(a, b strength.Stack) int { return b.Plate.Cmp(a.Plate) })
	return stacks, odd, checkPlates(stacks)
}

// plateEntries reads the words of the list.
func plateEntries(s string, usual strength.Unit) ([]plateEntry, error) {
	words := plateWords(s)
	if unit, ok := strength.ParseUnit(words[len(words)-1]); ok && len(words) > 1 {
		usual, words = unit, words[:len(words)-1]
	}
	var entries []plateEntry
	for _, word := range words {
		m := plateForm.FindStringSubmatch(word)
		if m == nil {
			return nil, bot.Userf("I couldn't read %s as a plate. List sizes and counts like this: `/settings plates 20x4 10x2 5x2`.", bot.Quote(word))
		}
		plate, err := bot.ReadMass(m[1])
		if err != nil {
			return nil, err
		}
		count, _ := strconv.Atoi(m[2])
		if m[2] != "" && count == 0 {
			continue
		}
		entries = append(entries, plateEntry{plate.Or(usual), count})
	}
	return entries, nil
}

// countsFirst tells whether the list was written the other way round, 4x20 for four 20s: some
// entry makes sense only so, or none says anything else and all counts would exceed the plates.
func countsFirst(entries []plateEntry) bool {
	larger := false
	for _, e := range entries {
		if e.second == 0 {
			continue
		}
		sold := usualPlates[e.first.Unit()]
		first, second := slices.Contains(sold, e.first.Milli()), slices.Contains(sold, int64(e.second)*1000)
		whole := e.first.Milli()%1000 == 0
		switch {
		case !whole || first && !second:
			return false
		case second && !first:
			return true
		}
		larger = larger || int64(e.second)*1000 > e.first.Milli()
	}
	return larger
}

// plateWords cuts the list into words, with a unit or count that stands apart joined to its plate.
func plateWords(s string) []string {
	var words []string
	for _, w := range strings.Fields(strings.NewReplacer(", ", " ", ";", " ", "+", " ", "×", "x").Replace(s)) {
		w = strings.TrimRight(strings.ToLower(w), ",.")
		_, unit := strength.ParseUnit(w)
		if n := len(words); n > 0 && (countForm.MatchString(w) || strings.HasSuffix(words[n-1], "x") ||
			unit && !strings.Contains(words[n-1], "x") && n == 1 && strings.Contains(s, w+" x")) {
			words[n-1] += w
			continue
		}
		if w != "" && w != "and" {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return []string{s}
	}
	return words
}

// usualPlates are the sizes sold, in kg and lb (science: plates and change plates).
var usualPlates = map[strength.Unit][]int64{
	strength.Kilogram: {50_000, 25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 2_000, 1_500, 1_250, 1_000, 500, 250, 125},
	strength.Pound:    {100_000, 55_000, 45_000, 35_000, 25_000, 15_000, 10_000, 5_000, 2_500, 1_250},
}

// checkPlates is what the arithmetic has against the plates, in a sentence with an example.
func checkPlates(stacks []strength.Stack) error {
	gear := strength.DefaultGear(stacks[0].Plate.Unit())
	gear.Plates = stacks
	if err := gear.Validate(); err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return bot.Userf("That doesn't work: %s. Try `/settings plates 20x4 10x2 5x2`.", first)
	}
	return nil
}

// platesText shows plates with their counts as they were given.
func platesText(stacks []strength.Stack, u strength.Unit) string {
	var words []string
	for _, s := range stacks {
		if s.Pairs == strength.Unlimited {
			words = append(words, s.Plate.Number())
		} else {
			words = append(words, fmt.Sprintf("%s×%d", s.Plate.Number(), 2*s.Pairs))
		}
	}
	return strings.Join(words, " ") + " " + u.String()
}
