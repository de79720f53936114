package discord

import (
	"context"
	"slices"
	"strings"

	"spotter/bot"
)

// Limits of a form (docs: components, modals).
const (
	maxFormTitle = 45
	maxQuestion  = 4000
	maxAnswer    = 1000 // of ours: a question in a sentence or two
)

// formHidden stands for the owner in a form's custom id when its answer is for the user alone.
const formHidden = "1"

// modal is a form with one field whose text completes a command line.
type modal struct {
	line     string
	hidden   bool
	question string
}

func form(line string, hidden bool) modal { return modal{line: line, hidden: hidden} }

// asking is the form with the words of a reply as its question.
func (m modal) asking(r *bot.Reply) modal {
	m.question = strings.Join(talk(r.Blocks), "\n\n")
	return m
}

// body is the form as Discord takes it; nil when its line is too long to carry.
func (m modal) body() map[string]any {
	owner := ""
	if m.hidden {
		owner = formHidden
	}
	id := press{pressForm, owner, m.line}.id(0)
	if id == "" {
		return nil
	}
	command, _, _ := strings.Cut(strings.TrimPrefix(m.line, "/"), " ")
	components := []any{}
	if m.question != "" {
		components = append(components, map[string]any{"type": 10, "content": cut(m.question, maxQuestion)})
	}
	components = append(components, map[string]any{"type": 18, "label": "Your answer", "component": map[string]any{
		"type": 4, "custom_id": "text", "style": 2, "required": true, "max_length": maxAnswer}})
	return map[string]any{"custom_id": id, "title": cut(bot.UpperFirst(command), maxFormTitle), "components": components}
}

// form opens a form. false means that it cannot be opened, and something else is to be said.
func (a *answer) form(ctx context.Context, m modal) bool {
	body := m.body()
	if body == nil || a.in.Kind == kindModal {
		return false
	}
	if a.begin() != 0 {
		return false
	}
	if err := a.callback(ctx, answerForm, body, nil); err != nil {
		a.d.explain(err)
	}
	return true
}

// asksOnly tells whether a reply is nothing but a question to be answered in words, for which a form
// is the better place: one paragraph, no buttons, and others may read the chat, where the next plain
// message does not reach us.
func (a *answer) asksOnly(r *bot.Reply) bool {
	return r.Expect != "" && len(slices.Concat(r.Buttons...)) == 0 && len(r.Blocks) == 1 && isTalk(r) && !a.in.alone()
}
