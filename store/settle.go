package store

import (
	"bytes"
	"context"
	"time"

	"spotter/store/kv"
)

// Delivered settles a reminder that was sent, and plans its next time.
func (s *Store) Delivered(ctx context.Context, d Due, now time.Time) error {
	return s.settle(ctx, d, func(plan *Plan, r *Reminder) {
		if d.Last {
			plan.stop()
			return
		}
		plan.count(r, now)
		s.pass(r, now, Sent)
	})
}

// Skipped settles a reminder that is not to be sent any more, and plans its next time.
func (s *Store) Skipped(ctx context.Context, d Due, now time.Time) error {
	return s.settle(ctx, d, func(_ *Plan, r *Reminder) {
		s.pass(r, now, Sent)
	})
}

// Undeliverable settles a reminder that cannot be said, now or later, and plans its next time.
func (s *Store) Undeliverable(ctx context.Context, d Due, now time.Time) error {
	return s.settle(ctx, d, func(_ *Plan, r *Reminder) {
		s.pass(r, now, Failed)
	})
}

// Unreachable settles a reminder for a place where nobody can be reached any more: it ends, and stays
// on the person's list to say so.
func (s *Store) Unreachable(ctx context.Context, d Due) error {
	return s.settle(ctx, d, func(plan *Plan, r *Reminder) {
		r.State = Gone
		if r.Kind == Post {
			plan.Remove(r.Number)
		}
	})
}

// Times between tries to deliver, doubled each time.
const (
	firstRetry = 30 * time.Second
	lastRetry  = 6 * time.Hour
)

// Later settles a reminder that could not be delivered now. It is tried again after the given time at
// the earliest, and more rarely each time.
func (s *Store) Later(ctx context.Context, d Due, now time.Time, after time.Duration) error {
	return s.settle(ctx, d, func(_ *Plan, r *Reminder) {
		wait := lastRetry
		if r.Tries < 10 {
			wait = min(firstRetry<<r.Tries, lastRetry)
		}
		r.Tries++
		r.Retry = now.Add(max(wait, after)).UTC()
	})
}

// pass leaves the reminder's time behind. One that comes once for all ends in the given state.
func (s *Store) pass(r *Reminder, now time.Time, end ReminderState) {
	r.advance(now, s.zones.load(r.When.Zone))
	if r.Once() && r.occurrence().IsZero() {
		r.State, r.Until = end, now.Add(SentTime).UTC()
	}
}

// settle gives up the claim and keeps what fn makes of the reminder. When the person has changed the
// reminder while it was being sent, the change stands. What fn makes of a plan that has not changed since
// the claim is worked out before the transaction: those of many reminders wait for each other.
func (s *Store) settle(ctx context.Context, d Due, fn func(*Plan, *Reminder)) error {
	settled := d.plan.clone()
	fn(&settled, settled.Find(d.Reminder.Number))
	kept, err := settled.keep()
	if err != nil {
		return err
	}
	k := reminderKey(d.Owner, d.Reminder.Number)
	return s.db.Update(ctx, func(tx kv.Tx) error {
		claim, err := tx.Get(bucketClaim, k)
		if err != nil || !bytes.Equal(claim, d.claim) {
			return err
		}
		if err := tx.Delete(bucketClaim, k); err != nil {
			return err
		}
		same, err := d.plan.kept.is(tx, d.Owner)
		if err != nil {
			return err
		}
		if same {
			return kept.write(tx, d.Owner, &d.plan, &settled)
		}
		plan, err := s.readPlan(tx, d.Owner)
		r := plan.Find(d.Reminder.Number)
		if err != nil || r == nil {
			return err
		}
		before := plan.clone()
		fn(&plan, r)
		return writePlan(tx, d.Owner, &before, &plan)
	})
}

// stop pauses all nudges; what was to be told once still comes.
func (p *Plan) stop() {
	p.Unanswered = 0
	for i := range p.Reminders {
		if r := &p.Reminders[i]; r.Nudge() && r.State == Planned {
			p.Pause(r)
		}
	}
}
