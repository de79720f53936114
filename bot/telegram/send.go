package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"spotter/bot"
)

// Send delivers a message that nobody has just asked for; see bot.Sender. Telegram cannot tell that it had
// a message before: one of which it is not known whether it arrived is not worth sending again.
func (t *Telegram) Send(ctx context.Context, m *bot.Message) error {
	p, err := placeFor(m)
	if err != nil {
		return err
	}
	if m.Reply.For == bot.OnlyAsker && !p.private {
		return fmt.Errorf("a reply for one person alone does not go to a group")
	}
	parts := t.set(m.Reply, p, "start")
	if !p.private && p.owner != 0 {
		parts = calling(p.owner, parts)
	}
	for i, part := range parts {
		if _, err := t.send(ctx, p, part); err != nil {
			if isGone(err) {
				t.lost(ctx, p)
			}
			return deliver(err, i > 0)
		}
	}
	return nil
}

// placeFor is where a message goes: CHAT, CHAT/TOPIC, or the person's own chat.
func placeFor(m *bot.Message) (p place, err error) {
	p.reminder, p.mark = true, reminders
	bad := func() (place, error) { return p, fmt.Errorf("%q, %q is no chat of Telegram's", m.Chat, m.User) }
	if m.User != "" {
		if p.owner, err = strconv.ParseInt(m.User, 10, 64); err != nil {
			return bad()
		}
	}
	where, topic, inTopic := strings.Cut(m.Chat, "/")
	if where == "" {
		p.chat, p.private = p.owner, true
	} else if p.chat, err = strconv.ParseInt(where, 10, 64); err != nil {
		return bad()
	}
	if inTopic {
		if p.topic, err = strconv.ParseInt(topic, 10, 64); err != nil {
			return bad()
		}
	}
	p.private = p.chat > 0 // the ids of groups are negative
	if p.chat == 0 {
		return bad()
	}
	return p, nil
}

// calling is a message with a line in front that notifies the person.
func calling(user int64, parts []part) []part {
	const call = "For you:"
	first := part{text: call, entities: []entity{{Type: "text_mention", Length: len(call), User: &named{ID: user, Name: "you"}}}}
	next := parts[0]
	limit := maxText
	if next.picture != nil {
		limit = maxCaption
	}
	if len(call)+1+bot.Units(next.text) > limit || len(next.entities) == maxEntities {
		return append([]part{first}, parts...)
	}
	first.append("\n", next)
	first.picture, first.keyboard, first.force = next.picture, next.keyboard, next.force
	return append([]part{first}, parts[1:]...)
}

// deliver makes of the error of a call what bot.Sender promises. begun tells that a part of the
// message has arrived.
func deliver(err error, begun bool) error {
	var answered *statusError
	switch {
	case isGone(err), says(err, http.StatusBadRequest, "not enough rights", "have no rights"):
		return errors.Join(bot.ErrGone, err)
	case begun:
		return err
	case retryAfter(err) > 0:
		return &bot.LaterError{After: retryAfter(err), Err: err}
	case isUnsent(err), errors.As(err, &answered), says(err, http.StatusInternalServerError):
		return &bot.LaterError{Err: err}
	}
	return err
}
