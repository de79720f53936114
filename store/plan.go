package store

import (
	"context"
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
		before := plan.clone()
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
		before := plan.clone()
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
	kept, asked, err := readKept(tx, owner)
	var standing standingRecord
	if err == nil && kept.standing != nil {
		err = decode(bucketStanding, kept.standing, &standing)
	}
	plan := planOf(asked, standing, &s.zones)
	plan.kept = kept
	return plan, err
}

// writePlan keeps the plan, and the order of what is due right. before is the plan as it was read.
func writePlan(tx kv.Tx, owner string, before, plan *Plan) error {
	kept, err := plan.keep()
	if err != nil {
		return err
	}
	return kept.write(tx, owner, before, plan)
}

// deletePlan leaves nothing of the plan.
func deletePlan(tx kv.Tx, owner string, plan *Plan) error {
	if err := tx.Delete(bucketPlan, key(owner)); err != nil {
		return err
	}
	if err := tx.Delete(bucketStanding, standingKey(plan.kept.slot, owner)); err != nil {
		return err
	}
	return reorderAll(tx, owner, plan, &Plan{})
}

// reorderAll gives the reminders that have changed their new places in the order of what is due.
func reorderAll(tx kv.Tx, owner string, before, plan *Plan) error {
	for i := range before.Reminders {
		if old := &before.Reminders[i]; plan.Find(old.Number) == nil {
			if err := reorder(tx, owner, old, nil); err != nil {
				return err
			}
		}
	}
	for i := range plan.Reminders {
		r := &plan.Reminders[i]
		if old := before.Find(r.Number); old == nil || *old != *r {
			if err := reorder(tx, owner, old, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// reorder gives a reminder that was old its new place in the order of what is due; nil is none. One that is
// being sent for its present time stays out of the order, so that it is not sent twice.
func reorder(tx kv.Tx, owner string, old, r *Reminder) error {
	number := 0
	if old != nil {
		number = old.Number
	} else {
		number = r.Number
	}
	k := reminderKey(owner, number)
	if old != nil && !old.indexed().IsZero() {
		if err := tx.Delete(bucketDue, dueKey(old.To.Platform, old.indexed(), k)); err != nil {
			return err
		}
	}
	claim, claimed, err := read[claimRecord](tx, bucketClaim, k)
	if err != nil || claimed && r != nil && r.State == Planned && r.Due().Equal(claim.Due) {
		return err
	}
	if claimed {
		if err := tx.Delete(bucketClaim, k); err != nil {
			return err
		}
	}
	if r == nil || r.indexed().IsZero() {
		return nil
	}
	return tx.Put(bucketDue, dueKey(r.To.Platform, r.indexed(), k), []byte{})
}
