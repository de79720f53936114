package telegramtest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"spotter/bot/telegram/telegramtest"
)

func TestPolling(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	chat := s.Private(ann)
	first := s.Say(ann, chat, "/warmup deadlift 180")
	s.Say(ann, chat, "two")
	last := s.Say(ann, chat, "three")

	u := c.poll("timeout", "0", "limit", "2")
	if len(u) != 2 || u[0].ID != first.UpdateID || u[0].Message.Text != "/warmup deadlift 180" {
		t.Fatalf("first batch: %+v", u)
	}
	if e := u[0].Message.Entities; len(e) != 1 || e[0].Type != "bot_command" || e[0].Length != 7 {
		t.Errorf("entities %+v", e)
	}
	if u = c.poll("offset", id(first.UpdateID+1)); len(u) != 2 || s.Confirmed() != 1 {
		t.Fatalf("offset confirms %d and leaves %d", s.Confirmed(), len(u))
	}
	if u = c.poll("offset", "-1"); len(u) != 1 || u[0].ID != last.UpdateID || s.Confirmed() != 2 {
		t.Fatalf("a negative offset leaves %+v, confirmed %d", u, s.Confirmed())
	}
	if u = c.poll("offset", id(last.UpdateID+1)); len(u) != 0 || s.Pending() != 0 {
		t.Fatalf("all confirmed leaves %+v", u)
	}
	s.AwaitConfirmed(last.UpdateID)
}

// TestLongPoll holds that a poll ends with the update and not before.
func TestLongPoll(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	got := make(chan updates)
	go func() { got <- c.poll("timeout", "50") }()
	select {
	case u := <-got:
		t.Fatalf("the poll ended with %d updates and none there", len(u))
	case <-time.After(50 * time.Millisecond):
	}
	s.Say(ann, s.Private(ann), "hello")
	if u := <-got; len(u) != 1 || u[0].Message.Text != "hello" {
		t.Fatalf("got %+v", u)
	}
	began := time.Now()
	if u := c.poll("timeout", "1", "offset", "870000002"); len(u) != 0 || time.Since(began) < 900*time.Millisecond {
		t.Errorf("an empty poll of 1 s gave %d updates after %v", len(u), time.Since(began))
	}
}

func TestSecondPollerAndWebhook(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	lost := make(chan answer)
	go func() { lost <- c.call("getUpdates", "timeout", "50") }()
	s.AwaitPoll()
	c.poll()
	if a := <-lost; a.Code != 409 || !strings.Contains(a.Description, "terminated by other getUpdates request") {
		t.Errorf("the waiting poller got %d %q", a.Code, a.Description)
	}
	c.bad(400, "HTTPS URL", "setWebhook", "url", "http://example.org")
	c.good("setWebhook", "url", "https://example.org/hook")
	c.bad(409, "webhook is active", "getUpdates")
	var info struct{ URL string }
	if json.Unmarshal(c.good("getWebhookInfo").Result, &info); info.URL == "" {
		t.Error("getWebhookInfo knows no webhook")
	}
	c.good("deleteWebhook")
	c.poll()
	s.Fail(telegramtest.SecondPoller())
	c.bad(409, "only one bot instance", "getUpdates")
	s.Fail(telegramtest.WebhookActive())
	c.bad(409, "use deleteWebhook", "getUpdates")
}

func TestAllowedUpdates(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	chat := s.Private(ann)
	c.poll("allowed_updates", `["edited_message"]`)
	m := s.Say(ann, chat, "not told")
	c.poll("allowed_updates", "null") // as the last time
	e := s.Edit(m, "told")
	if m.UpdateID != 0 || e.UpdateID == 0 {
		t.Errorf("updates %d and %d, want none and one", m.UpdateID, e.UpdateID)
	}
	if u := c.poll(); len(u) != 1 || u[0].Edited.Text != "told" {
		t.Errorf("got %+v", u)
	}
	c.poll("allowed_updates", `[]`)
	if m := s.Say(ann, chat, "told again"); m.UpdateID == 0 {
		t.Error("an empty list allows messages")
	}
}

func TestBacklogExpires(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	old := s.Say(ann, s.Private(ann), "/old", telegramtest.Ago(25*time.Hour))
	late := s.Say(ann, s.Private(ann), "/late", telegramtest.Ago(3*time.Hour))
	if old.UpdateID != 0 || late.UpdateID == 0 {
		t.Errorf("updates %d and %d", old.UpdateID, late.UpdateID)
	}
	if u := c.poll(); len(u) != 1 || time.Now().Unix()-u[0].Message.Date < 3*3600 {
		t.Errorf("got %+v", u)
	}
}

func TestPoisonedUpdate(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	at := s.Poison()
	var raw []struct {
		ID      int64           `json:"update_id"`
		Message json.RawMessage `json:"message"`
	}
	if err := json.Unmarshal(c.good("getUpdates").Result, &raw); err != nil || raw[0].ID != at {
		t.Fatalf("%v %v", raw, err)
	}
	if json.Unmarshal(raw[0].Message, &telegramtest.Message{}) == nil {
		t.Error("the poisoned message can be decoded")
	}
}

// TestRepeatLimits holds that a poll with the offset of the one before gets one update at a time.
func TestRepeatLimits(t *testing.T) {
	s, c := start(t, telegramtest.Options{RepeatLimits: true})
	ann := s.User("Ann")
	first := s.Say(ann, s.Private(ann), "one")
	s.Say(ann, s.Private(ann), "two")
	at := id(first.UpdateID)
	if a, b := c.poll("offset", at), c.poll("offset", at); len(a) != 2 || len(b) != 1 {
		t.Errorf("%d, then %d updates, want 2 and 1", len(a), len(b))
	}
	if u := c.poll("offset", id(first.UpdateID+1)); len(u) != 1 || u[0].Message.Text != "two" {
		t.Errorf("the next offset gives %+v", u)
	}
}
