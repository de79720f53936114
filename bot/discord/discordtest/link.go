package discordtest

import (
	"encoding/json"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// link is one connection of a client.
type link struct {
	s        *Server
	ws       *websocket.Conn
	version  int // of the gateway, as the client asked
	greeting Greeting
	session  *session // guarded by the server's lock

	wake   chan struct{}
	closed chan struct{}
	once   sync.Once

	mu    sync.Mutex
	queue [][]byte
	code  int // close with this code once the queue is written

	sent []time.Time // when the client sent its last frames; only the reader uses it
}

// push queues a frame. It never blocks.
func (l *link) push(b []byte) {
	l.mu.Lock()
	l.queue = append(l.queue, b)
	l.mu.Unlock()
	l.rouse()
}

func (l *link) rouse() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// send queues a frame that is no event.
func (l *link) send(op int, d any) {
	b, err := json.Marshal(object{"op": op, "d": d, "s": nil, "t": nil})
	if err == nil {
		l.push(b)
	}
}

// close ends the connection with a code, after what is queued.
func (l *link) close(code int) {
	l.mu.Lock()
	l.code = code
	l.mu.Unlock()
	l.rouse()
}

// drop ends the connection without a word.
func (l *link) drop() {
	l.once.Do(func() {
		close(l.closed)
		l.ws.NetConn().Close()
	})
}

// write writes what is queued, until the connection ends.
func (l *link) write() {
	for {
		select {
		case <-l.wake:
		case <-l.closed:
			return
		}
		l.mu.Lock()
		queue, code := l.queue, l.code
		l.queue = nil
		l.mu.Unlock()
		for _, b := range queue {
			if l.ws.WriteMessage(websocket.TextMessage, b) != nil {
				l.drop()
				return
			}
		}
		if code != 0 {
			l.farewell(code)
			return
		}
	}
}

// farewell sends the close frame and leaves the client a moment to read it: closing at once would
// reset the connection if it has just sent something.
func (l *link) farewell(code int) {
	now := time.Now()
	l.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, closeReason[code]), now.Add(time.Second))
	l.ws.SetReadDeadline(now.Add(time.Second))
	if tcp, ok := l.ws.NetConn().(*net.TCPConn); ok {
		tcp.CloseWrite()
	}
}

// closing says whether a close frame is due or sent.
func (l *link) closing() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.code != 0
}

// read takes the client's frames, until the connection ends. A client that closes with 1000 or 1001
// ends its session.
func (l *link) read() {
	for {
		_, b, err := l.ws.ReadMessage()
		closing := l.closing()
		if closed := new(websocket.CloseError); errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure && !closing {
			l.s.clientClosed(l, closed.Code)
		}
		if err != nil {
			return
		}
		if closing {
			continue
		}
		if len(b) > maxFrame {
			l.fault(closeDecode, "a frame of more than 4096 bytes")
			continue
		}
		var p packet
		if json.Unmarshal(b, &p) != nil {
			l.fault(closeDecode, "a frame that is not JSON")
			continue
		}
		if l.flooded(p.Op, time.Now()) {
			l.fault(closeRateLimited, "more than 120 frames in 60 s")
			continue
		}
		if !l.greeting.NoHello {
			l.s.receive(l, p)
		}
	}
}

// fault closes the connection for a mistake of the client, and notes it.
func (l *link) fault(code int, what string) {
	l.s.problem("GATEWAY", "/", what)
	l.close(code)
}

// flooded counts the client's frames. Heartbeats are left out: tests ask for many.
func (l *link) flooded(op int, now time.Time) bool {
	if op == opHeartbeat {
		return false
	}
	l.sent = append(l.sent, now)
	if len(l.sent) <= maxFrames {
		return false
	}
	first := l.sent[0]
	l.sent = l.sent[1:]
	return now.Sub(first) < framesPer
}

// closeReason is Discord's text for the close codes.
var closeReason = map[int]string{
	4000: "Unknown error.", 4001: "Unknown opcode.", 4002: "Decode error.", 4003: "Not authenticated.",
	4004: "Authentication failed.", 4005: "Already authenticated.", 4007: "Invalid seq.", 4008: "Rate limited.",
	4009: "Session timed out.", 4010: "Invalid shard.", 4011: "Sharding required.", 4012: "Invalid API version.",
	4013: "Invalid intent(s).", 4014: "Disallowed intent(s).",
}
