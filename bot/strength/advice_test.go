package strength

import (
	"slices"
	"testing"
	"time"
)

// weekly is one session of the lift a week, the last one on tuesday, with the weights in order of time.
func weekly(lift string, rpe RPE, weights ...int64) (out []Session) {
	for i, w := range weights {
		out = append(out, did(lift, tuesday.AddDate(0, 0, -7*(len(weights)-1-i)), w, 5, rpe))
	}
	return out
}

func TestHeavyWeeks(t *testing.T) {
	for _, c := range []struct {
		name     string
		sessions []Session
		now      time.Time
		want     int
	}{
		{"none", nil, tuesday, 0},
		{"six, this week's among them", weekly("squat", 90, 100, 100, 100, 100, 100, 100), tuesday.Add(time.Hour), 6},
		{"this week not yet", weekly("squat", 90, 100, 100, 100), tuesday.AddDate(0, 0, 7), 3},
		{"a week without ends them", weekly("squat", 90, 100, 100, 100), tuesday.AddDate(0, 0, 14), 0},
		{"a light week ends them", append(weekly("squat", 90, 100, 100), did("squat", tuesday.AddDate(0, 0, -14), 50, 5, 60), did("squat", tuesday.AddDate(0, 0, -21), 100, 5, 90)), tuesday.Add(time.Hour), 2},
		{"Sunday and Monday are two weeks", []Session{did("squat", tuesday.AddDate(0, 0, -1), 100, 5, 90), did("squat", tuesday.AddDate(0, 0, -2), 100, 5, 90)}, tuesday, 2},
	} {
		if got := HeavyWeeks(Strains(c.sessions), c.now); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestStalled(t *testing.T) {
	for _, c := range []struct {
		name    string
		weights []int64
		stalled bool
		best    int64
	}{
		{"rising", []int64{100, 102, 104, 106, 108, 110}, false, 110},
		{"three tries are not enough", []int64{100, 110, 110, 108, 110}, false, 110},
		{"four tries are", []int64{100, 110, 110, 108, 110, 105}, true, 110},
		{"a better one begins anew", []int64{110, 105, 105, 105, 105, 112}, false, 112},
	} {
		st, stalled := Stalled("bench-press", Strains(weekly("bench-press", 80, c.weights...)), tuesday)
		if stalled != c.stalled {
			t.Errorf("%s: %v, want %v (%+v)", c.name, stalled, c.stalled, st)
		}
		best, _ := Estimate(kg(c.best), 5, 80)
		if st.Best != best.Whole() {
			t.Errorf("%s: best %s, want %s", c.name, st.Best, best.Whole())
		}
	}
	still := weekly("bench-press", 80, 110, 110, 110, 110, 110)
	if _, stalled := Stalled("bench-press", Strains(still), tuesday.AddDate(0, 0, 7)); !stalled {
		t.Error("the week after, the stall is over")
	}
	easier := append(still, did("bench-press", tuesday.AddDate(0, 0, 7), 60, 5, 60))
	for _, days := range []int{14, 16, 21} {
		if _, stalled := Stalled("bench-press", Strains(easier), tuesday.AddDate(0, 0, days)); stalled {
			t.Errorf("%d days later, after an easier week, the stall goes on", days)
		}
	}
	for i := range 4 {
		easier = append(easier, did("bench-press", tuesday.AddDate(0, 0, 14+7*i), 110, 5, 80))
	}
	if st, stalled := Stalled("bench-press", Strains(easier), tuesday.AddDate(0, 0, 36)); !stalled || st.Tries != 4 {
		t.Errorf("four tries after the easier week: %+v, %v", st, stalled)
	}
	daily := []Session{did("squat", tuesday, 100, 5, 80)}
	for i := range 5 {
		daily = append(daily, did("squat", tuesday.AddDate(0, 0, 1+i), 98, 5, 80))
	}
	if _, stalled := Stalled("squat", Strains(daily), tuesday.AddDate(0, 0, 6)); stalled {
		t.Error("five days make a stall")
	}
	if _, stalled := Stalled("squat", nil, tuesday); stalled {
		t.Error("nothing makes a stall")
	}
}

func TestStreak(t *testing.T) {
	days := func(ago ...int) (out []time.Time) {
		for _, n := range ago {
			out = append(out, tuesday.AddDate(0, 0, -n))
		}
		return out
	}
	sundays := func(d time.Weekday) bool { return d == time.Sunday }
	trains := func(on ...time.Weekday) func(time.Weekday) bool {
		return func(d time.Weekday) bool { return !slices.Contains(on, d) }
	}
	tuesdays, twice, never := trains(time.Tuesday), trains(time.Monday, time.Thursday), trains()
	for _, c := range []struct {
		name    string
		trained []time.Time
		planned func(time.Weekday) bool
		want    Streak
	}{
		{"nothing", nil, nil, Streak{}},
		{"today", days(0), nil, Streak{1, 1}},
		{"rest days count", days(0, 3, 6), nil, Streak{7, 3}},
		{"two on one day", append(days(0, 2), tuesday.Add(time.Hour)), nil, Streak{3, 2}},
		{"today is not over", days(5), nil, Streak{6, 1}},
		{"five full days of rest end it", days(6), nil, Streak{}},
		{"a gap of five before", days(0, 6), nil, Streak{1, 1}},
		{"planned days do not count as a gap", days(0, 6), sundays, Streak{7, 2}},
		{"rest on all days but two", days(1, 5, 8, 12, 15), twice, Streak{16, 5}},
		{"two of those sessions missed", days(1, 12, 15), twice, Streak{16, 3}},
		{"once a week, one week missed", days(0, 14, 21), tuesdays, Streak{22, 3}},
		{"once a week, two weeks missed", days(0, 21, 28), tuesdays, Streak{1, 1}},
		{"two weeks and no session, rest planned for every day", days(15, 16), never, Streak{17, 2}},
		{"a day more", days(16, 17), never, Streak{}},
	} {
		if got := StreakOf(c.trained, c.planned, tuesday.Add(2*time.Hour)); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestNext(t *testing.T) {
	lb := func(n int64) Mass { return Milli(n*1000, Pound) }
	for _, c := range []struct {
		lift string
		last Effort
		want Mass
	}{
		{"deadlift", Effort{Weight: kg(180), Reps: 5}, kg(185)},
		{"deadlift", Effort{Weight: kg(180), Reps: 5, RPE: 80}, kg(185)},
		{"deadlift", Effort{Weight: kg(180), Reps: 5, RPE: 85}, kg(180)},
		{"deadlift", Effort{Weight: kg(180), Reps: 5, Failed: true}, kg(180)},
		{"deadlift", Effort{Weight: kg(180), Failed: true}, kg(175)},
		{"bench-press", Effort{Weight: kg(100), Reps: 5}, Milli(102_500, Kilogram)},
		{"bench-press", Effort{Weight: kg(20), Reps: 5}, kg(20)},
		{"squat", Effort{Weight: kg(40), Reps: 5}, Milli(42_500, Kilogram)},
		{"squat", Effort{Weight: lb(225), Reps: 5}, lb(235)},
		{"pull-up", Effort{Body: true, Reps: 8}, Mass{}},
	} {
		if got := Next(c.lift, c.last); got != c.want {
			t.Errorf("%s after %+v: %s, want %s", c.lift, c.last, got, c.want)
		}
	}
}

func TestStrained(t *testing.T) {
	if !Strained("back", "deadlift") || Strained("back", "bench-press") || !Strained("knee", "squat") || Strained("tail", "squat") {
		t.Error("the parts and lifts do not fit")
	}
	for _, part := range Parts() {
		if len(strained[part]) == 0 {
			t.Errorf("no lift loads the %s", part)
		}
	}
}
