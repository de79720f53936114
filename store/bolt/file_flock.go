//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package bolt

import (
	"errors"
	"os"
	"syscall"

	"spotter/store/kv"
)

// lock takes the lock that bbolt will take, on the descriptor that bbolt will be given: it then holds it already.
// The error is kv.ErrLocked when somebody else has it.
func lock(file *os.File) error {
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			return kv.ErrLocked
		}
		return err
	}
}

// unlock gives the lock back. Closing the file is not enough while it is mapped.
func unlock(file *os.File) error {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_UN)
}

// syncFolder makes the entries of a folder durable, where that is possible.
func syncFolder(path string) error {
	dir, err := os.Open(path)
	if errors.Is(err, os.ErrPermission) {
		return nil // a folder one may pass through but not read
	}
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) { // some filesystems sync no folders
		return err
	}
	return nil
}
