package discord_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/discord"
	"spotter/bot/discord/discordtest"
)

// await waits until the gateway's counts are as wanted.
func (r *rig) await(want func(discordtest.GatewayCounts) bool) {
	r.Helper()
	ctx, cancel := context.WithTimeout(r.Context(), 20*time.Second)
	defer cancel()
	if err := r.s.AwaitGateway(ctx, want); err != nil {
		r.Fatalf("%v: %+v", err, r.s.Gateway())
	}
}

// answers holds that somebody is answered.
func (r *rig) answers(text string) {
	r.Helper()
	ana := r.s.User("ana")
	r.s.Say(ana, r.s.DM(ana), text)
	r.wantText(r.s.Next(r.s.DM(ana)), text)
}

// TestHeals loses the connection in every way that passes, and is answered again afterwards.
func TestHeals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		break_ func(*discordtest.Server)
		resume bool
	}{
		{"dropped", (*discordtest.Server).Drop, true},
		{"closed with 4000", func(s *discordtest.Server) { s.Close(4000) }, true},
		{"asked to reconnect", (*discordtest.Server).Reconnect, true},
		{"sequence invalid", func(s *discordtest.Server) { s.Close(4007) }, false},
		{"timed out", func(s *discordtest.Server) { s.Close(4009) }, false},
		{"session invalid", func(s *discordtest.Server) { s.Forget(); s.Invalidate(false) }, false},
		{"forgotten while away", func(s *discordtest.Server) { s.Forget(); s.Drop() }, false},
		{"refused once", func(s *discordtest.Server) { s.Greet(discordtest.Greeting{Refuse: true}); s.Drop() }, true},
		{"reconnect in place of resumed", func(s *discordtest.Server) { s.Greet(discordtest.Greeting{Reconnect: true}); s.Drop() }, false},
		{"no hello", func(s *discordtest.Server) { s.Greet(discordtest.Greeting{NoHello: true}); s.Drop() }, true},
		{"heartbeats unanswered", func(s *discordtest.Server) { s.Silence(true); s.Drop(); s.Silence(false) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := start(t, discordtest.Options{HeartbeatInterval: 200 * time.Millisecond}, heard, func(o *discord.Options) {
				o.Watch, o.Idle = 100*time.Millisecond, time.Second
			})
			r.answers("before")
			before := r.s.Gateway()
			c.break_(r.s)
			if c.resume {
				r.await(func(g discordtest.GatewayCounts) bool { return g.Resumed > before.Resumed })
			} else {
				r.await(func(g discordtest.GatewayCounts) bool { return g.Identifies > before.Identifies && g.Connected > 0 })
			}
			r.answers("after")
		})
	}
}

// TestMissedIsAnswered answers what was said while the connection was away, and what came twice once.
func TestMissedIsAnswered(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	r.answers("before")
	r.s.Drop()
	ana := r.s.User("ana")
	for n := range 5 {
		r.s.Say(ana, r.s.DM(ana), fmt.Sprint("missed ", n))
	}
	for n := range 5 {
		r.wantText(r.s.Next(r.s.DM(ana)), fmt.Sprint("missed ", n))
	}
}

// TestFatal ends with a sentence for the host where trying again would not help.
func TestFatal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		break_ func(*discordtest.Server)
		want   string
	}{
		{"revoked while connected", func(s *discordtest.Server) { s.Revoke(); s.Drop() }, "does not accept the token"},
		{"4004", func(s *discordtest.Server) { s.Close(4004) }, "does not accept the token"},
		{"4010", func(s *discordtest.Server) { s.Close(4010) }, "Check shard_id and shard_count"},
		{"4011", func(s *discordtest.Server) { s.Close(4011) }, "Raise shard_count"},
		{"4012", func(s *discordtest.Server) { s.Close(4012) }, "Update Spotter"},
		{"4013", func(s *discordtest.Server) { s.Close(4013) }, "Update Spotter"},
		{"4014", func(s *discordtest.Server) { s.Close(4014) }, "Update Spotter"},
		{"401 on a message", func(s *discordtest.Server) {
			s.Fail(discordtest.Unauthorized().On("POST", "/messages$"))
			ana := s.User("ana")
			s.Say(ana, s.DM(ana), "hello")
		}, "does not accept the token"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := start(t, discordtest.Options{}, heard)
			before := r.s.Gateway().Connections
			c.break_(r.s)
			if err := r.end(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it ended with %v", err)
			}
			if after := r.s.Gateway().Connections; after > before {
				t.Errorf("it connected %d times more", after-before)
			}
			r.noToken()
		})
	}
}

// TestRefusesToStart does not connect with a wrong token or a used-up budget.
func TestRefusesToStart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		o      discordtest.Options
		change func(*discord.Options)
		want   string
	}{
		{"wrong token", discordtest.Options{}, func(o *discord.Options) { o.Token = "not-the-token" }, "does not accept the token"},
		{"budget", discordtest.Options{Remaining: 10}, nil, "only 10 more times"},
		{"budget used up", discordtest.Options{Remaining: -1}, nil, "only 0 more times"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := launch(t, c.o, heard, func(o *discord.Options) {
				if c.change != nil {
					c.change(o)
				}
			})
			if err := r.end(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it ended with %v", err)
			}
			if n := r.s.Gateway().Connections; n != 0 {
				t.Errorf("it connected %d times", n)
			}
		})
	}
}

// TestWaitsForDiscord starts while Discord is down.
func TestWaitsForDiscord(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t, discordtest.Options{})
	down := s.Fail(discordtest.Unavailable().On("GET", "/gateway/bot$").For(5))
	r := &rig{T: t, s: s, store: memory(t), log: &bottest.Log{}}
	r.d = adapter(t, s, nil)
	r.run(heard)
	down.Await(5)
	ready(t, s)
	r.answers("at last")
}

// TestUnknownThings gets what the library cannot decode, and garbage, and goes on.
func TestUnknownThings(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	r.s.Dispatch("MESSAGE_CREATE", json.RawMessage(fmt.Sprintf(
		`{"id":"1","type":0,"channel_id":%q,"content":"new kind","author":{"id":%q},"mentions":[],"components":[{"type":20,"x":{}}],"poll":7}`, r.s.DM(ana).ID, ana.ID)))
	r.wantText(r.s.Next(r.s.DM(ana)), "heard (new kind)")
	for _, raw := range []string{`{}`, `[]`, `"x"`, `null`, `{"id":7}`, `{"id":"1","data":[]}`, `{"id":"2","type":3,"token":"t","user":{"id":"3"},"data":{"custom_id":5}}`} {
		for _, kind := range []string{"INTERACTION_CREATE", "MESSAGE_CREATE", "UNHEARD_OF"} {
			r.s.Dispatch(kind, json.RawMessage(raw))
		}
	}
	r.answers("still there")
}

// TestElsewhere holds that no request goes anywhere but to the given address.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	var strayed atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strayed.Add(1) }))
	defer other.Close()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	r.answers("here")
	f := r.s.Fail(discordtest.Fault{Status: http.StatusTemporaryRedirect, Header: map[string]string{"Location": other.URL}}.On("POST", "/messages$").For(1))
	r.s.Say(ana, r.s.DM(ana), "led away")
	f.Await(1)
	r.answers("here again")
	if strayed.Load() != 0 {
		t.Error("a request followed Discord to another address")
	}
}

// TestShard serves its part of the servers, and leaves the registration to the first shard.
func TestShard(t *testing.T) {
	t.Parallel()
	r := launch(t, discordtest.Options{}, heard, func(o *discord.Options) { o.ShardID, o.ShardCount = 1, 2 })
	r.await(func(g discordtest.GatewayCounts) bool { return g.Connected == 1 })
	if g := r.s.Gateway(); g.Shard != 1 || g.Shards != 2 {
		t.Errorf("it identified as shard %d of %d", g.Shard, g.Shards)
	}
	r.stop()
	if err := r.end(); err != nil {
		t.Error(err)
	}
	if puts, _ := r.s.Registrations(); puts != 0 {
		t.Errorf("it registered the commands %d times", puts)
	}
	for _, o := range []discord.Options{{ShardID: 2, ShardCount: 2}, {ShardID: -1}} {
		if _, err := discord.New(o); err == nil {
			t.Errorf("shard %d of %d was taken", o.ShardID, o.ShardCount)
		}
	}
}

// noToken holds that the log has no secret in it.
func (r *rig) noToken() {
	r.Helper()
	if strings.Contains(r.log.String(), r.s.Token) {
		r.Error("the token stands in the log")
	}
}

var _ bot.Adapter = (*discord.Discord)(nil)
