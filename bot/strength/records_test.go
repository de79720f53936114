package strength

import "testing"

func TestRecords(t *testing.T) {
	day := func(n int) (s Session) { return Session{Lift: "squat", At: tuesday.AddDate(0, 0, n)} }
	with := func(s Session, efforts ...Effort) Session { s.Efforts = efforts; return s }
	set := func(weight int64, reps int) Effort { return Effort{Weight: kg(weight), Reps: reps, Count: 1} }
	warm, miss := set(300, 5), Effort{Weight: kg(300), Count: 1, Failed: true}
	warm.WarmUp = true
	past := []Session{
		with(day(-30), set(140, 5), set(150, 3)), with(day(-20), set(130, 8), warm, miss), with(day(-10), set(140, 5)),
		{Lift: "deadlift", At: tuesday, Efforts: []Effort{set(250, 5)}},
	}
	r := RecordsOf("squat", past)
	for _, c := range []struct {
		reps int
		want Mass
		ago  int
	}{{1, kg(150), -30}, {3, kg(150), -30}, {4, kg(140), -30}, {6, kg(130), -20}} {
		if b, ok := r.Reps(c.reps); !ok || b.Effort.Weight != c.want || !b.At.Equal(tuesday.AddDate(0, 0, c.ago)) {
			t.Errorf("%d reps: %+v, %v; want %s", c.reps, b, ok, c.want)
		}
	}
	if _, ok := r.Reps(9); ok {
		t.Error("nine reps were never done")
	}
	for _, c := range []struct {
		name    string
		s       Session
		reps    Mass // of the record; zero for none
		old     Mass
		maximum bool
	}{
		{"as before", with(day(0), set(140, 5)), Mass{}, Mass{}, false},
		{"one kilo more", with(day(0), set(141, 5), set(130, 5)), kg(141), kg(140), false},
		{"more than ever", with(day(0), set(160, 5)), kg(160), kg(140), true},
		{"one rep more", with(day(0), set(140, 6)), kg(140), kg(130), true},
		{"the heaviest of two", with(day(0), set(145, 5), set(155, 3)), kg(155), kg(150), true},
		{"a warm-up", with(day(0), warm), Mass{}, Mass{}, false},
		{"a miss", with(day(0), miss), Mass{}, Mass{}, false},
		{"more reps than ever", with(day(0), set(100, 12)), Mass{}, Mass{}, false},
	} {
		got, ok := r.NewReps(c.s)
		if ok != (c.reps != Mass{}) || ok && (got.New.Effort.Weight != c.reps || got.Old.Effort.Weight != c.old) {
			t.Errorf("%s: %+v, %v", c.name, got, ok)
		}
		if got, ok := r.NewMax(c.s); ok != c.maximum {
			t.Errorf("%s: estimate %s, was %s: %v", c.name, got.New.Max, got.Old.Max, ok)
		}
	}
	easy := with(day(0), Effort{Weight: kg(150), Reps: 5, Count: 1, RPE: 65})
	if _, ok := r.NewMax(easy); ok {
		t.Error("an easy set makes a record of an estimate")
	}
	if _, ok := RecordsOf("squat", nil).NewReps(with(day(0), set(100, 5))); ok {
		t.Error("the first session is a record")
	}
}

func TestRecordsOfTheOwnBody(t *testing.T) {
	set := func(added int64, reps int) Effort { return Effort{Body: true, Weight: kg(added), Reps: reps, Count: 1} }
	session := func(efforts ...Effort) Session { return Session{Lift: "pull-up", At: tuesday, Efforts: efforts} }
	r := RecordsOf("pull-up", []Session{session(set(0, 10), set(20, 5))})
	for _, c := range []struct {
		name string
		e    Effort
		want bool
	}{{"as before", set(0, 10), false}, {"one more", set(0, 11), true}, {"heavier", set(22, 5), true}, {"longer with weight", set(20, 6), true}, {"fewer", set(0, 9), false}, {"eased", set(-20, 10), false}} {
		if got, ok := r.NewReps(session(c.e)); ok != c.want {
			t.Errorf("%s: %+v, %v", c.name, got, ok)
		}
	}
	if _, ok := r.Max(); ok {
		t.Error("a maximum of a lift whose weight is not known")
	}
}
