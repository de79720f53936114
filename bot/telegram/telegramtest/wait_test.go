package telegramtest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"sync"
	"testing"
	"time"

	"spotter/bot/telegram/telegramtest"
)

// TestWaitingReaders holds that readers who came before the messages get one each, in order.
func TestWaitingReaders(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	chat := s.Open(s.User("Ann"))
	got := make(chan string, 3)
	for range 3 {
		go func() { got <- s.Next(chat).Text }()
	}
	if _, ok := s.NextWithin(s.Group("Quiet"), time.Millisecond); ok {
		t.Error("a message in a chat nobody wrote in")
	}
	seen := map[string]bool{}
	for i := range 3 {
		c.good("sendMessage", "chat_id", id(chat.ID), "text", fmt.Sprint(i))
		seen[<-got] = true
	}
	if len(seen) != 3 || len(s.Sent(chat)) != 3 {
		t.Errorf("seen %v", seen)
	}
}

// TestWaitingForStates holds that what is waited for may come before or after the wait begins.
func TestWaitingForStates(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	chat := s.Open(s.User("Ann"))
	edited := func(m *telegramtest.Message) bool { return m.Text == "two" }
	got := make(chan *telegramtest.Message)
	go func() { got <- s.Await(edited) }()
	c.good("sendMessage", "chat_id", id(chat.ID), "text", "one")
	m := s.Next(chat)
	go func() { got <- s.Edited(m) }()
	c.good("editMessageText", "chat_id", id(chat.ID), "message_id", id(m.ID), "text", "two", "reply_markup", keyboard(`{"text":"a","callback_data":"a"}`))
	first, second := <-got, <-got
	if first != second || first != s.Current(m) || s.Await(edited) != first || s.Edited(m) != first {
		t.Error("two waits found two states")
	}
	c.good("editMessageReplyMarkup", "chat_id", id(chat.ID), "message_id", id(m.ID))
	if end := s.Edited(first); end.Labels() != nil || end.Text != "two" || end.Before != first {
		t.Errorf("edited to %+v", end)
	}
	c.bad(400, "no caption in the message to edit", "editMessageCaption", "chat_id", id(chat.ID), "message_id", id(m.ID), "caption", "x")
}

func TestWaitingForConfirmation(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	first, second := s.Say(ann, s.Private(ann), "one"), s.Say(ann, s.Private(ann), "two")
	done := make(chan bool)
	for _, m := range []*telegramtest.Message{second, first} {
		go func() { s.AwaitConfirmed(m.UpdateID); done <- true }()
	}
	c.poll("offset", id(second.UpdateID+1))
	<-done
	<-done
}

// TestWaitingInVain holds that what does not come fails the test instead of hanging it.
func TestWaitingInVain(t *testing.T) {
	r := &fatal{TB: t}
	s := telegramtest.New(r, telegramtest.Options{Wait: time.Millisecond})
	ann := s.User("Ann")
	chat := s.Open(ann)
	none := func(*telegramtest.Message) bool { return false }
	cb := s.PressData(ann, &telegramtest.Message{Chat: chat}, "/x")
	f := s.Fail(telegramtest.Silence("getMe"))
	for name, wait := range map[string]func(){
		"Next":           func() { s.Next(chat) },
		"Await":          func() { s.Await(none) },
		"Edited":         func() { s.Edited(&telegramtest.Message{Chat: chat, ID: 7}) },
		"Press":          func() { s.Press(ann, &telegramtest.Message{Chat: chat}, "Next") },
		"Answer":         func() { cb.Answer() },
		"Inline":         func() { s.Inline(ann, "x").Answer() },
		"AwaitConfirmed": func() { s.AwaitConfirmed(cb.UpdateID) },
		"AwaitPoll":      func() { s.AwaitPoll() },
		"AwaitRequest":   func() { s.AwaitRequest(func(telegramtest.Request) bool { return false }) },
		"Met":            f.Met,
		"Spent":          f.Spent,
	} {
		if !r.fails(wait) {
			t.Errorf("%s does not fail", name)
		}
	}
	f.End()
	if len(s.Requests()) != 0 {
		t.Error("there were requests")
	}
}

// fatal is a test whose Fatalf ends the goroutine and nothing else.
type fatal struct {
	testing.TB
	failed bool
}

func (f *fatal) Fatalf(string, ...any) {
	f.failed = true
	runtime.Goexit()
}

func (f *fatal) fails(run func()) bool {
	f.failed = false
	done := make(chan struct{})
	go func() {
		defer close(done)
		run()
	}()
	<-done
	return f.failed
}

// TestCrowd holds that nothing is lost or mixed up when many chats talk at once.
func TestCrowd(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	const people, each = 20, 25
	gone := make(chan struct{})
	go func() { defer close(gone); echo(c, "bye") }()
	var all sync.WaitGroup
	for i := range people {
		ann := s.User(fmt.Sprint("Ann ", i))
		all.Go(func() {
			for n := range each {
				text := fmt.Sprintf("%d of %d", n, ann.ID)
				s.Say(ann, s.Private(ann), text)
				if m := s.Next(s.Private(ann)); m.Text != text {
					t.Errorf("got %q, want %q", m.Text, text)
				}
			}
		})
	}
	all.Wait()
	s.Say(s.User("Bob"), s.Private(s.User("Bob")), "bye")
	<-gone
	if n := len(s.Sent(s.Private(s.User("Ann 7")))); n != each || s.Confirmed() < people*each-1 {
		t.Errorf("%d answers to one, %d updates confirmed", n, s.Confirmed())
	}
}

// echo answers every message with its text until one says the last word; it confirms after the effect.
func echo(c client, last string) {
	for offset := int64(0); ; {
		for _, u := range c.poll("offset", id(offset), "timeout", "50") {
			if u.Message.Text == last {
				return
			}
			offset = u.ID + 1
			resp, err := http.PostForm(c.url("sendMessage"), url.Values{"chat_id": {id(u.Message.Chat.ID)}, "text": {u.Message.Text}})
			c.read(resp, err)
		}
	}
}

// TestExtras holds what clients add to a message.
func TestExtras(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann, group := s.User("Ann"), s.Supergroup("Lifters")
	if m := s.Say(ann, group, "Spotter, hi", telegramtest.Mention(s.Bot, "Spotter")); m.UpdateID == 0 || m.Part(m.Entities[0]) != "Spotter" {
		t.Error("a text mention of the bot is not told")
	}
	if m := s.Photo(ann, group, "🏋 Spotter", telegramtest.Mention(s.Bot, "Spotter")); m.UpdateID == 0 || m.CaptionEntities[0].Offset != 3 {
		t.Error("a text mention in a caption is not told")
	}
	if m := s.Say(ann, group, "20 x 5", telegramtest.Via(s.Bot)); m.UpdateID == 0 {
		t.Error("a message through the bot is not told")
	}
	if m := s.Say(ann, group, "/x", telegramtest.InThread(7)); m.Thread != 7 || m.IsTopic {
		t.Errorf("in thread %d", m.Thread)
	}
	kinds := func(text string) (out []string) {
		for _, e := range s.Say(ann, group, text).Entities {
			out = append(out, e.Type)
		}
		return out
	}
	if got := fmt.Sprint(kinds("/a@some_bot see https://x.org/a/b or x.com, a@b.org @ann #pr 5/3")); got != "[bot_command url url email mention hashtag]" {
		t.Errorf("entities %s", got)
	}
	c.bad(400, "invalid user_id", "getChatMember", "chat_id", id(group.ID), "user_id", "1")
	c.bad(403, "bots", "sendMessage", "chat_id", id(s.Robot("Other").ID), "text", "x")
}
