package telegram

import (
	"time"

	"spotter/bot"
)

// place is where a reply will stand, and for whom.
type place struct {
	chat     int64
	topic    int64
	answers  int64     // the message it answers, 0 for none
	private  bool      // nobody but the user reads the chat
	owner    int64     // whose request it answers, 0 for nobody's in particular
	mark     mark      // whom its buttons are for
	reminder bool      // nobody waits for it
	until    time.Time // when it is of no use any more; zero: it is sent at some time
}

// placeOf is where the answer to a message stands. Only groups need it to be a reply: there it tells
// who is meant.
func placeOf(m *message) place {
	p := place{chat: m.Chat.ID, topic: m.topic(), private: m.Chat.private()}
	if m.From != nil && m.SenderChat == nil {
		p.owner = m.From.ID
	}
	if !p.private {
		p.answers = m.ID
	}
	return p
}

// set is the reply as it stands there: what others may read, with the buttons of ours that belong to it.
func (t *Telegram) set(r *bot.Reply, p place, command string) []part {
	if !p.private && r.For == bot.OnlyAsker {
		r = sealed(command)
	}
	r = r.In(!p.private)
	if r.For == bot.Asker && p.mark == anybodys {
		p.mark = personal
	}
	var extras []button
	if !p.private && r.Aside != "" {
		if address := t.link(r.Aside); address != "" {
			extras = append(extras, button{Text: "Privately", URL: address})
		}
	}
	if p.private && r.Share != "" && t.me.Load().Inline && t.o.Offers != nil {
		query := r.Share[1:]
		extras = append(extras, button{Text: "Share", Switch: &query})
	}
	boards := p.keyboards(r.Buttons, extras)
	asks := r.Expect != "" && !p.private && p.owner != 0
	blocks := r.Blocks
	if asks && len(boards) > 0 {
		blocks = append(blocks[:len(blocks):len(blocks)], bot.Note(bot.T("Or answer by replying to this message.")))
	}
	parts := render(blocks)
	for i, k := range boards {
		if i > 0 {
			parts = append(parts, part{text: "More:"})
		}
		parts[len(parts)-1].keyboard = k
	}
	if last := &parts[len(parts)-1]; asks && len(boards) == 0 {
		last.force = true
	}
	return parts
}

// sealed stands in place of a reply that only its asker may see where others would read it.
func sealed(command string) *bot.Reply {
	r := bot.Say("That one is for you alone. Tap below, and we go on where nobody reads along.")
	r.Aside = "/" + command
	return r
}
