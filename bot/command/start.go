package command

import (
	"context"

	"spotter/bot"
)

// Start makes /start: what the bot is, in two sentences, and where to begin.
func Start() *bot.Command {
	return &bot.Command{
		Name: "start", Group: groupBot, For: bot.Asker,
		Summary:  "What I do, and where to begin",
		Examples: []string{"/start"},
		Run: func(context.Context, *bot.Request) (*bot.Reply, error) {
			return &bot.Reply{
				Blocks: []bot.Block{
					bot.Para(append(bot.T("Spotter here. Give me your work weight and I lay out warm-up sets you can load: "),
						bot.Span{Text: "/warmup deadlift 180", Style: bot.Code}, bot.Span{Text: "."})),
					bot.Para(append(bot.T("Ask about technique, soreness or pain in your own words, and you get a sourced answer: "),
						bot.Span{Text: "why does my back hurt", Style: bot.Code}, bot.Span{Text: "."})),
					bot.Note(bot.T("I'm an information tool, not a doctor.")),
				},
				Buttons: bot.Rows(4,
					bot.Button{Label: "Warm-up", Line: "/warmup"},
					bot.Button{Label: "Form", Line: "/form"},
					bot.Button{Label: "Topics", Line: "/topics"},
					bot.Button{Label: "Help", Line: "/help"}),
			}, nil
		},
	}
}
