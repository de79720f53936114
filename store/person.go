package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"spotter/bot/strength"
	"spotter/store/kv"
)

// Account is somebody on a platform. Several accounts may be one person.
type Account struct {
	Platform, User string
}

// Person is everything kept about a person besides accounts, open dialogues, seen requests, the log and
// pains.
// The zero Person is somebody we keep nothing about.
type Person struct {
	ID       string
	Settings Settings
	LastWarm WarmUp // the last warm-up asked for, to repeat it
	LastLog  string // the batch logged last, to take it back; "" for none
	UnitSaid bool   // it was said which unit a logged number without one is taken in
}

// Settings are the person's choices; zero fields were never chosen.
type Settings struct {
	Unit   strength.Unit
	Kg, Lb Gear
	Zone   string // IANA name
}

// Gear points to the gear kept for a unit.
func (s *Settings) Gear(u strength.Unit) *Gear {
	if u == strength.Pound {
		return &s.Lb
	}
	return &s.Kg
}

// IsZero tells that nothing was chosen.
func (s *Settings) IsZero() bool {
	return s.Unit == 0 && s.Kg.IsZero() && s.Lb.IsZero() && s.Zone == ""
}

// WarmUp is a warm-up as it was asked for.
type WarmUp struct {
	Lift string // lift id; "" for none
	Work strength.Mass
	Reps int
}

// seenFor is how long a request id is kept: Telegram repeats unconfirmed updates for 24 hours
// (Bot API, getUpdates), Discord not at all.
const seenFor = 48 * time.Hour

// Person returns what is kept about the account's person, the zero Person when nothing is.
func (s *Store) Person(ctx context.Context, a Account) (p Person, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		p, err = personOf(tx, a)
		return err
	})
	return p, err
}

// Change gives the account's person to fn and keeps what fn made of it, once per request id: a
// request that had its effect before changes nothing and returns the person as he is. An error of
// fn changes nothing. When Change returns nil the change survives a crash.
// An account without a user is nobody's, and a request without an id only a look: what fn makes of
// the person is returned, and not kept.
func (s *Store) Change(ctx context.Context, a Account, request string, now time.Time, fn func(*Person) error) (p Person, err error) {
	if a.User == "" || request == "" {
		if p, err = s.Person(ctx, a); err != nil {
			return p, err
		}
		return p, fn(&p)
	}
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		p, err = ensure(tx, a)
		if err != nil {
			return err
		}
		fresh, err := markSeen(tx, p.ID, a.Platform, request, now)
		if err != nil || !fresh {
			return err
		}
		if err := fn(&p); err != nil {
			return err
		}
		return write(tx, bucketPerson, key(p.ID), recordOf(p))
	})
	return p, err
}

// personOf reads the account's person.
func personOf(tx kv.Tx, a Account) (Person, error) {
	id, err := tx.Get(bucketAccount, key(a.Platform, a.User))
	if err != nil || id == nil {
		return Person{}, err
	}
	record, ok, err := read[personRecord](tx, bucketPerson, id)
	if err != nil {
		return Person{}, err
	}
	if !ok {
		return Person{}, fmt.Errorf("account without its person record")
	}
	return record.person(string(id)), nil
}

// ensure reads the account's person, making him when there is none.
func ensure(tx kv.Tx, a Account) (Person, error) {
	p, err := personOf(tx, a)
	if err != nil || p.ID != "" {
		return p, err
	}
	var raw [16]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return p, err
	}
	p = Person{ID: hex.EncodeToString(raw[:])}
	if err := tx.Put(bucketAccount, key(a.Platform, a.User), []byte(p.ID)); err != nil {
		return p, err
	}
	if err := write(tx, bucketAccounts, key(p.ID, a.Platform, a.User), accountRecord{Version: 1}); err != nil {
		return p, err
	}
	return p, write(tx, bucketPerson, key(p.ID), recordOf(p))
}

// markSeen notes that the request has its effect now; fresh is false when it had it before.
// On the way it drops what is over: old notes, dialogues nobody answered, pages shown a while ago, pains
// nobody spoke of again.
func markSeen(tx kv.Tx, person, platform, request string, now time.Time) (fresh bool, err error) {
	k := key(person, platform, request)
	if old, err := tx.Get(bucketSeen, k); err != nil || old != nil {
		return false, err
	}
	err = prune(tx, bucketSeen, person, func(v []byte) bool {
		at, err := time.Parse(time.RFC3339, string(v))
		return err != nil || now.Sub(at) > seenFor
	})
	if err != nil {
		return false, err
	}
	err = prune(tx, bucketDialogue, person, func(v []byte) bool {
		var d dialogueRecord
		return json.Unmarshal(v, &d) != nil || !now.Before(d.Until)
	})
	if err != nil {
		return false, err
	}
	if err := dropShown(tx, person, now); err != nil {
		return false, err
	}
	err = prune(tx, bucketPain, person, func(v []byte) bool {
		var r painRecord
		return json.Unmarshal(v, &r) != nil || r.over(now)
	})
	if err != nil {
		return false, err
	}
	return true, tx.Put(bucketSeen, k, []byte(now.UTC().Format(time.RFC3339)))
}

// prune deletes the person's records that are over.
func prune(tx kv.Tx, bucket, person string, over func(record []byte) bool) error {
	from, to := kv.Prefix([]byte(person))
	return tx.Scan(bucket, from, to, func(k, v []byte) error {
		if !over(v) {
			return nil
		}
		return tx.Delete(bucket, k)
	})
}
