package strength

// Dumbbells returns the sets before work sets with perHand in each hand: half of it for 8, and from 10 kg or 25 lb on three quarters for 4,
// rounded to 2 kg or 5 lb, a tie to the lighter. Sets that come out empty, or no lighter than the work, are left out, so a light pair has none.
// Loading.Total is the weight in one hand, Side is nil. Without a unit, perHand is in kg. The rule is Spotter's own.
func Dumbbells(perHand Mass) []Set {
	perHand = perHand.Or(Kilogram)
	jump, heavy := int64(2_000), int64(10_000)
	if perHand.unit == Pound {
		jump, heavy = 5_000, 25_000
	}
	steps := []step{{1, 2, 8}, {3, 4, 4}}
	if perHand.milli < heavy {
		steps = steps[:1]
	}
	var sets []Set
	for _, st := range steps {
		m := nearestJump(perHand.milli, st, jump)
		if m > 0 && m < perHand.milli {
			sets = append(sets, Set{Loading{Total: Milli(m, perHand.unit)}, st.reps, 1, betweenSets})
		}
	}
	if len(sets) > 0 {
		sets[len(sets)-1].Rest = beforeWork
	}
	return sets
}

// nearestJump rounds a fraction of n to a multiple of jump, halves down.
func nearestJump(n int64, st step, jump int64) int64 {
	whole, rest := ratio(n, st.num, st.den*jump)
	if 2*rest > st.den*jump {
		whole++
	}
	return whole * jump
}
