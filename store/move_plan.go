package store

import (
	"bytes"
	"strings"

	"spotter/store/kv"
)

// movePlans gives a chat another id wherever reminders go to it, and its own posts another owner. What is
// planned under the new id stays.
func (s *Store) movePlans(tx kv.Tx, platform, from, to string) error {
	return tx.Scan(bucketPlan, nil, nil, func(k, v []byte) error {
		if !bytes.Contains(v, []byte(from)) { // read no more of a big bucket than need be
			return nil
		}
		owner := string(k)
		plan, err := s.readPlan(tx, owner)
		if err != nil {
			return err
		}
		before, changed := plan.clone(), false
		for i := range plan.Reminders {
			r := &plan.Reminders[i]
			if renamed, ok := renameChat(r.To.Chat, from, to); ok && r.To.Platform == platform {
				r.To.Chat, changed = renamed, true
			}
		}
		if !changed {
			return nil
		}
		chat, posts := strings.CutPrefix(owner, chatOwner(platform, ""))
		if !posts {
			return writePlan(tx, owner, &before, &plan)
		}
		renamed, _ := renameChat(chat, from, to)
		return s.movePosts(tx, owner, chatOwner(platform, renamed), &before, &plan)
	})
}

// movePosts gives posts another owner, who may have some already.
func (s *Store) movePosts(tx kv.Tx, owner, other string, before, plan *Plan) error {
	if err := deletePlan(tx, owner, before); err != nil {
		return err
	}
	there, err := tx.Get(bucketPlan, key(other))
	if err != nil || there != nil {
		return err
	}
	plan.kept = keptPlan{}
	return writePlan(tx, other, &Plan{}, plan)
}
