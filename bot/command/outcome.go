package command

import (
	"strings"

	"spotter/bot"
	"spotter/content"
	"spotter/content/answer"
)

// answerReply puts what the engine found into words.
func answerReply(lib *content.Library, a answer.Result) *bot.Reply {
	switch a.Outcome {
	case answer.Escalate:
		return escalation(a)
	case answer.Answer:
		reply := topicReply(lib.Topic, a.Topic, nil)
		if len(a.Fits) > 0 {
			excerpt(reply, a)
		}
		reply.Aside = reply.Share
		reply.Buttons = append(reply.Buttons, bot.Rows(1, notMeantButton(a.Topic))...)
		return reply
	case answer.Clarify:
		return clarifyReply(a.Asks)
	case answer.Silent:
		return bot.Say("All right. Ask me about a lift, soreness or pain, or give me a work weight: `/warmup deadlift 180`.")
	default:
		return declineReply(lib, a)
	}
}

// excerpt leaves what was asked for of a page, and a button to all of it.
func excerpt(reply *bot.Reply, a answer.Result) {
	notes := reply.Blocks[len(reply.Blocks)-1]
	reply.Blocks = append(append([]bot.Block{bot.Title(a.Topic.Title)}, blocks(a.Fits)...), notes)
	reply.Buttons = append(bot.Rows(1, bot.Button{Label: "The whole page", Line: "/topic " + a.Topic.ID}), reply.Buttons...)
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

// clarifyReply asks back. What is said so far travels on the lines: the buttons carry it, and so
// does what an answer in the asker's own words completes. Others who read along need not hear of it.
func clarifyReply(q *answer.Question) *bot.Reply {
	reply := bot.Say("%s", q.Text)
	var buttons []bot.Button
	for _, c := range q.Choices {
		if line := "/" + Question + " " + c.Text; len(line) <= bot.MaxButtonLine {
			buttons = append(buttons, bot.Button{Label: c.Label, Line: line})
		}
	}
	reply.Buttons, reply.Replace = bot.Rows(2, buttons...), true
	so := strings.TrimSpace("/" + Question + " " + q.SoFar)
	reply.Expect = so
	if q.SoFar != "" && !strings.HasSuffix(so, ":") {
		reply.Expect += ","
	}
	open := *reply
	open.Blocks = bot.Say("%s Tell me where nobody reads along, or pick what fits.", q.Text).Blocks
	open.Aside = so
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
		if page := lib.Topic("safety/see-professional"); page != nil {
			buttons = append(buttons, topicButton(page))
		}
	}
	reply := bot.Say("%s", text)
	reply.Buttons = bot.Rows(3, append(buttons, bot.Button{Label: "What can you do?", Line: "/help"})...)
	return reply
}
