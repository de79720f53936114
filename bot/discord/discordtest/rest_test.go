package discordtest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRegistering(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup, `{"name":"help","description":"Help"}`)
	path := "/applications/" + s.AppID + "/commands"
	before := s.Commands(nil)
	r.do("PUT", path, `[`+strings.Replace(warmup, "Plan a", "Plan your", 1)+`,{"name":"ask","description":"Ask"}]`)
	after := s.Commands(nil)
	if after[0].ID != before[0].ID || after[0].Version == before[0].Version {
		t.Errorf("changed: id %s → %s, version %s → %s", before[0].ID, after[0].ID, before[0].Version, after[0].Version)
	}
	if len(after) != 2 || after[1].Name != "ask" {
		t.Errorf("registered %+v", after)
	}
	r.do("PUT", path, `[`+strings.Replace(warmup, "Plan a", "Plan your", 1)+`,{"name":"ask","description":"Ask"}]`)
	if again := s.Commands(nil); again[0].Version != after[0].Version {
		t.Errorf("the same again has another version")
	}
	if puts, creates := s.Registrations(); puts != 3 || creates != 3 {
		t.Errorf("%d puts, %d creates", puts, creates)
	}
	r.do("PUT", "/applications/"+s.AppID+"/guilds/"+s.Gym.ID+"/commands", `[{"name":"ask","description":"Here"}]`)
	if got := s.Commands(s.Gym); len(got) != 1 || got[0].Description != "Here" {
		t.Errorf("in the guild %+v", got)
	}

	var last answered
	for n := range 4 {
		var list []string
		for m := range 60 {
			list = append(list, fmt.Sprintf(`{"name":"c%d-%d","description":"x"}`, n, m))
		}
		last = r.do("PUT", path, "["+strings.Join(list, ",")+"]")
	}
	if last.code != 30034 {
		t.Errorf("after 240 creates: %d %s", last.status, last.body)
	}
}

func TestNonce(t *testing.T) {
	s := New(t, Options{})
	r := rest{t, s}
	path := "/channels/" + s.General.ID + "/messages"
	body := message(`"content":"x","nonce":"r1","enforce_nonce":true`)
	s.Fail(Fault{Drop: DropAfter}.For(1))
	if a := r.do("POST", path, body); a.status != 0 {
		t.Errorf("answered %d", a.status)
	}
	first := s.Next(s.General)
	if a := r.do("POST", path, body); a.status != 200 || a.id != first.ID || len(s.Messages(s.General)) != 1 {
		t.Errorf("again: %d %s, %d messages", a.status, a.body, len(s.Messages(s.General)))
	}
	if first.Nonce != "r1" {
		t.Errorf("nonce %q", first.Nonce)
	}
}

func TestChannelLimit(t *testing.T) {
	s := New(t, Options{ChannelLimit: 2, ChannelPer: time.Minute})
	r := rest{t, s}
	var got []int
	var last answered
	for range 3 {
		last = r.do("POST", "/channels/"+s.General.ID+"/messages", message(`"content":"x"`))
		got = append(got, last.status)
	}
	if fmt.Sprint(got) != "[200 200 429]" || last.header.Get("X-RateLimit-Remaining") != "0" || !strings.Contains(string(last.body), "retry_after") {
		t.Errorf("%v; %v %s", got, last.header, last.body)
	}
	dm := s.DM(s.User("bo"))
	if a := r.do("POST", "/channels/"+dm.ID+"/messages", message(`"content":"x"`)); a.status != 200 {
		t.Errorf("another channel: %d", a.status)
	}
}

func TestGlobalLimitAsDocumented(t *testing.T) {
	s := New(t, Options{})
	s.Fail(GlobalLimit(1500 * time.Millisecond).For(1))
	h := rest{t, s}.do("GET", "/users/@me", nil).header
	if h.Get("Retry-After") != "2" || h.Get("X-RateLimit-Global") != "true" || h.Get("X-RateLimit-Scope") != "global" || h.Get("X-RateLimit-Reset-After") != "" {
		t.Errorf("%v", h)
	}
}

func TestPings(t *testing.T) {
	s := New(t, Options{Lenient: true})
	r := rest{t, s}
	bo := s.User("bo")
	said := s.Say(bo, s.General, "hi")
	path := "/channels/" + s.General.ID + "/messages"
	for _, c := range []struct {
		body     string
		user     bool
		everyone bool
	}{
		{`{"content":"<@` + bo.ID + `> @everyone"}`, true, true},
		{message(`"content":"<@` + bo.ID + `> @everyone"`), false, false},
		{`{"content":"<@` + bo.ID + `> @everyone","allowed_mentions":{"parse":[],"users":["` + bo.ID + `"]}}`, true, false},
		{`{"content":"x","allowed_mentions":{"parse":[],"users":["` + bo.ID + `"]}}`, false, false},
		{`{"embeds":[{"description":"<@` + bo.ID + `>"}],"allowed_mentions":{"parse":["users"]}}`, false, false},
		{`{"content":"x","message_reference":{"message_id":"` + said.ID + `"}}`, true, false},
		{message(`"content":"x","message_reference":{"message_id":"` + said.ID + `"}`), false, false},
		{`{"content":"x","message_reference":{"message_id":"` + said.ID + `"},"allowed_mentions":{"replied_user":true}}`, true, false},
	} {
		r.do("POST", path, c.body)
		if m := s.Next(s.General); m.Pings(bo) != c.user || m.PingedEveryone != c.everyone {
			t.Errorf("%s pings %v, everyone %v", c.body, m.Pings(bo), m.PingedEveryone)
		}
	}
	if a := r.do("POST", path, message(`"content":"x","message_reference":{"message_id":"1"}`)); a.code != 50035 {
		t.Errorf("a reply to nothing: %d %s", a.status, a.body)
	}
}

func TestEphemeralIsOutOfReach(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup)
	s.connect(t, all)
	i := s.Slash(s.User("bo"), s.General, "warmup", Opt("lift", "squat"))
	r.do("POST", callbackPath(i), `{"type":4,"data":`+message(`"content":"x","flags":64`)+`}`)
	m := i.Final()
	if a := r.do("PATCH", "/channels/"+s.General.ID+"/messages/"+m.ID, message(`"content":"y"`)); a.code != 10008 {
		t.Errorf("edited through the channel: %d %s", a.status, a.body)
	}
	if a := r.do("PATCH", s.webhookPath(i)+"/messages/"+m.ID, message(`"content":"y"`)); a.status != 200 || s.Latest(m).Text() != "y" || m.Text() != "x" {
		t.Errorf("edited through the token: %d %s", a.status, a.body)
	}
}

// TestProblemsFailTheTest holds that what is found is not lost.
func TestProblemsFailTheTest(t *testing.T) {
	errors := make(chan string, 9)
	t.Run("inner", func(t *testing.T) {
		s := New(telling{t, errors}, Options{})
		rest{t, s}.do("POST", "/channels/"+s.General.ID+"/messages", `{"content":"x"}`)
	})
	select {
	case got := <-errors:
		if !strings.Contains(got, "allowed_mentions") {
			t.Errorf("the test failed with %q", got)
		}
	default:
		t.Error("a problem did not fail the test")
	}
}

// telling is a test whose failures are told instead.
type telling struct {
	*testing.T
	errors chan string
}

func (f telling) Errorf(format string, args ...any) { f.errors <- fmt.Sprintf(format, args...) }
