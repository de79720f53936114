package discordtest

import (
	"cmp"
	"context"
	"encoding/base64"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// Options are how the Discord behaves. The zero value is the documented behaviour.
type Options struct {
	Lenient bool // problems are listed, but do not fail the test
	// OnlyLimits leaves out the official description even where SPEC_DIR is set.
	OnlyLimits bool

	HeartbeatInterval time.Duration // asked of clients; 41.25 s by default
	AckWithin         time.Duration // for the first answer to an interaction; 3 s by default
	TokenLife         time.Duration // of an interaction's token; 15 min by default
	Patience          time.Duration // of the waiting methods, before they fail the test; 10 s by default

	Remaining    int  // identifies left today; 1,000 by default, negative for none
	Privileged   bool // the privileged intents are granted
	ChannelLimit int  // messages per channel and ChannelPer; 0 for no limit
	ChannelPer   time.Duration
}

// Server is one Discord with one bot in it.
type Server struct {
	URL   string // http://127.0.0.1:port
	Token string // the only bot token accepted
	AppID string
	BotID string

	Gym     *Guild   // a guild that the bot has been in for long
	General *Channel // its text channel

	t    testing.TB
	o    Options
	http *httptest.Server
	spec *description // nil without SPEC_DIR
	bot  *User
	ids  snowflakes
	done chan struct{}  // closed when the server stops
	live sync.WaitGroup // gateway connections

	mu       sync.Mutex
	changed  chan struct{} // closed at the next change somebody waits for
	cast     cast
	messages messages
	commands commands
	pending  map[string]*Interaction // by token
	gateway  gateway
	faults   []*Fault
	buckets  map[string]*bucket
	problems []Problem
	requests []Request
	typing   int
	revoked  bool
}

// New starts a Discord that stops with the test, and then fails it for every problem found.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	o.HeartbeatInterval = cmp.Or(o.HeartbeatInterval, 41250*time.Millisecond)
	o.AckWithin = cmp.Or(o.AckWithin, 3*time.Second)
	o.TokenLife = cmp.Or(o.TokenLife, 15*time.Minute)
	o.Patience = cmp.Or(o.Patience, 10*time.Second)
	o.Remaining = max(cmp.Or(o.Remaining, 1000), 0)
	s := &Server{
		t: t, o: o, done: make(chan struct{}),
		pending: map[string]*Interaction{}, buckets: map[string]*bucket{},
	}
	if dir := os.Getenv("SPEC_DIR"); dir != "" && !o.OnlyLimits {
		var err error
		if s.spec, err = describe(dir); err != nil {
			t.Fatal(err)
		}
	}
	s.AppID, s.BotID = stable("application"), stable("user spotter")
	s.Token = base64.RawURLEncoding.EncodeToString([]byte(s.BotID)) + ".Gf4k3." + secret(38)
	s.bot = &User{ID: s.BotID, Name: "spotter", Bot: true}
	s.gateway.remaining = o.Remaining
	s.populate()
	s.http = httptest.NewUnstartedServer(s.routes())
	s.http.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.http.Start()
	s.URL = s.http.URL
	t.Cleanup(s.stop)
	return s
}

func (s *Server) stop() {
	close(s.done)
	s.mu.Lock()
	for link := range s.gateway.links {
		link.drop()
	}
	s.mu.Unlock()
	s.http.Close()
	s.live.Wait()
	if s.o.Lenient {
		return
	}
	for _, p := range s.Problems() {
		s.t.Errorf("discord: %v", p)
	}
}

// gatewayURL is where the gateway is said to be.
func (s *Server) gatewayURL() string { return "ws" + strings.TrimPrefix(s.URL, "http") }

// Problem is a request that Discord would refuse, or that breaks our own rules.
type Problem struct{ Method, Path, What string }

func (p Problem) String() string { return p.Method + " " + p.Path + ": " + p.What }

// Problems are all found so far. Tokens in paths are masked.
func (s *Server) Problems() []Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Problem(nil), s.problems...)
}

// problem notes one. The caller holds no lock.
func (s *Server) problem(method, path, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problems = append(s.problems, Problem{method, path, what})
}

// Request is a request that came. Tokens in the path are masked; the status is 0 when the
// connection was closed without an answer.
type Request struct {
	Method, Path string
	Status       int
	At           time.Time
	Took         time.Duration
}

// Requests are all answered so far, in the order of their answers.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// notify wakes whoever waits for a change. The caller holds the lock.
func (s *Server) notify() {
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
}

// await blocks until cond, called under the lock, is true.
func (s *Server) await(ctx context.Context, cond func() bool) error {
	for {
		s.mu.Lock()
		if cond() {
			s.mu.Unlock()
			return nil
		}
		if s.changed == nil {
			s.changed = make(chan struct{})
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.done:
			return http.ErrServerClosed
		}
	}
}

// patiently waits for cond, and fails the test when it does not come true.
func (s *Server) patiently(what string, cond func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), s.o.Patience)
	defer cancel()
	if err := s.await(ctx, cond); err != nil {
		s.t.Fatalf("discord: waited in vain for %s; the last requests: %s", what, s.tail())
	}
}

// tail is the last requests and problems, for a failing test.
func (s *Server) tail() string {
	var b strings.Builder
	requests, problems := s.Requests(), s.Problems()
	for _, r := range requests[max(0, len(requests)-8):] {
		b.WriteString("\n\t" + r.Method + " " + r.Path + " " + http.StatusText(r.Status))
	}
	for _, p := range problems[max(0, len(problems)-8):] {
		b.WriteString("\n\tproblem: " + p.String())
	}
	return b.String()
}
