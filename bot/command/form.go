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
	lift := liftParam(lib, func(*content.Lift) bool { return true })
	part := bot.Choice("part", "setup, execution, cues or faults", "setup", "execution", "cues", "faults")
	from := bot.Int("from", "which page of the list of lifts", 1, 99, nil, nil)
	return &bot.Command{
		Name: "form", Aliases: []string{"technique"}, Group: groupLift,
		Summary:  "How a lift is done: setup, execution, cues, faults and fixes",
		Examples: []string{"/form deadlift", "/form good morning faults"},
		Details:  []string{"Names one part (setup, execution, cues, faults) or shows the lift in short."},
		Args:     []bot.Arg{lift, part, from},
		Run: func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
			l, ok := lift.Of(r)
			if !ok {
				page, _ := from.Of(r)
				return whichForm(lib, max(page, 1)), nil
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

// formButton leads to the technique of the lift.
func formButton(l *content.Lift) bot.Button {
	return bot.Button{Label: "Form", Line: "/form " + l.ID}
}

// liftsPerPage is how many lifts one message offers: what a phone shows of buttons in rows of two.
const liftsPerPage = 8

// whichForm asks for the lift and offers the nth group of them, the common ones first; beyond the
// end it offers the last.
func whichForm(lib *content.Library, n int) *bot.Reply {
	lifts := commonFirst(lib)
	groups := (len(lifts) + liftsPerPage - 1) / liftsPerPage
	n = min(n, groups)
	var buttons []bot.Button
	for _, l := range lifts[(n-1)*liftsPerPage : min(n*liftsPerPage, len(lifts))] {
		buttons = append(buttons, bot.Button{Label: bot.UpperFirst(l.Name), Line: "/form " + l.ID})
	}
	if n > 1 {
		buttons = append(buttons, bot.Button{Label: "Back", Line: fmt.Sprintf("/form %d", n-1)})
	}
	if n < groups {
		buttons = append(buttons, bot.Button{Label: "More lifts", Line: fmt.Sprintf("/form %d", n+1)})
	}
	reply := bot.Say("Which lift? Pick one, or type its name: squat, rdl, ohp.")
	reply.Buttons, reply.Expect, reply.Replace = bot.Rows(2, buttons...), "/form", true
	return reply
}
