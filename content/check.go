package content

import (
	"maps"
	"path"
	"slices"
)

// check settles what pages say about each other: what is right is put into them, the rest becomes problems.
func (l *loader) check() {
	topics, lifts := map[string]bool{}, map[string]bool{}
	for _, p := range l.pages {
		if path.Dir(p.id) == "." {
			lifts[p.id] = true
		} else {
			topics[p.id] = true
		}
	}
	topicIDs, liftIDs := slices.Sorted(maps.Keys(topics)), slices.Sorted(maps.Keys(lifts))
	for _, p := range l.pages {
		related := p.checkRelated(topicIDs, lifts)
		switch {
		case p.lift != nil:
			p.lift.Related = related
		case p.topic != nil:
			p.topic.Related = related
			p.topic.Lift = p.checkLiftRef(liftIDs)
		}
	}
	l.checkAsk()
	l.checkNames()
}

func (p *page) checkRelated(topics []string, lifts map[string]bool) []string {
	var related []string
	for _, m := range p.related {
		_, found := slices.BinarySearch(topics, m.text)
		switch {
		case p.topic != nil && m.text == p.id:
			p.problem(m.line, "the page is related to itself: delete %s", m.text)
		case found:
			related = append(related, m.text)
		case lifts[m.text]:
			p.problem(m.line, "related page %s is a lift: name topics only%s", m.text, didYouMean(m.text, topics))
		default:
			p.problem(m.line, "related page %s does not exist%s", m.text, didYouMean(m.text, topics))
		}
	}
	return related
}

func (p *page) checkLiftRef(lifts []string) string {
	m := p.liftRef
	if m.text == "" {
		return ""
	}
	if _, found := slices.BinarySearch(lifts, m.text); !found {
		p.problem(m.line, "lift %s does not exist%s", m.text, didYouMean(m.text, lifts))
		return ""
	}
	return m.text
}

// checkAsk gives every page its phrases; one phrase leads to one page.
func (l *loader) checkAsk() {
	type place struct {
		page *page
		line int
	}
	seen := map[string]place{}
	for _, p := range l.pages {
		for _, m := range p.ask {
			key := phrase(m.text)
			first, taken := seen[key]
			switch {
			case key == "":
				p.problem(m.line, "a phrase of ask needs words: %q has none", m.text)
			case taken && first.page == p:
				p.problem(m.line, "the phrase %q is already on line %d: delete one", m.text, first.line)
			case taken:
				p.problem(m.line, "the phrase %q also leads to %s:%d: keep it on one page", m.text, first.page.file, first.line)
			default:
				seen[key] = place{p, m.line}
				p.topic.Ask = append(p.topic.Ask, m.text)
			}
		}
	}
}

// checkNames gives every lift its aliases; one word means one lift, and ids come before names, names before aliases.
func (l *loader) checkNames() {
	owners := map[string]*page{}
	claim := func(p *page, what string, m mark) bool {
		key := fold(m.text)
		if owner := owners[key]; owner != nil && owner != p {
			p.problem(m.line, "%s %q already means %s: delete or change it", what, m.text, owner.file)
			return false
		}
		owners[key] = p
		return true
	}
	lifts := slices.DeleteFunc(slices.Clone(l.pages), func(p *page) bool { return p.lift == nil })
	for _, p := range lifts {
		claim(p, "id", mark{p.id, 1})
	}
	for _, p := range lifts {
		if p.name.text != "" {
			claim(p, "name", p.name)
		}
	}
	for _, p := range lifts {
		for _, m := range p.aliases {
			if fold(m.text) == "" {
				p.problem(m.line, "an alias needs letters: %q has none", m.text)
			} else if claim(p, "alias", m) {
				p.lift.Aliases = append(p.lift.Aliases, m.text)
			}
		}
	}
}
