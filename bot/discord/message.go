package discord

import (
	"context"
	"encoding/json"
	"time"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
)

// typingAfter is when somebody who wrote is shown that an answer is coming.
const typingAfter = time.Second

// onMessage takes a message and puts it into its author's lane.
func (d *Discord) onMessage(raw json.RawMessage) {
	m, err := decodeMessage(raw)
	if err != nil {
		d.warn("a message could not be read", "error", "incomplete or of another form")
		return
	}
	r := m.request(d.me(), time.Now())
	if r == nil || !d.seen.Add(m.ID, true) {
		return
	}
	d.enqueue(r.User, func() { d.reply(m, r, d.sayAll) })
}

// onEdit takes a message that was changed after we answered it: the answer is corrected in its place.
// Discord also tells of changes that nobody made, such as the preview of a link.
func (d *Discord) onEdit(raw json.RawMessage) {
	m, err := decodeMessage(raw)
	if err != nil || m.Edited == "" {
		return
	}
	r := m.request(d.me(), time.Now())
	if r == nil || !d.seen.Add(m.ID+" "+m.Edited, true) {
		return
	}
	r.ID, r.Edited = m.ID+" "+m.Edited, true
	d.enqueue(r.User, func() {
		if _, answered := d.answers.Of(m.ID); answered { // which is known once the answer's own job is over
			d.reply(m, r, d.correct)
		}
	})
}

// reply has a message handled, and has the answer shown where the message was written.
func (d *Discord) reply(m *message, r *bot.Request, show func(context.Context, *message, []part) error) {
	ctx, cancel := context.WithTimeout(d.base, answerTime)
	defer cancel()
	if r.Private {
		if err := d.o.Memory.SetReachable(ctx, Platform, r.User, true, r.Now); err != nil {
			d.o.Log.Error("a note could not be kept", "platform", Platform, "error", err)
		}
	}
	typing := time.AfterFunc(typingAfter, func() {
		_, _ = d.rest.do(ctx, call{method: "POST", url: discordgo.EndpointChannelTyping(m.Channel)}) // only a courtesy
	})
	reply := d.handler.Handle(ctx, r)
	typing.Stop()
	if reply == nil {
		return
	}
	p := place{alone: r.Private, owner: r.User}
	if reply.For == bot.OnlyAsker && !r.Private {
		reply = sealed(r)
	}
	if err := show(ctx, m, p.set(reply)); err != nil {
		d.explainPost(err)
	}
}

// sayAll sends the messages of an answer, the first as a reply.
func (d *Discord) sayAll(ctx context.Context, m *message, parts []part) error {
	var ids []string
	defer func() { d.answers.Add(m.ID, ids) }()
	for i, part := range parts {
		body := part.fresh(false)
		if i == 0 {
			body["message_reference"] = map[string]any{"message_id": m.ID, "fail_if_not_exists": false}
		}
		id, err := d.post(ctx, m.Channel, body, part.files)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	return nil
}

// correct puts the messages of an answer in the place of those that were there: more are added, what is
// left over is deleted.
func (d *Discord) correct(ctx context.Context, m *message, parts []part) error {
	old, _ := d.answers.Of(m.ID)
	if len(old) == 0 {
		return d.sayAll(ctx, m, parts)
	}
	ids := old[:min(len(old), len(parts)):min(len(old), len(parts))]
	defer func() { d.answers.Add(m.ID, ids) }()
	for i, part := range parts {
		if i < len(old) {
			_, err := d.rest.do(ctx, call{method: "PATCH", url: discordgo.EndpointChannelMessage(m.Channel, old[i]), route: discordgo.EndpointChannelMessages(m.Channel),
				body: part.whole(), files: part.files, again: true})
			if err != nil {
				return err
			}
			continue
		}
		id, err := d.post(ctx, m.Channel, part.fresh(false), part.files)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	for _, id := range old[min(len(old), len(parts)):] {
		_, err := d.rest.do(ctx, call{method: "DELETE", url: discordgo.EndpointChannelMessage(m.Channel, id), route: discordgo.EndpointChannelMessages(m.Channel), again: true})
		if err != nil {
			return err
		}
	}
	return nil
}

// post sends a message to a channel and returns its id. It goes without its reference when we may not
// read the channel's history.
func (d *Discord) post(ctx context.Context, channel string, body map[string]any, files []picture) (id string, err error) {
	k := call{method: "POST", url: discordgo.EndpointChannelMessages(channel), body: body, files: files}
	k.again = body["enforce_nonce"] == true
	raw, err := d.rest.do(ctx, k)
	if isCode(err, noHistory) && body["message_reference"] != nil {
		delete(body, "message_reference")
		raw, err = d.rest.do(ctx, k)
	}
	if err != nil {
		return "", err
	}
	var sent struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &sent) != nil {
		return "", errIncomplete
	}
	return sent.ID, nil
}

// explainPost puts a message that could not be sent into the log.
func (d *Discord) explainPost(err error) {
	switch {
	case isCode(err, missingAccess, missingPermissions):
		d.warn("I may not write in a channel where somebody wrote to me. Give Spotter View Channel, Send Messages, Embed Links, Attach Files and Read Message History there, or use the slash commands")
	case isCode(err, blockedByAutoMod, blockedTitle):
		d.warn("AutoMod refused an answer; look at its rules for bots")
	case isCode(err, unknownChannel):
	default:
		d.explain(err)
	}
}
