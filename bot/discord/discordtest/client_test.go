package discordtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// rest is a plain client of the REST interface.
type rest struct {
	t testing.TB
	s *Server
}

// answered is what came back.
type answered struct {
	status int
	header http.Header
	body   []byte
	code   int // Discord's
	id     string
}

func (r rest) do(method, path string, body any) answered {
	r.t.Helper()
	var b []byte
	switch v := body.(type) {
	case nil:
	case string:
		b = []byte(v)
	default:
		b, _ = json.Marshal(v)
	}
	return r.send(method, path, "application/json", b)
}

func (r rest) send(method, path, kind string, body []byte) answered {
	r.t.Helper()
	req, err := http.NewRequest(method, r.s.URL+"/api/v9"+path, bytes.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	if len(body) > 0 {
		req.Header.Set("Content-Type", kind)
	}
	req.Header.Set("Authorization", "Bot "+r.s.Token)
	req.Header.Set("User-Agent", "DiscordBot (test, 1)")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return answered{}
	}
	defer resp.Body.Close()
	a := answered{status: resp.StatusCode, header: resp.Header}
	if a.body, err = io.ReadAll(resp.Body); err != nil {
		r.t.Fatal(err)
	}
	var said struct {
		Code int    `json:"code"`
		ID   string `json:"id"`
	}
	if json.Unmarshal(a.body, &said) == nil {
		a.code, a.id = said.Code, said.ID
	}
	return a
}

// callbackPath is where an interaction is answered.
func callbackPath(i *Interaction) string {
	return "/interactions/" + i.ID + "/" + i.Token + "/callback"
}

func (s *Server) webhookPath(i *Interaction) string { return "/webhooks/" + s.AppID + "/" + i.Token }

// socket is a plain client of the gateway.
type socket struct {
	t    testing.TB
	ws   *websocket.Conn
	seq  int64
	sess string
}

type event struct {
	Op int             `json:"op"`
	S  int64           `json:"s"`
	T  string          `json:"t"`
	D  json.RawMessage `json:"d"`
}

func (s *Server) dial(t testing.TB) *socket {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(s.gatewayURL()+"/?v=9&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	return &socket{t: t, ws: ws}
}

// next is the next frame, or the close code.
func (c *socket) next() (event, int) {
	c.t.Helper()
	c.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	var e event
	err := c.ws.ReadJSON(&e)
	if closed, ok := err.(*websocket.CloseError); ok {
		return e, closed.Code
	}
	if err != nil {
		c.t.Fatalf("gateway: %v", err)
	}
	if e.S != 0 {
		c.seq = e.S
	}
	return e, 0
}

// until reads until an event of that name.
func (c *socket) until(name string) json.RawMessage {
	c.t.Helper()
	for {
		e, code := c.next()
		if code != 0 {
			c.t.Fatalf("closed with %d instead of %s", code, name)
		}
		if e.T == name {
			return e.D
		}
	}
}

// op reads until a frame with the opcode.
func (c *socket) op(op int) event {
	c.t.Helper()
	for {
		e, code := c.next()
		if code != 0 {
			c.t.Fatalf("closed with %d instead of op %d", code, op)
		}
		if e.Op == op {
			return e
		}
	}
}

// connect identifies, and reads up to the guild.
func (s *Server) connect(t testing.TB, intents int) *socket {
	t.Helper()
	c := s.dial(t)
	c.op(opHello)
	c.ws.WriteJSON(object{"op": opIdentify, "d": object{"token": s.Token, "intents": intents, "properties": object{}}})
	var ready struct {
		SessionID string `json:"session_id"`
	}
	if err := json.Unmarshal(c.until("READY"), &ready); err != nil {
		t.Fatal(err)
	}
	c.sess = ready.SessionID
	c.until("GUILD_CREATE")
	return c
}

// all are the intents a bot without privileges asks for.
const all = intentGuilds | intentGuildMessages | intentDirectMessages

// warmup is a command with a bit of everything.
const warmup = `{"name":"warmup","description":"Plan a warm-up","contexts":[0,1,2],"integration_types":[0,1],"options":[
	{"type":3,"name":"lift","description":"Which lift","required":true,"autocomplete":true},
	{"type":4,"name":"reps","description":"How many","min_value":1,"max_value":20},
	{"type":3,"name":"unit","description":"kg or lb","choices":[{"name":"kg","value":"kg"},{"name":"lb","value":"lb"}]}]}`

// gymWith is a server with commands registered.
func gymWith(t testing.TB, o Options, commands ...string) (*Server, rest) {
	t.Helper()
	s := New(t, o)
	r := rest{t, s}
	if a := r.do("PUT", "/applications/"+s.AppID+"/commands", "["+strings.Join(commands, ",")+"]"); a.status != 200 {
		t.Fatalf("registering: %d %s", a.status, a.body)
	}
	return s, r
}

func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	t.Cleanup(cancel)
	return ctx
}
