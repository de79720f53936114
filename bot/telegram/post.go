package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"maps"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// post is a call that shows something in a chat.
type post struct {
	method  string
	params  params
	picture *picture
	where   place
	again   bool // it may be made twice: an edit
}

// tries is how often a call is made in all.
const tries = 5

// show makes the call when the pace allows it, and returns the result. It obeys limits, follows a group that
// moved, leaves out what the chat refuses, and tries again what surely did not arrive.
func (t *Telegram) show(ctx context.Context, p post) (json.RawMessage, error) {
	until := p.where.until
	for try := 1; ; try++ {
		raw, err := t.showOnce(ctx, &p)
		if err == nil {
			return raw, nil
		}
		wait, worth := t.mend(ctx, &p, err, try)
		if !worth || try == tries || !until.IsZero() && time.Now().Add(wait).After(until) || !pause(ctx, wait) {
			return nil, err
		}
	}
}

func (t *Telegram) showOnce(ctx context.Context, p *post) (json.RawMessage, error) {
	if err := t.pace.wait(ctx, p.where.chat, p.where.private, p.where.reminder, p.where.until); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	return t.call(ctx, p)
}

// call makes the call, with a picture by its id when Telegram has it already.
func (t *Telegram) call(ctx context.Context, p *post) (json.RawMessage, error) {
	if p.picture == nil {
		return t.api.call(ctx, p.method, p.params, "", nil)
	}
	if id := t.pictures.id(p.picture); id != "" && p.method == "sendPhoto" {
		known := maps.Clone(p.params)
		known["photo"] = id
		raw, err := t.api.call(ctx, p.method, known, "", nil)
		if !says(err, http.StatusBadRequest, "file identifier", "file_id") {
			return raw, err
		}
		t.pictures.forget(p.picture)
	}
	raw, err := t.api.call(ctx, p.method, p.params, "photo", p.picture)
	if err == nil {
		t.pictures.learn(p.picture, raw)
	}
	return raw, err
}

// mend changes the call so that it may go through next time, and says how long to wait and whether
// trying again is worth it.
func (t *Telegram) mend(ctx context.Context, p *post, err error, try int) (time.Duration, bool) {
	drop := func(names ...string) (time.Duration, bool) {
		n := len(p.params)
		for _, name := range names {
			delete(p.params, name)
		}
		return 0, len(p.params) < n
	}
	backoff := t.o.Retry/5*time.Duration(1<<try) + rand.N(t.o.Retry/5+1)
	switch {
	case retryAfter(err) > 0:
		t.pace.hold(p.where.chat, retryAfter(err))
		return 0, !p.where.reminder // the pace waits; a reminder is taken back
	case migratedTo(err) != 0:
		t.move(ctx, p.where.chat, migratedTo(err))
		p.where.chat = migratedTo(err)
		p.params["chat_id"] = itoa(p.where.chat)
		drop("reply_parameters", "message_thread_id") // message numbers begin anew
		return 0, p.params["message_id"] == ""
	case says(err, http.StatusBadRequest, "message thread not found", "topic_closed", "topic_deleted"):
		t.warn("a topic is closed or gone; I answer in the general one")
		return drop("message_thread_id", "reply_parameters")
	case says(err, http.StatusBadRequest, "to be replied not found", "reply message not found"):
		return drop("reply_parameters")
	case says(err, http.StatusBadRequest, "can't parse entities", "can't parse messageentity"):
		t.o.Log.Error("Telegram refused how a text is formatted; I send it plain", "platform", Platform, "method", p.method)
		return drop("entities", "caption_entities")
	case p.picture != nil && says(err, http.StatusBadRequest, "not enough rights", "image_process_failed", "photo_invalid", "too big"):
		p.instead()
		return 0, true
	case isUnsent(err), p.again && isFault(err):
		return backoff, true
	}
	// The page of a proxy or a 5xx says that the call was not carried out; an end without an answer may
	// mean that it was: then an answer is better twice than never, once, and a reminder is not sent again.
	var answered *statusError
	if errors.As(err, &answered) || says(err, http.StatusInternalServerError) {
		return backoff, true
	}
	return backoff, isFault(err) && !p.where.reminder && try == 1 && ctx.Err() == nil
}

// instead sends the words for a picture where the picture is refused.
func (p *post) instead() {
	words := p.params["caption"]
	if words == "" {
		words = p.picture.alt
	}
	if strings.TrimSpace(words) == "" {
		words = "…"
	}
	p.method, p.picture = "sendMessage", nil
	p.params["text"] = words
	if list := p.params["caption_entities"]; list != "" {
		p.params["entities"] = list
	}
	delete(p.params, "caption")
	delete(p.params, "caption_entities")
}

// sent is a message of ours.
type sent struct {
	id      int64
	picture bool
}

// send sends a part as a new message.
func (t *Telegram) send(ctx context.Context, to place, p part) (sent, error) {
	c := post{method: "sendMessage", params: p.params(), picture: p.picture, where: to}
	if p.picture != nil {
		c.method = "sendPhoto"
	}
	c.params["chat_id"] = itoa(to.chat)
	if to.topic != 0 {
		c.params["message_thread_id"] = itoa(to.topic)
	}
	if to.answers != 0 {
		c.params["reply_parameters"] = text(map[string]any{"message_id": to.answers, "allow_sending_without_reply": true})
	}
	if p.force {
		c.params["reply_markup"] = text(map[string]any{"force_reply": true, "selective": true, "input_field_placeholder": "Your answer"})
	}
	raw, err := t.show(ctx, c)
	if err != nil {
		return sent{}, err
	}
	var m struct {
		ID    int64           `json:"message_id"`
		Photo json.RawMessage `json:"photo"`
	}
	_ = json.Unmarshal(raw, &m) // without its number it only cannot be edited
	return sent{m.ID, m.Photo != nil}, nil
}

// edit puts a part in place of a message of ours. A picture and a text cannot take each other's place;
// then it is false.
func (t *Telegram) edit(ctx context.Context, to place, old sent, p part) (bool, error) {
	if old.id == 0 || old.picture != (p.picture != nil) {
		return false, nil
	}
	c := post{method: "editMessageText", params: p.params(), picture: p.picture, where: to, again: true}
	if p.picture != nil {
		media := map[string]any{"type": "photo", "media": "attach://photo", "caption": p.text}
		if len(p.entities) > 0 {
			media["caption_entities"] = p.entities
		}
		c.method = "editMessageMedia"
		delete(c.params, "caption")
		delete(c.params, "caption_entities")
		c.params["media"] = text(media)
	}
	c.params["chat_id"], c.params["message_id"] = itoa(to.chat), itoa(old.id)
	_, err := t.show(ctx, c)
	switch {
	case err == nil, says(err, http.StatusBadRequest, "message is not modified"):
		return true, nil
	case says(err, http.StatusBadRequest, "message to edit not found", "message can't be edited", "no text in the message", "upgraded"):
		return false, nil
	}
	return false, err
}

// params are what a part is made of.
func (p part) params() params {
	out := params{}
	body, entities := "text", "entities"
	if p.picture != nil {
		body, entities = "caption", "caption_entities"
	} else {
		out["link_preview_options"] = `{"is_disabled":true}`
	}
	out.AddNonEmpty(body, p.text)
	if len(p.entities) > 0 {
		out[entities] = text(p.entities)
	}
	if p.keyboard != nil {
		out["reply_markup"] = text(p.keyboard)
	}
	return out
}

// pictures remembers under which id Telegram has a picture that it was sent before.
type pictures struct {
	mu  sync.Mutex
	ids map[[32]byte]string
}

const maxPictures = 1_000

func newPictures() *pictures { return &pictures{ids: map[[32]byte]string{}} }

func (c *pictures) id(p *picture) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ids[sha256.Sum256(p.png)]
}

func (c *pictures) forget(p *picture) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.ids, sha256.Sum256(p.png))
}

// learn takes the id from the message that was sent: that of the largest size, which stands last.
func (c *pictures) learn(p *picture, raw json.RawMessage) {
	var m struct {
		Photo []struct {
			ID string `json:"file_id"`
		} `json:"photo"`
	}
	if json.Unmarshal(raw, &m) != nil || len(m.Photo) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.ids) >= maxPictures {
		clear(c.ids)
	}
	c.ids[sha256.Sum256(p.png)] = m.Photo[len(m.Photo)-1].ID
}
