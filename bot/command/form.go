package command

import (
	"context"
	"fmt"
	"strings"

	"spotter/bot"
	"spotter/content"
)

const safeForm = "Lighter first, and stop on sharp pain."

// Form makes /form: how a lift is done, whole or in parts.
func Form(lib *content.Library) *bot.Command {
	written := (*content.Lift).HasForm
	lift := liftParam(lib, written)
	part := bot.Choice("part", "setup, execution, cues or faults", "setup", "execution", "cues", "faults")
	return &bot.Command{
		Name: "form", Aliases: []string{"technique"}, Group: groupLift,
		Summary:  "How a lift is done: setup, execution, cues, faults and fixes",
		Examples: []string{"/form deadlift", "/form good morning faults"},
		Details:  []string{"Names one part (setup, execution, cues, faults) or shows the lift in short."},
		Args:     []bot.Arg{lift, part},
		Run: func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
			l, ok := lift.Of(r)
			if !ok {
				return whichForm(lib), nil
			}
			if !l.HasForm() {
				return noForm(lib, l), nil
			}
			name, _ := part.Of(r)
			return formReply(l, name), nil
		},
	}
}

// formReply shows one part of the lift, or the way through it when part is "".
func formReply(l *content.Lift, part string) *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title(bot.UpperFirst(l.Name))}}
	reply.Share = strings.TrimSpace("/form " + l.ID + " " + part)
	add := func(heading string, ordered bool, items []content.Text) {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.S(bot.Strong, heading)), list(ordered, items))
	}
	switch part {
	case "setup":
		add("Setup", true, l.Setup)
	case "execution":
		add("Execution", true, l.Execution)
	case "cues":
		add("Cues", false, l.Cues)
	case "faults":
		add("Faults, likely causes and fixes", false, faults(l))
	default:
		reply.Blocks = append(reply.Blocks, blocks(l.Intro)...)
		add("Setup", true, l.Setup)
		add("Execution", true, l.Execution)
		reply.Blocks = append(reply.Blocks, bot.Para(cuesAndFaults(l)))
	}
	reply.Blocks = append(reply.Blocks, bot.Para(bot.T(safeForm)), sourceNote(l.Sources, ""))
	reply.Buttons = formButtons(l, part)
	return reply
}

// cuesAndFaults names the cues, and the faults seen most, in two sentences.
func cuesAndFaults(l *content.Lift) bot.Text {
	var cues, signs []string
	for _, c := range l.Cues {
		cue, _, _ := strings.Cut(c.String(), ":")
		cues = append(cues, cue)
	}
	for _, f := range l.Faults[:min(3, len(l.Faults))] {
		signs = append(signs, lowerFirst(f.Sign.String()))
	}
	return bot.Text{{Text: "Cues: ", Style: bot.Strong}, {Text: strings.Join(cues, ", ") + ". "},
		{Text: "Watch for: ", Style: bot.Strong}, {Text: strings.Join(signs, "; ") + "."}}
}

func faults(l *content.Lift) []content.Text {
	var items []content.Text
	for _, f := range l.Faults {
		item := append(content.Text{}, strong(f.Sign)...)
		item = append(item, content.Span{Text: ". Likely: "})
		item = append(item, f.Cause...)
		item = append(item, content.Span{Text: ". Fix: "})
		items = append(items, append(item, f.Fix...))
	}
	return items
}

func strong(t content.Text) content.Text {
	out := make(content.Text, len(t))
	for i, s := range t {
		out[i] = content.Span{Text: s.Text, Style: content.Strong}
	}
	return out
}

// formButtons has a button for each part that is not shown alone, and the warm-up.
func formButtons(l *content.Lift, shown string) [][]bot.Button {
	var buttons []bot.Button
	for _, p := range []struct{ name, label string }{
		{"setup", "Setup"}, {"execution", "Execution"}, {"cues", "Cues"}, {"faults", "Faults and fixes"},
	} {
		if p.name != shown {
			buttons = append(buttons, bot.Button{Label: p.label, Line: fmt.Sprintf("/form %s %s", l.ID, p.name)})
		}
	}
	if shown != "" {
		buttons = append(buttons, bot.Button{Label: "In short", Line: "/form " + l.ID})
	}
	if l.WarmUp {
		buttons = append(buttons, bot.Button{Label: "Warm-up", Line: "/warmup " + l.ID})
	}
	return bot.Rows(3, buttons...)
}

// formButton leads to the technique of the lift, if it is written.
func formButton(l *content.Lift) []bot.Button {
	if !l.HasForm() {
		return nil
	}
	return []bot.Button{{Label: "Form", Line: "/form " + l.ID}}
}

// whichForm asks for the lift.
func whichForm(lib *content.Library) *bot.Reply {
	reply := bot.Say("Which lift? I have written down the %s.", and(formNames(lib)))
	reply.Buttons = bot.Rows(3, formChoices(lib)...)
	reply.Expect = "/form"
	return reply
}

// noForm tells that the lift's technique is not written.
func noForm(lib *content.Library, l *content.Lift) *bot.Reply {
	reply := bot.Say("I don't have the technique of the %s yet, only its warm-up. I do have the %s.", l.Name, and(formNames(lib)))
	reply.Buttons = bot.Rows(3, append(formChoices(lib), bot.Button{Label: "Warm-up", Line: "/warmup " + l.ID})...)
	return reply
}

func formNames(lib *content.Library) []string {
	var names []string
	for _, l := range lib.Lifts() {
		if l.HasForm() {
			names = append(names, l.Name)
		}
	}
	return names
}

func formChoices(lib *content.Library) []bot.Button {
	var buttons []bot.Button
	for _, l := range lib.Lifts() {
		if l.HasForm() && len(buttons) < 5 {
			buttons = append(buttons, bot.Button{Label: bot.UpperFirst(l.Name), Line: "/form " + l.ID})
		}
	}
	return buttons
}

// and joins words for a sentence: a, b and c.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
