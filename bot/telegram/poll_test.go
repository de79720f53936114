package telegram_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
	"spotter/store"
)

// TestWrongToken ends at once, with a sentence.
func TestWrongToken(t *testing.T) {
	t.Parallel()
	s := telegramtest.New(t, telegramtest.Options{})
	for _, token := range []string{"7318024551:AAG-another-well-formed-one-000000", "odd"} {
		r := launch(t, s, heard, func(o *telegram.Options) { o.Token = token })
		if err := r.end(); err == nil || !strings.Contains(err.Error(), "does not accept the token") || strings.Contains(err.Error(), token) {
			t.Errorf("it ended with %v", err)
		}
	}
	for _, method := range []string{"getUpdates", "sendMessage"} {
		r := launch(t, s, heard)
		s.AwaitPoll()
		ana := s.User("ana")
		s.Fail(telegramtest.Unauthorized(method))
		s.Say(ana, s.Private(ana), "hello")
		if err := r.end(); err == nil || !strings.Contains(err.Error(), "does not accept the token") {
			t.Errorf("a token that %s refuses ends it with %v", method, err)
		}
	}
	if n := len(s.Requests()); n > 40 {
		t.Errorf("%d requests: it went round in a loop", n)
	}
}

// TestConflicts meets a second poller and a webhook: a sentence each, and it goes on when they are gone.
func TestConflicts(t *testing.T) {
	t.Parallel()
	s := telegramtest.New(t, telegramtest.Options{})
	s.SetWebhook("https://example.org/hook")
	r := launch(t, s, heard)
	s.AwaitPoll()
	r.wantLog("a webhook was set for this bot", 1)
	fault := s.Fail(telegramtest.Fault{Method: "getUpdates", Times: 4, Error: telegramtest.SecondPoller().Error})
	fault.Spent()
	ana := s.User("ana")
	s.Say(ana, s.Private(ana), "still there")
	r.wantText(s.Next(s.Private(ana)), "heard still there")
	r.wantLog("another program fetches updates with the same token", 1)
	s.SetWebhook("https://example.org/again")
	s.Say(ana, s.Private(ana), "and now")
	r.wantText(s.Next(s.Private(ana)), "heard and now")
	r.wantLog("level=ERROR", 0)
}

// TestPrivacyMode says when it is off.
func TestPrivacyMode(t *testing.T) {
	t.Parallel()
	start(t, telegramtest.Options{PrivacyOff: true}, heard).wantLog("privacy mode is off", 1)
	start(t, telegramtest.Options{}, heard).wantLog("privacy mode", 0)
}

// TestFaultsOfPolling meets what may go wrong with fetching, and loses nothing.
func TestFaultsOfPolling(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, heard)
	ana, last := r.s.User("ana"), ""
	for name, f := range map[string]telegramtest.Fault{
		"too many": telegramtest.TooMany("getUpdates", 1), "a proxy": telegramtest.BadGateway("getUpdates"), "internal": telegramtest.Internal("getUpdates"),
		"a connection lost": telegramtest.DropBefore("getUpdates"), "an answer lost": telegramtest.DropAfter("getUpdates"),
		"no JSON": {Method: "getUpdates", Body: "{", Header: map[string][]string{"Content-Type": {"application/json"}}},
		"no list": {Method: "getUpdates", Body: `{"ok":true,"result":{}}`, Header: map[string][]string{"Content-Type": {"application/json"}}},
	} {
		r.s.Fail(f).Spent()
		r.s.Say(ana, r.s.Private(ana), name)
		m := r.s.Next(r.s.Private(ana))
		r.wantText(m, "heard "+name)
		last = m.Text
	}
	r.s.Down()
	r.s.Say(ana, r.s.Private(ana), "while it was down")
	r.s.Up()
	m := r.s.Next(r.s.Private(ana))
	if m.Text == last { // its answer was cut off as the connection went down, so that it is given once more
		m = r.s.Next(r.s.Private(ana))
	}
	r.wantText(m, "heard while it was down")
}

// TestPoison meets updates that cannot be read and ones that make a handler panic: each is left behind.
func TestPoison(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{Lenient: true}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		if q.Text == "boom" {
			panic("boom")
		}
		return heard(ctx, q)
	})
	ana := r.s.User("ana")
	ids := []int64{r.s.Poison()}
	for _, odd := range []string{`{}`, `{"message":null}`, `{"message":{}}`, `{"message":{"message_id":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"x","entities":[{"type":"bot_command","offset":0,"length":9999999},{"type":"mention","offset":-3,"length":2}]}}`,
		`{"callback_query":{"id":"1"}}`, `{"callback_query":{"id":"1","data":"/x","message":{}}}`, `{"inline_query":{}}`, `{"my_chat_member":{}}`, `{"brand_new_kind":{"a":1}}`, `{"edited_message":{"text":"/x"}}`} {
		ids = append(ids, r.s.Raw(odd))
	}
	r.s.Say(ana, r.s.Private(ana), "boom")
	r.s.Say(ana, r.s.Private(ana), "still there")
	r.wantText(r.s.Next(r.s.Private(ana)), "heard still there")
	for _, id := range ids {
		r.s.AwaitConfirmed(id)
	}
	r.wantLog("an update made me panic", 1)
	r.wantLog("an update could not be read", 1)
}

// TestSlowOne holds that a slow answer holds up neither others nor what comes after, and is not given twice.
func TestSlowOne(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	var mu sync.Mutex
	times := map[string]int{}
	r := start(t, telegramtest.Options{RepeatLimits: true}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		mu.Lock()
		times[q.Text]++
		mu.Unlock()
		if q.Text == "slow" {
			<-release
		}
		return heard(ctx, q)
	})
	ana, bo := r.s.User("ana"), r.s.User("bo")
	slow := r.s.Say(ana, r.s.Private(ana), "slow")
	for i := range 5 {
		text := fmt.Sprint("fast ", i)
		r.s.Say(bo, r.s.Private(bo), text)
		r.wantText(r.s.Next(r.s.Private(bo)), text)
	}
	if r.s.Confirmed() > 0 {
		t.Error("an update was confirmed before it was done")
	}
	close(release)
	r.wantText(r.s.Next(r.s.Private(ana)), "heard slow")
	r.s.AwaitConfirmed(slow.UpdateID)
	for text, n := range times {
		if n != 1 {
			t.Errorf("%q was handled %d times", text, n)
		}
	}
}

// hasty cuts answers off at the end, as a kill does.
func hasty(o *telegram.Options) { o.Grace = time.Millisecond }

// TestRestart stops in the middle of a batch: what was done is not done again, and nothing is lost, though
// Telegram gives all of it again.
func TestRestart(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{}, 10)
	r := start(t, telegramtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		if q.Text == "slow" {
			begun <- struct{}{}
			<-ctx.Done() // until it is cut off at the end
			return bot.Say("cut off")
		}
		return heard(ctx, q)
	}, hasty)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	slow := r.s.Say(ana, r.s.Private(ana), "slow")
	<-begun
	var last *telegramtest.Message
	for i := range 5 {
		last = r.s.Say(bo, r.s.Private(bo), fmt.Sprint("fast ", i))
		r.s.Next(r.s.Private(bo))
	}
	r.again(heard)
	r.wantText(r.s.Next(r.s.Private(ana)), "heard slow")
	r.s.AwaitConfirmed(last.UpdateID)
	if n := len(r.s.Sent(r.s.Private(bo))); n != 5 {
		t.Errorf("5 messages were answered %d times", n)
	}
	if slow.UpdateID >= last.UpdateID {
		t.Error("the slow one did not come first")
	}
	r.stop()
	if err := r.end(); err != nil {
		t.Error(err)
	}
	if next, done, _, err := r.store.Progress(t.Context(), "telegram", fmt.Sprint(r.s.Bot.ID)); err != nil || len(done) > 0 || next != last.UpdateID+1 {
		t.Errorf("kept is %d, %v, %v", next, done, err)
	}
}

// TestEffectOnce kills between the effect and the answer: the effect is there once, and the answer comes.
func TestEffectOnce(t *testing.T) {
	t.Parallel()
	s := telegramtest.New(t, telegramtest.Options{})
	st := memory(t)
	count := 0
	handler := func(ctx context.Context, q *bot.Request) *bot.Reply {
		_, err := st.Change(ctx, store.Account{Platform: "telegram", User: q.User}, q.ID, q.Now, func(*store.Person) error { count++; return nil })
		return bot.Say("done %v", err)
	}
	ana := s.User("ana")
	silence := s.Fail(telegramtest.Fault{Method: "sendMessage", Silent: true, Times: -1})
	r := launch(t, s, handler, hasty, func(o *telegram.Options) { o.Memory = st })
	said := s.Say(ana, s.Private(ana), "count")
	silence.Met()
	r.stop() // it waits out its time and is cut off, as by a kill
	if err := r.end(); err != nil {
		t.Error(err)
	}
	silence.End()
	r.run(handler, func(o *telegram.Options) { o.Memory = st })
	r.wantText(s.Next(s.Private(ana)), "done <nil>")
	s.AwaitConfirmed(said.UpdateID)
	if count != 1 {
		t.Errorf("the effect was made %d times", count)
	}
}

// TestFirstNumbers takes up where an earlier run was, unless that was so long ago that Telegram may have begun to
// count anew.
func TestFirstNumbers(t *testing.T) {
	t.Parallel()
	for age, want := range map[time.Duration]bool{time.Hour: false, 8 * 24 * time.Hour: true} {
		s := telegramtest.New(t, telegramtest.Options{})
		st := memory(t)
		if err := st.Advance(t.Context(), "telegram", fmt.Sprint(s.Bot.ID), 900_000_000, nil, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
		ana := s.User("ana")
		said := s.Say(ana, s.Private(ana), "hello")
		launch(t, s, heard, func(o *telegram.Options) { o.Memory = st })
		s.AwaitConfirmed(said.UpdateID)
		if got := len(s.Sent(s.Private(ana))) > 0; got != want {
			t.Errorf("an update below the number of %v ago was answered: %v", age, got)
		}
	}
}
