//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package bolt

import "os"

// lock leaves the locking to bbolt: here a lock taken twice, even on one descriptor, is refused. A file that
// another process is writing at this moment can therefore be called damaged instead of locked.
func lock(*os.File) error { return nil }

// unlock does nothing, like lock.
func unlock(*os.File) error { return nil }

// syncFolder does nothing: folders are not synced here.
func syncFolder(string) error { return nil }
