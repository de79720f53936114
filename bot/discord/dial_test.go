package discord

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"testing"
	"time"
)

// frames are an HTTP answer and frames as a server sends them.
func frames(contents ...[]byte) []byte {
	b := []byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
	for _, c := range contents {
		b = append(b, 0x81)
		switch {
		case len(c) < 126:
			b = append(b, byte(len(c)))
		case len(c) < 1<<16:
			b = binary.BigEndian.AppendUint16(append(b, 126), uint16(len(c)))
		default:
			b = binary.BigEndian.AppendUint64(append(b, 127), uint64(len(c)))
		}
		b = append(b, c...)
	}
	return b
}

// conn is what a server has sent.
type conn struct {
	net.Conn
	r io.Reader
}

func (c conn) Read(p []byte) (int, error)      { return c.r.Read(p) }
func (c conn) SetReadDeadline(time.Time) error { return nil }

// TestCloseCode finds the code of the close frame behind frames of every size, however they arrive.
func TestCloseCode(t *testing.T) {
	closing := append(frames([]byte("{}"), bytes.Repeat([]byte("x"), 300), bytes.Repeat([]byte("y"), 70_000), nil), 0x88, 5, 0x0f, 0xa4, 'b', 'y', 'e')
	for _, step := range []int{1, 2, 3, 7, 126, 4096, len(closing)} {
		l := &line{idle: time.Second}
		w := l.watch(conn{r: bytes.NewReader(closing)})
		buf := make([]byte, step)
		for {
			if _, err := w.Read(buf); err != nil {
				break
			}
		}
		if got := l.closeCode(); got != 4004 {
			t.Errorf("in steps of %d bytes the code is %d", step, got)
		}
	}
	l := &line{idle: time.Second}
	_, _ = io.Copy(io.Discard, l.watch(conn{r: bytes.NewReader(frames([]byte("{}")))}))
	if got := l.closeCode(); got != 0 {
		t.Errorf("without a close frame the code is %d", got)
	}
}

func FuzzFrames(f *testing.F) {
	f.Add(frames([]byte("{}")), 3)
	f.Add(append(frames(), 0x88, 2, 0x0f, 0xa0), 1)
	f.Fuzz(func(t *testing.T, sent []byte, step int) {
		w := (&line{idle: time.Second}).watch(conn{r: bytes.NewReader(sent)})
		buf := make([]byte, max(1, min(step, 4096)))
		var got []byte
		for {
			n, err := w.Read(buf)
			got = append(got, buf[:n]...)
			if err != nil {
				break
			}
		}
		if !bytes.Equal(got, sent) {
			t.Error("the bytes were changed")
		}
	})
}
