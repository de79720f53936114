package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"spotter/store/kv"
)

// Plan reads the account's reminders; an empty plan when there are none.
func (s *Store) Plan(ctx context.Context, a Account) (plan Plan, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		p, err := personOf(tx, a)
		if err != nil || p.ID == "" {
			return err
		}
		plan, err = s.readPlan(tx, p.ID)
		return err
	})
	return plan, err
}

// Remind gives the account's person and his reminders to fn and keeps what fn made of them, as Change
// does: once per request id, all or nothing, durable when it returns nil.
func (s *Store) Remind(ctx context.Context, a Account, request string, now time.Time, fn func(*Person, *Plan) error) (plan Plan, err error) {
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		p, err := ensure(tx, a)
		if err != nil {
			return err
		}
		if plan, err = s.readPlan(tx, p.ID); err != nil {
			return err
		}
		fresh, err := markSeen(tx, p.ID, a.Platform, request, now)
		if err != nil || !fresh {
			return err
		}
		before := plan
		before.Reminders = slices.Clone(plan.Reminders)
		if err := fn(&p, &plan); err != nil {
			return err
		}
		if err := write(tx, bucketPerson, key(p.ID), recordOf(p)); err != nil {
			return err
		}
		return writePlan(tx, p.ID, &before, &plan)
	})
	if err == nil {
		s.planned.signal()
	}
	return plan, err
}

// chatOwner is the owner of what is planned for everybody in a chat. No person's id begins so.
func chatOwner(platform, chat string) string {
	return "#" + strings.ReplaceAll(platform+"/"+chat, "\x00", "")
}

// Posts reads what is planned for everybody in the chat.
func (s *Store) Posts(ctx context.Context, platform, chat string) (plan Plan, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		plan, err = s.readPlan(tx, chatOwner(platform, chat))
		return err
	})
	return plan, err
}

// ChangePosts gives what is planned for everybody in the chat to fn and keeps what fn made of it.
// fn must come to the same when it is called again for the same request.
func (s *Store) ChangePosts(ctx context.Context, platform, chat string, fn func(*Plan) error) (plan Plan, err error) {
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		owner := chatOwner(platform, chat)
		if plan, err = s.readPlan(tx, owner); err != nil {
			return err
		}
		before := plan
		before.Reminders = slices.Clone(plan.Reminders)
		if err := fn(&plan); err != nil {
			return err
		}
		return writePlan(tx, owner, &before, &plan)
	})
	if err == nil {
		s.planned.signal()
	}
	return plan, err
}

func (s *Store) readPlan(tx kv.Tx, owner string) (Plan, error) {
	plan, err := s.readPlanHead(tx, owner)
	if err != nil {
		return plan, err
	}
	from, to := kv.Prefix(append(key(owner), 0))
	err = tx.Scan(bucketReminder, from, to, func(k, _ []byte) error {
		_, number := readReminderKey(k)
		r, _, err := read[reminderRecord](tx, bucketReminder, k)
		plan.Reminders = append(plan.Reminders, r.reminder(number))
		return err
	})
	return plan, err
}

// readPlanHead reads the plan without its reminders.
func (s *Store) readPlanHead(tx kv.Tx, owner string) (Plan, error) {
	record, _, err := read[planRecord](tx, bucketPlan, key(owner))
	return record.plan(&s.zones), err
}

// writePlan keeps what has changed of a plan.
func writePlan(tx kv.Tx, owner string, before, plan *Plan) error {
	for i := range before.Reminders {
		old := &before.Reminders[i]
		if plan.Find(old.Number) != nil {
			continue
		}
		if err := writeReminder(tx, owner, old, nil); err != nil {
			return err
		}
	}
	for i := range plan.Reminders {
		r := &plan.Reminders[i]
		old := before.Find(r.Number)
		if old != nil && *old == *r {
			continue
		}
		if err := writeReminder(tx, owner, old, r); err != nil {
			return err
		}
	}
	if planRecordOf(before) == planRecordOf(plan) {
		return nil
	}
	return write(tx, bucketPlan, key(owner), planRecordOf(plan))
}

// writeReminder puts r in the place of old, nil for none, and keeps the order of what is due right. One
// that is being sent for its present time stays out of the order, so that it is not sent twice.
func writeReminder(tx kv.Tx, owner string, old, r *Reminder) error {
	number := 0
	if r != nil {
		number = r.Number
	} else {
		number = old.Number
	}
	k := reminderKey(owner, number)
	if old != nil && !old.indexed().IsZero() {
		if err := tx.Delete(bucketDue, dueKey(old.To.Platform, old.indexed(), k)); err != nil {
			return err
		}
	}
	claim, claimed, err := read[claimRecord](tx, bucketClaim, k)
	if err != nil {
		return err
	}
	if claimed && r != nil && r.State == Planned && r.Due().Equal(claim.Due) {
		return write(tx, bucketReminder, k, reminderRecordOf(r))
	}
	if claimed {
		if err := tx.Delete(bucketClaim, k); err != nil {
			return err
		}
	}
	if r == nil {
		return tx.Delete(bucketReminder, k)
	}
	if at := r.indexed(); !at.IsZero() {
		if err := tx.Put(bucketDue, dueKey(r.To.Platform, at, k), []byte{}); err != nil {
			return err
		}
	}
	return write(tx, bucketReminder, k, reminderRecordOf(r))
}
