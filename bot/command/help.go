package command

import (
	"context"
	"strings"

	"spotter/bot"
)

// Help makes /help: every command with an example, and one command in full.
func Help(all func() []*bot.Command) *bot.Command {
	find := func(name string) *bot.Command {
		name = strings.ToLower(strings.TrimPrefix(name, "/"))
		for _, c := range all() {
			for _, n := range append([]string{c.Name}, c.Aliases...) {
				if n == name {
					return c
				}
			}
		}
		return nil
	}
	names := func() (list []string) {
		for _, c := range all() {
			list = append(list, c.Name)
		}
		return list
	}
	about := bot.NewParam(bot.Spec{Name: "command", Help: "the command you want to know more about", Kind: bot.KindText,
		Complete: func(typed string, _ func(string) string) []string {
			return bot.Suggest(typed, names(), maxSuggested)
		}},
		func(words []string) (*bot.Command, int, error) {
			if c := find(words[0]); c != nil {
				return c, 1, nil
			}
			return nil, 0, nil
		},
		func(word string) error {
			return bot.Userf("I have no command %s. `/help` lists them all; a question you can simply ask.", bot.Quote(word)).
				Instead(bot.Nearest(strings.TrimPrefix(word, "/"), names(), 2)...)
		})
	return &bot.Command{
		Name: "help", Group: groupBot, For: bot.Asker,
		Summary:  "This list, or more about one command",
		Examples: []string{"/help", "/help warmup"},
		Args:     []bot.Arg{about},
		Run: func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
			if c, ok := about.Of(r); ok {
				return helpOn(c), nil
			}
			return helpAll(all()), nil
		},
	}
}

// helpAll lists the commands under their headings, each with its first example.
func helpAll(all []*bot.Command) *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("What I can do")}}
	for i := 0; i < len(all); {
		group := all[i].Group
		var l bot.List
		for ; i < len(all) && all[i].Group == group; i++ {
			l.Items = append(l.Items, bot.Text{{Text: all[i].Examples[0], Style: bot.Code}, {Text: ": " + lowerFirst(all[i].Summary)}})
		}
		reply.Blocks = append(reply.Blocks, bot.Para(bot.S(bot.Strong, group)), l)
	}
	reply.Blocks = append(reply.Blocks,
		bot.Para(bot.T("Anything that is no command I take as a question. Information, not medical advice.")))
	reply.Buttons = bot.Rows(3,
		bot.Button{Label: "Warm-up", Line: "/help warmup"},
		bot.Button{Label: "Questions", Line: "/help ask"},
		bot.Button{Label: "Settings", Line: "/help settings"})
	return reply
}

// helpOn is one command in full: what it does, what it reads, examples.
func helpOn(c *bot.Command) *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("/" + c.Name), bot.Para(bot.T("%s.", c.Summary))}}
	for _, d := range c.Details {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("%s", d)))
	}
	var args, examples bot.List
	for _, a := range c.Args {
		s := a.Spec()
		args.Items = append(args.Items, bot.Text{{Text: s.Name, Style: bot.Code}, {Text: ": " + s.Help}})
	}
	if len(args.Items) > 0 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.S(bot.Strong, "You can give, in any order")), args)
	}
	for _, e := range c.Examples {
		examples.Items = append(examples.Items, bot.S(bot.Code, e))
	}
	reply.Blocks = append(reply.Blocks, bot.Para(bot.S(bot.Strong, "Examples")), examples)
	if len(c.Aliases) > 0 {
		reply.Blocks = append(reply.Blocks, bot.Note(bot.T("Also: /%s", strings.Join(c.Aliases, ", /"))))
	}
	if e := c.Examples[0]; len(e) <= bot.MaxButtonLine && len([]rune(e)) <= bot.MaxButtonLabel {
		reply.Buttons = bot.Rows(2, bot.Button{Label: e, Line: e}, bot.Button{Label: "All commands", Line: "/help"})
	}
	return reply
}
