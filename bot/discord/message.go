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
	if r == nil || !d.seen.add(m.ID) {
		return
	}
	d.enqueue(r.User, func() { d.reply(m, r) })
}

// reply has a message handled and answers it where it was written.
func (d *Discord) reply(m *message, r *bot.Request) {
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
	for i, part := range p.set(reply) {
		body := part.fresh(false)
		if i == 0 {
			body["message_reference"] = map[string]any{"message_id": m.ID, "fail_if_not_exists": false}
		}
		if err := d.post(ctx, m.Channel, body, part.files); err != nil {
			d.explainPost(err)
			return
		}
	}
}

// post sends a message to a channel, without its reference when we may not read the channel's history.
func (d *Discord) post(ctx context.Context, channel string, body map[string]any, files []picture) error {
	k := call{method: "POST", url: discordgo.EndpointChannelMessages(channel), body: body, files: files}
	k.again = body["enforce_nonce"] == true
	_, err := d.rest.do(ctx, k)
	if isCode(err, noHistory) && body["message_reference"] != nil {
		delete(body, "message_reference")
		_, err = d.rest.do(ctx, k)
	}
	return err
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
