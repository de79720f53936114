package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// maxFile keeps a page a page; the longest good one has about 6 KiB.
const maxFile = 64 << 10

// Load reads lifts/*.md, topics/*/*.md and emergency/*.md, and passes over every README.md. It never stops at the first problem: the library
// holds every page that can be read, without the parts that are wrong; the problems come in order of file and line.
func Load(fsys fs.FS) (*Library, []Problem) {
	var l loader
	l.walk(fsys, "lifts")
	l.walk(fsys, "topics")
	l.parse()
	if len(l.pages) == 0 && len(l.problems) == 0 {
		l.problem(".", "no pages here: they belong in lifts/ and topics/")
	}
	l.check()
	shelves := l.shelve()
	shelves.spoken = l.readSpoken(fsys, newParser())
	for _, p := range l.pages {
		l.problems = append(l.problems, p.problems...)
	}
	slices.SortStableFunc(l.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return newLibrary(shelves), l.problems
}

type loader struct {
	files    []file
	pages    []*page // lifts first, each kind in order of path
	problems []Problem
}

type file struct {
	path string
	raw  []byte
}

func (l *loader) problem(file, format string, args ...any) {
	l.problems = append(l.problems, Problem{File: file, Line: 1, Text: fmt.Sprintf(format, args...)})
}

func (l *loader) walk(fsys fs.FS, root string) {
	// The function below returns no error, so neither does WalkDir.
	_ = fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == root && errors.Is(err, fs.ErrNotExist):
		case err != nil:
			l.problem(name, "cannot be read: %v", err)
		case !d.IsDir() && d.Name() != "README.md":
			l.read(fsys, name, d)
		}
		return nil
	})
}

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// read adds the file of that name if its name and size are those of a page.
func (l *loader) read(fsys fs.FS, name string, d fs.DirEntry) {
	root, rest, _ := strings.Cut(name, "/")
	area, isLift := path.Dir(rest), root == "lifts"
	switch {
	case path.Ext(name) != ".md":
		l.problem(name, "not a page: only .md files belong here; move or delete it")
		return
	case !kebab.MatchString(strings.TrimSuffix(d.Name(), ".md")):
		l.problem(name, "the file name must be lower-case words joined by hyphens, like back-pain.md")
		return
	case isLift && area != ".":
		l.problem(name, "lifts have no folders: move it to lifts/%s", d.Name())
		return
	case !isLift && !kebab.MatchString(area):
		l.problem(name, "a topic belongs in topics/<area>/<topic>.md, the area in lower-case words joined by hyphens")
		return
	}
	if info, err := d.Info(); err == nil && info.Size() > maxFile {
		l.problem(name, tooBig, maxFile>>10)
		return
	}
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		l.problem(name, "cannot be read: %v", err)
		return
	}
	l.files = append(l.files, file{name, raw})
}

// parse makes pages of the files, on all processors: it is most of the time of loading.
func (l *loader) parse() {
	l.pages = make([]*page, len(l.files))
	md, workers := newParser(), runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for first := range workers {
		wg.Go(func() {
			for i := first; i < len(l.files); i += workers {
				l.pages[i] = parsePage(md, l.files[i].path, l.files[i].raw)
			}
		})
	}
	wg.Wait()
}

// shelve puts the pages that could be read on the shelves.
func (l *loader) shelve() *shelves {
	lib := &shelves{topicByID: map[string]*Topic{}, liftByID: map[string]*Lift{}, liftNames: map[string]*Lift{}}
	for _, p := range l.pages {
		if p.topic != nil {
			lib.topics = append(lib.topics, p.topic)
			lib.topicByID[p.id] = p.topic
		}
		if p.lift != nil {
			lib.lifts = append(lib.lifts, p.lift)
			lib.liftByID[p.id] = p.lift
		}
	}
	slices.SortFunc(lib.topics, func(a, b *Topic) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(lib.lifts, func(a, b *Lift) int { return cmp.Compare(a.ID, b.ID) })
	for _, lift := range lib.lifts {
		for _, alias := range lift.Aliases {
			lib.liftNames[fold(alias)] = lift
		}
	}
	// Names and ids come last: they win over an alias that claims the same word.
	for _, lift := range lib.lifts {
		lib.liftNames[fold(lift.Name)] = lift
	}
	for _, lift := range lib.lifts {
		lib.liftNames[fold(lift.ID)] = lift
	}
	delete(lib.liftNames, "") // from a lift whose name is missing
	return lib
}
