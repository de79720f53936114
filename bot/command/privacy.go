package command

import (
	"context"
	"fmt"

	"spotter/bot"
	"spotter/store"
)

// Privacy makes /privacy: what is kept about the asker, and how to have it deleted.
func Privacy(st *store.Store) *bot.Command {
	return &bot.Command{
		Name: "privacy", Group: groupYou, For: bot.OnlyAsker,
		Summary:  "What I keep about you",
		Examples: []string{"/privacy"},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			k, err := st.Kept(ctx, account(r))
			if err != nil {
				return nil, err
			}
			reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("What I keep about you")}}
			if !k.Any() {
				reply.Blocks = append(reply.Blocks, bot.Para(bot.T("Nothing so far.")))
			} else {
				reply.Blocks = append(reply.Blocks, keptList(k))
				reply.Buttons = bot.Rows(2, bot.Button{Label: "Delete everything", Line: "/forgetme"},
					bot.Button{Label: "My settings", Line: "/settings"})
			}
			reply.Blocks = append(reply.Blocks,
				bot.Para(bot.T("What you ask is answered and not kept: no message, no symptom, no words. What you log, and a pain you tell /pain of, are kept as numbers; a pain goes once you say so, or 14 days after. Everything is in one file on the host's machine and goes nowhere else.")),
				bot.Para(bot.T("Of a server or group I keep the id, so that I greet it once; 30 days after I am removed that goes too.")),
				bot.Para(bot.T("/forgetme deletes all about you at once.")))
			return reply, nil
		},
	}
}

// Forgetme makes /forgetme: asks once, then deletes everything about the asker and says what went.
func Forgetme(st *store.Store) *bot.Command {
	yes := bot.Flag("yes", "do it without asking", "y", "confirm", "delete", "sure")
	return &bot.Command{
		Name: "forgetme", Aliases: []string{"forget"}, Group: groupYou, For: bot.OnlyAsker,
		Summary:  "Delete everything I keep about you",
		Examples: []string{"/forgetme", "/forgetme yes"},
		Args:     []bot.Arg{yes},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			if has(yes, r) {
				k, err := st.Forget(ctx, account(r))
				if err != nil {
					return nil, err
				}
				return forgotten(k), nil
			}
			k, err := st.Kept(ctx, account(r))
			if err != nil {
				return nil, err
			}
			if !k.Any() {
				return forgotten(k), nil
			}
			return &bot.Reply{
				Replace: true,
				Blocks: []bot.Block{bot.Para(bot.T("This deletes, for good:")), keptList(k),
					bot.Para(bot.T("Shall I? Answer yes, or leave it."))},
				Buttons: bot.Rows(2, bot.Button{Label: "Delete everything", Line: "/forgetme yes"}, bot.Button{Label: "Keep it", Line: "/privacy"}),
				Expect:  "/forgetme",
			}, nil
		},
	}
}

func forgotten(k store.Kept) *bot.Reply {
	if !k.Any() {
		return bot.Say("I keep nothing about you, so there is nothing to delete.")
	}
	return &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Para(bot.T("Deleted, for good:")), keptList(k),
		bot.Para(bot.T("Nothing about you is left. You can start over whenever you like."))}}
}

// keptList names what is kept, piece by piece.
func keptList(k store.Kept) bot.List {
	var l bot.List
	add := func(there bool, format string, args ...any) {
		if there {
			l.Items = append(l.Items, bot.T("%s", fmt.Sprintf(format, args...)))
		}
	}
	add(k.Accounts > 0, "that you talked to me: %s", plural(k.Accounts, "account"))
	add(k.Unreachable, "that your private messages are closed to me")
	add(k.Settings, "your settings: units, bar, plates, time zone")
	add(k.LastWarm, "your last warm-up: lift, weight and reps, to repeat it")
	add(k.Entries > 0, "your log: %s, each with its sets, day and note", entries(k.Entries))
	add(k.Pains > 0, "what hurts, while it does: %s, as a part of the body and a number", plural(k.Pains, "place"))
	add(k.Reminders > 0, "%s of yours, with times, places and your words", plural(k.Reminders, "reminder"))
	add(k.Reminding, "how reminders may come: quiet hours, how many a day, whether the last ones were answered")
	add(k.Dialogues > 0, "%s of mine that waited for your answer", plural(k.Dialogues, "question"))
	add(k.Shown > 0, "the id of the page you were shown last, for ten minutes, so that you can ask on")
	add(k.Requests > 0, "the ids of %s, for two days, so that none is carried out twice", plural(k.Requests, "request"))
	return l
}

// entries counts entries of the log.
func entries(n int) string {
	if n == 1 {
		return "one entry"
	}
	return itoa(n) + " entries"
}
