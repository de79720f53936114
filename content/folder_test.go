package content

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// ownPage is a page of a community, with one thing to vary.
func ownPage(id, title string) *fstest.MapFile {
	text := `---
id: ` + id + `
title: ` + title + `
button: Our page
ask: [` + id + ` one, ` + id + ` two, ` + id + ` three, ` + id + ` four, ` + id + ` five]
urgency: none
related: [deadlift/overview]
sources:
  - name: Our club
reviewed: 2026-11-20
---
What we do in our club.
`
	return &fstest.MapFile{Data: []byte(text)}
}

func load(t *testing.T, f *Folder) (*Library, []string) {
	t.Helper()
	lib, problems, err := f.Load()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, p := range problems {
		list = append(list, p.String())
	}
	return lib, list
}

func title(lib *Library, id string) string {
	if t := lib.Topic(id); t != nil {
		return t.Title
	}
	return ""
}

func TestFolderAddsAndReplaces(t *testing.T) {
	own := fstest.MapFS{"topics/club/rules.md": ownPage("club/rules", "Our rules"), "topics/gear/belt.md": ownPage("gear/belt", "Our belts"),
		"topics/club/.rules.md.swp": {Data: []byte("x")}, "notes.txt": {Data: []byte("x")}}
	f := NewFolder(Embedded(), own)
	lib, problems := load(t, f)
	if len(problems) > 0 || title(lib, "club/rules") != "Our rules" || title(lib, "gear/belt") != "Our belts" || lib.Topic("deadlift/overview") == nil {
		t.Errorf("%v %q %q", problems, title(lib, "club/rules"), title(lib, "gear/belt"))
	}
	if f.Changed() {
		t.Error("changed though nothing was")
	}
	delete(own, "topics/gear/belt.md")
	if !f.Changed() {
		t.Error("a file is gone and nothing is changed")
	}
	if lib, problems = load(t, f); len(problems) > 0 || title(lib, "gear/belt") == "Our belts" {
		t.Errorf("%v; the built-in page is not back: %q", problems, title(lib, "gear/belt"))
	}
}

func TestBrokenPageKeepsTheOldOne(t *testing.T) {
	own := fstest.MapFS{"topics/club/rules.md": ownPage("club/rules", "Our rules"), "topics/gear/belt.md": ownPage("gear/belt", "Our belts")}
	f := NewFolder(Embedded(), own)
	load(t, f)
	broken := ownPage("club/rules", "Our new rules")
	broken.Data = []byte(strings.Replace(string(broken.Data), "deadlift/overview", "deadlift/nowhere", 1))
	own["topics/club/rules.md"] = broken
	own["topics/gear/belt.md"] = ownPage("gear/belt", "Our new belts")
	own["topics/club/new.md"] = &fstest.MapFile{Data: []byte("no front matter")}
	lib, problems := load(t, f)
	if title(lib, "club/rules") != "Our rules" || title(lib, "gear/belt") != "Our new belts" || lib.Topic("club/new") != nil {
		t.Errorf("%q %q", title(lib, "club/rules"), title(lib, "gear/belt"))
	}
	for _, want := range []string{"topics/club/rules.md:7: related page deadlift/nowhere does not exist", "topics/club/new.md:1: "} {
		if !slices.ContainsFunc(problems, func(p string) bool { return strings.HasPrefix(p, want) }) {
			t.Errorf("%q is not among %q", want, problems)
		}
	}
	if f.Changed() {
		t.Error("a problem that is known would be reported again and again")
	}
	own["topics/club/rules.md"] = ownPage("club/rules", "Our mended rules")
	delete(own, "topics/club/new.md")
	if lib, problems = load(t, f); len(problems) > 0 || title(lib, "club/rules") != "Our mended rules" {
		t.Errorf("%v %q", problems, title(lib, "club/rules"))
	}
}

// The phrases of the page are those of a built-in one, which then is the one with the problem.
func TestContradictingPageIsLeftOut(t *testing.T) {
	lib, problems := Load(Embedded())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	page := ownPage("aaa/first", "First")
	taken := lib.Topic("gear/belt").Ask[0]
	page.Data = []byte(strings.Replace(string(page.Data), "aaa/first five", `"`+taken+`"`, 1))
	f := NewFolder(Embedded(), fstest.MapFS{"topics/aaa/first.md": page})
	lib, reported := load(t, f)
	if lib.Topic("aaa/first") != nil || len(reported) == 0 || !slices.Contains(lib.Topic("gear/belt").Ask, taken) {
		t.Errorf("%v %v", lib.Topic("aaa/first"), reported)
	}
}

func TestNoFolderIsNoPages(t *testing.T) {
	if lib, problems := load(t, NewFolder(Embedded(), fstest.MapFS{})); len(problems) > 0 || len(lib.Topics()) == 0 {
		t.Errorf("%v", problems)
	}
}
