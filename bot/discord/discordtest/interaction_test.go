package discordtest

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
)

func TestCallbacks(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup)
	c := s.connect(t, all)
	ana := s.User("ana")

	i := s.Slash(ana, s.General, "warmup", Opt("lift", "squat"), Opt("reps", 5))
	var got struct {
		ID, Token string
		Data      struct {
			Name    string
			Options []struct {
				Name  string
				Value any
			}
		}
		Member struct{ User struct{ ID string } }
		Owners map[string]string `json:"authorizing_integration_owners"`
	}
	if err := json.Unmarshal(c.until("INTERACTION_CREATE"), &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != i.ID || got.Token != i.Token || got.Data.Name != "warmup" || len(got.Data.Options) != 2 ||
		got.Member.User.ID != ana.ID || got.Owners["0"] != s.Gym.ID {
		t.Errorf("the interaction came as %+v", got)
	}

	if a := r.do("PATCH", s.webhookPath(i)+"/messages/@original", `{"content":"x","allowed_mentions":{"parse":[]}}`); a.code != 10015 {
		t.Errorf("an edit before the callback: %d %s", a.status, a.body)
	}
	body := `{"type":4,"data":{"content":"Warm-up","allowed_mentions":{"parse":[]},"components":[{"type":1,"components":[{"type":2,"style":1,"label":"Again","custom_id":"v1:x"}]}]}}`
	if a := r.do("POST", callbackPath(i), body); a.status != 204 {
		t.Fatalf("callback: %d %s", a.status, a.body)
	}
	if a := r.do("POST", callbackPath(i), body); a.status != 400 || a.code != 40060 {
		t.Errorf("second callback: %d %s", a.status, a.body)
	}
	m := i.Final()
	if m.Text() != "Warm-up" || fmt.Sprint(m.Labels()) != "[Again]" || m.Ephemeral() {
		t.Errorf("final %q %q", m.Text(), m.Labels())
	}

	click := s.Click(ana, m, "Again")
	c.until("INTERACTION_CREATE")
	if a := r.do("POST", callbackPath(click), `{"type":6}`); a.status != 204 {
		t.Fatalf("defer update: %d %s", a.status, a.body)
	}
	r.do("PATCH", s.webhookPath(click)+"/messages/@original", `{"content":"Edited","allowed_mentions":{"parse":[]}}`)
	if m := click.Final(); m.ID != i.Final().ID || m.Text() != "Edited" || m.Edits != 1 {
		t.Errorf("after the update: %+v", m)
	}
	if a := r.do("POST", s.webhookPath(click), `{"content":"More","flags":64,"allowed_mentions":{"parse":[]}}`); a.status != 200 {
		t.Errorf("follow-up: %d %s", a.status, a.body)
	}
	if more := click.FollowUp(0); more.VisibleTo != ana {
		t.Errorf("the follow-up is seen by %v", more.VisibleTo)
	}
}

func TestDefer(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup)
	s.connect(t, all)
	i := s.Slash(s.User("bo"), s.DM(s.User("bo")), "warmup", Opt("lift", "squat"))
	r.do("POST", callbackPath(i), `{"type":5,"data":{"flags":64}}`)
	if first := i.Wait(); !first.Deferred() || !first.Ephemeral {
		t.Errorf("first %+v", first)
	}
	if got := s.Messages(i.Channel); len(got) != 0 {
		t.Errorf("a deferred answer shows %v", got)
	}
	r.do("PATCH", s.webhookPath(i)+"/messages/@original", `{"content":"now","allowed_mentions":{"parse":[]}}`)
	if m := i.Final(); m.Text() != "now" || !m.Ephemeral() || m.Edits != 0 {
		t.Errorf("final %+v", m)
	}
	if a := r.do("DELETE", s.webhookPath(i)+"/messages/@original", nil); a.status != 204 {
		t.Errorf("delete: %d", a.status)
	}
}

func TestLate(t *testing.T) {
	s, r := gymWith(t, Options{AckWithin: time.Nanosecond, TokenLife: time.Nanosecond}, warmup)
	i := s.Slash(s.User("bo"), s.General, "warmup", Opt("lift", "squat"))
	if a := r.do("POST", callbackPath(i), `{"type":5}`); a.status != 404 || a.code != 10062 {
		t.Errorf("late: %d %s", a.status, a.body)
	}
	if a := r.do("POST", s.webhookPath(i), `{"content":"x","allowed_mentions":{"parse":[]}}`); a.status != 401 || a.code != 50027 {
		t.Errorf("expired: %d %s", a.status, a.body)
	}
}
