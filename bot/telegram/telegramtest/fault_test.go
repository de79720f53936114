package telegramtest_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"spotter/bot/telegram/telegramtest"
)

func TestFlood(t *testing.T) {
	s, c := start(t, telegramtest.Options{Flood: telegramtest.RealFlood()})
	send := func(chat *telegramtest.Chat) answer {
		return c.call("sendMessage", "chat_id", id(chat.ID), "text", "x")
	}
	ann, group := s.Open(s.User("Ann")), s.Group("Gym")
	for range 3 {
		send(ann)
	}
	if a := send(ann); a.Code != 429 || a.Parameters.RetryAfter != 1 {
		t.Errorf("the fourth at once: %d, retry after %d", a.Code, a.Parameters.RetryAfter)
	}
	for range 20 {
		send(group)
	}
	if a := send(group); a.Code != 429 || a.Parameters.RetryAfter < 1 || a.Parameters.RetryAfter > 3 {
		t.Errorf("the 21st in a group: %d, retry after %d", a.Code, a.Parameters.RetryAfter)
	}
}

func TestFaults(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	chat := s.Open(s.User("Ann"))
	send := []string{"chat_id", id(chat.ID), "text", "x"}
	s.Fail(telegramtest.TooMany("sendMessage", 7))
	if a := c.bad(429, "retry after 7", "sendMessage", send...); a.Parameters.RetryAfter != 7 {
		t.Errorf("parameters %+v", a.Parameters)
	}
	for _, f := range []telegramtest.Fault{
		telegramtest.Internal("sendMessage"), telegramtest.Unauthorized(""), telegramtest.Blocked("sendMessage"),
		telegramtest.Deactivated("sendMessage"), telegramtest.Kicked("sendMessage"), telegramtest.Upgraded("sendMessage", -100),
		telegramtest.NoThread("sendMessage"), telegramtest.Refused("sendMessage", "TOPIC_CLOSED"),
	} {
		at := s.Fail(f)
		c.bad(f.Error.Code, f.Error.Description, "sendMessage", send...)
		at.Spent()
	}
	s.Fail(telegramtest.BadGateway("sendMessage"))
	resp, err := http.PostForm(c.url("sendMessage"), url.Values{})
	if err != nil || resp.StatusCode != 502 || resp.Header.Get("Content-Type") != "text/html" {
		t.Fatalf("%v %v", resp, err)
	}
	resp.Body.Close()
	if got := len(s.Sent(chat)); got != 0 {
		t.Errorf("%d messages were sent under faults", got)
	}
	form := url.Values{"chat_id": {id(chat.ID)}, "text": {"x"}}
	s.Fail(telegramtest.DropBefore("sendMessage"))
	if _, err := http.PostForm(c.url("sendMessage"), form); err == nil || len(s.Sent(chat)) != 0 {
		t.Errorf("dropped before: %v, %d sent", err, len(s.Sent(chat)))
	}
	s.Fail(telegramtest.DropAfter("sendMessage"))
	if _, err := http.PostForm(c.url("sendMessage"), form); err == nil || len(s.Sent(chat)) != 1 {
		t.Errorf("dropped after: %v, %d sent", err, len(s.Sent(chat)))
	}
	silent := s.Fail(telegramtest.Silence("sendMessage"))
	ctx, cancel := context.WithCancel(context.Background())
	go func() { silent.Met(); cancel() }()
	r, _ := http.NewRequestWithContext(ctx, "GET", c.url("sendMessage"), nil)
	if _, err := http.DefaultClient.Do(r); err == nil {
		t.Error("silence answered")
	}
	s.Fail(telegramtest.Fault{Delay: time.Millisecond})
	c.good("sendMessage", send...)
}

// TestPollFaults holds that a fault for getUpdates reaches a bot that is waiting in one.
func TestPollFaults(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	got := make(chan answer)
	go func() {
		c.call("getUpdates", "timeout", "50")
		got <- c.call("getUpdates", "timeout", "50")
	}()
	s.AwaitPoll()
	f := s.Fail(telegramtest.TooMany("getUpdates", 3))
	if a := <-got; a.Parameters.RetryAfter != 3 || f.Hits() != 1 {
		t.Errorf("got %+v", a)
	}
}

// TestOutage holds that a client meets a closed door while the server is down, and finds everything
// as it was afterwards.
func TestOutage(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	lost := make(chan error)
	go func() {
		_, err := http.Get(c.url("getUpdates") + "?timeout=50")
		lost <- err
	}()
	s.AwaitPoll()
	s.Down()
	if err := <-lost; err == nil {
		t.Error("the poll outlived the outage")
	}
	if _, err := http.Get(c.url("getMe")); err == nil {
		t.Error("somebody answers during the outage")
	}
	s.Say(ann, s.Private(ann), "still there?")
	s.Up()
	if u := c.poll(); len(u) != 1 || u[0].Message.Text != "still there?" {
		t.Errorf("after the outage: %+v", u)
	}
}

// TestHalfARequest holds that a bot killed in the middle of a request leaves no problem behind.
func TestHalfARequest(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{", strings.TrimPrefix(c.url("sendMessage"), s.URL))
	conn.Close()
	r := s.AwaitRequest(func(r telegramtest.Request) bool { return r.Method == "sendMessage" })
	if r.Status != 0 || s.Problems() != nil {
		t.Errorf("status %d, problems %q", r.Status, s.Problems())
	}
}
