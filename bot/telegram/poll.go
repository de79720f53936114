package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"time"
)

// Fetching updates. Telegram holds a call at most 50 s (source of the Bot API server 10.0).
const (
	pollTime    = 45 * time.Second
	pollSlack   = 20 * time.Second // how much later an answer may come
	batchSize   = 100
	maxWait     = time.Minute
	conflictFor = 5 // first waits after a conflict
)

// poll fetches updates until ctx is done or the token is refused.
func (t *Telegram) poll(ctx context.Context) error {
	wait := t.o.Retry
	for ctx.Err() == nil {
		batch, err := t.fetch(ctx, t.progress.offset(), pollTime)
		switch {
		case err == nil:
			wait = t.o.Retry
			t.takeAll(batch)
			t.progress.settle(ctx)
		case ctx.Err() != nil:
		case isWrongToken(err):
			return errToken
		default:
			pause(ctx, t.afterFault(ctx, err, wait))
			wait = min(2*wait, maxWait)
		}
	}
	return nil
}

// afterFault says what is the matter and for how long to wait.
func (t *Telegram) afterFault(ctx context.Context, err error, wait time.Duration) time.Duration {
	switch {
	case says(err, http.StatusConflict, "webhook"):
		t.failed("the webhook could not be removed", t.removeWebhook(ctx))
		return min(conflictFor*wait, maxWait)
	case says(err, http.StatusConflict):
		t.warn("another program fetches updates with the same token, and only one can; stop one of them")
		return min(conflictFor*wait, maxWait)
	case retryAfter(err) > 0:
		t.warn("Telegram asks me to fetch updates more slowly", "wait", retryAfter(err))
		return retryAfter(err)
	}
	t.warn("Telegram cannot be reached; I keep trying", "error", err)
	return wait/2 + rand.N(wait)
}

// fetch asks for the updates from offset on and waits for some.
func (t *Telegram) fetch(ctx context.Context, offset int64, timeout time.Duration) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout+pollSlack)
	defer cancel()
	limit := batchSize
	if timeout == 0 {
		limit = 1
	}
	p := params{"timeout": fmt.Sprint(int(timeout / time.Second)), "limit": fmt.Sprint(limit), "allowed_updates": wanted}
	if offset != 0 {
		p["offset"] = itoa(offset)
	}
	result, err := t.api.call(ctx, "getUpdates", p, "", nil)
	if err != nil {
		return nil, err
	}
	var list []json.RawMessage
	if err := json.Unmarshal(result, &list); err != nil {
		return nil, fmt.Errorf("the updates cannot be read")
	}
	return list, nil
}

// read decodes an update alone, so that one which cannot be read spoils no other; ok is false for it.
// Its number is read in any case, 0 when it has none.
func read(text json.RawMessage) (u *update, ok bool) {
	u = &update{}
	if err := json.Unmarshal(text, u); err == nil {
		return u, u.ID != 0
	}
	var only struct {
		ID int64 `json:"update_id"`
	}
	_ = json.Unmarshal(text, &only)
	return &update{ID: only.ID}, false
}

// Backlog: what waited for us while we were down. In a group nobody remembers the question; what
// somebody wrote to us alone is still done, and the last of it answered.
const (
	staleAfter = 10 * time.Minute
	staleKept  = 3 // answers to one person
)

// takeAll puts the updates of a batch into their lanes.
func (t *Telegram) takeAll(batch []json.RawMessage) {
	now := time.Now()
	var fresh []*update
	old := map[int64]int{} // messages of the backlog, by private chat
	for _, text := range batch {
		u, ok := read(text)
		if u.ID == 0 {
			t.warn("an update has no number, so that I leave it out")
			continue
		}
		if !t.progress.take(u.ID, now) {
			continue
		}
		if !ok {
			t.warn("an update could not be read, so that I leave it out", "update", u.ID)
			t.progress.done(u.ID)
			continue
		}
		if u.stale(now) {
			old[u.Message.Chat.ID]++
		}
		fresh = append(fresh, u)
	}
	for _, u := range fresh {
		silent := false
		if u.stale(now) {
			silent = old[u.Message.Chat.ID] > staleKept
			old[u.Message.Chat.ID]--
		}
		t.take(u, now, silent)
	}
}

// stale tells whether the update is a message of the backlog.
func (u *update) stale(now time.Time) bool {
	return u.Message != nil && now.Sub(time.Unix(u.Message.Date, 0)) > staleAfter
}

// job does what is to be done about an update; the answer, if there is one, is still to be sent.
type job func() onTheWay

// take puts an update into its lane. It is done when its answer is sent, which has a lane of its own: an
// answer that waits for Telegram's limits keeps nothing from being heard.
func (t *Telegram) take(u *update, now time.Time, silent bool) {
	lane, kind, job := t.job(u, now, silent)
	if job == nil {
		t.progress.done(u.ID)
		return
	}
	// What cannot be taken now is not done, and comes again.
	t.enqueue(lane, func() {
		answer := t.step(u.ID, kind, job)
		if answer == nil {
			return
		}
		send := func() { t.step(u.ID, kind, func() onTheWay { answer(); return nil }) }
		t.progress.handled(u.ID, time.Now())
		if t.sends.Go(lane, send) != nil {
			send()
		}
	})
}

// step does one step of an update. With the last one, or when it panics, the update is done, unless
// it was cut off.
func (t *Telegram) step(id int64, kind string, do job) (answer onTheWay) {
	defer func() {
		if p := recover(); p != nil {
			t.o.Log.Error("an update made me panic", "platform", Platform, "update", id, "kind", kind, "error", fmt.Sprintf("%v\n%s", p, debug.Stack()))
		}
		if answer == nil && t.base.Err() == nil {
			t.progress.done(id)
		}
	}()
	return do()
}

// job is what is to be done about an update and the lane it belongs into; nil for nothing.
func (t *Telegram) job(u *update, now time.Time, silent bool) (lane, kind string, job job) {
	only := func(do func()) func() onTheWay { return func() onTheWay { do(); return nil } }
	switch {
	case u.Message != nil && (u.Message.MigrateTo != 0 || u.Message.MigrateFrom != 0):
		return itoa(u.Message.Chat.ID), "migration", only(func() { t.onMigration(u.Message) })
	case u.Message != nil:
		return t.messageJob(u.Message, u.ID, false, now, silent)
	case u.Edited != nil:
		return t.messageJob(u.Edited, u.ID, true, now, false)
	case u.Callback != nil:
		return t.pressJob(u.Callback, now)
	case u.Inline != nil && t.o.Offers != nil:
		return "inline " + u.Inline.ID, "inline query", only(func() { t.onInline(u.Inline, now) })
	case u.Member != nil:
		return itoa(u.Member.Chat.ID), "membership", func() onTheWay { return t.onMember(u.Member, now) }
	}
	return "", "", nil
}
