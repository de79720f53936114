package command

import (
	"context"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// afterSession plans the reminders that wait for a session, anew each time the log has changed: rest on
// the day after a heavy one, and when the first lift is ready again.
func afterSession(ctx context.Context, st *store.Store, r *bot.Request) error {
	plan, err := st.Plan(ctx, account(r))
	if err != nil || !waits(&plan) {
		return err
	}
	log, err := readLog(ctx, st, account(r), r.Now)
	if err != nil {
		return err
	}
	_, err = st.Remind(ctx, account(r), r.ID+" after", r.Now, func(_ *store.Person, p *store.Plan) error {
		p.Unanswered = 0
		for i := range p.Reminders {
			w := &p.Reminders[i]
			if !w.Waits() || w.State != store.Planned {
				continue
			}
			zone := zoneOf(w.When.Zone)
			if w.Next = log.restDay(w.When.Clock, zone); w.Kind == store.Ready {
				w.Next = log.readyDay(w.When.Clock, zone)
			}
		}
		return nil
	})
	return err
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
func (l recent) restDay(c store.Clock, zone *time.Location) time.Time {
	for _, s := range l.strains {
		if s.Class != strength.Heavy {
			continue
		}
		if at := store.DateOf(s.At.In(zone)).Add(1).In(zone, c); at.After(l.now) {
			return at.UTC()
		}
		return time.Time{}
	}
	return time.Time{}
}

// readyDay is the first such time of day at which a lift is ready that is not now; zero when there is none.
func (l recent) readyDay(c store.Clock, zone *time.Location) (first time.Time) {
	for _, s := range l.strains {
		r := strength.Recovery(s.Lift, strength.Heavy, l.strains, l.now)
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
