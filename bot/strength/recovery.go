package strength

import "time"

// State is whether a heavy session makes sense now.
type State uint8

// The states.
const (
	Ready   State = iota
	Caution       // fine if the lifter feels recovered
	TooSoon
)

// Recovery windows. About 48 h for the same muscles is ACSM's rule of thumb, 48-72 h the one for heavy deadlifts; bar speed was down
// for up to 72 h after squats to failure (Belcher 2019). Sets to failure delay recovery by 24-48 h (Morán-Navarro 2017): the
// least of it is added. The steps for lifts that share muscles are Spotter's own.
const (
	soonSame, readySame = 48 * time.Hour, 72 * time.Hour
	readyModerate       = 48 * time.Hour
	soonHigh, readyHigh = 24 * time.Hour, 48 * time.Hour
	readyMedium         = 24 * time.Hour
	failureDelay        = 24 * time.Hour
	longestWindow       = readySame + failureDelay
)

// Readiness is when a lift can be done again, and the past session that says so.
type Readiness struct {
	State State
	Fine  time.Time // from here on it is fine for who feels recovered; before, too soon
	Full  time.Time // from here on it is ready
	By    Strain    // the session that Full comes from; none when nothing holds the lift back
}

// window is how long after a session of class past another one of class next waits: until fine, and until ready.
func window(o Overlap, past, next Class) (fine, full time.Duration) {
	switch {
	case past <= Light || next <= Light || o == Low:
		return 0, 0
	case o == Same && past == Heavy && next == Heavy:
		return soonSame, readySame
	case o == Same:
		return readyModerate, readyModerate
	case past < Heavy || next < Heavy:
		return 0, 0
	case o == High:
		return soonHigh, readyHigh
	}
	return 0, readyMedium
}

// Recovery tells when a session of class next makes sense for the lift, after everything of the last days.
func Recovery(lift string, next Class, past []Strain, now time.Time) Readiness {
	var r Readiness
	for _, s := range past {
		fine, full := window(Shared(s.Lift, lift), s.Class, next)
		if full == 0 || now.Sub(s.At) > longestWindow {
			continue
		}
		if s.Session.Failed() {
			full += failureDelay
			if fine > 0 {
				fine += failureDelay
			}
		}
		if at := s.At.Add(fine); fine > 0 && at.After(r.Fine) {
			r.Fine = at
		}
		if at := s.At.Add(full); at.After(r.Full) {
			r.Full, r.By = at, s
		}
	}
	switch {
	case now.Before(r.Fine):
		r.State = TooSoon
	case now.Before(r.Full):
		r.State = Caution
	}
	return r
}

// LastHeavy is the latest heavy session of the lift among strains, which come the latest first.
func LastHeavy(lift string, strains []Strain) (Strain, bool) {
	for _, s := range strains {
		if s.Lift == lift && s.Class == Heavy {
			return s, true
		}
	}
	return Strain{}, false
}
