package store

import (
	"strconv"
	"strings"
	"time"
)

// reminderKey names the reminder of that number.
func reminderKey(owner string, number int) []byte {
	return key(owner, strconv.Itoa(number))
}

// readReminderKey is the inverse of reminderKey.
func readReminderKey(k []byte) (owner string, number int) {
	owner, digits, _ := strings.Cut(string(k), "\x00")
	number, _ = strconv.Atoi(digits)
	return owner, number
}

// dueTime is how a time stands in the order of what is due, in milliseconds of Unix time: as long as
// any other until the year 10889.
func dueTime(t time.Time) string {
	const width = 12
	hex := strconv.FormatInt(max(t.UnixMilli(), 0), 16)
	return strings.Repeat("0", max(0, width-len(hex))) + hex
}

// dueKey is where a reminder stands in the order of what is due.
func dueKey(platform string, t time.Time, reminder []byte) []byte {
	return append(append(key(platform, dueTime(t)), 0), reminder...)
}

// readDueKey is the inverse of dueKey.
func readDueKey(k []byte) (t time.Time, reminder []byte) {
	parts := strings.SplitN(string(k), "\x00", 3)
	if len(parts) < 3 {
		return t, nil
	}
	ms, _ := strconv.ParseInt(parts[1], 16, 64)
	return time.UnixMilli(ms).UTC(), []byte(parts[2])
}
