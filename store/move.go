package store

import (
	"context"
	"strings"

	"spotter/store/kv"
)

// Move gives a chat another id, as Telegram does when a group grows: everybody's open dialogues in it
// and in its parts (CHAT/PART), the pages shown there, the community, reminders that go there or are
// planned for everybody there, and notes named "chat CHAT …". It is one transaction, and a second one
// changes nothing. What is known under the new id stays.
func (s *Store) Move(ctx context.Context, platform, from, to string) error {
	if from == to {
		return nil
	}
	inChat := func(k string) (string, bool) {
		person, rest, _ := strings.Cut(k, "\x00")
		at, chat, _ := strings.Cut(rest, "\x00")
		renamed, ok := renameChat(chat, from, to)
		return string(key(person, at, renamed)), ok && at == platform
	}
	return s.db.Update(ctx, func(tx kv.Tx) error {
		for bucket, rename := range map[string]func(k string) (string, bool){
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
		return s.movePlans(tx, platform, from, to)
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
