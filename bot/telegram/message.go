package telegram

import (
	"context"
	"time"

	"spotter/bot"
)

// typingAfter is when somebody who wrote is shown that an answer is coming.
const typingAfter = 500 * time.Millisecond

// messageJob is what is to be done about a message, or about the new text of one. silent is a message of
// the backlog that is done and not answered.
func (t *Telegram) messageJob(m *message, id int64, edited bool, now time.Time, silent bool) (lane, kind string, job job) {
	me := t.me.Load().user
	r := m.request(me, id, edited, now)
	switch {
	case r == nil:
		return "", "", nil
	case !r.Private && now.Sub(time.Unix(max(m.Date, m.EditDate), 0)) > staleAfter:
		return "", "", nil
	case !r.Private && t.greeted.lately(m.Chat.ID) && isStart(r.Text):
		return "", "", nil // what an app sends for who adds us by a link; the greeting stands there already
	}
	r.Admin = t.admin(m.Chat, m.From, m.SenderChat)
	if r.Private {
		r.Text = t.followed(r.Text)
	}
	if edited {
		return itoa(m.Chat.ID), "edited message", func() onTheWay { return t.onEdited(m, r) }
	}
	return itoa(m.Chat.ID), "message", func() onTheWay { return t.onMessage(m, r, silent) }
}

// onMessage has a message handled; the answer goes where it was written.
func (t *Telegram) onMessage(m *message, r *bot.Request, silent bool) onTheWay {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	if r.Private {
		t.reachable(ctx, r.User, true)
	}
	waiting, _ := t.asked.Of(r.Chat + " " + r.User)
	p := placeOf(m)
	reply := t.reply(ctx, r, p)
	if reply == nil || silent {
		return nil
	}
	if waiting.line != "" && r.Now.Before(waiting.until) {
		t.completed.Add(r.Message, waiting.line)
	}
	parts := t.set(reply, p, name(r))
	return t.answering(p, func(ctx context.Context, p place) { t.answers.Add(r.Message, t.answer(ctx, p, parts)) })
}

// answering is an answer on its way: it may wait for Telegram's limits, as long as it is of use.
func (t *Telegram) answering(p place, send func(ctx context.Context, p place)) onTheWay {
	p.until = time.Now().Add(answerLife)
	return func() { send(t.base, p) } // each call has its own time
}

// onTheWay sends an answer.
type onTheWay func()

// reachable notes whether a person can be written to, unless that is known.
func (t *Telegram) reachable(ctx context.Context, account string, can bool) {
	if was, known := t.reached.Of(account); known && was == can {
		return
	}
	err := t.o.Memory.SetReachable(ctx, Platform, account, can, time.Now())
	if t.failed("a note could not be kept", err); err == nil {
		t.reached.Add(account, can)
	}
}

func isCommand(text string) bool { return len(text) > 1 && text[0] == '/' }

func isStart(text string) bool { return text == "/start" || len(text) > 7 && text[:7] == "/start " }

// reply is what the handler says. Nobody in particular has nothing of his own to see or change.
func (t *Telegram) reply(ctx context.Context, r *bot.Request, p place) *bot.Reply {
	if c := t.command(r.Text); r.User == "" && c != nil && c.For == bot.OnlyAsker {
		return bot.Say("I can't tell who you are while you write as a group or a channel, and that one is personal. Switch it off for a moment, or write to me alone.")
	}
	if r.Addressed || isCommand(r.Text) { // else it is most likely silence, which nothing announces
		typing := time.AfterFunc(typingAfter, func() { t.typing(p) })
		defer typing.Stop()
	}
	reply := t.handler.Handle(ctx, r)
	if key := r.Chat + " " + r.User; reply != nil && r.User != "" {
		if was, _ := t.asked.Of(key); reply.Expect != "" || was.line != "" {
			t.asked.Add(key, question{reply.Expect, r.Now.Add(bot.DialogueTime)})
		}
	}
	return reply
}

// question is an open question of ours: the line that its answer completes. The router has it too; here it
// tells what an edited answer was an answer to.
type question struct {
	line  string
	until time.Time
}

// typing shows that an answer is coming; only a courtesy.
func (t *Telegram) typing(p place) {
	c := params{"chat_id": itoa(p.chat), "action": "typing"}
	if p.topic != 0 {
		c["message_thread_id"] = itoa(p.topic)
	}
	_ = t.api.get(t.base, "sendChatAction", c, nil)
}

// name is the name of the command that was run.
func name(r *bot.Request) string {
	if r.Command == nil {
		return "start"
	}
	return r.Command.Name
}

// answer sends parts one after the other and returns the messages; what fails is explained in the log.
func (t *Telegram) answer(ctx context.Context, to place, parts []part) (got []sent) {
	for _, p := range parts {
		m, err := t.send(ctx, to, p)
		if err != nil {
			t.explain(ctx, to, err)
			return got
		}
		got = append(got, m)
		to.answers = 0
	}
	return got
}

// onEdited handles a message again whose text was changed; the new answer takes the place of the old.
func (t *Telegram) onEdited(m *message, r *bot.Request) onTheWay {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	r.Completes, _ = t.completed.Of(r.Message)
	p := placeOf(m)
	reply := t.reply(ctx, r, p)
	if reply == nil {
		return nil
	}
	parts := t.set(reply, p, name(r))
	return t.answering(p, func(ctx context.Context, p place) {
		old, _ := t.answers.Of(r.Message)
		t.answers.Add(r.Message, t.replace(ctx, p, old, parts))
	})
}

// replace puts parts in place of messages of ours: each is edited, those too many are deleted, and what
// is more is sent.
func (t *Telegram) replace(ctx context.Context, p place, old []sent, parts []part) (now []sent) {
	rest := p
	for i, part := range parts {
		if i < len(old) {
			done, err := t.edit(ctx, p, old[i], part)
			if done {
				now = append(now, old[i])
				rest.answers = 0
				continue
			}
			if err != nil {
				t.explain(ctx, p, err)
				return append(now, old[i:]...)
			}
			t.remove(ctx, p, old[i])
		}
		now = append(now, t.answer(ctx, rest, parts[i:i+1])...)
		rest.answers = 0
	}
	for _, m := range old[min(len(parts), len(old)):] {
		t.remove(ctx, p, m)
	}
	return now
}

// remove deletes a message of ours; one that cannot be deleted stays.
func (t *Telegram) remove(ctx context.Context, p place, m sent) {
	if m.id != 0 {
		_ = t.api.get(ctx, "deleteMessage", params{"chat_id": itoa(p.chat), "message_id": itoa(m.id)}, nil)
	}
}
