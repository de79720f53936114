package discordtest

import (
	"encoding/json"
	"net/http"
	"sort"
	"testing"
	"time"
)

// BenchmarkCallback is the round trip of an interaction: out over the gateway, back over REST. The
// client is as bare as can be, so this is what the test server costs.
func BenchmarkCallback(b *testing.B) {
	for _, c := range []struct {
		name string
		o    Options
	}{{"limits", Options{OnlyLimits: true}}, {"description", Options{}}} {
		b.Run(c.name, func(b *testing.B) { benchmarkCallback(b, c.o) })
	}
}

func benchmarkCallback(b *testing.B, o Options) {
	s, r := gymWith(b, o, warmup)
	c := s.connect(b, all)
	ana := s.User("ana")
	body := `{"type":4,"data":{"embeds":[{"title":"Warm-up","description":"x","fields":[{"name":"a","value":"b"}]}],"allowed_mentions":{"parse":[]},` +
		`"components":[{"type":1,"components":[` + button("v1:a", "A") + "," + button("v1:b", "B") + `]}]}}`
	took := make([]time.Duration, 0, b.N)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		i := s.Slash(ana, s.General, "warmup", Opt("lift", "squat"))
		var got struct{ ID string }
		if err := json.Unmarshal(c.until("INTERACTION_CREATE"), &got); err != nil || got.ID != i.ID {
			b.Fatalf("another interaction: %v", err)
		}
		if a := r.do("POST", callbackPath(i), body); a.status != http.StatusNoContent {
			b.Fatalf("%d %s", a.status, a.body)
		}
		i.Wait()
		took = append(took, time.Since(start))
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-median")
}

// BenchmarkRequests is how many messages a second many clients can send.
func BenchmarkRequests(b *testing.B) {
	s := New(b, Options{})
	path := "/channels/" + s.General.ID + "/messages"
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 64
	b.RunParallel(func(p *testing.PB) {
		r := rest{b, s}
		for p.Next() {
			if a := r.do("POST", path, message(row(button("a", "A"), button("b", "B")))); a.status != http.StatusOK {
				b.Errorf("%d %s", a.status, a.body)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}
