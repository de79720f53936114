package answer

import (
	"slices"
	"strings"

	"spotter/content"
)

// Question is what is asked back. Nothing is kept of it: a choice carries all that was said so far.
type Question struct {
	Text    string
	SoFar   string // what is known, in words of the lists; an answer in the asker's own words is asked as SoFar + ", " + answer
	Choices []Choice
}

// Choice is a button below the question.
type Choice struct{ Label, Text string } // Text is to be asked when it is pressed

// opening begins a text that goes on with the dialogue.
const opening = "pain:"

// step is one question of dialogue.txt.
type step struct {
	question string
	known    []int // concepts that answer it
	choices  []Choice
}

// dialogue is what dialogue.txt says.
type dialogue struct {
	steps []step
	about *Question
	ends  []ending
}

// ending is the page that ends the dialogue when the concept was said.
type ending struct {
	concept int
	page    *content.Topic
}

func (p *parser) dialogue(file string, b *book, lib *content.Library) (d dialogue) {
	name := ""
	for _, l := range p.lines(file) {
		if !l.indented {
			question, ok := "", false
			if name, question, ok = strings.Cut(l.text, ": "); !ok {
				p.problem(file, l.number, "want \"name: the question\"")
			}
			switch name {
			case "about":
				d.about = &Question{Text: question}
			case "answers":
			default:
				d.steps = append(d.steps, step{question: question})
			}
			continue
		}
		left, right, ok := strings.Cut(l.text, " = ")
		names, known := strings.CutPrefix(l.text, "known:")
		switch {
		case ok && name == "answers":
			d.ends = append(d.ends, p.ending(file, l, left, right, b, lib)...)
		case len(d.steps) == 0 || !ok && !known:
			p.problem(file, l.number, "want \"label = words\" or \"known: concepts\" below a question")
		case known:
			d.steps[len(d.steps)-1].known = p.concepts(file, l, names, b)
		default:
			s := &d.steps[len(d.steps)-1]
			s.choices = append(s.choices, Choice{left, right})
		}
	}
	return d
}

func (p *parser) ending(file string, l line, concept, page string, b *book, lib *content.Library) []ending {
	ids, topic := p.concepts(file, l, concept, b), lib.Topic(page)
	if topic == nil {
		p.problem(file, l.number, "there is no page %s", page)
		return nil
	}
	if len(ids) != 1 {
		return nil
	}
	return []ending{{ids[0], topic}}
}

func (p *parser) concepts(file string, l line, names string, b *book) (ids []int) {
	for name := range strings.FieldsSeq(names) {
		id, ok := b.byName[name]
		if !ok {
			p.problem(file, l.number, "there is no concept %q", name)
			continue
		}
		ids = append(ids, id)
	}
	return ids
}

// inDialogue reports whether a text goes on with the dialogue.
func inDialogue(text string) bool { return strings.HasPrefix(text, opening) }

// maxUnclear is the length of a message that is an answer though the lists know nothing of it ("dunno"), in words.
const maxUnclear = 3

// Answers reports whether a text answers a question of the dialogue, rather than being about something else.
func (e *finder) Answers(text string) bool {
	m := e.understand(text)
	if len(m.tokens) == 0 || m.at(e.known.question, 0) || m.at(e.known.questionStart, 0) {
		return false
	}
	for i := range e.dialogue.steps {
		if slices.ContainsFunc(e.dialogue.steps[i].known, m.says) {
			return true
		}
	}
	said := e.subjects(m)
	return e.saysNo(m) || len(m.tokens) <= maxUnclear && !said.lifts && !said.trade && !e.onlyGreets(m)
}

// next is the first question the message does not answer, or nil.
func (e *finder) next(m *message) *Question {
	said := opening
	for i := range e.dialogue.steps {
		s := &e.dialogue.steps[i]
		words, ok := e.saidOf(s, m, i == len(e.dialogue.steps)-1)
		if !ok {
			return s.ask(said)
		}
		said += separator(said) + words
	}
	return nil
}

// separator stands between what was said first and what was said next.
func separator(said string) string {
	if said == opening {
		return " "
	}
	return ", "
}

func (s *step) ask(said string) *Question {
	q := &Question{Text: s.question, SoFar: said}
	for _, c := range s.choices {
		q.Choices = append(q.Choices, Choice{c.Label, said + separator(said) + c.Text})
	}
	return q
}

// maxSaid is the most words of a message that are carried on for one question.
const maxSaid = 5

// saidOf is the words in which the message answers a question: its own, which the lists know, so that no text of the asker's
// is carried along. Only the last question, for danger signs, is answered by a denial.
func (e *finder) saidOf(s *step, m *message, last bool) (words string, ok bool) {
	for _, id := range s.known {
		if !m.says(id) {
			continue
		}
		x := m.found[id][0]
		if x.denied && last {
			return s.choices[0].Text, true
		}
		var list []string
		for _, t := range m.tokens[x.start:min(x.end, x.start+maxSaid)] {
			list = append(list, t.text)
		}
		return strings.Join(list, " "), true
	}
	if last && e.saysNo(m) {
		return s.choices[0].Text, true
	}
	return "", false
}

// saysNo reports whether the last part of a message is nothing but a no: "no, nothing like that".
func (e *finder) saysNo(m *message) bool {
	from := len(m.tokens)
	for from > 0 && m.segment[from-1] == m.segment[len(m.tokens)-1] {
		from--
	}
	denied := m.covered(e.known.negation)
	for i := from; i < len(m.tokens); i++ {
		if !denied[i] && !e.words.stop[m.tokens[i].text] {
			return false
		}
	}
	return slices.Contains(denied[from:], true)
}

// goOn makes the result of a text of the dialogue that holds no danger sign.
func (e *finder) goOn(m *message, pages []ranked) Result {
	if q := e.next(m); q != nil {
		return Result{Outcome: Clarify, Meta: NeedsClarification, Urgency: content.SelfCare, Asks: q, Nearest: nearest(pages, nearTrade)}
	}
	for _, end := range e.dialogue.ends {
		if m.says(end.concept) {
			pages = raise(pages, end.page)
			return Result{Outcome: Answer, Topic: end.page, Urgency: min(end.page.Urgency, content.SeeProfessional), Nearest: nearest(pages[1:], 0)}
		}
	}
	return Result{Outcome: Decline, Meta: OffTopic, Urgency: content.SelfCare, Nearest: nearest(pages, 0)}
}
