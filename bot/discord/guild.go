package discord

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"spotter/bot"
)

// welcomeTime is how young a membership must be to be greeted: Discord also tells of every server when
// the bot connects.
const welcomeTime = 10 * time.Minute

// serversLane is where it is noted which servers we are on, in the order in which the gateway tells.
const serversLane = "servers"

// onReady takes what the gateway says when a session begins: who we are, and where.
func (d *Discord) onReady(raw json.RawMessage) {
	var ready struct {
		User        user `json:"user"`
		Application struct {
			ID string `json:"id"`
		} `json:"application"`
		Guilds []struct {
			ID string `json:"id"`
		} `json:"guilds"`
	}
	if err := json.Unmarshal(raw, &ready); err != nil {
		d.warn("the gateway's greeting could not be read", "error", "of another form")
		return
	}
	d.self.Store(ready.User.ID)
	d.app.Store(ready.Application.ID)
	d.o.Log.Info("connected to Discord", "platform", Platform, "servers", len(ready.Guilds))
	in := map[string]bool{}
	for _, g := range ready.Guilds {
		in[g.ID] = true
	}
	d.enqueue(serversLane, func() {
		err := d.o.Memory.Members(d.base, Platform, func(id string) bool { return in[id] || !d.mine(id) }, time.Now())
		if err != nil {
			d.o.Log.Error("the servers could not be noted", "platform", Platform, "error", err)
		}
	})
	if d.o.ShardID == 0 {
		d.enqueue("registration", d.register)
	}
}

// mine tells whether a server's events come to this shard (docs: gateway, sharding).
func (d *Discord) mine(guild string) bool {
	id, err := strconv.ParseUint(guild, 10, 64)
	return err == nil && int((id>>22)%uint64(d.o.ShardCount)) == d.o.ShardID
}

// guild is what we read of a server.
type guild struct {
	ID          string    `json:"id"`
	Unavailable bool      `json:"unavailable"`
	Joined      time.Time `json:"joined_at"`
	System      string    `json:"system_channel_id"`
}

// onGuild takes a server that we are on: one we have just been added to is greeted, once.
func (d *Discord) onGuild(raw json.RawMessage) {
	var g guild
	if err := json.Unmarshal(raw, &g); err != nil || g.ID == "" || g.Unavailable {
		return
	}
	d.enqueue(serversLane, func() {
		first, err := d.o.Memory.Join(d.base, Platform, g.ID)
		if err != nil {
			d.o.Log.Error("a server could not be noted", "platform", Platform, "error", err)
			return
		}
		if first && g.System != "" && time.Since(g.Joined) < welcomeTime {
			d.enqueue("server "+g.ID, func() { d.welcome(g.System) })
		}
	})
}

// onGuildGone takes a server that is no longer there: an outage passes, a removal is noted.
func (d *Discord) onGuildGone(raw json.RawMessage) {
	var g guild
	if err := json.Unmarshal(raw, &g); err != nil || g.ID == "" || g.Unavailable {
		return
	}
	d.enqueue(serversLane, func() {
		if err := d.o.Memory.Leave(d.base, Platform, g.ID, time.Now()); err != nil {
			d.o.Log.Error("a server could not be noted", "platform", Platform, "error", err)
		}
	})
}

// welcome greets a server in its system channel, if we may write there.
func (d *Discord) welcome(channel string) {
	ctx, cancel := context.WithTimeout(d.base, answerTime)
	defer cancel()
	r := &bot.Reply{Blocks: []bot.Block{
		bot.Para(bot.Marked("Spotter here. Give me a work weight and I lay out the warm-up: `/warmup deadlift 180`.")),
		bot.Para(bot.Marked("Ask about technique, soreness or pain with `/ask`, or mention me; `/help` shows the rest.")),
		bot.Para(bot.Marked("I read only what is written to me and keep little: `/privacy`. Information, not medical advice.")),
	}}
	for _, part := range render(r, "", nil) {
		if _, err := d.post(ctx, channel, part.fresh(false), nil); err != nil {
			d.explainPost(err)
			return
		}
	}
}
