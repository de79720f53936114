package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"spotter/store/kv"
)

// openFile opens or creates the file at path, for us alone. The lock is taken here and not left to bbolt, so that
// the file cannot change between being verified and being opened. Errors name the path.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return createFile(path)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		// Only opening a pipe or a device can have effects.
		return nil, fmt.Errorf("%s: %w: it is a %s", path, kv.ErrNotDatabase, kindOf(info.Mode()))
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	return locked(file)
}

// createFile makes the file and missing folders, and syncs what now has a new entry: until then a loss of power may
// take the file away, with all that was durable in it.
func createFile(path string) (*os.File, error) {
	folder := filepath.Dir(path)
	known := folder // the nearest folder that exists
	for missing(known) && known != filepath.Dir(known) {
		known = filepath.Dir(known)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	for dir := folder; err == nil; dir = filepath.Dir(dir) {
		if err = syncFolder(dir); dir == known {
			break
		}
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return locked(file)
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

func kindOf(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "folder"
	case m&fs.ModeNamedPipe != 0:
		return "pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	default:
		return "device"
	}
}

// locked takes the lock on a file just opened, or closes it. It does not wait: the system takes the
// lock from a predecessor at his end, however he ends.
func locked(file *os.File) (*os.File, error) {
	if err := lock(file); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file.Name(), err), file.Close())
	}
	return file, nil
}

// abandonFile unlocks and closes a file that bbolt may have mapped and can no longer close itself.
func abandonFile(file *os.File) error {
	return errors.Join(unlock(file), file.Close())
}
