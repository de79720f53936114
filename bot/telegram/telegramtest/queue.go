package telegramtest

import (
	"encoding/json"
	"slices"
	"time"
)

// How long updates wait for the bot, from the source of the Bot API server 10.0 (Client.cpp).
const (
	updateLife   = 24 * time.Hour
	callbackLife = 150 * time.Second
	inlineLife   = 30 * time.Second
	chosenLife   = 600 * time.Second
)

// queue are the updates the bot has not confirmed; guarded by Server.mu.
type queue struct {
	waiting   []update
	nextID    int64
	allowed   []string // nil: all but those of unasked
	confirmed int
	last      int64 // the highest confirmed id
	poller    *poller
	watchers  []confirmation
	onPoll    []chan struct{} // closed when a poll begins to wait
	offset    string          // of the last poll
	polled    time.Time       // when it came
}

type update struct {
	id      int64
	expires time.Time
	text    json.RawMessage
}

// poller is a getUpdates call that waits.
type poller struct {
	wake chan struct{} // an update has come
	gone chan *Error   // somebody else took over
}

type confirmation struct {
	id   int64
	done chan struct{}
}

// unasked are the kinds of update that come only when they are asked for by name.
var unasked = []string{"chat_member", "message_reaction", "message_reaction_count"}

func newQueue() queue { return queue{nextID: 870_000_001} }

func (q *queue) allows(kind string) bool {
	if len(q.allowed) == 0 {
		return !slices.Contains(unasked, kind)
	}
	return slices.Contains(q.allowed, kind)
}

// enqueue queues an update and returns its id; 0 when it is not allowed or already too old. s.mu held.
func (s *Server) enqueue(kind string, content any, life time.Duration) int64 {
	if !s.queue.allows(kind) || life <= 0 {
		return 0
	}
	body, err := json.Marshal(content)
	if err != nil {
		s.note("update", "%s can't be written: %v", kind, err)
		return 0
	}
	id := s.queue.nextID
	text := make([]byte, 0, len(body)+len(kind)+40)
	text = append(text, `{"update_id":`...)
	text = append(text, itoa(id)...)
	text = append(text, `,"`+kind+`":`...)
	text = append(append(text, body...), '}')
	for _, p := range s.spec.update(text) {
		s.note("update", "this server's %s: %s", kind, p)
	}
	s.push(text, life)
	return id
}

// push queues a text under the next id and wakes the poller.
func (s *Server) push(text json.RawMessage, life time.Duration) {
	q := &s.queue
	q.waiting = append(q.waiting, update{q.nextID, time.Now().Add(life), text})
	q.nextID++
	if q.poller != nil {
		close(q.poller.wake)
		q.poller = nil
	}
}

// Raw queues any update as it stands, whatever is allowed, under the next update_id, which it returns.
func (s *Server) Raw(text string) int64 {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		s.fail("Raw: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.queue.nextID
	fields["update_id"] = json.RawMessage(itoa(id))
	whole, _ := json.Marshal(fields)
	s.push(whole, updateLife)
	return id
}

// Poison queues a message whose fields have the wrong types.
func (s *Server) Poison() int64 {
	return s.Raw(`{"message":{"message_id":"first","date":"yesterday","chat":[],"from":7,"text":{"a":1}}}`)
}

// repeated is what the server makes of a poll with the offset of the one before: within half a second
// one update at a time, within three seconds no short waiting (source of the Bot API server 10.0).
func (q *queue) repeated(offset string, limit int, timeout time.Duration, now time.Time) (int, time.Duration) {
	since := now.Sub(q.polled)
	again := offset == q.offset && !q.polled.IsZero()
	q.offset, q.polled = offset, now
	if again && since < 500*time.Millisecond {
		limit = 1
	}
	if again && since < 3*time.Second {
		timeout = max(timeout, 3*time.Second)
	}
	return limit, timeout
}

// confirm forgets what lies below the offset; a negative one keeps that many at the end. s.mu held.
func (q *queue) confirm(offset int64) {
	n := 0
	if offset < 0 {
		n = max(0, len(q.waiting)+int(offset))
	}
	for n < len(q.waiting) && q.waiting[n].id < offset {
		n++
	}
	if n == 0 {
		return
	}
	q.confirmed += n
	q.last = q.waiting[n-1].id
	clear(q.waiting[:n])
	q.waiting = q.waiting[n:]
	q.watchers = slices.DeleteFunc(q.watchers, func(c confirmation) bool {
		if c.id <= q.last {
			close(c.done)
		}
		return c.id <= q.last
	})
}

// take is the list of the first updates as JSON; nil when there are none. Those whose life has
// ended are dropped.
func (q *queue) take(limit int, now time.Time) json.RawMessage {
	q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return u.expires.Before(now) })
	if len(q.waiting) == 0 {
		return nil
	}
	list := []byte{'['}
	for i, u := range q.waiting[:min(limit, len(q.waiting))] {
		if i > 0 {
			list = append(list, ',')
		}
		list = append(list, u.text...)
	}
	return append(list, ']')
}

// Confirmed is how many updates the bot has confirmed by asking for later ones.
func (s *Server) Confirmed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.confirmed
}

// Pending is how many updates wait to be confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.waiting)
}

// AwaitConfirmed waits until the bot has confirmed an update. Then it has done what it will do about
// it, if it confirms after the effect.
func (s *Server) AwaitConfirmed(id int64) {
	s.t.Helper()
	s.mu.Lock()
	if s.queue.last >= id {
		s.mu.Unlock()
		return
	}
	c := confirmation{id, make(chan struct{})}
	s.queue.watchers = append(s.queue.watchers, c)
	s.mu.Unlock()
	if !s.await(c.done) {
		s.fail("update %d was not confirmed in %v", id, s.o.Wait)
	}
}
