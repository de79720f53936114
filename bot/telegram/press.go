package telegram

import (
	"context"
	"net/http"
	"time"

	"spotter/bot"
)

// What an alert says (docs: answerCallbackQuery, 200 characters).
const (
	alertReminder = "This reminder is for someone else. Write /remind, and you get your own."
	alertForeign  = "That menu belongs to whoever asked. Ask me yourself, and you get your own."
	alertOld      = "That button is from another time, and I can't read it any more. /help shows what I can do."
)

// pressJob is what is to be done about a pressed button. The button is released at once, whatever else
// waits in its chat.
func (t *Telegram) pressJob(c *callback, now time.Time) (lane, kind string, job job) {
	p, ok := c.press(t.me.Load().user)
	answer := params{"callback_query_id": c.ID}
	foreign := p.owner != c.From.ID
	switch {
	case !ok:
		answer["text"], answer["show_alert"] = alertOld, "true"
	case c.Message == nil && foreign:
		answer.AddNonEmpty("url", t.link(p.line)) // somebody else's message in a chat we are not in
	case p.mark != anybodys && foreign:
		answer["text"], answer["show_alert"] = alertForeign, "true"
		if p.mark == reminders {
			answer["text"] = alertReminder
		}
		ok = false
	}
	t.enqueue("release "+c.ID, func() { t.release(answer) })
	switch {
	case !ok, c.Message == nil && (c.InlineID == "" || foreign):
		return "", "", nil
	case c.Message == nil:
		return "inline " + c.InlineID, "inline button", func() onTheWay { t.onInlinePress(c, p, now); return nil }
	}
	return itoa(c.Message.Chat.ID), "button", func() onTheWay { return t.onPress(c, p, now) }
}

// release answers a pressed button, so that it stops turning. One that was pressed too long ago needs
// no answer any more.
func (t *Telegram) release(answer params) {
	err := t.api.get(t.base, "answerCallbackQuery", answer, nil)
	if isFault(err) {
		err = t.api.get(t.base, "answerCallbackQuery", answer, nil)
	}
	if err != nil && !says(err, http.StatusBadRequest, "query is too old") {
		t.explain(t.base, place{}, err)
	}
}

// onPress handles a pressed button: whoever pressed acts for himself, and only his own menu changes
// in place.
func (t *Telegram) onPress(c *callback, pressed press, now time.Time) onTheWay {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	m := c.Message
	private := m.Chat.private()
	r := &bot.Request{
		ID: "press " + c.ID, Platform: Platform, Chat: chatName(m.Chat.ID, m.topic()), User: itoa(c.From.ID),
		Private: private, Addressed: true, Pressed: true, Text: pressed.line, Now: now,
		Admin: t.admin(m.Chat, &c.From, nil),
	}
	p := place{chat: m.Chat.ID, topic: m.topic(), private: private, owner: c.From.ID}
	if !private && m.Date != 0 {
		p.answers = m.ID
	}
	if pressed.owner == c.From.ID && pressed.mark == reminders {
		p.mark = reminders // what takes the place of a reminder
	}
	reply := t.reply(ctx, r, p)
	if reply == nil {
		return nil
	}
	parts := t.set(reply, p, name(r))
	shown := reply.In(!private)
	inPlace := shown.Replace && pressed.owner == c.From.ID && m.Date != 0 && (private || reply.For != bot.OnlyAsker)
	return t.answering(p, func(ctx context.Context, p place) {
		if inPlace {
			t.replaceMenu(ctx, p, sent{m.ID, m.Photo != nil}, parts)
			return
		}
		t.answer(ctx, p, parts)
	})
}

// replaceMenu puts the parts in place of the message that the button stood under. A picture and a text
// cannot take each other's place: then the menu leaves the old message, which stays.
func (t *Telegram) replaceMenu(ctx context.Context, p place, old sent, parts []part) {
	done, err := t.edit(ctx, p, old, parts[0])
	if err != nil {
		t.explain(ctx, p, err)
		return
	}
	if done {
		parts = parts[1:]
		p.answers = 0
	}
	t.answer(ctx, p, parts)
}
