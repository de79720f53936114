package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// The opcodes of the gateway.
const (
	opDispatch     = 0
	opHeartbeat    = 1
	opIdentify     = 2
	opPresence     = 3
	opResume       = 6
	opReconnect    = 7
	opMembers      = 8
	opInvalid      = 9
	opHello        = 10
	opHeartbeatAck = 11
)

// The intents that decide about what is sent here, and those that must be granted.
const (
	intentGuilds         = 1 << 0
	intentGuildMessages  = 1 << 9
	intentDirectMessages = 1 << 12
	privilegedIntents    = 1<<1 | 1<<8 | 1<<15
)

// Limits of what a client may send.
const (
	maxFrame  = 4096
	maxFrames = 120 // in framesPer
	framesPer = time.Minute
)

// The close codes given for mistakes.
const (
	closeUnknownOp    = 4001
	closeDecode       = 4002
	closeUnidentified = 4003
	closeUnauthorized = 4004
	closeIdentified   = 4005
	closeSequence     = 4007
	closeRateLimited  = 4008
	closeShard        = 4010
	closeVersion      = 4012
	closeIntents      = 4013
	closeUngranted    = 4014
)

// gateway is everything about connections. Guarded by the server's lock.
type gateway struct {
	links     map[*link]bool
	sessions  map[string]*session
	counts    GatewayCounts
	remaining int
	silent    bool // heartbeats get no answer
	twice     bool
	greetings []*Greeting
}

// GatewayCounts are what clients have done on the gateway.
type GatewayCounts struct {
	Connections, Identifies, Resumes, Resumed, Heartbeats int
	Connected                                             int // sessions that are connected now
	LastClose                                             int // the code of the client's last close frame; 0 without one
	Intents, Shard, Shards                                int // of the last identify
}

// Greeting is how a new connection is received.
type Greeting struct {
	Refuse  bool // no websocket: 503
	NoHello bool // nothing is ever said
	// Then, in the place of READY or RESUMED:
	Reconnect bool // op 7
	Invalid   bool // op 9, d:false
	Close     int  // this close code
}

// session is what survives a connection.
type session struct {
	id            string
	intents       int
	shard, shards int
	seq           int64
	kept          []frame // what a resume would replay
	link          *link   // nil while disconnected
}

// frame is an event as sent.
type frame struct {
	seq  int64
	data []byte
}

// packet is a frame from the client.
type packet struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway is one connection, until it ends.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.gateway.counts.Connections++
	g := s.greeting()
	s.notify()
	s.mu.Unlock()
	if g.Refuse {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	ws.SetReadLimit(1 << 20)
	version, _ := strconv.Atoi(r.URL.Query().Get("v"))
	l := &link{s: s, ws: ws, version: version, greeting: g, wake: make(chan struct{}, 1), closed: make(chan struct{})}
	if !s.join(l) {
		ws.Close()
		return
	}
	go func() { defer s.live.Done(); l.write() }()
	if version != 9 && version != 10 || r.URL.Query().Get("encoding") != "json" {
		l.close(closeVersion)
	}
	if !g.NoHello {
		l.send(opHello, object{"heartbeat_interval": s.o.HeartbeatInterval.Milliseconds()})
	}
	l.read()
	s.leave(l)
}

// join adds a connection, unless the server is stopping.
func (s *Server) join(l *link) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.done:
		return false
	default:
	}
	if s.gateway.links == nil {
		s.gateway.links, s.gateway.sessions = map[*link]bool{}, map[string]*session{}
	}
	s.gateway.links[l] = true
	s.live.Add(2)
	return true
}

func (s *Server) leave(l *link) {
	defer s.live.Done()
	l.drop()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.gateway.links, l)
	s.detach(l)
	s.notify()
}

// detach leaves the link's session without a connection. The caller holds the lock.
func (s *Server) detach(l *link) {
	if l.session != nil && l.session.link == l {
		l.session.link = nil
		s.gateway.counts.Connected--
	}
	l.session = nil
}

// greeting is how the next connection is received. The caller holds the lock.
func (s *Server) greeting() Greeting {
	if len(s.gateway.greetings) == 0 {
		return Greeting{}
	}
	g := s.gateway.greetings[0]
	s.gateway.greetings = s.gateway.greetings[1:]
	return *g
}

// dispatch sends an event to every session that wants it: one of the intent, on the guild's shard. The
// caller holds the lock.
func (s *Server) dispatch(event string, intent int, g *Guild, d any) {
	if len(s.gateway.sessions) == 0 {
		return
	}
	if g != nil && g.foreign && intent != 0 {
		return
	}
	var data []byte
	for _, session := range s.gateway.sessions {
		if intent != 0 && session.intents&intent == 0 || !session.has(g) {
			continue
		}
		if data == nil {
			data = s.encode(event, d)
		}
		session.add(event, data)
		if s.gateway.twice {
			session.add(event, data)
		}
	}
}

// encode is an event's content as JSON. The caller holds the lock.
func (s *Server) encode(event string, d any) []byte {
	data, err := json.Marshal(d)
	if err != nil {
		s.problems = append(s.problems, Problem{"GATEWAY", event, "the test server cannot send: " + err.Error()})
	}
	return data
}

// dispatchMessage sends an event about a message, with the guild that only events name.
func (s *Server) dispatchMessage(event string, m *Message, o object) {
	intent := intentDirectMessages
	if g := m.Channel.Guild; g != nil {
		intent = intentGuildMessages
		o["guild_id"] = g.ID
	}
	s.dispatch(event, intent, m.Channel.Guild, o)
	delete(o, "guild_id")
}

// has says whether the session is for the guild; private channels are on shard 0.
func (n *session) has(g *Guild) bool {
	if g == nil {
		return n.shard == 0
	}
	id, _ := strconv.ParseUint(g.ID, 10, 64)
	return int((id>>22)%uint64(n.shards)) == n.shard
}

// maxKept is how many events a session keeps for a resume.
const maxKept = 1 << 15

// add numbers an event, keeps it, and sends it if somebody is there.
func (n *session) add(event string, data []byte) {
	n.seq++
	b := make([]byte, 0, len(data)+len(event)+48)
	b = append(b, `{"op":0,"t":"`...)
	b = append(b, event...)
	b = append(b, `","s":`...)
	b = strconv.AppendInt(b, n.seq, 10)
	b = append(b, `,"d":`...)
	b = append(b, data...)
	b = append(b, '}')
	if len(n.kept) >= maxKept {
		n.kept = slices.Clone(n.kept[maxKept/2:])
	}
	n.kept = append(n.kept, frame{n.seq, b})
	if n.link != nil {
		n.link.push(b)
	}
}

// forget drops what the client has confirmed with a heartbeat.
func (n *session) forget(seq int64) {
	at := 0
	for at < len(n.kept) && n.kept[at].seq <= seq {
		at++
	}
	n.kept = n.kept[at:]
}
