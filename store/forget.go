package store

import (
	"context"
	"encoding/json"
	"strings"

	"spotter/store/kv"
)

// Kept counts what is kept about a person.
type Kept struct {
	Accounts    int
	Unreachable bool // messages to one of the accounts are refused
	Settings    bool
	LastWarm    bool
	Entries     int // of the log: a lift each
	Pains       int
	Dialogues   int
	Shown       int // chats in which the page shown last is kept
	Requests    int // ids of requests that had their effect, kept for two days
	Reminders   int
	Reminding   bool // how reminders may come, and whether the last ones were answered
}

// Any tells whether anything is kept.
func (k Kept) Any() bool { return k.Accounts > 0 }

// Kept counts what is kept about the account's person.
func (s *Store) Kept(ctx context.Context, a Account) (k Kept, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		p, err := personOf(tx, a)
		if err != nil || p.ID == "" {
			return err
		}
		k, err = kept(tx, p)
		return err
	})
	return k, err
}

// Forget deletes everything about the account's person, on all his accounts, and returns what
// there was. When it returns nil nothing is left, after a crash too.
func (s *Store) Forget(ctx context.Context, a Account) (k Kept, err error) {
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		p, err := personOf(tx, a)
		if err != nil || p.ID == "" {
			return err
		}
		if k, err = kept(tx, p); err != nil {
			return err
		}
		return s.forget(tx, p.ID)
	})
	return k, err
}

func kept(tx kv.Tx, p Person) (Kept, error) {
	k := Kept{Settings: !p.Settings.IsZero(), LastWarm: p.LastWarm.Lift != ""}
	for bucket, n := range map[string]*int{bucketAccounts: &k.Accounts, bucketDialogue: &k.Dialogues, bucketShown: &k.Shown, bucketSeen: &k.Requests,
		bucketEntry: &k.Entries, bucketPain: &k.Pains} {
		keys, err := keysOf(tx, bucket, p.ID)
		if err != nil {
			return k, err
		}
		*n = len(keys)
	}
	plan, reminding, err := read[planRecord](tx, bucketPlan, key(p.ID))
	if k.Reminding, k.Reminders = reminding, len(plan.Reminders); err != nil {
		return k, err
	}
	from, to := kv.Prefix([]byte(p.ID))
	return k, tx.Scan(bucketAccounts, from, to, func(_, v []byte) error {
		var r accountRecord
		err := json.Unmarshal(v, &r)
		k.Unreachable = k.Unreachable || !r.Unreachable.IsZero()
		return err
	})
}

// forget deletes the person's keys and the accounts that led to him.
func (s *Store) forget(tx kv.Tx, id string) error {
	accounts, err := keysOf(tx, bucketAccounts, id)
	if err != nil {
		return err
	}
	for _, k := range accounts {
		_, account, _ := strings.Cut(string(k), "\x00")
		if err := tx.Delete(bucketAccount, []byte(account)); err != nil {
			return err
		}
	}
	plan, err := s.readPlan(tx, id)
	if err != nil {
		return err
	}
	if err := deletePlan(tx, id, &plan); err != nil {
		return err
	}
	for _, bucket := range ofPerson {
		if err := prune(tx, bucket, id, func([]byte) bool { return true }); err != nil {
			return err
		}
	}
	return nil
}

// keysOf lists the keys of a bucket that begin with the person's id.
func keysOf(tx kv.Tx, bucket, id string) (keys [][]byte, err error) {
	from, to := kv.Prefix([]byte(id))
	err = tx.Scan(bucket, from, to, func(k, _ []byte) error {
		keys = append(keys, k)
		return nil
	})
	return keys, err
}
