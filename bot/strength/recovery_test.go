package strength

import (
	"testing"
	"time"
)

var tuesday = time.Date(2026, 11, 17, 18, 0, 0, 0, time.UTC)

func kg(n int64) Mass { return Milli(n*1000, Kilogram) }

// did is a session of one set.
func did(lift string, at time.Time, weight int64, reps int, rpe RPE) Session {
	return Session{Lift: lift, At: at, Efforts: []Effort{{Weight: kg(weight), Reps: reps, Count: 1, RPE: rpe}}}
}

func TestGrade(t *testing.T) {
	set := func(weight int64, reps int, rpe RPE) Effort {
		return Effort{Weight: kg(weight), Reps: reps, Count: 1, RPE: rpe}
	}
	failed := set(60, 12, 0)
	failed.Failed = true
	warm := set(190, 1, 90)
	warm.WarmUp = true
	body := Effort{Body: true, Reps: 8, Count: 3}
	for _, c := range []struct {
		name string
		s    Session
		max  Mass
		want Class
	}{
		{"RPE 8", Session{Efforts: []Effort{set(100, 5, 80)}}, kg(200), Heavy},
		{"RPE 7.5", Session{Efforts: []Effort{set(130, 5, 75)}}, kg(200), Moderate},
		{"RPE 6", Session{Efforts: []Effort{set(130, 5, 60)}}, kg(200), Light},
		{"80 %", Session{Efforts: []Effort{set(160, 3, 0)}}, kg(200), Heavy},
		{"79 %", Session{Efforts: []Effort{set(158, 3, 0)}}, kg(200), Moderate},
		{"60 %", Session{Efforts: []Effort{set(120, 3, 0)}}, kg(200), Moderate},
		{"59 %", Session{Efforts: []Effort{set(118, 3, 0)}}, kg(200), Light},
		{"80 % at RPE 6 is heavy all the same", Session{Efforts: []Effort{set(160, 1, 60)}}, kg(200), Heavy},
		{"to failure", Session{Efforts: []Effort{failed}}, kg(200), Heavy},
		{"the hardest set counts", Session{Efforts: []Effort{set(100, 5, 60), set(170, 1, 0), set(120, 5, 0)}}, kg(200), Heavy},
		{"a warm-up does not", Session{Efforts: []Effort{warm, set(100, 5, 60)}}, kg(200), Light},
		{"nothing but a warm-up", Session{Efforts: []Effort{warm}}, kg(200), Light},
		{"own body, no RPE", Session{Efforts: []Effort{body}}, Mass{}, Moderate},
		{"no maximum known", Session{Efforts: []Effort{set(20, 20, 0)}}, Mass{}, Moderate},
		{"said", Session{Said: Light, Efforts: []Effort{set(190, 1, 95)}}, kg(200), Light},
		{"pounds against kilograms", Session{Efforts: []Effort{{Weight: Milli(355_000, Pound), Reps: 1, Count: 1}}}, kg(200), Heavy},
	} {
		if got := c.s.Graded(c.max); got.Class != c.want || got.Said != (c.s.Said != 0) {
			t.Errorf("%s: %+v, want %s", c.name, got, c.want)
		}
	}
}

// TestRecovery holds the windows: 48 and 72 h for the same lift, 24 and 48 h for one much alike, a day more after failure.
func TestRecovery(t *testing.T) {
	heavy, moderate, light := kg(180), kg(140), kg(100) // of an estimate of about 202
	session := func(lift string, w Mass) Session {
		return Session{Lift: lift, At: tuesday, Efforts: []Effort{{Weight: w, Reps: 5, Count: 1}}}
	}
	failing := session("deadlift", heavy)
	failing.Efforts[0].Failed = true
	base := Session{Lift: "deadlift", At: tuesday.AddDate(0, 0, -30), Efforts: []Effort{{Weight: heavy, Reps: 5, Count: 1}}}
	for _, c := range []struct {
		name       string
		past       Session
		lift       string
		next       Class
		fine, full int // hours
	}{
		{"same, heavy to heavy", session("deadlift", heavy), "deadlift", Heavy, 48, 72},
		{"same, moderate before", session("deadlift", moderate), "deadlift", Heavy, 48, 48},
		{"same, moderate next", session("deadlift", heavy), "deadlift", Moderate, 48, 48},
		{"same, light before", session("deadlift", light), "deadlift", Heavy, 0, 0},
		{"same, light next", session("deadlift", heavy), "deadlift", Light, 0, 0},
		{"much alike", session("deadlift", heavy), "squat", Heavy, 24, 48},
		{"much alike, one moderate", session("deadlift", heavy), "squat", Moderate, 0, 0},
		{"in one group", session("deadlift", heavy), "good-morning", Heavy, 24, 48},
		{"somewhat alike", session("deadlift", heavy), "barbell-row", Heavy, 0, 24},
		{"little in common", session("deadlift", heavy), "bench-press", Heavy, 0, 0},
		{"to failure", failing, "deadlift", Heavy, 72, 96},
		{"to failure, much alike", failing, "squat", Heavy, 48, 72},
		{"to failure, somewhat alike", failing, "pull-up", Heavy, 0, 48},
	} {
		t.Run(c.name, func(t *testing.T) {
			past := Strains([]Session{base, c.past})
			for h := range 120 {
				want := Ready
				switch {
				case h < c.fine:
					want = TooSoon
				case h < c.full:
					want = Caution
				}
				got := Recovery(c.lift, c.next, past, tuesday.Add(time.Duration(h)*time.Hour))
				if got.State != want {
					t.Fatalf("after %d h: %v, want %v", h, got.State, want)
				}
				if want != Ready && (!got.Full.Equal(tuesday.Add(time.Duration(c.full)*time.Hour)) || got.By.Lift != c.past.Lift) {
					t.Fatalf("after %d h: ready at %s by %s", h, got.Full, got.By.Lift)
				}
			}
		})
	}
}

// TestRecoveryTakesTheLatest holds that the session that holds back longest decides, whatever came last.
func TestRecoveryTakesTheLatest(t *testing.T) {
	past := Strains([]Session{did("deadlift", tuesday, 180, 5, 90), did("squat", tuesday.Add(24*time.Hour), 150, 5, 90)})
	got := Recovery("squat", Heavy, past, tuesday.Add(30*time.Hour))
	if got.By.Lift != "squat" || !got.Full.Equal(tuesday.Add(96*time.Hour)) {
		t.Errorf("squat: ready %s by %s", got.Full, got.By.Lift)
	}
	got = Recovery("deadlift", Heavy, past, tuesday.Add(60*time.Hour))
	if got.State != Caution || got.By.Lift != "deadlift" && got.By.Lift != "squat" {
		t.Errorf("deadlift: %+v", got)
	}
}

func TestSharedIsTheSameBothWays(t *testing.T) {
	lifts := []string{"dip", "hip-thrust", "overhead-press", "bench-press", "nothing"}
	for _, group := range alike {
		lifts = append(lifts, group...)
	}
	for _, a := range lifts {
		for _, b := range lifts {
			if Shared(a, b) != Shared(b, a) || (Shared(a, b) == Same) != (a == b) {
				t.Errorf("%s and %s: %d, %d", a, b, Shared(a, b), Shared(b, a))
			}
		}
	}
	for p := range pairs {
		if p[0] >= p[1] {
			t.Errorf("the pair %v is not in the order of the alphabet", p)
		}
	}
}

func TestLastHeavy(t *testing.T) {
	past := Strains([]Session{did("squat", tuesday, 140, 5, 90), did("squat", tuesday.AddDate(0, 0, 2), 100, 5, 60), did("bench-press", tuesday.AddDate(0, 0, 3), 100, 5, 90)})
	if s, ok := LastHeavy("squat", past); !ok || !s.At.Equal(tuesday) {
		t.Errorf("got %+v, %v", s, ok)
	}
	if _, ok := LastHeavy("deadlift", past); ok {
		t.Error("a lift that was never done was heavy")
	}
}

func TestMerged(t *testing.T) {
	late := did("squat", tuesday.Add(time.Hour), 140, 5, 80)
	late.Said = Light
	got := Merged([]Session{did("squat", tuesday, 100, 5, 0), did("bench-press", tuesday, 80, 5, 0), late, did("squat", tuesday.AddDate(0, 0, -1), 100, 5, 0)})
	if len(got) != 3 || got[0].Lift != "squat" || !got[0].At.Equal(late.At) || len(got[0].Efforts) != 2 ||
		got[0].Efforts[0].Weight != kg(100) || got[0].Said != Light || got[0].Sets() != 2 {
		t.Errorf("got %+v", got)
	}
	if top, ok := got[0].Top(); !ok || top.Weight != kg(140) {
		t.Errorf("top %+v, %v", top, ok)
	}
}
