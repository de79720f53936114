package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spotter/store"
)

// TestPlansHaveOneStanding holds that whatever is done to plans, the database has both records of each, and
// nothing is left of one that was forgotten.
func TestPlansHaveOneStanding(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, db := open(t, t.TempDir())
		defer db.Close()
		at, people := now, []store.Account{ana, {Platform: "console", User: "ben"}}
		for i := range rapid.IntRange(1, 12).Draw(r, "steps") {
			a := rapid.SampledFrom(people).Draw(r, "who")
			at = at.Add(time.Duration(rapid.IntRange(0, 100).Draw(r, "hours")) * time.Hour)
			change := func(fn func(p *store.Plan)) { remind(t, s, a, fmt.Sprint(i), at, fn) }
			each := func(fn func(p *store.Plan, number int)) {
				change(func(p *store.Plan) {
					for _, reminder := range slices.Clone(p.Reminders) {
						fn(p, reminder.Number)
					}
				})
			}
			switch rapid.SampledFrom([]string{"weekly", "once", "snooze", "remove", "quiet", "send", "forget"}).Draw(r, "step") {
			case "weekly":
				change(func(p *store.Plan) { p.Add(sundays(a), at) })
			case "once":
				change(func(p *store.Plan) { p.Add(once(a, at.Add(time.Hour)), at) })
			case "snooze":
				each(func(p *store.Plan, number int) { p.Again(p.Find(number), at.Add(20*time.Minute)) })
			case "remove":
				each(func(p *store.Plan, number int) { p.Remove(number) })
			case "quiet":
				change(func(p *store.Plan) { p.Quiet = store.Quiet{From: store.At(8, 0), To: store.At(20, 0)} })
			case "send":
				for _, d := range claim(t, s, at) {
					noError(t, s.Delivered(ctx, d, at))
				}
			case "forget":
				_, err := s.Forget(ctx, a)
				noError(t, err)
			}
			plans, standings := owners(dump(t, db))
			if !slices.Equal(plans, standings) {
				r.Fatalf("plans of %q, and standings of %q", plans, standings)
			}
		}
	})
}

// owners are those of the plans and of the standings, in order.
func owners(all map[string]string) (plans, standings []string) {
	for _, k := range slices.Sorted(maps.Keys(all)) {
		switch bucket, rest, _ := strings.Cut(k, " "); bucket {
		case "plan":
			plans = append(plans, strings.Trim(rest, `"`))
		case "standing":
			standings = append(standings, strings.Trim(rest[strings.Index(rest, `\x00`)+len(`\x00`):], `"`))
		}
	}
	slices.Sort(standings)
	return plans, standings
}

// TestSendingLeavesPlansAlone holds that what a person asked for is not written again when it is sent.
func TestSendingLeavesPlansAlone(t *testing.T) {
	s, db := open(t, t.TempDir())
	remind(t, s, ana, "r1", now, func(p *store.Plan) { p.Add(sundays(ana), now); p.Add(once(ana, sunday), now) })
	before := plansOf(dump(t, db))
	for _, d := range claim(t, s, sunday) {
		noError(t, s.Delivered(ctx, d, sunday))
	}
	if after := plansOf(dump(t, db)); !maps.Equal(before, after) {
		t.Errorf("the plan was %q and is %q", before, after)
	}
	if p := plan(t, s, ana); p.Unanswered != 1 || p.Find(2).State != store.Sent || !p.Find(1).Next.After(sunday) {
		t.Errorf("it stands so: %+v", p)
	}
}

func plansOf(all map[string]string) map[string]string {
	maps.DeleteFunc(all, func(k, _ string) bool { return !strings.HasPrefix(k, "plan ") })
	return all
}
