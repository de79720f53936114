package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"spotter/bot/strength"
	"spotter/store/kv"
)

// Entry is a lift as it was logged. What was logged with one message is one batch.
type Entry struct {
	strength.Session
	Note  string // the lifter's own words, at most MaxNote bytes
	Batch string // given by the store
}

// MaxNote is how long a note to an entry may be, in bytes.
const MaxNote = 200

// Logging is a message that logs something.
type Logging struct {
	Request string // its id
	Message string // what stays the same when the message is edited; "" for a message that cannot be
	Bare    bool   // a number had no unit, and the lifter chose none
	Entries []Entry
}

// Logged is what became of a message that logs something.
type Logged struct {
	Batch   string
	Entries []Entry
	Old     []Entry // what stood there before the message was edited
	SayUnit bool    // for the first time a number without a unit was taken in one
}

// Log keeps the entries of a message, once per request id: a request that had its effect before changes nothing and returns what is
// kept. A message that was logged before, and comes with another request, has been edited: its entries take the place of the old ones.
// A request without an id, or of nobody, is only a look: nothing is kept. When Log returns nil the entries survive a crash.
func (s *Store) Log(ctx context.Context, a Account, now time.Time, l Logging) (out Logged, err error) {
	out = Logged{Batch: batchOf(a.Platform, l), Entries: l.Entries}
	if a.User == "" || l.Request == "" {
		return out, nil
	}
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		p, err := ensure(tx, a)
		if err != nil {
			return err
		}
		fresh, err := markSeen(tx, p.ID, a.Platform, l.Request, now)
		if err != nil {
			return err
		}
		if !fresh {
			out.Entries, err = batchEntries(tx, p.ID, out.Batch)
			return err
		}
		if out.Old, err = dropBatch(tx, p.ID, out.Batch); err != nil {
			return err
		}
		if out.Entries, err = putBatch(tx, p.ID, out.Batch, l.Entries); err != nil {
			return err
		}
		out.SayUnit = l.Bare && !p.UnitSaid
		p.LastLog, p.UnitSaid = out.Batch, p.UnitSaid || l.Bare
		return write(tx, bucketPerson, key(p.ID), recordOf(p))
	})
	return out, err
}

// Unlog deletes a batch, or the one logged last when batch is "", once per request id, and returns what it held; nothing when it was
// gone already. A request without an id deletes nothing.
func (s *Store) Unlog(ctx context.Context, a Account, request string, now time.Time, batch string) (old []Entry, err error) {
	if request == "" {
		return nil, nil
	}
	err = s.db.Update(ctx, func(tx kv.Tx) error {
		p, err := personOf(tx, a)
		if err != nil || p.ID == "" {
			return err
		}
		fresh, err := markSeen(tx, p.ID, a.Platform, request, now)
		if err != nil || !fresh {
			return err
		}
		if batch == "" {
			batch = p.LastLog
		}
		if old, err = dropBatch(tx, p.ID, batch); err != nil || p.LastLog != batch {
			return err
		}
		p.LastLog = ""
		return write(tx, bucketPerson, key(p.ID), recordOf(p))
	})
	return old, err
}

// Entries are what was logged since a time (the zero time: all), the latest first; of one lift, or of every lift when lift is "".
func (s *Store) Entries(ctx context.Context, a Account, since time.Time, lift string) (entries []Entry, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		id, err := tx.Get(bucketAccount, key(a.Platform, a.User))
		if err != nil || id == nil {
			return err
		}
		entries, err = entriesOf(tx, string(id), since, lift)
		return err
	})
	return entries, err
}

func entriesOf(tx kv.Tx, person string, since time.Time, lift string) (entries []Entry, err error) {
	from, to := kv.Prefix(key(person, ""))
	last := latestFirst(since)
	err = tx.Scan(bucketEntry, from, to, func(k, v []byte) error {
		parts := strings.Split(string(k), "\x00")
		switch {
		case !since.IsZero() && parts[1] > last:
			return kv.ErrStop
		case lift != "" && parts[4] != lift:
			return nil
		}
		e, err := readEntry(v, parts[2])
		if err == nil {
			entries = append(entries, e)
		}
		return err
	})
	return entries, err
}

// latestFirst is the part of a key that orders moments, the latest first.
func latestFirst(t time.Time) string { return fmt.Sprintf("%011d", 99_999_999_999-t.Unix()) }

// batchOf names the batch of a message: one that is short enough for a button, and always the same.
func batchOf(platform string, l Logging) string {
	id := l.Message
	if id == "" {
		id = l.Request
	}
	sum := sha256.Sum256([]byte(platform + "\x00" + id))
	return hex.EncodeToString(sum[:6])
}

func putBatch(tx kv.Tx, person, batch string, entries []Entry) ([]Entry, error) {
	record := batchRecord{Version: 1}
	out := make([]Entry, len(entries))
	for i, e := range entries {
		e.Batch = batch
		out[i] = e
		k := key(person, latestFirst(e.At), batch, fmt.Sprintf("%02d", i), e.Lift)
		if err := write(tx, bucketEntry, k, entryRecordOf(e)); err != nil {
			return nil, err
		}
		record.Keys = append(record.Keys, string(k[len(person)+1:]))
	}
	return out, write(tx, bucketBatch, key(person, batch), record)
}

func batchEntries(tx kv.Tx, person, batch string) (entries []Entry, err error) {
	record, _, err := read[batchRecord](tx, bucketBatch, key(person, batch))
	if err != nil {
		return nil, err
	}
	for _, k := range record.Keys {
		v, err := tx.Get(bucketEntry, []byte(person+"\x00"+k))
		if err != nil {
			return nil, err
		}
		e, err := readEntry(v, batch)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// dropBatch deletes a batch and returns what it held.
func dropBatch(tx kv.Tx, person, batch string) (old []Entry, err error) {
	record, ok, err := read[batchRecord](tx, bucketBatch, key(person, batch))
	if err != nil || !ok {
		return nil, err
	}
	if old, err = batchEntries(tx, person, batch); err != nil {
		return nil, err
	}
	for _, k := range record.Keys {
		if err := tx.Delete(bucketEntry, []byte(person+"\x00"+k)); err != nil {
			return nil, err
		}
	}
	return old, tx.Delete(bucketBatch, key(person, batch))
}

// Sessions are the entries without what only the log needs, for the arithmetic of strength.
func Sessions(entries []Entry) []strength.Session {
	out := make([]strength.Session, len(entries))
	for i, e := range entries {
		out[i] = e.Session
	}
	return out
}
