package store

import (
	"context"
	"time"

	"spotter/store/kv"
)

// Expected returns the command line that the user's next plain message in the chat completes,
// "" when there is none or its time is over.
func (s *Store) Expected(ctx context.Context, platform, chat, user string, now time.Time) (line string, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		id, err := tx.Get(bucketAccount, key(platform, user))
		if err != nil || id == nil {
			return err
		}
		d, ok, err := read[dialogueRecord](tx, bucketDialogue, key(string(id), platform, chat))
		if ok && now.Before(d.Until) {
			line = d.Line
		}
		return err
	})
	return line, err
}

// Expect keeps the line for the user's next plain message in the chat until the given time;
// "" ends the dialogue. With nobody (user "") there is none.
func (s *Store) Expect(ctx context.Context, platform, chat, user, line string, until time.Time) error {
	if user == "" {
		return nil
	}
	return s.db.Update(ctx, func(tx kv.Tx) error {
		a := Account{platform, user}
		if line == "" {
			p, err := personOf(tx, a)
			if err != nil || p.ID == "" {
				return err
			}
			return tx.Delete(bucketDialogue, key(p.ID, platform, chat))
		}
		p, err := ensure(tx, a)
		if err != nil {
			return err
		}
		return write(tx, bucketDialogue, key(p.ID, platform, chat), dialogueRecord{Version: 1, Line: line, Until: until.UTC()})
	})
}
