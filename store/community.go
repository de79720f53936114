package store

import (
	"context"
	"strings"
	"time"

	"spotter/store/kv"
)

// LeaveTime is how long a community's records outlast the bot's removal from it, in case that was
// a mistake. PRIVACY.md tells it.
const LeaveTime = 30 * 24 * time.Hour

// Join notes that the bot is a member of the community, and calls off a deletion that was due.
// first is true once, when nothing was known of the community.
func (s *Store) Join(ctx context.Context, platform, community string) (first bool, err error) {
	k := key(platform, community)
	old, known, err := s.community(ctx, k)
	if err != nil || known && old.Delete.IsZero() {
		return false, err
	}
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		_, known, err := read[communityRecord](tx, bucketCommunity, k)
		first = !known
		if err != nil {
			return err
		}
		return write(tx, bucketCommunity, k, communityRecord{Version: 1})
	})
	return first && err == nil, err
}

// Leave marks the community for deletion after LeaveTime; one that is unknown or marked stays as it is.
func (s *Store) Leave(ctx context.Context, platform, community string, now time.Time) error {
	k := key(platform, community)
	return s.db.Update(ctx, func(tx kv.Tx) error { return leave(tx, k, now) })
}

func leave(tx kv.Tx, k []byte, now time.Time) error {
	r, known, err := read[communityRecord](tx, bucketCommunity, k)
	if err != nil || !known || !r.Delete.IsZero() {
		return err
	}
	r.Delete = now.Add(LeaveTime).UTC()
	return write(tx, bucketCommunity, k, r)
}

// Members keeps the communities of the platform that the bot is still in according to present, and
// marks the others as left.
func (s *Store) Members(ctx context.Context, platform string, present func(community string) bool, now time.Time) error {
	return s.db.Update(ctx, func(tx kv.Tx) error {
		from, to := kv.Prefix(append(key(platform), 0))
		return tx.Scan(bucketCommunity, from, to, func(k, _ []byte) error {
			if _, id, _ := strings.Cut(string(k), "\x00"); present(id) {
				return nil
			}
			return leave(tx, k, now)
		})
	})
}

// Sweep deletes the communities whose time has come and returns how many there were.
func (s *Store) Sweep(ctx context.Context, now time.Time) (n int, err error) {
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		n = 0
		return tx.Scan(bucketCommunity, nil, nil, func(k, _ []byte) error {
			r, _, err := read[communityRecord](tx, bucketCommunity, k)
			if err != nil || r.Delete.IsZero() || now.Before(r.Delete) {
				return err
			}
			n++
			return tx.Delete(bucketCommunity, k)
		})
	})
	return n, err
}

func (s *Store) community(ctx context.Context, k []byte) (r communityRecord, known bool, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		r, known, err = read[communityRecord](tx, bucketCommunity, k)
		return err
	})
	return r, known, err
}

// Note returns what a platform's adapter has noted under the name, "" when nothing.
func (s *Store) Note(ctx context.Context, platform, name string) (value string, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		raw, err := tx.Get(bucketNote, key(platform, name))
		value = string(raw)
		return err
	})
	return value, err
}

// SetNote keeps a note of a platform's adapter between runs, such as a digest of what it has
// registered; nothing about a person. "" removes it.
func (s *Store) SetNote(ctx context.Context, platform, name, value string) error {
	return s.db.Update(ctx, func(tx kv.Tx) error {
		if value == "" {
			return tx.Delete(bucketNote, key(platform, name))
		}
		return tx.Put(bucketNote, key(platform, name), []byte(value))
	})
}

// SetReachable notes whether the person can be written to on the account. An account that nothing is
// kept about stays unknown.
func (s *Store) SetReachable(ctx context.Context, platform, user string, reachable bool, now time.Time) error {
	a := Account{platform, user}
	if old, err := s.Reachable(ctx, a); err != nil || old == reachable {
		return err
	}
	return s.db.Update(ctx, func(tx kv.Tx) error {
		p, err := personOf(tx, a)
		if err != nil || p.ID == "" {
			return err
		}
		r := accountRecord{Version: 1}
		if !reachable {
			r.Unreachable = now.UTC()
		}
		return write(tx, bucketAccounts, key(p.ID, platform, user), r)
	})
}

// Reachable tells whether the person can be written to on the account, as far as is known.
func (s *Store) Reachable(ctx context.Context, a Account) (reachable bool, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		id, err := tx.Get(bucketAccount, key(a.Platform, a.User))
		if err != nil || id == nil {
			reachable = true
			return err
		}
		r, _, err := read[accountRecord](tx, bucketAccounts, key(string(id), a.Platform, a.User))
		reachable = r.Unreachable.IsZero()
		return err
	})
	return reachable, err
}
