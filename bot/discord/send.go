package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
)

// maxNonce is the length of a message's nonce (docs: message, create).
const maxNonce = 25

// Send delivers a message that nobody has just asked for; see bot.Sender. Discord drops a second one
// with the same id for some minutes, so that one of which we do not know whether it arrived can be
// sent again.
func (d *Discord) Send(ctx context.Context, m *bot.Message) error {
	channel := m.Chat
	if channel == "" {
		var err error
		if channel, err = d.channels.of(ctx, d.rest, m.User); err != nil {
			return d.sent(ctx, m, err)
		}
	}
	p := place{alone: m.Chat == "", owner: m.User}
	reply := m.Reply
	if reply.For == bot.OnlyAsker && !p.alone {
		return fmt.Errorf("a reply for one person alone does not go to a channel")
	}
	for i, part := range p.set(reply) {
		body := part.fresh(false)
		body["nonce"], body["enforce_nonce"] = nonce(m.ID, i), true
		if i == 0 && !p.alone && m.User != "" {
			part.content = "<@" + m.User + "> " + part.content
			body["content"] = part.content
			body["allowed_mentions"] = map[string]any{"parse": []string{}, "users": []string{m.User}}
		}
		if _, err := d.post(ctx, channel, body, part.files); err != nil {
			return d.sent(ctx, m, err)
		}
	}
	return nil
}

// sent classes the error of a delivery, and notes a person who cannot be written to.
func (d *Discord) sent(ctx context.Context, m *bot.Message, err error) error {
	if isCode(err, closedMessages, noCommonServer) && m.Chat == "" {
		if err := d.o.Memory.SetReachable(ctx, Platform, m.User, false, time.Now()); err != nil {
			d.o.Log.Error("a note could not be kept", "platform", Platform, "error", err)
		}
	}
	return deliver(err)
}

// nonce tells Discord that a message is the same as another: of the message's id and its part.
func nonce(id string, part int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", id, part))
	return base32.StdEncoding.EncodeToString(sum[:])[:maxNonce]
}

// channelCache remembers which channel is whose private one. Asking again is harmless, so that it may
// forget everything when it has grown.
type channelCache struct {
	mu sync.Mutex
	by map[string]string
}

const maxChannels = 10_000

func newChannelCache() *channelCache { return &channelCache{by: map[string]string{}} }

// of is the user's private channel, which Discord opens if there is none.
func (c *channelCache) of(ctx context.Context, r *rest, user string) (string, error) {
	c.mu.Lock()
	id := c.by[user]
	c.mu.Unlock()
	if id != "" {
		return id, nil
	}
	raw, err := r.do(ctx, call{method: "POST", url: discordgo.EndpointUserChannels("@me"), body: map[string]any{"recipient_id": user}, again: true})
	if err != nil {
		return "", err
	}
	var channel struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(raw, &channel); err != nil || channel.ID == "" {
		return "", errors.New("the answer about a private channel cannot be read")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.by) >= maxChannels {
		clear(c.by)
	}
	c.by[user] = channel.ID
	return channel.ID, nil
}
