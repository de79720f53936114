package telegramtest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Options are how a [Server] differs from the plain one.
type Options struct {
	Token      string        // the only one accepted; default: a well-formed one
	Username   string        // the bot's, default "spotter_test_bot"
	PrivacyOff bool          // the bot gets every message of its groups
	InlineOff  bool          // the bot has no inline mode
	BotToBot   bool          // messages of other bots are delivered too
	Flood      Flood         // limits of sending; zero: none
	QueryLife  time.Duration // how long a pressed button or an inline query can be answered; default 150 s and 30 s
	Wait       time.Duration // how long waiting methods wait before they fail the test; default 10 s
	Lenient    bool          // problems do not fail the test; read them with Problems
	// RepeatLimits slows polls that repeat the offset of the one before, as the server does and the
	// documentation does not say.
	RepeatLimits bool
	SpecDir      string // where telegram-bot-api.json lies; default $SPEC_DIR
}

// Server is a Bot API with its people and chats. All methods may be called concurrently; those that
// wait fail the test from its own goroutine.
type Server struct {
	URL   string // http://127.0.0.1:port; methods at /bot<token>/<method>, files at /file/bot<token>/<path>
	Token string
	Bot   *User

	t    testing.TB
	o    Options
	http *httptest.Server // nil while Down
	spec *schema          // nil without a description
	done chan struct{}

	mu       sync.Mutex
	cast     cast
	queue    queue
	hook     webhook
	queries  map[string]query
	inlines  map[string]*Message
	profile  profile
	files    files
	failures []*Failure
	overall  bucket
	watches  []*watch
	expected []*expected
	requests []Request
	problems []string
	lastID   int64 // of queries, files and inline messages
}

// New starts a server that stops at the end of t, and then fails t for every problem it found.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	s := &Server{t: t, o: withDefaults(o), done: make(chan struct{}), queries: map[string]query{}, inlines: map[string]*Message{}}
	if s.o.SpecDir != "" {
		spec, err := specOf(s.o.SpecDir)
		if err != nil {
			t.Fatalf("telegramtest: %v", err)
		}
		s.spec = spec
	}
	id, _, _ := strings.Cut(s.o.Token, ":")
	s.Token = s.o.Token
	s.Bot = &User{ID: number(id), IsBot: true, FirstName: "Spotter", Username: s.o.Username}
	s.cast = newCast(s.Bot)
	s.queue = newQueue()
	s.profile = newProfile()
	s.files = files{byID: map[string]*file{}, byPath: map[string]*file{}}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	s.URL = s.http.URL
	t.Cleanup(s.stop)
	return s
}

func withDefaults(o Options) Options {
	if o.Token == "" {
		o.Token = "7318024551:AAG-telegramtest-only-not-a-secret0"
	}
	if o.Username == "" {
		o.Username = "spotter_test_bot"
	}
	if o.Wait == 0 {
		o.Wait = 10 * time.Second
	}
	if o.SpecDir == "" {
		o.SpecDir = os.Getenv("SPEC_DIR")
	}
	return o
}

func (s *Server) stop() {
	close(s.done)
	s.Down()
	if s.o.Lenient {
		return
	}
	for _, p := range s.Problems() {
		s.t.Errorf("telegramtest: %s", p)
	}
}

// Problems are what was wrong with the requests so far, and with this server's own answers: a line
// each, the method and what. The token never stands in one.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// problem notes a line; s.mu must be free.
func (s *Server) problem(method, format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(method, format, args...)
}

// maxProblems bounds the list: one mistake in a loop says nothing new the thousandth time.
const maxProblems = 1000

// note is problem with s.mu held.
func (s *Server) note(method, format string, args ...any) {
	if len(s.problems) < maxProblems {
		line := method + ": " + fmt.Sprintf(format, args...)
		s.problems = append(s.problems, strings.ReplaceAll(line, s.Token, "<token>"))
	}
}

// fail ends the test: what was waited for did not come, or the test asked for what cannot be.
func (s *Server) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("telegramtest: "+format, args...)
}

// await waits for a channel to be closed or to yield, at most Options.Wait, and tells whether it did.
func (s *Server) await(ready <-chan struct{}) bool {
	timer := time.NewTimer(s.o.Wait)
	defer timer.Stop()
	select {
	case <-ready:
		return true
	case <-timer.C:
	case <-s.done:
	}
	return false
}

// leave waits until the client has gone or the server stops.
func (s *Server) leave(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-s.done:
	}
}

// nextID numbers queries, files and inline messages; s.mu must be held.
func (s *Server) nextID() int64 {
	s.lastID++
	return s.lastID
}
