package command

import (
	"context"
	"strings"

	"spotter/bot"
	"spotter/content"
	"spotter/content/answer"
)

// Ask makes /ask, which also answers plain text. Danger signs come first and alone: then the
// reply is the page's emergency words and nothing else. The text of a question is never kept.
func Ask(answers *answer.Engine, lib *content.Library) *bot.Command {
	question := bot.Rest("text", "your question, in your own words")
	return &bot.Command{
		Name: Question, Group: groupAsk, For: bot.Asker,
		Summary:  "Ask about technique, soreness, pain or rest; plain text works too",
		Examples: []string{"/ask why does my back hurt", "/ask how do I brace"},
		Details:  []string{"You need no command for it: a message that is no command I take as a question."},
		Args:     []bot.Arg{question},
		Run: func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
			q, ok := question.Of(r)
			if !ok {
				reply := bot.Say("What would you like to know? For example: why does my back hurt")
				reply.Expect = "/" + Question
				return reply, nil
			}
			if reply := weightAlone(lib, q); reply != nil {
				return reply, nil
			}
			return answerReply(lib, answers.Ask(q)), nil
		},
		OnMessage: "Ask Spotter about this",
	}
}

// weightAlone takes a text that is nothing but a weight, or a lift and a weight in either order,
// for a warm-up about to be asked for; nil when the text is anything else.
func weightAlone(lib *content.Library, text string) *bot.Reply {
	lift := liftParam(lib, func(l *content.Lift) bool { return l.WarmUp })
	mass := bot.Mass("weight", "")
	words := strings.Fields(text)
	l, n, _ := lift.Take(words)
	if n == len(words) {
		return nil
	}
	weight, m, err := mass.Take(words[n:])
	if err != nil || m == 0 {
		return nil
	}
	if n += m; l == nil && n < len(words) {
		l, m, _ = lift.Take(words[n:])
		n += m
	}
	switch {
	case n < len(words), l != nil && !l.WarmUp:
		return nil
	case l == nil:
		reply := bot.Say("%s, of which lift? I lay out the warm-up sets.", weight)
		reply.Buttons = bot.Rows(2, liftButtons(lib, " "+compact(weight))...)
		reply.Expect = "/warmup " + compact(weight)
		return reply
	}
	reply := bot.Say("Shall I lay out the warm-up for %s %s?", l.Name, weight)
	warmup := bot.Button{Label: "Warm-up", Line: "/warmup " + l.ID + " " + compact(weight)}
	reply.Buttons = bot.Rows(2, append([]bot.Button{warmup}, formButton(l)...)...)
	return reply
}

// answerReply puts what the engine found into words.
func answerReply(lib *content.Library, a answer.Result) *bot.Reply {
	switch a.Outcome {
	case answer.Escalate:
		return escalation(a)
	case answer.Answer:
		reply := topicReply(lib.Topic, a.Topic, nil)
		reply.Aside = reply.Share
		return reply
	case answer.Clarify:
		return clarifyReply()
	case answer.Silent:
		return bot.Say("Noted. Ask me about a lift, soreness or pain, or give me a work weight: `/warmup deadlift 180`.")
	default:
		return declineReply(lib, a)
	}
}

// crisisPage is the page about not wanting to live on.
const crisisPage = "safety/crisis"

// escalation is the words that send the asker to care, and nothing else. Words about a life are
// said where nobody reads along: in the open there is one warm line.
func escalation(a answer.Result) *bot.Reply {
	reply := &bot.Reply{Blocks: blocks(a.Words)}
	if a.Topic != nil && a.Topic.ID == crisisPage {
		reply.Openly = bot.Say("I'm really glad you said it, and you deserve to talk to a person right now. If there is danger this minute, contact your local emergency number or someone near you.")
		reply.Openly.Aside = "/topic " + crisisPage
	}
	return reply
}

// clarifyReply asks the one question that tells the vague pains apart.
func clarifyReply() *bot.Reply {
	reply := bot.Say("Where does it hurt, and since when? Tell me too about numbness, weakness, or any change in bladder or bowels.")
	reply.Buttons = bot.Rows(2,
		bot.Button{Label: "Lower back", Line: "/topic deadlift/back-pain-causes"},
		bot.Button{Label: "Just sore", Line: "/topic deadlift/back-pain-doms"},
		bot.Button{Label: "Down a leg, or numb", Line: "/topic safety/radiating-numbness"},
		bot.Button{Label: "When to see someone", Line: "/topic safety/see-professional"})
	open := *reply
	open.Blocks = bot.Say("That depends on where it hurts, since when, and what comes with it. Tell me where nobody reads along, or pick what fits:").Blocks
	open.Aside = "/" + Question
	reply.Openly = &open
	return reply
}

// unknown is what is said when no page answers.
const unknown = "I don't have that one, and I won't guess. I know lifting: warm-ups, technique, soreness, when to see someone."

// unknownAche is what is said of an ache that no page is about.
const unknownAche = "I don't have a page on that ache, and I won't guess. Leave out what hurts it; if it is sharp, numb, weak, swollen or getting worse, have it looked at."

// declined are the sentences for what is no question about lifting, by routing outcome.
var declined = map[string]string{
	answer.BotHelp:      "I lay out warm-up sets, show how lifts are done, and answer questions about technique, soreness, pain and rest from sourced pages. I'm not a doctor.",
	answer.ChitChat:     "Good to have you here. Ask me about a lift, or give me a work weight: `/warmup deadlift 180`.",
	answer.Manipulation: "I answer questions about lifting, and nothing else.",
}

// declineReply says that there is no answer, with what comes nearest as buttons.
func declineReply(lib *content.Library, a answer.Result) *bot.Reply {
	text, noQuestion := declined[a.Meta]
	buttons := []bot.Button{{Label: "Warm-up", Line: "/warmup"}, {Label: "Topics", Line: "/topics"}}
	if !noQuestion {
		text, buttons = unknown, nil
		for _, t := range a.Nearest {
			buttons = append(buttons, topicButton(t))
		}
	}
	if !noQuestion && a.Urgency > content.None {
		text = unknownAche
		if page := lib.Topic(seeSomeone); page != nil {
			buttons = append(buttons, topicButton(page))
		}
	}
	reply := bot.Say("%s", text)
	reply.Buttons = bot.Rows(3, append(buttons, bot.Button{Label: "What can you do?", Line: "/help"})...)
	return reply
}
