package discord

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// handshakeTime is how long connecting to the gateway may take.
const handshakeTime = 15 * time.Second

// line is one connection to the gateway, as far as the library does not show it.
type line struct {
	conn  atomic.Pointer[watched]
	idle  time.Duration
	heard atomic.Int64 // when the gateway said anything last, in Unix nanoseconds
}

// dialer makes connections that end when nothing is heard for a while, and that know with which code
// the gateway closed them. Behind a proxy, which the library's dialer speaks TLS through by itself,
// the code stays unknown.
func (l *line) dialer() *websocket.Dialer {
	d := &websocket.Dialer{HandshakeTimeout: handshakeTime, Proxy: http.ProxyFromEnvironment, NetDialContext: l.dial}
	if proxy, err := http.ProxyFromEnvironment(&http.Request{URL: gatewayURL}); err == nil && proxy == nil {
		d.NetDialTLSContext = l.dialTLS
	}
	return d
}

func (l *line) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return l.watch(conn), nil
}

func (l *line) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	conn, err := new(tls.Dialer{Config: &tls.Config{ServerName: host}}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return l.watch(conn), nil
}

func (l *line) watch(conn net.Conn) net.Conn {
	w := &watched{Conn: conn, line: l}
	l.conn.Store(w)
	l.heard.Store(time.Now().UnixNano())
	return w
}

// cut ends the connection at once.
func (l *line) cut() {
	if w := l.conn.Load(); w != nil {
		_ = w.Conn.Close() // it may be closed already
	}
}

// closeCode is the code with which the gateway closed the connection, 0 when it did not say.
func (l *line) closeCode() int {
	if w := l.conn.Load(); w != nil {
		return int(w.code.Load())
	}
	return 0
}

// watched is a connection that reads along what the gateway sends, as far as the frames' heads
// (RFC 6455, 5.2): the library drops the code of a close frame.
type watched struct {
	net.Conn
	line *line
	code atomic.Int32

	open bool   // the HTTP answer is over and frames follow
	head []byte // what has been read of the HTTP answer's end, or of a frame's head
	skip uint64 // bytes of the frame's content to come
	last bool   // the frame is a close frame
}

// Read reads, failing when nothing comes for the idle time.
func (w *watched) Read(p []byte) (int, error) {
	if err := w.SetReadDeadline(time.Now().Add(w.line.idle)); err != nil {
		return 0, err
	}
	n, err := w.Conn.Read(p)
	if n > 0 {
		w.line.heard.Store(time.Now().UnixNano())
		w.follow(p[:n])
	}
	return n, err
}

// follow keeps track of the frames in what was read.
func (w *watched) follow(b []byte) {
	for len(b) > 0 {
		switch {
		case !w.open:
			b = w.followHTTP(b)
		case w.skip > 0 && !w.last:
			n := min(w.skip, uint64(len(b)))
			w.skip, b = w.skip-n, b[n:]
		case w.last:
			w.head = append(w.head, b[0])
			b = b[1:]
			if len(w.head) == 2 {
				w.code.CompareAndSwap(0, int32(binary.BigEndian.Uint16(w.head)))
			}
		default:
			w.head = append(w.head, b[0])
			b = b[1:]
			w.followHead()
		}
	}
}

// gatewayURL is where the gateway usually is, to ask whether a proxy stands between.
var gatewayURL = &url.URL{Scheme: "https", Host: "gateway.discord.gg"}

var endOfHTTP = []byte("\r\n\r\n")

func (w *watched) followHTTP(b []byte) []byte {
	kept := len(w.head)
	joined := append(w.head, b...)
	at := bytes.Index(joined, endOfHTTP)
	if at < 0 {
		w.head = bytes.Clone(joined[max(0, len(joined)-len(endOfHTTP)+1):])
		return nil
	}
	w.open, w.head = true, nil
	return b[at+len(endOfHTTP)-kept:]
}

// followHead reads the frame's head once all of it is there. What a server sends is not masked.
func (w *watched) followHead() {
	need := 2
	if len(w.head) < need {
		return
	}
	length := uint64(w.head[1] & 0x7f)
	switch length {
	case 126:
		need = 4
	case 127:
		need = 10
	}
	if len(w.head) < need {
		return
	}
	if need == 4 {
		length = uint64(binary.BigEndian.Uint16(w.head[2:]))
	} else if need == 10 {
		length = binary.BigEndian.Uint64(w.head[2:])
	}
	w.last = w.head[0]&0x0f == websocket.CloseMessage
	w.skip, w.head = length, w.head[:0]
}
