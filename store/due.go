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
		due, more = nil, false
		from, _ := kv.Prefix(append(key(platform), 0))
		seen := 0
		return tx.Scan(bucketDue, from, dueKey(platform, now.Add(time.Millisecond), nil), func(k, _ []byte) error {
			if seen++; seen > most {
				more = true
				return kv.ErrStop
			}
			d, again, err := s.claim(tx, k, now)
			if d != nil {
				due = append(due, *d)
			}
			more = more || again
			return err
		})
	})
	return due, more, err
}

// claim decides about the reminder that stands at the key of the order. again tells that it has another
// time that has come already.
func (s *Store) claim(tx kv.Tx, at []byte, now time.Time) (d *Due, again bool, err error) {
	indexed, k := readDueKey(at)
	record, there, err := read[reminderRecord](tx, bucketReminder, k)
	if err != nil {
		return nil, false, err
	}
	owner, number := readReminderKey(k)
	r := record.reminder(number)
	if !there || !r.indexed().Truncate(time.Millisecond).Equal(indexed) {
		return nil, false, tx.Delete(bucketDue, at)
	}
	old := r
	if r.State == Sent {
		return nil, false, writeReminder(tx, owner, &old, nil)
	}
	plan, err := s.readPlanHead(tx, owner)
	if err != nil {
		return nil, false, err
	}
	inFlight, err := nudgesInFlight(tx, owner)
	if err != nil {
		return nil, false, err
	}
	switch v, until := plan.judge(&r, now, inFlight); v {
	case hold:
		r.Moved, r.Retry = until, time.Time{}
		return nil, false, writeReminder(tx, owner, &old, &r)
	case skip:
		r.advance(now, s.zones.load(r.When.Zone))
		coming := r.Coming()
		return nil, !coming.IsZero() && !coming.After(now), writeReminder(tx, owner, &old, &r)
	default:
		if err := tx.Delete(bucketDue, at); err != nil {
			return nil, false, err
		}
		claim := claimRecord{Version: 1, Platform: r.To.Platform, Due: r.Due(), Indexed: r.indexed(), Nudge: r.Nudge()}
		return &Due{Owner: owner, Reminder: r, Last: v == stop}, false, write(tx, bucketClaim, k, claim)
	}
}

// nudgesInFlight counts the owner's nudges that are being sent.
func nudgesInFlight(tx kv.Tx, owner string) (n int, err error) {
	from, to := kv.Prefix(append(key(owner), 0))
	err = tx.Scan(bucketClaim, from, to, func(k, _ []byte) error {
		claim, _, err := read[claimRecord](tx, bucketClaim, k)
		if claim.Nudge {
			n++
		}
		return err
	})
	return n, err
}
