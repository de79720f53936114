package content

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// The pages compiled in are right: the program does not start otherwise.
func TestEmbedded(t *testing.T) {
	lib, problems := Load(Embedded())
	for _, p := range problems {
		t.Error(p)
	}
	if len(lib.Topics()) == 0 || len(lib.Lifts()) == 0 {
		t.Errorf("%d topics and %d lifts", len(lib.Topics()), len(lib.Lifts()))
	}
}

func TestMisplacedFiles(t *testing.T) {
	pages := goodPages()
	for _, name := range []string{
		"lifts/Squat.md", "lifts/front_squat.md", "lifts/notes.txt", "lifts/legs/squat.md", "lifts/README.md",
		"topics/deadlift/.DS_Store", "topics/orphan.md", "topics/a/b/deep.md", "topics/Bad Area/page.md", "other/ignored.md",
	} {
		pages[name] = &fstest.MapFile{Data: []byte("x")}
	}
	lib, problems := Load(pages)
	const kebabName = ":1: the file name must be lower-case words joined by hyphens, like back-pain.md"
	const area = ":1: a topic belongs in topics/<area>/<topic>.md, the area in lower-case words joined by hyphens"
	const unknown = ":1: not a page: only .md files belong here; move or delete it"
	want := []string{
		"lifts/Squat.md" + kebabName,
		"lifts/front_squat.md" + kebabName,
		"lifts/legs/squat.md:1: lifts have no folders: move it to lifts/squat.md",
		"lifts/notes.txt" + unknown,
		"topics/Bad Area/page.md" + area,
		"topics/a/b/deep.md" + area,
		"topics/deadlift/.DS_Store" + unknown,
		"topics/orphan.md" + area,
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(lib.Topics()) != 3 || len(lib.Lifts()) != 1 {
		t.Errorf("%d topics and %d lifts, want 3 and 1", len(lib.Topics()), len(lib.Lifts()))
	}
}

func TestNothingToLoad(t *testing.T) {
	_, problems := Load(fstest.MapFS{})
	want := []Problem{{File: ".", Line: 1, Text: "no pages here: they belong in lifts/ and topics/"}}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
}

// brokenFS fails to open one file.
type brokenFS struct{ fstest.MapFS }

func (f brokenFS) Open(name string) (fs.File, error) {
	if name == topicFile {
		return nil, errors.New("disk on fire")
	}
	return f.MapFS.Open(name)
}

func (f brokenFS) ReadFile(name string) ([]byte, error) {
	if name == topicFile {
		return nil, errors.New("disk on fire")
	}
	return f.MapFS.ReadFile(name)
}

func TestUnreadableFile(t *testing.T) {
	lib, problems := Load(brokenFS{goodPages()})
	want := []Problem{{File: topicFile, Line: 1, Text: "cannot be read: disk on fire"}}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
	if lib.Topic("deadlift/form") == nil || lib.Topic("deadlift/back-pain") != nil {
		t.Error("the library must hold the pages that can be read, and only those")
	}
}

// A page with mistakes stays in the library without them, so that others can still be related to it.
func TestLibraryHoldsWhatIsRight(t *testing.T) {
	pages := goodPages()
	pages["topics/deadlift/form.md"] = &fstest.MapFile{Data: []byte(
		"---\nask: [one]\nfacts: [F99, F03]\nrelated: [deadlift/warm-up, deadlift/nowhere]\n---\nText with ![image](x).\n")}
	lib, problems := Load(pages)
	want := &Topic{ID: "deadlift/form", Ask: []string{"one"}, Facts: []string{"F03"}, Related: []string{"deadlift/warm-up"},
		Body: []Block{Para{Text{{"Text with .", Plain}}}}, File: "topics/deadlift/form.md"}
	if diff := cmp.Diff(want, lib.Topic("deadlift/form")); diff != "" {
		t.Error(diff)
	}
	for _, p := range problems {
		if p.File != "topics/deadlift/form.md" {
			t.Error(p)
		}
	}
}

func TestDoubleNames(t *testing.T) {
	lift := func(id, name, aliases string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\nid: " + id + "\nname: " + name + "\naliases: [" + aliases +
			"]\nequipment: barbell\nstart: rack\nsources: [{name: S}]\nreviewed: 2026-11-23\n---\nText.\n" + technique)}
	}
	lib, problems := Load(fstest.MapFS{
		"lifts/a-lift.md": lift("a-lift", "Press", "A LIFT, b lift, c"),
		"lifts/b-lift.md": lift("b-lift", "The press", "C, press"),
		"lifts/c-lift.md": lift("c-lift", "B-Lift", "d"),
	})
	want := []Problem{
		{"lifts/a-lift.md", 4, `alias "b lift" already means lifts/b-lift.md: delete or change it`},
		{"lifts/b-lift.md", 4, `alias "C" already means lifts/a-lift.md: delete or change it`},
		{"lifts/b-lift.md", 4, `alias "press" already means lifts/a-lift.md: delete or change it`},
		{"lifts/c-lift.md", 3, `name "B-Lift" already means lifts/b-lift.md: delete or change it`},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
	for words, id := range map[string]string{"press": "a-lift", "b lift": "b-lift", "c": "a-lift", "d": "c-lift"} {
		if l := lib.FindLift(words); l == nil || l.ID != id {
			t.Errorf("FindLift(%q) = %v, want %s", words, l, id)
		}
	}
}

func TestOrder(t *testing.T) {
	lib, _ := Load(Embedded())
	if !slices.IsSortedFunc(lib.Topics(), func(a, b *Topic) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("topics are not in order of id")
	}
	if !slices.IsSortedFunc(lib.Lifts(), func(a, b *Lift) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("lifts are not in order of id")
	}
	for _, topic := range lib.Topics() {
		if lib.Topic(topic.ID) != topic {
			t.Errorf("Topic(%q) is another one", topic.ID)
		}
	}
	if lib.Topic("no/such") != nil || lib.Lift("no-such") != nil {
		t.Error("found a page that does not exist")
	}
}

// BenchmarkLoad reads every page compiled in: a part of the start of the program, which has 150 ms in all.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Load(Embedded())
	}
}
