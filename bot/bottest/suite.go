package bottest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"spotter/bot"
)

// Stage is a platform to act on: people on one side, the adapter and a handler on the other. It has one
// group, in which everybody is, and a private chat of each person with the bot. Its methods fail the
// test instead of waiting for ever.
type Stage interface {
	// Adapter is the adapter under test, not yet running.
	Adapter() interface {
		bot.Adapter
		bot.Sender
	}
	// Ready waits until the adapter hears what is said.
	Ready()
	Tell(person, text string)                   // in the person's own chat with the bot
	Call(person, text string)                   // in the group, to the bot
	Chat(person, text string)                   // in the group, to nobody
	Press(person string, m Shown, label string) // the button under a message that the person can see
	// Own waits for the next message in the person's own chat, Open for the next in the group that
	// everybody sees, Pressed for what the last press of the person led to, wherever it stands.
	Own(person string) Shown
	Open() Shown
	Pressed(person string) Shown
	// Account is the person's id on the platform, Group the group's.
	Account(person string) string
	Group() string
	// Shut makes the person refuse messages of the bot.
	Shut(person string)
	// Once tells that the platform drops a message whose id was sent before.
	Once() bool
}

// Shown is a message as a person sees it.
type Shown struct {
	Text    string
	Labels  []string
	Alts    []string // of its pictures
	Pinged  []string // the accounts it notifies
	Message any      // the stage's own
}

// TestAdapter holds an adapter to what every platform must do. open makes a stage with people ana, bo
// and cy.
func TestAdapter(t *testing.T, open func(t *testing.T) Stage) {
	for _, c := range []struct {
		name string
		play func(*suite)
	}{
		{"own chat", (*suite).ownChat},
		{"group", (*suite).group},
		{"buttons", (*suite).buttons},
		{"for the asker alone", (*suite).askerAlone},
		{"in the open", (*suite).inTheOpen},
		{"order", (*suite).order},
		{"one does not wait for another", (*suite).apart},
		{"a panic", (*suite).panics},
		{"every reply of the corpus", (*suite).corpus},
		{"nobody is notified", (*suite).nobody},
		{"the bot speaks first", (*suite).speaksFirst},
		{"nobody there", (*suite).nobodyThere},
		{"the end", (*suite).end},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &suite{T: t, Stage: open(t), requests: make(chan *bot.Request, 1000)}
			s.run()
			c.play(s)
			s.stop()
		})
	}
}

// suite is one case on its stage.
type suite struct {
	*testing.T
	Stage
	mu       sync.Mutex
	answer   func(*bot.Request) *bot.Reply
	requests chan *bot.Request
	cancel   context.CancelFunc
	ended    chan error
	over     bool
}

func (s *suite) run() {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.ended = cancel, make(chan error, 1)
	a := s.Adapter()
	go func() { s.ended <- a.Run(ctx, bot.HandlerFunc(s.handle)) }()
	s.Cleanup(s.stop)
	s.Ready()
}

// stop ends the adapter, which must go quietly.
func (s *suite) stop() {
	if s.over {
		return
	}
	s.over = true
	s.cancel()
	if err := <-s.ended; err != nil {
		s.Errorf("the adapter ended with %v", err)
	}
}

func (s *suite) handle(_ context.Context, r *bot.Request) *bot.Reply {
	s.mu.Lock()
	answer := s.answer
	s.mu.Unlock()
	s.requests <- r
	return answer(r)
}

// says makes the bot answer with what f returns from now on.
func (s *suite) says(f func(*bot.Request) *bot.Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = f
}

func echo(r *bot.Request) *bot.Reply { return bot.Say("heard %s", strings.TrimSpace(r.Text)) }

func (s *suite) want(m Shown, text string) {
	s.Helper()
	if !strings.Contains(m.Text, text) {
		s.Errorf("shown is %q, want %q in it", m.Text, text)
	}
}

func (s *suite) ownChat() {
	s.says(echo)
	s.Tell("ana", "hello there")
	s.want(s.Own("ana"), "heard hello there")
	r := <-s.requests
	if r.User != s.Account("ana") || !r.Private || !r.Addressed || r.Pressed || r.ID == "" || r.Chat == "" || r.Now.IsZero() {
		s.Errorf("the request is %+v", r)
	}
}

func (s *suite) group() {
	s.says(echo)
	s.Chat("ana", "nice lift bo")
	s.Call("bo", "what now")
	s.want(s.Open(), "heard what now")
	for r := range s.drained() {
		if r.User == s.Account("ana") && r.Addressed {
			s.Errorf("what was said to nobody came as %+v", r)
		}
		if r.User == s.Account("bo") && (r.Private || !r.Addressed || r.Chat != s.Group()) {
			s.Errorf("the request is %+v", r)
		}
	}
}

// drained is the requests so far.
func (s *suite) drained() func(func(*bot.Request) bool) {
	return func(yield func(*bot.Request) bool) {
		for {
			select {
			case r := <-s.requests:
				if !yield(r) {
					return
				}
			default:
				return
			}
		}
	}
}

func (s *suite) buttons() {
	s.says(func(r *bot.Request) *bot.Reply {
		if r.Pressed {
			return echo(r)
		}
		reply := bot.Say("which")
		reply.Buttons = bot.Rows(2, bot.Button{Label: "One", Line: "/one"}, bot.Button{Label: "Two", Line: "/two " + strings.Repeat("x", bot.MaxButtonLine-5)},
			bot.Button{Label: "One again", Line: "/one"})
		return reply
	})
	for _, shown := range []Shown{s.told("ana"), s.called("ana")} {
		for _, label := range []string{"One", "Two", "One again"} {
			if !slices.Contains(shown.Labels, label) {
				s.Fatalf("the buttons are %q", shown.Labels)
			}
		}
		s.Press("ana", shown, "Two")
		s.want(s.Pressed("ana"), "heard /two xx")
		if r := s.last(); !r.Pressed || r.User != s.Account("ana") || !strings.HasPrefix(r.Text, "/two x") {
			s.Errorf("a press came as %+v", r)
		}
	}
	// Somebody else presses: he acts for himself.
	shown := s.called("ana")
	s.Press("bo", shown, "One")
	s.want(s.Pressed("bo"), "heard /one")
	if r := s.last(); r.User != s.Account("bo") {
		s.Errorf("bo's press came as %+v", r)
	}
}

func (s *suite) told(person string) Shown {
	s.Tell(person, "a")
	return s.Own(person)
}

func (s *suite) called(person string) Shown {
	s.Call(person, "a")
	return s.Open()
}

// last is the last request there was.
func (s *suite) last() (last *bot.Request) {
	s.Helper()
	for r := range s.drained() {
		last = r
	}
	if last == nil {
		s.Fatal("there was no request")
	}
	return last
}

func (s *suite) askerAlone() {
	s.says(func(r *bot.Request) *bot.Reply {
		r.Command = &bot.Command{Name: "settings"}
		reply := bot.Say("the secret")
		reply.For = bot.OnlyAsker
		return reply
	})
	s.Tell("ana", "a")
	s.want(s.Own("ana"), "the secret")
	s.Call("ana", "a")
	if m := s.Open(); strings.Contains(m.Text, "secret") || m.Text == "" {
		s.Errorf("in the group stands %q", m.Text)
	}
}

func (s *suite) inTheOpen() {
	s.says(func(*bot.Request) *bot.Reply {
		reply := bot.Say("all of it")
		reply.Openly = bot.Say("one warm line")
		return reply
	})
	s.want(s.told("ana"), "all of it")
	if m := s.called("ana"); strings.Contains(m.Text, "all of it") || !strings.Contains(m.Text, "one warm line") {
		s.Errorf("in the group stands %q", m.Text)
	}
}

func (s *suite) order() {
	s.says(func(*bot.Request) *bot.Reply { return nil })
	const each = 30
	people := []string{"ana", "bo", "cy"}
	for n := range each {
		for _, p := range people {
			s.Tell(p, fmt.Sprint(n))
		}
	}
	got := map[string]int{}
	for range each * len(people) {
		r := <-s.requests
		if r.Text != fmt.Sprint(got[r.User]) {
			s.Fatalf("%s's message %q came as number %d", r.User, r.Text, got[r.User])
		}
		got[r.User]++
	}
}

func (s *suite) apart() {
	release := make(chan struct{})
	s.says(func(r *bot.Request) *bot.Reply {
		if r.User == s.Account("ana") {
			<-release
		}
		return echo(r)
	})
	s.Tell("ana", "slow")
	s.Tell("bo", "fast")
	s.want(s.Own("bo"), "heard fast")
	close(release)
	s.want(s.Own("ana"), "heard slow")
}

func (s *suite) panics() {
	s.says(func(r *bot.Request) *bot.Reply {
		if r.Text == "boom" {
			panic("boom")
		}
		return echo(r)
	})
	s.Tell("ana", "boom")
	s.Tell("ana", "still there")
	s.want(s.Own("ana"), "heard still there")
}

func (s *suite) corpus() {
	for _, e := range Corpus() {
		e.Reply.For = bot.Everyone
		s.says(func(*bot.Request) *bot.Reply { return e.Reply })
		own, open := s.told("ana"), s.called("bo")
		for _, m := range []Shown{own, open} {
			if strings.TrimSpace(m.Text) == "" && len(m.Alts) == 0 {
				s.Errorf("%s: nothing is shown", e.Name)
			}
			if len(m.Pinged) > 0 {
				s.Errorf("%s notifies %q", e.Name, m.Pinged)
			}
		}
		if e.Name == "picture" && !slices.Contains(own.Alts, "Set 1: 60 kg, a 20 kg plate on each side.") {
			s.Errorf("the picture's words are %q", own.Alts)
		}
		s.quiet()
	}
}

// quiet takes what is left of replies in several messages.
func (s *suite) quiet() {
	s.says(echo)
	s.Tell("ana", "end of it")
	s.Call("bo", "end of it")
	for _, next := range []func() Shown{func() Shown { return s.Own("ana") }, s.Open} {
		for !strings.Contains(next().Text, "end of it") {
		}
	}
}

func (s *suite) nobody() {
	s.says(func(*bot.Request) *bot.Reply {
		return bot.Say("@everyone @here <@%s> @bo", s.Account("bo"))
	})
	for _, m := range []Shown{s.told("ana"), s.called("ana")} {
		if len(m.Pinged) > 0 {
			s.Errorf("%q notifies %q", m.Text, m.Pinged)
		}
	}
}

func (s *suite) speaksFirst() {
	s.says(echo)
	s.told("ana") // some platforms let the bot write only to who has written before
	m := &bot.Message{ID: "reminder-1", User: s.Account("ana"), Reply: bot.Say("Rest day.")}
	m.Reply.Buttons = bot.Rows(1, bot.Button{Label: "Done", Line: "/done"})
	send := func(m *bot.Message) {
		s.Helper()
		if err := s.Adapter().Send(s.Context(), m); err != nil {
			s.Fatal(err)
		}
	}
	send(m)
	shown := s.Own("ana")
	s.want(shown, "Rest day.")
	if !slices.Equal(shown.Labels, []string{"Done"}) {
		s.Errorf("its buttons are %q", shown.Labels)
	}
	if s.Once() {
		send(m)
	}
	m = &bot.Message{ID: "reminder-2", User: s.Account("bo"), Chat: s.Group(), Reply: bot.Say("Rest day in the group.")}
	send(m)
	shown = s.Open()
	s.want(shown, "Rest day in the group.")
	if !slices.Equal(shown.Pinged, []string{s.Account("bo")}) {
		s.Errorf("it notifies %q, and is for %s", shown.Pinged, s.Account("bo"))
	}
	s.want(s.told("ana"), "heard a") // and not the first reminder again
	secret := bot.Say("the secret")
	secret.For = bot.OnlyAsker
	if err := s.Adapter().Send(s.Context(), &bot.Message{ID: "reminder-3", User: s.Account("bo"), Chat: s.Group(), Reply: secret}); err == nil {
		s.Error("what is for one person alone went to a group")
	}
}

func (s *suite) nobodyThere() {
	s.says(echo)
	s.told("ana")
	s.Shut("ana")
	err := s.Adapter().Send(s.Context(), &bot.Message{ID: "reminder-1", User: s.Account("ana"), Reply: bot.Say("Rest day.")})
	if !errors.Is(err, bot.ErrGone) {
		s.Errorf("a person who refuses messages gives %v", err)
	}
}

func (s *suite) end() {
	release, begun := make(chan struct{}), make(chan struct{})
	s.says(func(r *bot.Request) *bot.Reply {
		close(begun)
		<-release
		return echo(r)
	})
	s.Tell("ana", "the last one")
	<-begun
	s.cancel()
	close(release)
	s.want(s.Own("ana"), "heard the last one")
}
