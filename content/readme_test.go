package content

import (
	"io/fs"
	"os"
	"regexp"
	"testing"
	"testing/fstest"
)

// TestReadme: the examples that contributors copy are right, as pages beside those we have.
func TestReadme(t *testing.T) {
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	pages := fstest.MapFS{}
	err = fs.WalkDir(Embedded(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		page, err := fs.ReadFile(Embedded(), name)
		pages[name] = &fstest.MapFile{Data: page}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)`([a-z/-]+\\.md)`:\n\n```markdown\n(.*?)```").FindAllSubmatch(raw, -1)
	if len(examples) != 2 {
		t.Fatalf("%d examples, want a topic and a lift", len(examples))
	}
	ours := map[string]bool{}
	for _, example := range examples {
		name := string(example[1])
		if pages[name] != nil {
			t.Errorf("%s exists: choose another example", name)
		}
		pages[name], ours[name] = &fstest.MapFile{Data: example[2]}, true
	}
	_, problems := Load(pages)
	for _, p := range problems {
		if ours[p.File] {
			t.Error("README.md: ", p)
		}
	}
}
