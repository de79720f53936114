package content

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// FuzzPage: no bytes make the parser panic; every problem has a line of the file; and a page without problems keeps the
// promises that its readers rely on.
func FuzzPage(f *testing.F) {
	for _, c := range badTopics {
		if len(c.new) > maxText {
			continue // long seeds only slow the search down
		}
		f.Add([]byte(strings.Replace(goodTopic, c.old, c.new, 1)), false)
	}
	for _, c := range badLifts {
		f.Add([]byte(strings.Replace(goodLift, c.old, c.new, 1)), true)
	}
	for _, s := range []string{goodTopic, "---\n&a [*a]\n---\n", "---\n? {a: b}\n: c\n---\n", "---\nask: !!binary x\n---\n# a\n", "---\r\n---"} {
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, isLift bool) {
		file := topicFile
		if isLift {
			file = liftFile
		}
		lib, problems := Load(fstest.MapFS{file: &fstest.MapFile{Data: raw}})
		last := bytes.Count(raw, []byte("\n")) + 1
		for _, p := range problems {
			if p.File != file || p.Line < 1 || p.Line > last || p.Text == "" || !utf8.ValidString(p.Text) {
				t.Errorf("bad problem %q in a file of %d lines", p, last)
			}
		}
		if len(problems) > 0 {
			return
		}
		for _, topic := range lib.Topics() {
			checkTopic(t, topic)
		}
		for _, lift := range lib.Lifts() {
			if lift.Name == "" || lift.Equipment == "" || lift.Start == "" || len(lift.Sources) == 0 || len(lift.Intro) == 0 {
				t.Errorf("an incomplete lift has no problem: %+v", lift)
			}
		}
		if len(lib.Topics())+len(lib.Lifts()) != 1 {
			t.Error("neither a page nor a problem")
		}
	})
}

func checkTopic(t *testing.T, topic *Topic) {
	t.Helper()
	if topic.Title == "" || topic.Button == "" || len(topic.Ask) < minAsk || len(topic.Sources) == 0 || topic.Reviewed.IsZero() {
		t.Errorf("an incomplete topic has no problem: %+v", topic)
	}
	checkBlocks(t, topic.Body)
	for _, part := range topic.Parts {
		if part.Slug == "" {
			t.Errorf("part %q has no slug", part.Heading)
		}
		checkBlocks(t, part.Body)
	}
	for _, words := range topic.Escalations {
		checkBlocks(t, words)
	}
}

func checkBlocks(t *testing.T, blocks []Block) {
	t.Helper()
	if text := plain(blocks); text == "" || runes(text) > maxText || !utf8.ValidString(text) {
		t.Errorf("bad text %q", text)
	}
}
