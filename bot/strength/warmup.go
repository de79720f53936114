package strength

import (
	"errors"
	"time"
)

// ErrReps means work reps outside 1 to 100.
var ErrReps = errors.New("strength: reps must be 1 to 100")

const maxReps = 100

// Start is where the bar of a lift starts from.
type Start uint8

// A bar starts in the rack (or hangs, or is held standing) and can be lifted empty; or on the floor, at the height full-size plates give it.
const (
	Rack Start = iota
	Floor
)

// String returns "rack" or "floor".
func (s Start) String() string {
	if s == Floor {
		return "floor"
	}
	return "rack"
}

// Note is a remark on a ladder that the lifter should hear about.
type Note string

// The notes of a [Ladder].
const (
	RaiseBar        Note = "raise_bar"            // too light for full-size plates: put the bar on blocks, mats or bumpers
	WorkIsBar       Note = "work_is_bar"          // the work weight is the empty bar
	HighReps        Note = "high_reps_no_singles" // 8 reps or more: the steps end before the heavy single
	WorkNotLoadable Note = "work_not_loadable"    // the plates cannot make up the work weight
)

// WarmUp asks for the sets before work sets of Reps reps with Work.
type WarmUp struct {
	Work  Mass
	Reps  int // 1 to 100
	Start Start
	Gear  Gear
	Short bool // drop the first step after the starting weight: for muscles that are warm already
	Long  bool // one step more, or where there is none the starting weight once more: for a part that hurts
}

// Set is Count equal warm-up sets. Rest follows each of them.
type Set struct {
	Loading     Loading
	Reps, Count int
	Rest        time.Duration
}

// Ladder is a warm-up in order. All its masses are in the unit of the gear.
type Ladder struct {
	Mode         Start // Floor only if the first set really has full-size plates on
	Template     int   // how many steps the range called for, 0 to 5; Sets has fewer if the plates allow fewer, or if Short
	Sets         []Set
	Work         *Loading // nil when the work weight cannot be loaded
	Below, Above *Loading // its neighbours then; Above is nil if the plates run out
	Notes        []Note
}

// Ladder builds the warm-up: from the empty bar, or from full-size plates on the floor, in about even steps to at most 94 % of the work
// weight, with falling reps. Steps use no micro plates, rise by at least 4 % of the work weight, and in Floor mode keep a full-size plate on.
// The method is Spotter's own; it reproduces the published StrongLifts (100 kg) and Starting Strength gym (225 lb) ladders.
//
// The errors are ErrReps, ErrBelowBar, ErrTooHeavy, or those of an invalid gear.
func (w WarmUp) Ladder() (Ladder, error) {
	if w.Reps < 1 || w.Reps > maxReps {
		return Ladder{}, ErrReps
	}
	work, err := w.Gear.take(w.Work)
	if err != nil {
		return Ladder{}, err
	}
	c := w.climb(work.milli)
	l := Ladder{Mode: c.mode}
	if c.span() == 0 {
		c.notes = append(c.notes, WorkIsBar)
		l.Sets = []Set{{c.first, 5, 1, betweenSets}}
	} else {
		l.Template = c.template(w.Reps)
		longer := w.Long && l.Template < highRepsTemplate
		if longer {
			l.Template++
		}
		l.Sets = c.sets(l.Template, w.Short)
		if w.Long && !longer {
			l.Sets[0].Count++
		}
	}
	l.Notes = c.notes
	w.Gear.addWork(&l, work)
	return l, nil
}

// addWork puts the work weight itself on the bar, or its neighbours.
func (g Gear) addWork(l *Ladder, work Mass) {
	s := g.newSolver(work.milli, 0)
	if n, ok := s.exact(work.milli); ok {
		exact := s.load(n)
		l.Work = &exact
		return
	}
	l.Notes = append(l.Notes, WorkNotLoadable)
	l.Below, l.Above = s.neighbours(work.milli)
}
