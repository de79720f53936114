package strength

import (
	"cmp"
	"time"
)

// soundRPE is the least RPE whose estimate may be a record.
const soundRPE RPE = 70

// Best is a mark and when it was set.
type Best struct {
	Effort Effort
	Max    Mass // the 1RM it tells of; zero if none
	At     time.Time
}

// Records are the marks of one lift, warm-ups and misses aside.
type Records struct {
	sets []Best
}

// RecordsOf collects the marks of a lift from sessions in any order.
func RecordsOf(lift string, sessions []Session) Records {
	var r Records
	for _, s := range sessions {
		if s.Lift != lift {
			continue
		}
		for _, e := range s.Efforts {
			if e.WarmUp || e.Reps == 0 {
				continue
			}
			b := Best{Effort: e, At: s.At}
			if e.Reps <= SoundReps && (e.RPE == 0 || e.RPE >= soundRPE || e.Failed) {
				b.Max, _ = e.Max()
			}
			r.sets = append(r.sets, b)
		}
	}
	return r
}

// Reps is the heaviest set of at least so many reps, the longest of equally heavy ones.
func (r Records) Reps(reps int) (best Best, ok bool) {
	return r.best(func(b Best) bool { return b.Effort.Reps >= reps }, func(a, b Best) int {
		return cmp.Or(a.Effort.Weight.Cmp(b.Effort.Weight), a.Effort.Reps-b.Effort.Reps)
	})
}

// Most is the set with the most reps at least as heavy as w.
func (r Records) Most(w Mass) (best Best, ok bool) {
	return r.best(func(b Best) bool { return b.Effort.Weight.Cmp(w) >= 0 }, func(a, b Best) int { return a.Effort.Reps - b.Effort.Reps })
}

// Max is the set that tells of the highest 1RM.
func (r Records) Max() (best Best, ok bool) {
	return r.best(func(b Best) bool { return b.Max.milli > 0 }, func(a, b Best) int { return a.Max.Cmp(b.Max) })
}

// best is the highest of those that count, the earliest of equal ones.
func (r Records) best(counts func(Best) bool, compare func(a, b Best) int) (best Best, ok bool) {
	for _, b := range r.sets {
		if !counts(b) {
			continue
		}
		if c := compare(b, best); !ok || c > 0 || c == 0 && b.At.Before(best.At) {
			best, ok = b, true
		}
	}
	return best, ok
}

// Record is a mark that beats an older one.
type Record struct {
	New, Old Best
}

// NewReps is the best set of the session that is heavier than any before it of as many reps, or with the same weight longer. ok is
// false when there is none, or nothing before to beat.
func (r Records) NewReps(s Session) (record Record, ok bool) {
	for _, b := range RecordsOf(s.Lift, []Session{s}).sets {
		old, beaten := r.beaten(b)
		if beaten && (!ok || b.Effort.Weight.Cmp(record.New.Effort.Weight) > 0) {
			record, ok = Record{b, old}, true
		}
	}
	return record, ok
}

// beaten is the mark that a set beats: of as many reps, or, with the own body alone, of fewer.
func (r Records) beaten(b Best) (old Best, ok bool) {
	if old, ok = r.Reps(b.Effort.Reps); ok {
		return old, b.Effort.Weight.Cmp(old.Effort.Weight) > 0
	}
	if !b.Effort.Body {
		return old, false
	}
	old, ok = r.Most(b.Effort.Weight)
	return old, ok && b.Effort.Reps > old.Effort.Reps
}

// NewMax is the session's estimate when it is more than any before, rounded to what estimates are good for.
func (r Records) NewMax(s Session) (record Record, ok bool) {
	b, ok := RecordsOf(s.Lift, []Session{s}).Max()
	if !ok {
		return record, false
	}
	old, ok := r.Max()
	return Record{b, old}, ok && b.Max.Whole().Cmp(old.Max.Whole()) > 0
}
