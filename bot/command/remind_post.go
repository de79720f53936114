package command

import (
	"context"
	"strings"

	"spotter/bot"
	"spotter/content"
	"spotter/store"
)

// post plans what everybody in a chat is told on rest days, with a tip of the week. An admin does that
// (see mayPost); nothing is kept about him.
func (f *remindForm) post(ctx context.Context, w wish) (*bot.Reply, error) {
	made := store.Reminder{Kind: store.Post, When: w.when, To: store.Target{Account: store.Account{Platform: f.r.Platform}, Chat: f.r.Chat}}
	_, err := f.store.ChangePosts(ctx, f.r.Platform, f.r.Chat, func(p *store.Plan) error {
		if len(p.Reminders) == 1 && p.Reminders[0].When == made.When {
			return nil
		}
		p.Reminders = nil
		made = *p.Add(made, f.r.Now)
		return nil
	})
	if err != nil {
		return nil, err
	}
	reply := &bot.Reply{Blocks: []bot.Block{
		bot.Para(bot.T("A rest-day post with a tip of the week, here, %s at %s, %s time.", daysText(w.when.Days), w.when.Clock, city(w.when.Zone))),
		bot.Note(bot.Marked("An admin ends it with `/remind post off`.")),
	}}
	reply.Buttons = bot.Rows(2, bot.Button{Label: "End it", Line: "/remind post off"})
	return reply, nil
}

// endPost takes the chat's posts off the plan.
func (f *remindForm) endPost(ctx context.Context) (*bot.Reply, error) {
	if err := f.mayPost(ctx); err != nil {
		return nil, err
	}
	_, err := f.store.ChangePosts(ctx, f.r.Platform, f.r.Chat, func(p *store.Plan) error { p.Reminders = nil; return nil })
	if err != nil {
		return nil, err
	}
	return bot.Say("No rest-day posts here any more."), nil
}

func (f *remindForm) mayPost(ctx context.Context) error {
	switch {
	case f.r.Private:
		return bot.Userf("A post is for a group: say it there, as one of its admins. For yourself: `/remind rest sun wed 09:00`.")
	case f.r.Admin == nil:
		return f.unknownAdmin()
	case !f.r.Admin(ctx):
		return bot.Userf("Only an admin of this chat can plan its posts. For yourself: `/remind rest sun wed 09:00`.")
	}
	return nil
}

// unknownAdmin leads to where the platform says who is an admin: with commands and buttons, if not with messages.
func (f *remindForm) unknownAdmin() error {
	line := "/remind " + strings.ReplaceAll(f.line, "`", "'")
	if len(line) > bot.MaxButtonLine {
		line = "/remind post sun 18:00"
	}
	return bot.Userf("A message doesn't tell me who is an admin here. If you are, use the slash command `%s`, or press the button.", line).
		Offer(bot.Button{Label: "I'm an admin", Line: line})
}

// tip is the page of a week: those of the library that speak of training and not of complaints, in turn.
func tip(lib *content.Library, week int) *content.Topic {
	var tips []*content.Topic
	for _, t := range lib.Topics() {
		if t.Urgency == content.None && len(t.Body) > 0 && !strings.HasPrefix(t.ID, "safety/") {
			tips = append(tips, t)
		}
	}
	if len(tips) == 0 {
		return nil
	}
	return tips[week%len(tips)]
}

// firstBlock is the beginning of a page, as it is shown.
func firstBlock(t *content.Topic) bot.Block { return blocks(t.Body[:1])[0] }
