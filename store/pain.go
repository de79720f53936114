package store

import (
	"context"
	"time"

	"spotter/store/kv"
)

// How long a pain is followed, from when it was last told of. PRIVACY.md tells it.
const (
	PainFollowUp = 72 * time.Hour      // then is asked how it is
	PainTime     = 14 * 24 * time.Hour // then it is forgotten
)

// Pain is a part of the body that hurts; kept only while it does.
type Pain struct {
	Part  string    // one of strength.Parts
	Level int       // 1 to 10; 0 when it was not said
	Since time.Time // when it was first told of
	Told  time.Time // when it was last told of
}

// Due is when to ask how it is.
func (p Pain) Due() time.Time { return p.Told.Add(PainFollowUp) }

type painRecord struct {
	Version int       `json:"v"`
	Level   int       `json:"level,omitempty"`
	Since   time.Time `json:"since"`
	Told    time.Time `json:"told"`
}

func (r painRecord) over(now time.Time) bool { return now.Sub(r.Told) >= PainTime }

// Pains lists what hurts now, in the order of the parts' names.
func (s *Store) Pains(ctx context.Context, a Account, now time.Time) (pains []Pain, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		id, err := tx.Get(bucketAccount, key(a.Platform, a.User))
		if err != nil || id == nil {
			return err
		}
		pains, err = painsOf(tx, string(id), now)
		return err
	})
	return pains, err
}

func painsOf(tx kv.Tx, person string, now time.Time) (pains []Pain, err error) {
	keys, err := keysOf(tx, bucketPain, person)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		r, _, err := read[painRecord](tx, bucketPain, k)
		if err != nil {
			return nil, err
		}
		if !r.over(now) {
			pains = append(pains, Pain{Part: string(k[len(person)+1:]), Level: r.Level, Since: r.Since, Told: r.Told})
		}
	}
	return pains, nil
}

// Hurts keeps that a part hurts. What was kept of it before goes on, with its beginning.
func (s *Store) Hurts(ctx context.Context, a Account, part string, level int, now time.Time) (p Pain, err error) {
	p = Pain{Part: part, Level: level, Since: now.UTC(), Told: now.UTC()}
	if a.User == "" {
		return p, nil
	}
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		person, err := ensure(tx, a)
		if err != nil {
			return err
		}
		old, ok, err := read[painRecord](tx, bucketPain, key(person.ID, part))
		if err != nil {
			return err
		}
		if ok && !old.over(now) {
			p.Since = old.Since
		}
		return write(tx, bucketPain, key(person.ID, part), painRecord{Version: 1, Level: level, Since: p.Since, Told: p.Told})
	})
	return p, err
}

// Healed forgets that a part hurts, or that any does when part is ""; it returns what was forgotten.
func (s *Store) Healed(ctx context.Context, a Account, part string, now time.Time) (gone []Pain, err error) {
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		p, err := personOf(tx, a)
		if err != nil || p.ID == "" {
			return err
		}
		pains, err := painsOf(tx, p.ID, now)
		if err != nil {
			return err
		}
		for _, x := range pains {
			if part != "" && x.Part != part {
				continue
			}
			if err := tx.Delete(bucketPain, key(p.ID, x.Part)); err != nil {
				return err
			}
			gone = append(gone, x)
		}
		return nil
	})
	return gone, err
}
