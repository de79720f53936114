package store

import (
	"context"
	"encoding/json"
	"time"

	"spotter/store/kv"
)

// Shown is the page somebody was shown last in a chat, and the pages that were next to it: ids only, nothing that was written.
type Shown struct {
	Topic  string
	Others []string // best first
}

type shownRecord struct {
	Version int       `json:"v"`
	Topic   string    `json:"topic"`
	Others  []string  `json:"others,omitempty"`
	Until   time.Time `json:"until"`
}

// Shown returns what the account was shown last in the chat; it is empty if there is nothing or its time is over.
func (s *Store) Shown(ctx context.Context, a Account, chat string, now time.Time) (shown Shown, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		p, err := personOf(tx, a)
		if err != nil || p.ID == "" {
			return err
		}
		r, ok, err := read[shownRecord](tx, bucketShown, key(p.ID, a.Platform, chat))
		if ok && now.Before(r.Until) {
			shown = Shown{r.Topic, r.Others}
		}
		return err
	})
	return shown, err
}

// Show keeps what the account was shown in the chat until the given time, and drops what is over by now.
func (s *Store) Show(ctx context.Context, a Account, chat string, shown Shown, now, until time.Time) error {
	return s.db.Update(ctx, func(tx kv.Tx) error {
		p, err := ensure(tx, a)
		if err != nil {
			return err
		}
		if err := dropShown(tx, p.ID, now); err != nil {
			return err
		}
		return write(tx, bucketShown, key(p.ID, a.Platform, chat), shownRecord{1, shown.Topic, shown.Others, until.UTC()})
	})
}

func dropShown(tx kv.Tx, person string, now time.Time) error {
	return prune(tx, bucketShown, person, func(v []byte) bool {
		var r shownRecord
		return json.Unmarshal(v, &r) != nil || !now.Before(r.Until)
	})
}
