package command

import (
	"context"
	"fmt"

	"spotter/bot"
	"spotter/content"
	"spotter/store"
)

// shownLast is the page the asker was shown last in this chat; empty without a store.
func shownLast(ctx context.Context, st *store.Store, r *bot.Request) (store.Shown, error) {
	if st == nil {
		return store.Shown{}, nil
	}
	return st.Shown(ctx, account(r), r.Chat, r.Now)
}

// show keeps which page the asker is shown, and what else may have been meant, for as long as a
// question of ours would wait for an answer.
func show(ctx context.Context, st *store.Store, r *bot.Request, t *content.Topic, others []*content.Topic) error {
	if st == nil {
		return nil
	}
	shown := store.Shown{Topic: t.ID}
	for _, o := range others {
		shown.Others = append(shown.Others, o.ID)
	}
	return st.Show(ctx, account(r), r.Chat, shown, r.Now, r.Now.Add(bot.DialogueTime))
}

// notMeant is the word that asks for what else may have been meant than a page.
const notMeant = "else"

func notMeantButton(t *content.Topic) bot.Button {
	return bot.Button{Label: "Not what I meant", Line: "/topic " + t.ID + " " + notMeant}
}

// maxOthers is how many pages are offered in place of one that was not meant.
const maxOthers = 3

// notMeantReply offers the pages that came next when t was found for the asker, or, for anybody
// else and later, those that t itself names.
func notMeantReply(lib *content.Library, t *content.Topic, last store.Shown) *bot.Reply {
	ids := t.Related
	if last.Topic == t.ID && len(last.Others) > 0 {
		ids = last.Others
	}
	var buttons []bot.Button
	var titles bot.List
	for _, id := range ids {
		if other := lib.Topic(id); other != nil && len(buttons) < maxOthers {
			titles.Items = append(titles.Items, bot.T("%s", other.Title))
			buttons = append(buttons, topicButton(other))
		}
	}
	reply := bot.Say("%s", fmt.Sprintf("Not %q, then. Maybe one of these? If not, say it in other words: the lift, where it is, what you want to know.", t.Title))
	reply.Blocks = append(reply.Blocks, titles)
	reply.Buttons = bot.Rows(3, append(buttons, bot.Button{Label: "Topics", Line: "/topics"})...)
	reply.Expect = "/" + Question
	return reply
}
