package store

import (
	"context"
	"fmt"
	"sync"
	"time"

	"spotter/store/kv"
)

// Due is a reminder whose time has come, claimed for sending. It must be settled: with Delivered,
// Later, Skipped or Unreachable.
type Due struct {
	Owner    string
	Reminder Reminder
	Last     bool // nobody answered the ones before: say that they stop

	plan  Plan   // as it was claimed
	claim []byte // the record of the claim
}

// ID is the same each time this reminder is sent for this time, and different from every other.
func (d Due) ID() string {
	return fmt.Sprintf("%s/%d/%d", d.Owner, d.Reminder.Number, d.Reminder.occurrence().Unix())
}

// signal tells those who wait that something was planned.
type signal struct {
	mu sync.Mutex
	ch chan struct{}
}

func (s *signal) wait() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ch == nil {
		s.ch = make(chan struct{})
	}
	return s.ch
}

func (s *signal) signal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ch != nil {
		close(s.ch)
		s.ch = nil
	}
}

// Planned is closed when next something is planned or changed.
func (s *Store) Planned() <-chan struct{} { return s.planned.wait() }

// NextDue is when the first reminder of the platform is due; ok is false when none is planned.
func (s *Store) NextDue(ctx context.Context, platform string) (at time.Time, ok bool, err error) {
	from, to := kv.Prefix(append(key(platform), 0))
	err = s.db.View(ctx, func(tx kv.Tx) error {
		return tx.Scan(bucketDue, from, to, func(k, _ []byte) error {
			at, _ = readDueKey(k)
			ok = true
			return kv.ErrStop
		})
	})
	return at, ok, err
}

// Reclaim plans again what was claimed on the platform and never settled, because the process ended.
// Whether it was sent is not known. It must not be called while something is being sent there.
func (s *Store) Reclaim(ctx context.Context, platform string) error {
	return s.db.Update(ctx, func(tx kv.Tx) error {
		return tx.Scan(bucketClaim, nil, nil, func(k, _ []byte) error {
			claim, _, err := read[claimRecord](tx, bucketClaim, k)
			if err != nil || claim.Platform != platform {
				return err
			}
			if err := tx.Put(bucketDue, dueKey(claim.Platform, claim.Indexed, k), []byte{}); err != nil {
				return err
			}
			return tx.Delete(bucketClaim, k)
		})
	})
}

// Claim takes up to most reminders of the platform that are due by now, the earliest first, and writes
// down the intent to send them. Those that are not to be sent now are planned for their next time. more
// tells that there may be others.
func (s *Store) Claim(ctx context.Context, platform string, now time.Time, most int) (due []Due, more bool, err error) {
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		c := claims{store: s, tx: tx, now: now, nudges: map[string]int{}}
		from, _ := kv.Prefix(append(key(platform), 0))
		seen := 0
		err := tx.Scan(bucketDue, from, dueKey(platform, now.Add(time.Millisecond), nil), func(k, _ []byte) error {
			if seen++; seen > most {
				c.more = true
				return kv.ErrStop
			}
			return c.take(k)
		})
		if err == nil {
			err = c.write()
		}
		due, more = c.due, c.more
		return err
	})
	return due, more, err
}

// claims are what one Claim takes; they are written together at the end.
type claims struct {
	store  *Store
	tx     kv.Tx
	now    time.Time
	due    []Due
	nudges map[string]int // by owner, those that were taken
	more   bool
}

// take decides about the reminder that stands at the key of the order.
func (c *claims) take(at []byte) error {
	indexed, k := readDueKey(at)
	owner, number := readReminderKey(k)
	plan, err := c.store.readPlan(c.tx, owner)
	if err != nil {
		return err
	}
	before, r := plan.clone(), plan.Find(number)
	if r == nil || !r.indexed().Truncate(time.Millisecond).Equal(indexed) {
		return c.tx.Delete(bucketDue, at)
	}
	inFlight, err := c.inFlight(owner, &plan, r)
	if err != nil {
		return err
	}
	switch v, until := plan.judge(r, c.now, inFlight); v {
	case over:
		plan.Remove(number)
	case hold:
		r.Moved, r.Retry = until, time.Time{}
	case skip:
		r.advance(c.now, c.store.zones.load(r.When.Zone))
		coming := r.Coming()
		c.more = c.more || !coming.IsZero() && !coming.After(c.now)
	default:
		if r.Nudge() {
			c.nudges[owner]++
		}
		c.due = append(c.due, Due{Owner: owner, Reminder: *r, Last: v == stop, plan: before})
		return c.tx.Delete(bucketDue, at)
	}
	return writePlan(c.tx, owner, &before, &plan)
}

// inFlight counts the owner's other nudges that are being sent or were taken.
func (c *claims) inFlight(owner string, plan *Plan, r *Reminder) (n int, err error) {
	if !r.Nudge() {
		return 0, nil
	}
	n = c.nudges[owner]
	for i := range plan.Reminders {
		other := &plan.Reminders[i]
		if other.Number == r.Number || !other.Nudge() {
			continue
		}
		claim, err := c.tx.Get(bucketClaim, reminderKey(owner, other.Number))
		if err != nil {
			return n, err
		}
		if claim != nil {
			n++
		}
	}
	return n, nil
}

func (c *claims) write() (err error) {
	for i := range c.due {
		d := &c.due[i]
		r := &d.Reminder
		if d.claim, err = encode(bucketClaim, claimRecord{Version: 1, Platform: r.To.Platform, Due: r.Due(), Indexed: r.indexed()}); err != nil {
			return err
		}
		if err := c.tx.Put(bucketClaim, reminderKey(d.Owner, r.Number), d.claim); err != nil {
			return err
		}
	}
	return nil
}
