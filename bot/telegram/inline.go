package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"spotter/bot"
)

// inlineTime is how long Telegram may keep what was offered, in seconds. All of it may depend on
// the asker's own bar and plates, so that it is offered to nobody else.
const inlineTime = "10"

// result is what inline mode offers (docs: InlineQueryResultArticle).
type result struct {
	Type    string    `json:"type"` // article
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	About   string    `json:"description,omitempty"`
	Content content   `json:"input_message_content"`
	Markup  *keyboard `json:"reply_markup,omitempty"`
}

type content struct {
	Text     string   `json:"message_text"`
	Entities []entity `json:"entities,omitempty"`
	Preview  struct {
		Disabled bool `json:"is_disabled"`
	} `json:"link_preview_options"`
}

// onInline offers what could be meant by what was typed behind our name in any chat.
func (t *Telegram) onInline(q *inlineQuery, now time.Time) {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	results := []result{}
	for _, o := range t.o.Offers(bot.Clean(q.Query)) {
		if r, ok := t.offer(ctx, q, o, now); ok {
			results = append(results, r)
		}
	}
	answer := params{"inline_query_id": q.ID, "results": text(results), "cache_time": inlineTime, "is_personal": "true"}
	if len(results) == 0 {
		answer["button"] = text(map[string]string{"text": "A weight and a lift, such as 180 deadlift", "start_parameter": "help"})
	}
	err := t.api.get(ctx, "answerInlineQuery", answer, nil)
	if err != nil && !says(err, http.StatusBadRequest, "query is too old") {
		t.explain(ctx, place{}, err)
	}
}

// offer is an offer with the message it sends: what the command says to the asker, looked at only.
func (t *Telegram) offer(ctx context.Context, q *inlineQuery, o bot.Offer, now time.Time) (result, bool) {
	r := &bot.Request{Platform: Platform, User: itoa(q.From.ID), Addressed: true, Pressed: true, Text: o.Line, Now: now}
	reply := t.handler.Handle(ctx, r)
	if reply == nil || reply.For == bot.OnlyAsker {
		return result{}, false
	}
	p := place{owner: q.From.ID}
	part := t.inlinePart(reply, p)
	if strings.TrimSpace(part.text) == "" {
		return result{}, false
	}
	id := sha256.Sum256([]byte(o.Line))
	out := result{Type: "article", ID: base64.RawURLEncoding.EncodeToString(id[:12]), Title: bot.Cut(o.Title, maxLabel), About: bot.Cut(o.About, 2*maxLabel),
		Content: content{Text: part.text, Entities: part.entities}, Markup: part.keyboard}
	out.Content.Preview.Disabled = true
	return out, true
}

// inlinePart is a reply as one message in a chat that we are not in: no picture, and what is longer than
// a message stays out.
func (t *Telegram) inlinePart(r *bot.Reply, p place) part {
	r = r.In(true)
	var blocks []bot.Block
	for _, b := range r.Blocks {
		if img, ok := b.(bot.Image); ok {
			img.PNG = nil // its words stand for it
			b = img
		}
		blocks = append(blocks, b)
	}
	out := render(blocks)[0]
	if boards := p.keyboards(r.Buttons, nil); len(boards) > 0 {
		out.keyboard = boards[0]
	}
	return out
}

// onInlinePress handles a button under a message that was sent through inline mode, for who sent it: the
// message changes in place.
func (t *Telegram) onInlinePress(c *callback, pressed press, now time.Time) {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	r := &bot.Request{Platform: Platform, User: itoa(c.From.ID), Addressed: true, Pressed: true, Text: pressed.line, Now: now}
	reply := t.handler.Handle(ctx, r)
	if reply == nil {
		return
	}
	if reply.For == bot.OnlyAsker {
		reply = sealed(name(r))
	}
	part := t.inlinePart(reply, place{owner: c.From.ID})
	p := part.params()
	p["inline_message_id"] = c.InlineID
	err := t.api.get(ctx, "editMessageText", p, nil)
	if err != nil && !says(err, http.StatusBadRequest, "message is not modified", "message_id_invalid") {
		t.explain(ctx, place{}, err)
	}
}
