package telegramtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxPoll is where the server caps the timeout of getUpdates.
const maxPoll = 50 * time.Second

// The two ways to lose getUpdates.
const (
	conflictPoller  = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	conflictWebhook = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

func conflict(text string) *Error { return &Error{Code: http.StatusConflict, Description: text} }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// getUpdates hands out updates, waiting up to the timeout while there are none.
func getUpdates(s *Server, c *call) (any, error) {
	limit, timeout, err := pollArguments(c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	if s.o.RepeatLimits {
		limit, timeout = s.queue.repeated(c.values["offset"], limit, timeout, time.Now())
	}
	if s.hook.url != "" {
		s.mu.Unlock()
		return nil, conflict(conflictWebhook)
	}
	if err := s.prepare(c); err != nil {
		s.mu.Unlock()
		return nil, err
	}
	list := s.queue.take(limit, time.Now())
	if list != nil || timeout == 0 {
		s.mu.Unlock()
		return orNone(list), nil
	}
	p := &poller{make(chan struct{}), make(chan *Error, 1)}
	s.queue.poller = p
	for _, w := range s.queue.onPoll {
		close(w)
	}
	s.queue.onPoll = nil
	s.mu.Unlock()
	return s.poll(c, p, limit, timeout)
}

// AwaitPoll waits until a getUpdates waits for updates.
func (s *Server) AwaitPoll() {
	s.t.Helper()
	s.mu.Lock()
	if s.queue.poller != nil {
		s.mu.Unlock()
		return
	}
	polling := make(chan struct{})
	s.queue.onPoll = append(s.queue.onPoll, polling)
	s.mu.Unlock()
	if !s.await(polling) {
		s.fail("nobody polled within %v", s.o.Wait)
	}
}

func pollArguments(c *call) (limit int, timeout time.Duration, err error) {
	n, err := c.integer("limit", 100)
	if err != nil {
		return 0, 0, err
	}
	if n < 1 || n > 100 {
		return 0, 0, wrong("limit %d is not between 1 and 100", n)
	}
	seconds, err := c.integer("timeout", 0)
	if err != nil {
		return 0, 0, err
	}
	if seconds < 0 {
		return 0, 0, wrong("timeout %d is negative", seconds)
	}
	return int(n), min(time.Duration(seconds)*time.Second, maxPoll), nil
}

// prepare ends the poll of another, takes the allowed kinds and confirms; s.mu held.
func (s *Server) prepare(c *call) error {
	s.endPoll(conflict(conflictPoller))
	var allowed []string
	if given, err := c.object("allowed_updates", &allowed); err != nil {
		return err
	} else if given {
		s.queue.allowed = allowed
	}
	offset, err := c.integer("offset", 0)
	if err == nil {
		s.queue.confirm(offset)
	}
	return err
}

// endPoll answers a waiting getUpdates with an error, or with no updates when it is nil; s.mu held.
func (s *Server) endPoll(e *Error) {
	if p := s.queue.poller; p != nil {
		p.gone <- e
		s.queue.poller = nil
	}
}

// poll waits for what comes first: an update, another poller, the timeout, the client leaving.
func (s *Server) poll(c *call, p *poller, limit int, timeout time.Duration) (any, error) {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case <-p.wake:
	case e := <-p.gone:
		if e == nil {
			return orNone(nil), nil
		}
		return nil, e
	case <-timer.C:
	case <-c.ctx.Done():
	case <-s.done:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poller == p {
		s.queue.poller = nil
	}
	return orNone(s.queue.take(limit, time.Now())), nil
}

func orNone(list json.RawMessage) json.RawMessage {
	if list == nil {
		return json.RawMessage("[]")
	}
	return list
}

// webhook is what setWebhook set; nothing is ever delivered to it.
type webhook struct{ url string }

func setWebhook(s *Server, c *call) (any, error) {
	if url := c.values["url"]; url != "" && !strings.HasPrefix(url, "https://") {
		return nil, refused("bad webhook: An HTTPS URL must be provided for webhook")
	}
	s.SetWebhook(c.values["url"])
	return true, nil
}

// SetWebhook sets a webhook behind the bot's back, or removes it when url is empty. A waiting poll
// ends with 409, as do later ones.
func (s *Server) SetWebhook(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook.url = url
	if url != "" {
		s.endPoll(conflict("Conflict: terminated by setWebhook request"))
	}
}

func deleteWebhook(s *Server, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = webhook{}
	if c.yes("drop_pending_updates") {
		s.queue.confirm(s.queue.nextID)
	}
	return true, nil
}

func getWebhookInfo(s *Server, _ *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue.waiting)}
	if len(s.queue.allowed) > 0 {
		info["allowed_updates"] = s.queue.allowed
	}
	return info, nil
}
