package command

import (
	"context"
	"time"

	"spotter/bot/strength"
	"spotter/store"
)

// replan plans the reminders that wait for a session, anew each time the log has changed: rest on the day
// after a heavy one, and when the first lift is ready again. What hangs on the log is done once for the
// request that changed it.
func (l lifter) replan(ctx context.Context, request string) error {
	plan, err := l.store.Plan(ctx, l.account)
	if err != nil || !waits(&plan) {
		return err
	}
	strains, err := l.strains(ctx)
	if err != nil {
		return err
	}
	_, err = l.store.Remind(ctx, l.account, request+" after", l.now, func(_ *store.Person, p *store.Plan) error {
		p.Unanswered = 0
		for i := range p.Reminders {
			if r := &p.Reminders[i]; r.Waits() && r.State == store.Planned {
				r.Next = awaited(r, strains, l.now)
			}
		}
		return nil
	})
	return err
}

// begin plans a reminder anew: by its schedule, or by what the log says already if it waits for a session.
func begin(p *store.Plan, r *store.Reminder, strains []strength.Strain, now time.Time) {
	if p.Start(r, now); r.Waits() {
		r.Next = awaited(r, strains, now)
	}
}

// awaited is when a reminder comes that waits for a session; zero when the log gives it no time.
func awaited(r *store.Reminder, strains []strength.Strain, now time.Time) time.Time {
	zone := zoneOf(r.When.Zone)
	if r.Kind == store.Ready {
		return readyDay(strains, r.When.Clock, zone, now)
	}
	return restDay(strains, r.When.Clock, zone, now)
}

func waits(p *store.Plan) bool {
	for i := range p.Reminders {
		if p.Reminders[i].Waits() {
			return true
		}
	}
	return false
}

// restDay is the time of day on the day after the latest heavy session; zero when that is over.
func restDay(strains []strength.Strain, c store.Clock, zone *time.Location, now time.Time) time.Time {
	for _, s := range strains {
		if s.Class != strength.Heavy {
			continue
		}
		if at := store.DateOf(s.At.In(zone)).Add(1).In(zone, c); at.After(now) {
			return at.UTC()
		}
		break
	}
	return time.Time{}
}

// readyDay is the first such time of day at which a lift is ready that is not now; zero when there is none.
func readyDay(strains []strength.Strain, c store.Clock, zone *time.Location, now time.Time) (first time.Time) {
	for _, s := range strains {
		r := strength.Recovery(s.Lift, strength.Heavy, strains, now)
		if s.Class != strength.Heavy || r.State == strength.Ready {
			continue
		}
		day := store.DateOf(r.Full.In(zone))
		at := day.In(zone, c)
		if at.Before(r.Full) {
			at = day.Add(1).In(zone, c)
		}
		if first.IsZero() || at.Before(first) {
			first = at.UTC()
		}
	}
	return first
}
