package telegram

import (
	"context"
	"time"

	"spotter/bot"
)

// onMember takes a change of what we are in a chat: a group we come into is greeted once, one that
// removes us is noted, and so is a person who blocks us or lets us in again.
func (t *Telegram) onMember(c *memberChange, now time.Time) onTheWay {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	id := itoa(c.Chat.ID)
	switch {
	case c.Chat.private():
		t.reachable(ctx, id, c.New.in())
	case !c.New.in():
		t.failed("a group could not be noted", t.o.Memory.Leave(ctx, Platform, id, now))
		t.o.Log.Info("a group removed me", "platform", Platform)
	case c.Chat.group() && !c.Old.in():
		first, err := t.o.Memory.Join(ctx, Platform, id)
		t.failed("a group could not be noted", err)
		if first && !c.New.muted() {
			t.greeted.now(c.Chat.ID)
			return t.answering(place{chat: c.Chat.ID}, func(ctx context.Context, p place) { t.answer(ctx, p, t.greeting()) })
		}
	}
	return nil
}

// greeting is what a group is told when we come into it.
func (t *Telegram) greeting() []part {
	at := "@" + t.me.Load().Username
	r := &bot.Reply{Blocks: []bot.Block{
		bot.Para(append(bot.T("Spotter here. Give me a work weight and I lay out the warm-up: "), bot.Span{Text: "/warmup" + at + " deadlift 180", Style: bot.Code}, bot.Span{Text: "."})),
		bot.Para(bot.T("For a question about technique, soreness or pain, write my name in the message or answer one of mine. I don't read the rest.")),
		bot.Para(bot.T("What is personal we do where nobody reads along. Information, not medical advice.")),
	}}
	parts := render(r.Blocks)
	parts[0].keyboard = &keyboard{Rows: [][]button{{{Text: "Write to me alone", URL: t.link("/start")}}}}
	return parts
}

// onMigration takes the message with which a group tells that it became a supergroup, on either side.
func (t *Telegram) onMigration(m *message) {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	if m.MigrateTo != 0 {
		t.move(ctx, m.Chat.ID, m.MigrateTo)
		return
	}
	t.move(ctx, m.MigrateFrom, m.Chat.ID)
}

// move gives everything kept about a group its new id. It can be done again.
func (t *Telegram) move(ctx context.Context, from, to int64) {
	t.failed("a group's new id could not be kept", t.o.Memory.Move(ctx, Platform, itoa(from), itoa(to)))
}
