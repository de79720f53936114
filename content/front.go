package content

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// front is the front matter of a page: its known keys, each with the line of its value.
type front struct {
	page   *page
	values map[string]*yaml.Node
}

// frontLine is the line of the file on which a node stands: the front matter begins on the second.
func frontLine(n *yaml.Node) int { return n.Line + 1 }

// readFront is nil if the front matter is no YAML mapping.
func (p *page) readFront(src []byte, known []string) *front {
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		line, text := yamlError(err)
		p.problem(line+1, "the front matter is not valid YAML (%s): put a text that holds \": \", \" #\" or quotes in quotes", text)
		return nil
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		p.problem(1, "the front matter must be lines like `title: Some title`")
		return nil
	}
	f := &front{page: p, values: map[string]*yaml.Node{}}
	for pair := range slices.Chunk(doc.Content[0].Content, 2) {
		key, value := pair[0], pair[1]
		switch {
		case !slices.Contains(known, key.Value):
			p.problem(frontLine(key), "unknown key %q%s", key.Value, orList(key.Value, known))
		case f.values[key.Value] != nil:
			p.problem(frontLine(key), "%s is given twice: keep one", key.Value)
		default:
			f.values[key.Value] = value
		}
	}
	return f
}

var yamlLine = regexp.MustCompile(`^line (\d+): (.*)$`)

func yamlError(err error) (line int, text string) {
	text = strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		return line, m[2]
	}
	return 1, text
}

// value reads one scalar; a comment behind it is a mistake in prose ("my #1 question") but not behind a plain word.
func (f *front) value(key string, n *yaml.Node, prose bool) mark {
	switch {
	case n.Kind != yaml.ScalarNode:
		f.page.problem(frontLine(n), "%s must be a single text; put it in quotes if it holds \": \" or brackets", key)
		return mark{}
	case n.ShortTag() == "!!null":
		return mark{"", frontLine(n)}
	case prose && n.LineComment != "":
		f.page.problem(frontLine(n), "what follows \" #\" would be lost as a comment: put the text of %s in quotes", key)
	}
	return mark{strings.Join(strings.Fields(n.Value), " "), frontLine(n)}
}

// word is the value of a key that may be left out; the line is 0 if it is.
func (f *front) word(key string) mark {
	n := f.values[key]
	if n == nil {
		return mark{}
	}
	m := f.value(key, n, false)
	if m.text == "" && n.Kind == yaml.ScalarNode {
		f.page.problem(m.line, "%s is empty: fill it in or delete the line", key)
	}
	return m
}

// need is the value of a key that every page must have.
func (f *front) need(key string) mark {
	if f.values[key] == nil {
		f.page.problem(1, "%s is missing: add a line `%s: ...` to the front matter", key, key)
	}
	return f.word(key)
}

// prose is a needed text of at most limit characters.
func (f *front) prose(key string, limit int) mark {
	m := f.need(key)
	if n := f.values[key]; n != nil && n.Kind == yaml.ScalarNode {
		m = f.value(key, n, true)
	}
	if length := runes(m.text); length > limit {
		f.page.problem(m.line, "%s has %d characters: shorten it to %d", key, length, limit)
	}
	return m
}

// oneOf is the value of a key if it is one of the words, else "".
func (f *front) oneOf(key string, m mark, words []string) string {
	if m.text == "" || slices.Contains(words, m.text) {
		return m.text
	}
	f.page.problem(m.line, "unknown %s %q%s", key, m.text, orList(m.text, words))
	return ""
}

// list is the values of a list that may be left out.
func (f *front) list(key string) []mark {
	n := f.values[key]
	if n == nil || n.ShortTag() == "!!null" {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		f.page.problem(frontLine(n), "%s must be a list: [one, two], or lines that begin with \"- \"", key)
		return nil
	}
	var marks []mark
	for _, item := range n.Content {
		m := f.value("an entry of "+key, item, true)
		if m.text != "" {
			marks = append(marks, m)
		} else if item.Kind == yaml.ScalarNode {
			f.page.problem(frontLine(item), "empty entry in %s: fill it in or delete it", key)
		}
	}
	return marks
}

// set is a list whose entries must differ.
func (f *front) set(key string) []mark {
	var marks []mark
	seen := map[string]bool{}
	for _, m := range f.list(key) {
		if seen[m.text] {
			f.page.problem(m.line, "%s lists %q twice: delete one", key, m.text)
			continue
		}
		seen[m.text] = true
		marks = append(marks, m)
	}
	return marks
}

var fact = regexp.MustCompile(`^F(0[1-9]|[1-6][0-9]|7[0-5])$`)

func (f *front) facts() []string {
	var facts []string
	for _, m := range f.set("facts") {
		if !fact.MatchString(m.text) {
			f.page.problem(m.line, "unknown fact %q: facts are F01 to F75", m.text)
			continue
		}
		facts = append(facts, m.text)
	}
	return facts
}

func (f *front) flag(key string) bool {
	m := f.word(key)
	return f.oneOf(key, m, []string{"true", "false"}) == "true"
}

func (f *front) reviewed() time.Time {
	m := f.need("reviewed")
	day, err := time.Parse(time.DateOnly, m.text)
	if err != nil && m.text != "" {
		f.page.problem(m.line, "reviewed must be a date like 2026-11-23, not %q", m.text)
	}
	return day
}

func (f *front) sources() []Source {
	var sources []Source
	n := f.values["sources"]
	switch {
	case n == nil || n.Kind == yaml.SequenceNode && len(n.Content) == 0:
		f.page.problem(1, "sources is missing: name at least one source, `- name: ...`")
		return nil
	case n.Kind != yaml.SequenceNode:
		f.page.problem(frontLine(n), "sources must be lines that begin with \"- name: \"")
		return nil
	}
	for _, item := range n.Content {
		if s, ok := f.source(item); ok {
			sources = append(sources, s)
		}
	}
	return sources
}

func (f *front) source(n *yaml.Node) (s Source, ok bool) {
	if n.Kind != yaml.MappingNode {
		f.page.problem(frontLine(n), "a source is `- name: ...`, and below it `url: https://...` if there is one")
		return s, false
	}
	for pair := range slices.Chunk(n.Content, 2) {
		key, value := pair[0], pair[1]
		switch key.Value {
		case "name":
			s.Name = f.value("name", value, true).text
		case "url":
			s.URL = f.link(value)
		default:
			f.page.problem(frontLine(key), "unknown key %q in a source%s", key.Value, orList(key.Value, []string{"name", "url"}))
		}
	}
	if s.Name == "" {
		f.page.problem(frontLine(n), "a source without a name: add `name: ...`")
	}
	return s, s.Name != ""
}

func (f *front) link(n *yaml.Node) string {
	m := f.value("url", n, true)
	if u, err := url.Parse(m.text); err != nil || u.Scheme != "https" || u.Host == "" {
		f.page.problem(m.line, "url must begin with https:// and name a site, or be left out")
		return ""
	}
	return m.text
}
