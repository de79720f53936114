package content

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/parser"
)

// Spoken is what is said in another language when a danger sign is found: emergency/<language>.md.
type Spoken struct {
	Language string // as in the file name: "es"
	words    map[string][]Block
}

// The sections that every language has: what is said where the page has none of its own.
const (
	anyEmergency = "Emergency"
	anyUrgent    = "Urgent"
	crisisPage   = "safety/crisis"
)

// spokenLanguage is a code of ISO 639-1.
var spokenLanguage = regexp.MustCompile(`^[a-z]{2}$`)

// Words is what is said for a page at a level: the page's own section, which is for emergencies, or the general one.
func (s *Spoken) Words(page string, u Urgency) []Block {
	if words, ok := s.words[page]; ok && u == Emergency {
		return words
	}
	if u == Emergency {
		return s.words[anyEmergency]
	}
	return s.words[anyUrgent]
}

// Spoken is the words in that language, or nil.
func (l *Library) Spoken(language string) *Spoken { return l.now.Load().spoken[language] }

// readSpoken reads emergency/*.md; there need not be such a folder.
func (l *loader) readSpoken(fsys fs.FS, md parser.Parser) map[string]*Spoken {
	spoken := map[string]*Spoken{}
	entries, err := fs.ReadDir(fsys, "emergency")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.problem("emergency", "cannot be read: %v", err)
	}
	for _, entry := range entries {
		name := path.Join("emergency", entry.Name())
		language := strings.TrimSuffix(entry.Name(), ".md")
		if entry.Name() == "README.md" {
			continue
		}
		if entry.IsDir() || path.Ext(name) != ".md" || !spokenLanguage.MatchString(language) {
			l.problem(name, "not a language: name the file after its two letters, like es.md")
			continue
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			l.problem(name, "cannot be read: %v", err)
			continue
		}
		p := &page{file: name}
		if s := p.readLanguage(md, raw, l.escalating()); s != nil {
			s.Language = language
			spoken[language] = s
		}
		l.problems = append(l.problems, p.problems...)
	}
	return spoken
}

// escalating is the ids of the topics that triage may fire.
func (l *loader) escalating() map[string]bool {
	ids := map[string]bool{crisisPage: true}
	for _, p := range l.pages {
		if p.topic != nil && len(p.topic.Escalations) > 0 {
			ids[p.id] = true
		}
	}
	return ids
}

func (p *page) readLanguage(md parser.Parser, raw []byte, known map[string]bool) *Spoken {
	raw = bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	if !p.readable(raw) {
		return nil
	}
	p.checkCharacters(raw)
	s := &Spoken{words: map[string][]Block{}}
	sections := p.readBody(md, raw, 1)
	for _, section := range sections[1:] {
		h := section.heading
		switch {
		case h != anyEmergency && h != anyUrgent && !known[h]:
			p.problem(section.line, "%q: a heading is Emergency, Urgent or the id of a page with an ## Emergency section", h)
		case len(s.words[h]) > 0:
			p.problem(section.line, "the heading %s is there twice", h)
		}
		p.checkText("the section "+h, section)
		p.checkEmergency(section)
		s.words[h] = section.blocks
	}
	for _, h := range []string{anyEmergency, anyUrgent, crisisPage} {
		if len(s.words[h]) == 0 {
			p.problem(1, "the section ## %s is missing", h)
		}
	}
	return s
}
