package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestResume(t *testing.T) {
	s := New(t, Options{})
	c := s.connect(t, all)
	s.Drop()
	if err := s.AwaitGateway(soon(t), func(n GatewayCounts) bool { return n.Connected == 0 }); err != nil {
		t.Fatal(err)
	}
	bo := s.User("bo")
	s.Say(bo, s.DM(bo), "while away")
	again := s.dial(t)
	again.op(opHello)
	again.ws.WriteJSON(object{"op": opResume, "d": object{"token": s.Token, "session_id": c.sess, "seq": c.seq}})
	if got := content(t, again.until("MESSAGE_CREATE")); got != "while away" {
		t.Errorf("replayed %q", got)
	}
	again.until("RESUMED")
	if n := s.Gateway(); n.Identifies != 1 || n.Resumes != 1 || n.Resumed != 1 || n.Connections != 2 {
		t.Errorf("%+v", n)
	}

	s.Forget()
	third := s.dial(t)
	third.op(opHello)
	third.ws.WriteJSON(object{"op": opResume, "d": object{"token": s.Token, "session_id": c.sess, "seq": c.seq}})
	if e := third.op(opInvalid); string(e.D) != "false" {
		t.Errorf("op 9 with %s", e.D)
	}
}

// TestFarewell holds that a client which closes with 1000 has ended its session.
func TestFarewell(t *testing.T) {
	s := New(t, Options{})
	c := s.connect(t, all)
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""), time.Now().Add(time.Second))
	if err := s.AwaitGateway(soon(t), func(n GatewayCounts) bool { return n.Connected == 0 && n.LastClose == 1000 }); err != nil {
		t.Fatalf("%v, %+v", err, s.Gateway())
	}
	again := s.dial(t)
	again.op(opHello)
	again.ws.WriteJSON(object{"op": opResume, "d": object{"token": s.Token, "session_id": c.sess, "seq": c.seq}})
	again.op(opInvalid)
}

// TestTwoInstances holds that two clients with one token get everything twice, and that the second
// answer is refused.
func TestTwoInstances(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup)
	a, b := s.connect(t, all), s.connect(t, all)
	i := s.Slash(s.User("bo"), s.General, "warmup", Opt("lift", "squat"))
	for _, c := range []*socket{a, b} {
		if d := c.until("INTERACTION_CREATE"); !strings.Contains(string(d), i.ID) {
			t.Errorf("got %s", d)
		}
	}
	r.do("POST", callbackPath(i), `{"type":5}`)
	if a := r.do("POST", callbackPath(i), `{"type":5}`); a.code != 40060 {
		t.Errorf("the second: %d %s", a.status, a.body)
	}
}

func content(t *testing.T, d json.RawMessage) string {
	t.Helper()
	var m struct{ Content string }
	if err := json.Unmarshal(d, &m); err != nil {
		t.Fatal(err)
	}
	return m.Content
}

func TestCloseCodes(t *testing.T) {
	s := New(t, Options{Lenient: true})
	identify := func(token string, intents int, more object) object {
		d := object{"token": token, "intents": intents, "properties": object{}}
		for k, v := range more {
			d[k] = v
		}
		return object{"op": opIdentify, "d": d}
	}
	for _, c := range []struct {
		name string
		send any
		want int
	}{
		{"wrong token", identify("nonsense", all, nil), 4004},
		{"privileged intent", identify(s.Token, all|1<<15, nil), 4014},
		{"shard", identify(s.Token, all, object{"shard": []int{2, 2}}), 4010},
		{"unknown op", object{"op": 99}, 4001},
		{"large", object{"op": 3, "d": strings.Repeat("x", 5000)}, 4002},
	} {
		ws := s.dial(t)
		ws.op(opHello)
		ws.ws.WriteJSON(c.send)
		for {
			e, code := ws.next()
			if code != 0 {
				if code != c.want {
					t.Errorf("%s: closed with %d, want %d", c.name, code, c.want)
				}
				break
			}
			t.Logf("%s: op %d", c.name, e.Op)
		}
	}
}

func TestControls(t *testing.T) {
	s := New(t, Options{})
	c := s.connect(t, all)
	c.ws.WriteJSON(object{"op": opHeartbeat, "d": c.seq})
	c.op(opHeartbeatAck)
	s.Reconnect()
	c.op(opReconnect)
	s.Twice(true)
	s.Say(s.User("bo"), s.General, "hi "+s.Bot().Mention())
	if a, b := content(t, c.until("MESSAGE_CREATE")), content(t, c.until("MESSAGE_CREATE")); a != b {
		t.Errorf("twice: %q, %q", a, b)
	}
	s.Twice(false)
	s.Dispatch("MESSAGE_CREATE", json.RawMessage(`{"components":[{"type":20}]}`))
	if d := c.until("MESSAGE_CREATE"); !strings.Contains(string(d), "20") {
		t.Errorf("dispatched %s", d)
	}
	s.Silence(true)
	c.ws.WriteJSON(object{"op": opHeartbeat, "d": c.seq})
	if err := s.AwaitGateway(soon(t), func(n GatewayCounts) bool { return n.Heartbeats == 2 }); err != nil {
		t.Fatal(err)
	}
	s.Invalidate(true)
	if e, _ := c.next(); e.Op != opInvalid || string(e.D) != "true" {
		t.Errorf("instead of op 9: %+v", e)
	}
	s.Close(4009)
	if _, code := c.next(); code != 4009 {
		t.Errorf("closed with %d", code)
	}

	s.Greet(Greeting{Reconnect: true}, Greeting{Close: 4014}, Greeting{NoHello: true})
	for _, want := range []int{opReconnect, 4014} {
		c := s.dial(t)
		c.op(opHello)
		c.ws.WriteJSON(object{"op": opIdentify, "d": object{"token": s.Token, "intents": all}})
		if e, code := c.next(); e.Op != want && code != want {
			t.Errorf("greeted with op %d, code %d; want %d", e.Op, code, want)
		}
	}
	mute := s.dial(t)
	mute.ws.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if _, _, err := mute.ws.ReadMessage(); err == nil {
		t.Error("hello although none was to come")
	}
}

func TestContentOnlyForTheBot(t *testing.T) {
	s := New(t, Options{})
	r := rest{t, s}
	c := s.connect(t, all)
	bo := s.User("bo")
	r.do("POST", "/channels/"+s.General.ID+"/messages", message(`"content":"normal"`))
	c.until("MESSAGE_CREATE")
	normal := s.Next(s.General)
	for _, k := range []struct {
		name string
		say  func() *Message
		want string
	}{
		{"plain", func() *Message { return s.Say(bo, s.General, "hi") }, ""},
		{"mention", func() *Message { return s.Say(bo, s.General, "hi "+s.Bot().Mention()) }, "hi " + s.Bot().Mention()},
		{"another's mention", func() *Message { return s.Say(bo, s.General, "hi "+s.User("ana").Mention()) }, ""},
		{"DM", func() *Message { return s.Say(bo, s.DM(bo), "hi") }, "hi"},
		{"reply with ping", func() *Message { return s.Reply(bo, normal, "hi", true) }, "hi"},
		{"reply without", func() *Message { return s.Reply(bo, normal, "hi", false) }, ""},
	} {
		k.say()
		if got := content(t, c.until("MESSAGE_CREATE")); got != k.want {
			t.Errorf("%s: the bot gets %q, want %q", k.name, got, k.want)
		}
	}
}

func TestGuilds(t *testing.T) {
	s := New(t, Options{})
	c := s.connect(t, all)
	g := s.AddGuild("club", time.Now())
	var got struct {
		ID     string    `json:"id"`
		Joined time.Time `json:"joined_at"`
	}
	if err := json.Unmarshal(c.until("GUILD_CREATE"), &got); err != nil || got.ID != g.ID || time.Since(got.Joined) > time.Minute {
		t.Errorf("%+v, %v", got, err)
	}
	s.RemoveGuild("club", false)
	if d := c.until("GUILD_DELETE"); strings.Contains(string(d), "unavailable") {
		t.Errorf("removed: %s", d)
	}
	if a := (rest{t, s}).do("POST", "/channels/"+g.Channel.ID+"/messages", message(`"content":"x"`)); a.code != 50001 {
		t.Errorf("a message to a guild we left: %d %s", a.status, a.body)
	}
}

func TestShards(t *testing.T) {
	s := New(t, Options{})
	var got []string
	for shard := range 2 {
		c := s.dial(t)
		c.op(opHello)
		c.ws.WriteJSON(object{"op": opIdentify, "d": object{"token": s.Token, "intents": all, "shard": []int{shard, 2}}})
		var ready struct{ Guilds []struct{ ID string } }
		if err := json.Unmarshal(c.until("READY"), &ready); err != nil {
			t.Fatal(err)
		}
		for _, g := range ready.Guilds {
			got = append(got, g.ID)
		}
	}
	if !slices.Equal(got, []string{s.Gym.ID}) {
		t.Errorf("over both shards: %s", fmt.Sprint(got))
	}
}

func TestUsedUp(t *testing.T) {
	s := New(t, Options{Remaining: -1, Lenient: true})
	if a := (rest{t, s}).do("GET", "/gateway/bot", nil); !strings.Contains(string(a.body), `"remaining":0`) {
		t.Errorf("%s", a.body)
	}
	c := s.dial(t)
	c.op(opHello)
	c.ws.WriteJSON(object{"op": opIdentify, "d": object{"token": s.Token, "intents": all}})
	if _, code := c.next(); code != 4004 {
		t.Errorf("closed with %d", code)
	}
	if a := (rest{t, s}).do("GET", "/users/@me", nil); a.status != 401 {
		t.Errorf("the token still works: %d", a.status)
	}
}
