package content

import (
	"slices"
	"strings"
	"unicode"
)

var (
	liftKeys     = []string{"id", "name", "aliases", "equipment", "start", "warmup", "facts", "related", "sources", "reviewed"}
	liftHeadings = []string{"Setup", "Execution", "Cues", "Faults", "Drills"}
	equipments   = []string{string(Barbell), string(Dumbbell), string(Bodyweight), string(Band), string(Cable)}
)

// Between the parts of a fault or drill, and before the way to do a drill without a band.
const (
	arrow       = "→"
	withoutBand = "without a band:"
)

// readLift makes the lift of a page. What names other pages is settled when all are read.
func (p *page) readLift(f *front, sections []section) {
	p.readID(f)
	p.name, p.aliases, p.related = f.prose("name", maxTitle), f.list("aliases"), f.set("related")
	l := &Lift{
		ID: p.id, Name: p.name.text, Start: f.oneOf("start", f.word("start"), []string{"rack", "floor"}),
		Equipment: Equipment(f.oneOf("equipment", f.need("equipment"), equipments)), WarmUp: f.flag("warmup"),
		Facts: f.facts(), Sources: f.sources(), Reviewed: f.reviewed(), Intro: sections[0].blocks, File: p.file,
	}
	p.checkText("the page", sections[0])
	p.checkLoading(f, l)
	p.readForm(l, sections[1:])
	p.lift = l
}

// checkLoading checks that what a warm-up is worked out from fits together.
func (p *page) checkLoading(f *front, l *Lift) {
	switch {
	case l.Equipment == Barbell && f.values["start"] == nil:
		p.problem(1, "start is missing: add `start: rack`, or `start: floor` if every rep begins on the floor")
	case l.WarmUp && (l.Equipment == Band || l.Equipment == Cable):
		p.problem(f.word("warmup").line, "warmup is only for barbell, dumbbell and bodyweight lifts: delete the line")
	}
	if l.Start == "" {
		l.Start = "rack"
	}
}

func (p *page) readForm(l *Lift, sections []section) {
	seen := map[string]int{}
	for _, s := range sections {
		if seen[s.heading] > 0 {
			p.problem(s.line, "the heading %s is already on line %d: make one section of them", s.heading, seen[s.heading])
			continue
		}
		seen[s.heading] = s.line
		switch s.heading {
		case "Setup":
			l.Setup, _ = p.steps(s)
		case "Execution":
			l.Execution, _ = p.steps(s)
		case "Cues":
			l.Cues, _ = p.steps(s)
		case "Faults":
			l.Faults = p.faults(s)
		case "Drills":
			l.Drills = p.drills(s)
		default:
			p.problem(s.line, "unknown heading %q%s", s.heading, orList(s.heading, liftHeadings))
		}
	}
	p.checkForm(seen)
}

// checkForm checks that the technique of a lift is written as a whole; only drills may be left out.
func (p *page) checkForm(seen map[string]int) {
	missing := slices.DeleteFunc(slices.Clone(liftHeadings[:4]), func(h string) bool { return seen[h] > 0 })
	if len(missing) > 0 {
		p.problem(1, "the technique is not whole: add ## %s", strings.Join(missing, ", ## "))
	}
}

// steps is the items of a section that is nothing but a list, and their lines.
func (p *page) steps(s section) (items []Text, lines []int) {
	for i, block := range s.blocks {
		list, ok := block.(List)
		if !ok {
			p.problem(s.lines[i][0], "%s is a list: begin the line with \"1. \" or \"- \"", s.heading)
			continue
		}
		items, lines = append(items, list.Items...), append(lines, s.lines[i]...)
	}
	if len(s.blocks) == 0 {
		p.problem(s.line, "the section %s has no text: write it or delete the heading", s.heading)
	} else if length := runes(plain(s.blocks)); length > maxText {
		p.problem(s.line, "the section %s has %d characters: shorten it to %d", s.heading, length, maxText)
	}
	return items, lines
}

func (p *page) faults(s section) []Fault {
	var faults []Fault
	items, lines := p.steps(s)
	for i, item := range items {
		parts := split(item)
		if len(parts) != 3 || slices.ContainsFunc(parts, func(t Text) bool { return len(t) == 0 }) {
			p.problem(lines[i], "a fault has three parts: what you see %s the likely cause %s the fix", arrow, arrow)
			continue
		}
		faults = append(faults, Fault{Sign: parts[0], Cause: parts[1], Fix: parts[2]})
	}
	return faults
}

func (p *page) drills(s section) []Drill {
	var drills []Drill
	items, lines := p.steps(s)
	for i, item := range items {
		parts := split(item)
		d := Drill{Text: parts[0], NoBands: parts[0]}
		if len(parts) == 2 {
			d.NoBands = parts[1].after(withoutBand)
		}
		if len(parts) > 2 || len(d.Text) == 0 || len(d.NoBands) == 0 {
			p.problem(lines[i], "a drill is one text, or two: with the band %s %s ...", arrow, withoutBand)
			continue
		}
		drills = append(drills, d)
	}
	return drills
}

// split cuts a text at its arrows and keeps the styles; there is always a first part.
func split(t Text) []Text {
	parts := []Text{nil}
	for _, span := range t {
		for i, words := range strings.Split(span.Text, arrow) {
			if i > 0 {
				parts = append(parts, nil)
			}
			last := len(parts) - 1
			parts[last] = parts[last].with(words, span.Style)
		}
	}
	for i := range parts {
		parts[i] = parts[i].trim()
	}
	return parts
}

// trim takes away the spaces around a text, in place.
func (t Text) trim() Text {
	for len(t) > 0 {
		if t[0].Text = strings.TrimLeftFunc(t[0].Text, unicode.IsSpace); t[0].Text != "" {
			break
		}
		t = t[1:]
	}
	for last := len(t) - 1; last >= 0; last-- {
		if t[last].Text = strings.TrimRightFunc(t[last].Text, unicode.IsSpace); t[last].Text != "" {
			break
		}
		t = t[:last]
	}
	return t
}

// after is what follows a beginning, in place; it is nil if the text begins otherwise.
func (t Text) after(beginning string) Text {
	if len(t) == 0 || !strings.HasPrefix(strings.ToLower(t[0].Text), beginning) {
		return nil
	}
	t[0].Text = t[0].Text[len(beginning):]
	return t.trim()
}
