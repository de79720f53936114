package store

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestDueKeysKeepTheOrder holds that keys stand in the order of their times, on one platform, and that
// what is in them can be read again.
func TestDueKeysKeepTheOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		draw := func(name string) (time.Time, string, int) {
			ms := rapid.Int64Range(0, 1<<48-1).Draw(r, name)
			return time.UnixMilli(ms).UTC(), rapid.StringMatching("[0-9a-f]{32}|#[a-z]+/[#0-9-]{1,20}").Draw(r, name+" owner"), rapid.IntRange(1, 999_999).Draw(r, name+" number")
		}
		a, owner, number := draw("a")
		b, other, next := draw("b")
		ka, kb := dueKey("console", a, reminderKey(owner, number)), dueKey("console", b, reminderKey(other, next))
		if c := a.Compare(b); c != 0 && bytes.Compare(ka, kb) != c {
			r.Errorf("%v and %v are %q and %q", a, b, ka, kb)
		}
		at, k := readDueKey(ka)
		gotOwner, gotNumber := readReminderKey(k)
		if !at.Equal(a) || gotOwner != owner || gotNumber != number {
			r.Errorf("%q is read as %v, %q, %d", ka, at, gotOwner, gotNumber)
		}
	})
}
