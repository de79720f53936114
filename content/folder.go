package content

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
)

// Folder is a community's own pages, laid over others: a file of the same path takes the place of a page, any other adds one.
// It is not safe for concurrent use.
type Folder struct {
	base, own fs.FS
	good      map[string][]byte // the files of the last time that were right
	read      map[string][]byte // the files of the last time, right or wrong
}

// NewFolder lays own over base; neither is read yet.
func NewFolder(base, own fs.FS) *Folder { return &Folder{base: base, own: own} }

// Changed reports whether a file is different, new or gone since Load.
func (f *Folder) Changed() bool {
	files, err := ownFiles(f.own)
	return err == nil && !maps.EqualFunc(files, f.read, bytes.Equal)
}

// Load reads the pages. A file of the folder with a problem is reported, and what it said when it was last right stays; a page
// of the base stays if there was nothing before. The error is of the folder itself; then all stays as it was.
func (f *Folder) Load() (*Library, []Problem, error) {
	files, err := ownFiles(f.own)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot read the folder of pages: %w", err)
	}
	f.read = files
	use := maps.Clone(files)
	var reported []Problem
	for {
		lib, problems := Load(overlay{f.base, memory(use)})
		if len(problems) == 0 {
			f.good = use
			return lib, reported, nil
		}
		reported = append(reported, f.fresh(problems, files, use)...)
		if !f.giveWay(problems, use) {
			return lib, reported, errors.New("the built-in pages have problems of their own")
		}
	}
}

// fresh is the problems of files as they are now, not of what was put in their place.
func (f *Folder) fresh(problems []Problem, files, use map[string][]byte) (list []Problem) {
	for _, p := range problems {
		if raw, own := use[p.File]; !own || bytes.Equal(raw, files[p.File]) {
			list = append(list, p)
		}
	}
	return list
}

// giveWay puts what was right before in the place of files with problems, of all files if only pages of the base have any:
// then one of them contradicts a page. It reports whether anything changed.
func (f *Folder) giveWay(problems []Problem, use map[string][]byte) (changed bool) {
	bad := map[string]bool{}
	for _, p := range problems {
		if _, own := use[p.File]; own {
			bad[p.File] = true
		}
	}
	for name, raw := range use {
		if len(bad) > 0 && !bad[name] {
			continue
		}
		changed = true
		if before, ok := f.good[name]; ok && !bytes.Equal(before, raw) {
			use[name] = before
		} else {
			delete(use, name)
		}
	}
	return changed
}

// roots are the folders in which pages lie.
var roots = []string{"lifts", "topics", "emergency"}

// maxOwn is how many files a folder may have; a page is small, and so is a community's set of them.
const maxOwn = 2000

// ownFiles is the pages in fsys by path. Files that are no pages, such as those an editor leaves, are passed over.
func ownFiles(fsys fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, root := range roots {
		err := fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil && name == root && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case d.IsDir() || path.Ext(name) != ".md" || strings.HasPrefix(d.Name(), ".") || d.Name() == "README.md":
				return nil
			case len(files) >= maxOwn:
				return fmt.Errorf("more than %d pages", maxOwn)
			}
			raw, err := fs.ReadFile(fsys, name)
			files[name] = raw[:min(len(raw), maxFile+1)]
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// Len is how many pages of its own the folder had at the last Load.
func (f *Folder) Len() int { return len(f.read) }
