package command

import (
	"context"
	"regexp"
	"strings"

	"spotter/bot"
)

// batchForm is what the store calls a message that was logged.
var batchForm = regexp.MustCompile(`^[0-9a-f]{12}$`)

// Undo makes /undo: the last thing that was logged, or that of a button, is taken back.
func Undo(d diary) *bot.Command {
	batch := bot.NewParam(bot.Spec{Name: "entry", Help: "which one, as an Undo button names it; left out, the last", Kind: bot.KindText},
		func(words []string) (string, int, error) {
			if batchForm.MatchString(words[0]) {
				return words[0], 1, nil
			}
			return "", 0, nil
		}, nil)
	return &bot.Command{
		Name: "undo", Group: groupLog, For: bot.OnlyAsker,
		Summary:  "Take back what you logged last",
		Examples: []string{"/undo"},
		Details:  []string{"Each log has an Undo button of its own, which works for as long as the entry is there. An older entry: /last LIFT shows it with its button."},
		Args:     []bot.Arg{batch},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			which, _ := batch.Of(r)
			old, err := d.store.Unlog(ctx, l.account, r.ID, r.Now, which)
			if err != nil {
				return nil, err
			}
			if err := l.replan(ctx, r.ID); err != nil {
				return nil, err
			}
			if len(old) == 0 && which == "" {
				return bot.Say("There is nothing fresh to take back. `/last deadlift` shows a session with a button to take it back."), nil
			}
			if len(old) == 0 {
				return bot.Say("That entry is gone already."), nil
			}
			var lines []string
			for _, e := range old {
				lines = append(lines, l.entryText(e))
			}
			reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Para(bot.T("Taken back. %s.", strings.Join(lines, "; ")))}}
			if line := l.lineOf(old); line != "" {
				reply.Buttons = bot.Rows(2, bot.Button{Label: "Log it again", Line: line})
			}
			return reply, nil
		},
	}
}
