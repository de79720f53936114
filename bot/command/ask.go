package command

import (
	"context"
	"strings"

	"spotter/bot"
	"spotter/content"
	"spotter/content/answer"
	"spotter/store"
)

// Ask makes /ask, which also answers plain text. Danger signs come first and alone: then the
// reply is the page's emergency words and nothing else. The text of a question is never kept; the id
// of the page it led to is, for a while, unless st is nil.
func Ask(answers *answer.Engine, lib *content.Library, st *store.Store) *bot.Command {
	question := bot.Rest("text", "your question, in your own words")
	return &bot.Command{
		Name: Question, Group: groupAsk, For: bot.Asker,
		Summary:  "Ask about technique, soreness, pain or rest; plain text works too",
		Examples: []string{"/ask why does my back hurt", "/ask how do I brace"},
		Details:  []string{"You need no command for it: a message that is no command I take as a question."},
		Args:     []bot.Arg{question},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			q, ok := question.Of(r)
			if !ok {
				reply := bot.Say("What would you like to know? For example: why does my back hurt")
				reply.Expect = "/" + Question
				return reply, nil
			}
			if reply := weightAlone(lib, q); reply != nil {
				return reply, nil
			}
			last, err := shownLast(ctx, st, r)
			if err != nil {
				return nil, err
			}
			a := answers.AskAfter(q, last.Topic)
			if a.Outcome == answer.Answer {
				err = show(ctx, st, r, a.Topic, a.Nearest)
			}
			reply := answerReply(lib, a)
			if maybeLog(lib, q) {
				offerLog(reply, a, q)
			}
			return reply, err
		},
		OnMessage: "Ask Spotter about this",
		Answers:   answers.Answers,
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
	reply.Buttons = bot.Rows(2, warmup, formButton(l))
	return reply
}
