package discordtest

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/gorilla/websocket"
)

// receive acts on a frame of the client.
func (s *Server) receive(l *link, p packet) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.notify()
	switch p.Op {
	case opHeartbeat:
		s.heartbeat(l, p.D)
	case opIdentify:
		s.identify(l, p.D)
	case opResume:
		s.resume(l, p.D)
	case opPresence, opMembers:
		if l.session == nil {
			l.close(closeUnidentified)
		}
	default:
		l.close(closeUnknownOp)
	}
}

func (s *Server) heartbeat(l *link, d json.RawMessage) {
	s.gateway.counts.Heartbeats++
	if s.gateway.silent {
		return
	}
	var seq int64
	if json.Unmarshal(d, &seq) == nil && l.session != nil {
		l.session.forget(seq)
	}
	l.send(opHeartbeatAck, nil)
}

// bearer says whether a client's token is the bot's. Libraries may put "Bot " before it.
func (s *Server) bearer(token string) bool {
	return !s.revoked && strings.TrimPrefix(token, "Bot ") == s.Token
}

// greeted does what the greeting has in the place of READY, if anything.
func (l *link) greeted() bool {
	switch g := l.greeting; {
	case g.Reconnect:
		l.send(opReconnect, nil)
	case g.Invalid:
		l.send(opInvalid, false)
	case g.Close != 0:
		l.close(g.Close)
	default:
		return false
	}
	l.greeting = Greeting{}
	return true
}

type identify struct {
	Token   string `json:"token"`
	Intents *int   `json:"intents"`
	Shard   []int  `json:"shard"`
}

func (s *Server) identify(l *link, d json.RawMessage) {
	var id identify
	if json.Unmarshal(d, &id) != nil {
		l.close(closeDecode)
		return
	}
	if len(id.Shard) != 2 {
		id.Shard = []int{0, 1}
	}
	s.gateway.counts.Identifies++
	if code := s.refuses(l, id); code != 0 {
		l.close(code)
		return
	}
	s.gateway.remaining--
	n := &session{id: strings.ToLower(secret(32)), intents: *id.Intents, shard: id.Shard[0], shards: id.Shard[1]}
	s.gateway.counts.Intents, s.gateway.counts.Shard, s.gateway.counts.Shards = n.intents, n.shard, n.shards
	if l.greeted() {
		return
	}
	s.gateway.sessions[n.id] = n
	s.attachLink(n, l)
	s.ready(n)
}

// refuses is the close code for an identify that Discord does not accept. One too many a day costs
// the token.
func (s *Server) refuses(l *link, id identify) int {
	switch {
	case l.session != nil:
		return closeIdentified
	case !s.bearer(id.Token):
		return closeUnauthorized
	case id.Intents == nil:
		return closeIntents
	case *id.Intents&privilegedIntents != 0 && !s.o.Privileged:
		return closeUngranted
	case id.Shard[1] < 1 || id.Shard[0] < 0 || id.Shard[0] >= id.Shard[1]:
		return closeShard
	case s.gateway.remaining == 0:
		s.revoked = true
		s.problems = append(s.problems, Problem{"GATEWAY", "/", "identified although none was left today; the token is reset"})
		return closeUnauthorized
	}
	return 0
}

// attachLink connects a session to a link, which takes the place of an older one.
func (s *Server) attachLink(n *session, l *link) {
	if old := n.link; old != nil {
		s.detach(old)
		old.close(4000)
	}
	n.link, l.session = l, n
	s.gateway.counts.Connected++
}

// ready sends READY, then every guild.
func (s *Server) ready(n *session) {
	guilds := []object{}
	var here []*Guild
	for _, g := range s.cast.guilds {
		if !g.foreign && !g.gone && n.has(g) {
			here = append(here, g)
			guilds = append(guilds, object{"id": g.ID, "unavailable": true})
		}
	}
	n.send("READY", object{"v": n.link.version, "user": s.bot.wire(), "guilds": guilds, "session_id": n.id, "session_type": "normal",
		"resume_gateway_url": s.gatewayURL(), "shard": []int{n.shard, n.shards}, "application": object{"id": s.AppID, "flags": 0},
		"private_channels": []any{}, "relationships": []any{}, "presences": []any{}, "user_settings": object{}})
	for _, g := range here {
		if !g.outage && n.intents&intentGuilds != 0 {
			n.send("GUILD_CREATE", s.guildCreate(g))
		}
	}
}

// send sends an event to this session alone.
func (n *session) send(event string, d any) {
	if data, err := json.Marshal(d); err == nil {
		n.add(event, data)
	}
}

func (s *Server) resume(l *link, d json.RawMessage) {
	var r struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int64  `json:"seq"`
	}
	s.gateway.counts.Resumes++
	if json.Unmarshal(d, &r) != nil {
		l.close(closeDecode)
		return
	}
	if !s.bearer(r.Token) {
		l.close(closeUnauthorized)
		return
	}
	if l.greeting.Invalid {
		delete(s.gateway.sessions, r.SessionID)
	}
	if l.greeted() {
		return
	}
	n := s.gateway.sessions[r.SessionID]
	switch {
	case n == nil, r.Seq < n.seq-int64(len(n.kept)):
		l.send(opInvalid, false)
		return
	case r.Seq > n.seq:
		l.close(closeSequence)
		return
	}
	s.attachLink(n, l)
	s.gateway.counts.Resumed++
	for _, f := range n.kept {
		if f.seq > r.Seq {
			l.push(f.data)
		}
	}
	n.send("RESUMED", object{})
}

// clientClosed notes a close frame of the client; 1000 and 1001 end the session.
func (s *Server) clientClosed(l *link, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.counts.LastClose = code
	if n := l.session; n != nil && slices.Contains([]int{websocket.CloseNormalClosure, websocket.CloseGoingAway}, code) {
		delete(s.gateway.sessions, n.id)
	}
}
