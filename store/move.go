package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"spotter/store/kv"
)

// Move gives a chat another id, as Telegram does when a group grows: everybody's open dialogues in it
// and in its parts (CHAT/PART), the pages shown there, reminders that go there, what is planned for everybody in it, the
// community, and notes named "chat CHAT …". It is one transaction, and a second one changes nothing.
// What is known under the new id stays.
func (s *Store) Move(ctx context.Context, platform, from, to string) error {
	if from == to {
		return nil
	}
	owner := func(k string) (string, bool) { return renameOwner(k, platform, from, to) }
	inChat := func(k string) (string, bool) {
		person, rest, _ := strings.Cut(k, "\x00")
		at, chat, _ := strings.Cut(rest, "\x00")
		renamed, ok := renameChat(chat, from, to)
		return string(key(person, at, renamed)), ok && at == platform
	}
	err := s.db.Update(ctx, func(tx kv.Tx) error {
		for bucket, rename := range map[string]func(k string) (string, bool){
			bucketPlan: owner, bucketReminder: owner, bucketClaim: owner,
			bucketDue: func(k string) (string, bool) {
				_, reminder := readDueKey([]byte(k))
				renamed, ok := owner(string(reminder))
				return strings.TrimSuffix(k, string(reminder)) + renamed, ok
			},
			bucketDialogue: inChat, bucketShown: inChat,
			bucketCommunity: func(k string) (string, bool) {
				return string(key(platform, to)), k == string(key(platform, from))
			},
			bucketNote: func(k string) (string, bool) {
				at, name, _ := strings.Cut(k, "\x00")
				rest, found := strings.CutPrefix(name, "chat "+from+" ")
				return string(key(platform, "chat "+to+" "+rest)), found && at == platform
			},
		} {
			if err := renameKeys(tx, bucket, rename); err != nil {
				return err
			}
		}
		return redirect(tx, platform, from, to)
	})
	if err == nil {
		s.planned.signal()
	}
	return err
}

// renameOwner renames a key that begins with the chat as the owner of what is planned for everybody.
func renameOwner(k, platform, from, to string) (string, bool) {
	owner, rest, more := strings.Cut(k, "\x00")
	chat, found := strings.CutPrefix(owner, chatOwner(platform, ""))
	if !found {
		return "", false
	}
	renamed, ok := renameChat(chat, from, to)
	if more {
		rest = "\x00" + rest
	}
	return chatOwner(platform, renamed) + rest, ok
}

// redirect sends the reminders that go to the chat to its new id.
func redirect(tx kv.Tx, platform, from, to string) error {
	return tx.Scan(bucketReminder, nil, nil, func(k, v []byte) error {
		var r reminderRecord
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("record in %s: %w", bucketReminder, err)
		}
		chat, ok := renameChat(r.Chat, from, to)
		if r.Platform != platform || !ok {
			return nil
		}
		r.Chat = chat
		return write(tx, bucketReminder, k, r)
	})
}

// renameChat is the chat's new id, with the part of it that is meant.
func renameChat(chat, from, to string) (string, bool) {
	rest, found := strings.CutPrefix(chat, from)
	if !found || rest != "" && rest[0] != '/' {
		return "", false
	}
	return to + rest, true
}

// renameKeys moves the records whose key has a new name; one that is there already wins.
func renameKeys(tx kv.Tx, bucket string, rename func(k string) (string, bool)) error {
	return tx.Scan(bucket, nil, nil, func(k, v []byte) error {
		renamed, ok := rename(string(k))
		if !ok {
			return nil
		}
		there, err := tx.Get(bucket, []byte(renamed))
		if err == nil && there == nil {
			err = tx.Put(bucket, []byte(renamed), v)
		}
		if err != nil {
			return err
		}
		return tx.Delete(bucket, k)
	})
}
