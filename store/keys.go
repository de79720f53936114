package store

import "strings"

// The buckets and their keys. A person's id is 32 hexadecimal digits; parts of a key are divided
// by a zero byte, which no platform has in an id.
const (
	bucketMeta      = "meta"      // "schema" → version
	bucketAccount   = "account"   // platform 0 user → person id
	bucketAccounts  = "accounts"  // person 0 platform 0 user → account record
	bucketPerson    = "person"    // person → person record
	bucketDialogue  = "dialogue"  // person 0 platform 0 chat → dialogue record
	bucketShown     = "shown"     // person 0 platform 0 chat → shown record
	bucketSeen      = "seen"      // person 0 platform 0 request id → when it had its effect
	bucketEntry     = "entry"     // person 0 time, the latest first 0 batch 0 number 0 lift → entry record
	bucketBatch     = "batch"     // person 0 batch → batch record
	bucketPain      = "pain"      // person 0 part of the body → pain record
	bucketCommunity = "community" // platform 0 community → community record
	bucketNote      = "note"      // platform 0 name → what its adapter has noted
	bucketProgress  = "progress"  // platform 0 stream → progress record
	bucketPlan      = "plan"      // owner → plan record with its reminders; an owner is a person, or # platform / chat
	bucketStanding  = "standing"  // time of day 0 owner → standing record: how it stands with the plan
	bucketClaim     = "claim"     // owner 0 number → claim record, while the reminder is being sent
	bucketDue       = "due"       // platform 0 time 0 owner 0 number → nothing: the order of what is due
)

// ofPerson are the buckets whose keys begin with the person.
var ofPerson = []string{bucketPerson, bucketAccounts, bucketDialogue, bucketShown, bucketSeen, bucketEntry, bucketBatch, bucketPain,
	bucketPlan, bucketClaim}

// key joins parts with zero bytes; a zero byte within a part is dropped, so that no part can pass
// for two.
func key(parts ...string) []byte {
	clean := make([]string, len(parts))
	for i, p := range parts {
		clean[i] = strings.ReplaceAll(p, "\x00", "")
	}
	return []byte(strings.Join(clean, "\x00"))
}
