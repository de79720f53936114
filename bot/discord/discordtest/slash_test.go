package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// refused is a test in which a person's Discord does not let him do something.
type refused struct {
	*testing.T
	why *string
}

func (r refused) Fatalf(format string, args ...any) {
	*r.why = fmt.Sprintf(format, args...)
	panic(r)
}

// attempt is why something cannot be done; "" when it can.
func attempt(s *Server, t *testing.T, do func()) (why string) {
	s.t = refused{t, &why}
	defer func() { s.t = t; recover() }()
	do()
	return ""
}

func TestWhatPeopleCannotDo(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup, `{"name":"log","description":"Log","contexts":[0],"options":[{"type":1,"name":"set","description":"A set"}]}`,
		`{"name":"setup","description":"For admins","default_member_permissions":"32"}`)
	s.connect(t, all)
	ana, bo := s.User("ana"), s.User("bo")
	slash := func(command string, options ...Option) func() {
		return func() { s.Slash(ana, s.General, command, options...) }
	}
	lift := Opt("lift", "squat")
	i := s.Slash(ana, s.General, "warmup", lift)
	r.do("POST", callbackPath(i), `{"type":4,"data":{"flags":64,"content":"x","allowed_mentions":{"parse":[]},"components":[{"type":1,"components":[`+
		button("a", "A")+`,{"type":2,"style":1,"label":"Off","custom_id":"b","disabled":true}]}]}}`)
	for _, c := range []struct {
		want string
		do   func()
	}{
		{"not registered", slash("nothing")},
		{"lift is required", slash("warmup")},
		{"no option weight", slash("warmup", lift, Opt("weight", 5))},
		{"out of bounds", slash("warmup", lift, Opt("reps", 21))},
		{"of type 4", slash("warmup", lift, Opt("reps", "five"))},
		{"no choice", slash("warmup", lift, Opt("unit", "stone"))},
		{"not registered", slash("setup")},
		{"subcommand", slash("log")},
		{"no subcommand", slash("log get")},
		{"not registered", func() { s.Slash(ana, s.DM(ana), "log set") }},
		{"does not complete", func() { s.Autocomplete(ana, s.General, "warmup", "unit", "k") }},
		{`no button "B"`, func() { s.Click(ana, i.Final(), "B") }},
		{`no button "Off"`, func() { s.Click(ana, i.Final(), "Off") }},
		{"only ana sees", func() { s.Click(bo, i.Final(), "A") }},
		{"not a modal", func() { s.Submit(ana, i, "x") }},
		{"not registered", func() { s.MessageMenu(ana, "warmup", i.Final()) }},
	} {
		if why := attempt(s, t, c.do); !strings.Contains(why, c.want) {
			t.Errorf("refused with %q, want %q", why, c.want)
		}
	}
	if why := attempt(s, t, slash("warmup", lift, Option{Name: "reps", Value: 999, Forged: true})); why != "" {
		t.Errorf("a tampered client was refused: %s", why)
	}
	if why := attempt(s, t, func() { s.Slash(s.Admin("cy"), s.General, "setup") }); why != "" {
		t.Errorf("an administrator was refused: %s", why)
	}
	if why := attempt(s, t, slash("log set")); why != "" {
		t.Errorf("a subcommand was refused: %s", why)
	}
}

// TestCrowd holds that nothing is lost or out of order when many people do something at once.
func TestCrowd(t *testing.T) {
	const people, each = 50, 20
	s, r := gymWith(t, Options{}, warmup)
	c := s.connect(t, all)
	go func() {
		for range people * each {
			var got struct{ ID, Token string }
			if json.Unmarshal(c.until("INTERACTION_CREATE"), &got) == nil {
				go r.do("POST", "/interactions/"+got.ID+"/"+got.Token+"/callback", `{"type":4,"data":`+message(`"content":"`+got.ID+`"`)+`}`)
			}
		}
	}()
	var crowd sync.WaitGroup
	for p := range people {
		crowd.Go(func() {
			u := s.User(fmt.Sprint("person ", p))
			for range each {
				if i := s.Slash(u, s.DM(u), "warmup", Opt("lift", "squat")); i.Final().Text() != i.ID {
					t.Errorf("%s got another's answer", u.Name)
				}
			}
		})
	}
	crowd.Wait()
	if n := len(s.Requests()); n != people*each+1 {
		t.Errorf("%d requests", n)
	}
}
