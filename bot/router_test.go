package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// memory is Dialogues for tests.
type memory map[string]string

func (m memory) Expected(_ context.Context, platform, chat, user string, _ time.Time) (string, error) {
	return m[platform+chat+user], nil
}

func (m memory) Expect(_ context.Context, platform, chat, user, line string, _ time.Time) error {
	m[platform+chat+user] = line
	return nil
}

// brokenMemory fails.
type brokenMemory struct{ memory }

func (brokenMemory) Expected(context.Context, string, string, string, time.Time) (string, error) {
	return "", errors.New("the disk is gone")
}

// testRouter has the commands of a small bot: warmup, ask, boom (panics), fail (an error of ours).
func testRouter(t *testing.T, d Dialogues, log *bytes.Buffer) *Router {
	t.Helper()
	w := newWarmish()
	w.cmd.Run = func(_ context.Context, r *Request) (*Reply, error) {
		if m, ok := w.weight.Of(r); ok {
			return Say("warm up to %s", m), nil
		}
		return &Reply{Blocks: Say("How heavy?").Blocks, Expect: "/warmup deadlift"}, nil
	}
	text := Rest("text", "the question")
	simple := func(name string, run func() (*Reply, error)) *Command {
		return &Command{Name: name, Summary: name, Examples: []string{"/" + name},
			Run: func(context.Context, *Request) (*Reply, error) { return run() }}
	}
	ask := &Command{Name: "ask", For: Asker, Summary: "ask", Examples: []string{"/ask why"}, Args: []Arg{text},
		Run: func(_ context.Context, r *Request) (*Reply, error) {
			q, _ := text.Of(r)
			return Say("asked: %s", q), nil
		}}
	alarm := func(s string) bool { return strings.Contains(s, "numb") }
	rt, err := NewRouter([]*Command{w.cmd, ask,
		simple("boom", func() (*Reply, error) { panic("kaboom") }),
		simple("fail", func() (*Reply, error) { return nil, errors.New("no room on the disk") }),
		simple("silent", func() (*Reply, error) { return nil, nil }),
	}, "ask", alarm, d, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return rt
}

// words is a reply in one line, its buttons behind it.
func words(r *Reply) string {
	if r == nil {
		return "(silence)"
	}
	var s []string
	for _, b := range r.Blocks {
		if p, ok := b.(Para); ok {
			s = append(s, marked(Text(p)))
		}
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			s = append(s, "["+b.Label+" → "+b.Line+"]")
		}
	}
	return strings.Join(s, " ")
}

// marked is a text with its code between backticks.
func marked(t Text) string {
	var s strings.Builder
	for _, span := range t {
		if span.Style == Code {
			s.WriteString("`" + span.Text + "`")
		} else {
			s.WriteString(span.Text)
		}
	}
	return s.String()
}

func TestRouter(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"/warmup deadlift 180", "warm up to 180"},
		{"why does my back hurt", "asked: why does my back hurt"},
		{"/ask why\nnow", "asked: why\nnow"},
		{"/WARMUP deadlift 180", "warm up to 180"},
		{"/wramup deadlift 180", "I don't know \"/wramup\". Did you mean `/warmup deadlift 180`? [/warmup deadlift 180 → /warmup deadlift 180] [Help → /help]"},
		{"/zzzzzz", "I don't know \"/zzzzzz\". `/help` shows what I can do. [Help → /help]"},
		{"/warmup deadlift 180 and my saddle is numb", "asked: /warmup deadlift 180 and my saddle is numb"},
		{"", "Ask me something, or try `/warmup deadlift 180`. `/help` shows the rest."},
		{"\u202e\u200b \x00", "Ask me something, or try `/warmup deadlift 180`. `/help` shows the rest."},
		{"/silent", "(silence)"},
		{"warmup deadlift 180", "warm up to 180"},
		{"Warmup for deadlift", "How heavy?"},
		{"warmup before deadlifts, does it help", "asked: warmup before deadlifts, does it help"},
		{"ask", "asked: ask"},
		{"/", "asked: /"},
	} {
		rt := testRouter(t, memory{}, new(bytes.Buffer))
		got := words(rt.Handle(context.Background(), &Request{ID: "1", User: "ana", Private: true, Text: c.in}))
		if got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// TestPlain holds that plain text goes to the command that clearly recognises it: after danger signs and
// the answer to an open question, and only where the bot is meant.
func TestPlain(t *testing.T) {
	text := Rest("sets", "the sets")
	log := &Command{Name: "log", Summary: "log", Examples: []string{"/log x"}, Args: []Arg{text},
		Plain: func(_ *Request, text string) string {
			if strings.HasPrefix(text, "bench ") {
				return "/log " + text
			}
			return ""
		},
		Run: func(_ context.Context, r *Request) (*Reply, error) {
			sets, _ := text.Of(r)
			return Say("logged: %s", sets), nil
		}}
	zone := &Command{Name: "zone", Summary: "zone", Examples: []string{"/zone x"}, Args: []Arg{Rest("zone", "the zone")},
		Run: func(context.Context, *Request) (*Reply, error) { return Say("zone set"), nil }}
	w := newWarmish()
	w.cmd.Run = func(context.Context, *Request) (*Reply, error) { return Say("warm-up"), nil }
	question := Rest("text", "the question")
	ask := &Command{Name: "ask", Summary: "ask", Examples: []string{"/ask why"}, Args: []Arg{question},
		Run: func(context.Context, *Request) (*Reply, error) { return Say("asked"), nil }}
	alarm := func(s string) bool { return strings.Contains(s, "numb") }
	rt, err := NewRouter([]*Command{w.cmd, log, zone, ask}, "ask", alarm, memory{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		r    Request
		want string
	}{
		{Request{Private: true, Text: "bench 100x5"}, "logged: bench 100x5"},
		{Request{Private: true, Text: "bench 100x5\nsquat 140x5"}, "logged: bench 100x5\nsquat 140x5"},
		{Request{Addressed: true, Text: "bench 100x5"}, "logged: bench 100x5"},
		{Request{Text: "bench 100x5"}, "(silence)"},
		{Request{Private: true, Text: "bench 100x5 and my arm is numb"}, "asked"},
		{Request{Private: true, Text: "is bench 100x5 good"}, "asked"},
		{Request{Private: true, Text: "bench 100x5", Completes: "/zone"}, "logged: bench 100x5"},
		{Request{Private: true, Text: "Berlin", Completes: "/zone"}, "zone set"},
		{Request{Private: true, Text: "bench 100x5", Completes: "/log squat"}, "logged: squat bench 100x5"},
		{Request{Private: true, Text: "180", Completes: "/warmup deadlift"}, "warm-up"},
	} {
		c.r.ID, c.r.User = "1", "ana"
		if got := words(rt.Handle(t.Context(), &c.r)); got != c.want {
			t.Errorf("%q after %q: %s, want %s", c.r.Text, c.r.Completes, got, c.want)
		}
	}
}

func TestLongMessages(t *testing.T) {
	rt := testRouter(t, memory{}, new(bytes.Buffer))
	handle := func(text string) string {
		return words(rt.Handle(context.Background(), &Request{ID: "1", Private: true, Text: text}))
	}
	if got := handle(strings.Repeat("why ", 2500)); !strings.Contains(got, "too long for me") {
		t.Errorf("10,000 characters: %.100s", got)
	}
	if got := handle(strings.Repeat("why ", 2500) + "numb"); !strings.HasPrefix(got, "asked:") {
		t.Errorf("a danger sign at the end of 10,000 characters: %.100s", got)
	}
}

func TestSilenceWhereNotMeant(t *testing.T) {
	rt := testRouter(t, memory{}, new(bytes.Buffer))
	for _, text := range []string{"nice weather", "/wramup", "", "/help@OtherBot"} {
		if reply := rt.Handle(context.Background(), &Request{ID: "1", User: "ana", Text: text}); reply != nil {
			t.Errorf("%q in a group gets %s", text, words(reply))
		}
	}
	if reply := rt.Handle(context.Background(), &Request{ID: "1", User: "ana", Text: "/warmup squat 100"}); reply == nil {
		t.Error("a command in a group gets silence")
	}
}

func TestDialogue(t *testing.T) {
	rt := testRouter(t, memory{}, new(bytes.Buffer))
	say := func(text, want string) {
		t.Helper()
		got := words(rt.Handle(context.Background(), &Request{ID: "1", User: "ana", Private: true, Text: text}))
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	say("/warmup", "How heavy?")
	say("heavy", "I couldn't read \"heavy\" as a weight. Try `180`, `180kg` or `400 lb`.")
	say("180", "warm up to 180")
	say("180", "asked: 180")
	say("/warmup", "How heavy?")
	say("why does my back hurt?", "asked: why does my back hurt?")
	say("180", "asked: 180")
	say("/warmup", "How heavy?")
	say("it went numb", "asked: it went numb")
	say("/warmup", "How heavy?")
	say("never mind", "All right, dropped.")
	say("180", "asked: 180")
}

func TestOurFaultsAreIncidents(t *testing.T) {
	for text, logged := range map[string]string{"/boom": "kaboom", "/fail": "no room on the disk"} {
		var log bytes.Buffer
		rt := testRouter(t, memory{}, &log)
		got := words(rt.Handle(context.Background(), &Request{ID: "1", User: "ana-the-lifter", Private: true, Text: text}))
		number := got[strings.LastIndex(got, " ")+1 : len(got)-1]
		if !strings.HasPrefix(got, "Something went wrong on my side") || len(number) != 6 {
			t.Errorf("%s: %s", text, got)
		}
		if !strings.Contains(log.String(), "incident="+number) || !strings.Contains(log.String(), logged) {
			t.Errorf("%s: the log lacks the incident: %s", text, log.String())
		}
		if strings.Contains(log.String(), "ana-the-lifter") || strings.Contains(got, logged) {
			t.Errorf("%s: user %q, log %q", text, got, log.String())
		}
	}
	rt := testRouter(t, brokenMemory{}, new(bytes.Buffer))
	if got := words(rt.Handle(context.Background(), &Request{ID: "1", Private: true, Text: "hi"})); !strings.HasPrefix(got, "Something went wrong") {
		t.Errorf("a broken store: %s", got)
	}
}

// TestAudience holds who sees what: a command's own audience when it is called by name, everybody
// when plain words were answered, the asker alone when he made a mistake.
func TestAudience(t *testing.T) {
	rt := testRouter(t, memory{}, new(bytes.Buffer))
	tests := []struct {
		text string
		want Audience
	}{
		{"/ask why", Asker}, {"why", Everyone}, {"/nothing of the kind", Asker}, {"/boom", Asker}, {"/warmup", Everyone},
	}
	for i, tt := range tests {
		r := rt.Handle(context.Background(), &Request{ID: strconv.Itoa(i), User: "u" + tt.text, Addressed: true, Text: tt.text})
		if r == nil || r.For != tt.want {
			t.Errorf("%q: %+v, want an audience of %d", tt.text, r, tt.want)
		}
	}
}

// TestCompletes holds that an open question which the platform carries along is the one answered.
func TestCompletes(t *testing.T) {
	rt := testRouter(t, memory{}, new(bytes.Buffer))
	r := &Request{ID: "1", Private: true, Text: "140", Completes: "/warmup deadlift"}
	if got := words(rt.Handle(context.Background(), r)); got != "warm up to 140" {
		t.Errorf("an answer that came with its question: %s", got)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"bench press", "deadlift", "overhead press", "Romanian deadlift", "sumo deadlift", "squat", "trap bar deadlift"}
	tests := []struct {
		typed string
		n     int
		want  []string
	}{
		{"", 2, []string{"bench press", "deadlift"}},
		{"dead", 9, []string{"deadlift", "Romanian deadlift", "sumo deadlift", "trap bar deadlift"}},
		{"PRESS", 9, []string{"bench press", "overhead press"}},
		{"uat", 9, []string{"squat"}},
		{"sqaut", 9, []string{"squat"}},
		{"dead", 2, []string{"deadlift", "Romanian deadlift"}},
		{"xyzzy", 9, nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Suggest(tt.typed, known, tt.n)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.typed, diff)
		}
	}
}

func TestNewRouterListsEveryProblem(t *testing.T) {
	run := func(context.Context, *Request) (*Reply, error) { return nil, nil }
	_, err := NewRouter([]*Command{
		{Name: "Bad Name", Summary: "x", Examples: []string{"/x"}, Run: run},
		{Name: "one", Summary: "", Examples: []string{"/one"}, Run: run},
		{Name: "two", Aliases: []string{"one"}, Summary: "x", Examples: nil, Run: run},
		{Name: "three", Summary: "x", Examples: []string{"/three frog"}},
	}, "ask", nil, memory{}, slog.Default())
	for _, want := range []string{`name "Bad Name" does not fit`, "one: summary", `"one" is taken by one`, "two: needs an example", "three: does nothing", `example "/three frog"`, `no command "ask"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q: %v", want, err)
		}
	}
}
