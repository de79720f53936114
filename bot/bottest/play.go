// Package bottest plays transcripts and holds the reply corpus.
//
// A transcript is a conversation in a text file: what somebody does stands unindented, what the bot
// says stands under it, indented by a tab. -update writes what the bot says.
//
//	# A comment.
//	> /settings units lb                 ana writes, in her own chat with the bot
//		Your settings
//	bo> /warmup squat 225                another person, in a chat of his own
//	bo#gym> nice lift                    in a group chat, not to the bot
//	bo#gym> @spotter /warmup squat 100   in a group chat, to the bot
//	!press Fewer sets                    ana presses a button, by its label
//	bo!press Fewer sets                  bo does; bo#gym!press in a group chat
//	!edit /log deadlift 185x5            ana changes the message she sent last; bo!edit, bo#gym!edit
//	@2h                                  time passes: a Go duration, or days as in 3d
//	!restart                             everything is closed and opened again; what is on disk stays
//
// In a message \n is a newline; a message in double quotes is a Go string, so that any byte can be
// sent. Silence is shown as (silence). In a group chat (private) stands above a reply that only the
// asker may see, (to the asker) above one that is hidden from others where the platform can.
// The clock starts at [Start] and advances a second with each message.
package bottest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"spotter/bot"
	"spotter/bot/console"
)

// Start is when every transcript begins: a Tuesday.
var Start = time.Date(2026, time.November, 17, 9, 0, 0, 0, time.UTC)

// Width is how wide replies are set in transcripts.
const Width = 100

// Name is how the bot is mentioned in a group chat.
const Name = "@spotter"

// Play plays each file that the glob matches as a subtest, and holds every reply to [Check]. open
// makes the bot with what it keeps in dir, and a function that closes it; after a restart it is
// called again with the same dir. With -update the files are rewritten.
func Play(t *testing.T, glob string, open func(t *testing.T, dir string) (bot.Handler, func())) {
	t.Helper()
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts match %s: %v", glob, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			got, err := play(t.Context(), file, string(src), *update, func() (bot.Handler, func()) { return open(t, dir) })
			if err != nil {
				t.Error(err)
			}
			if *update && got != "" && got != string(src) {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// play plays a transcript and returns it with the outputs that came. The error lists every output
// that differs, unless any is accepted, and every problem of a reply, with file and line.
func play(ctx context.Context, file, src string, accept bool, open func() (bot.Handler, func())) (string, error) {
	steps, err := parse(file, src)
	if err != nil {
		return "", err
	}
	p := player{open: open, now: Start, shown: map[string][]bot.Button{}, sent: map[string]string{}}
	p.restart()
	defer func() { p.close() }()
	got := map[*step][]string{}
	var errs []error
	for _, s := range steps {
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("%s:%d: %s\n%w", file, s.line, s.source, fmt.Errorf(format, args...)))
		}
		reply, answered, err := p.play(ctx, s)
		if err != nil {
			bad("%w", err)
			got[s] = s.want
			continue
		}
		if !answered {
			continue
		}
		for _, problem := range problems(reply) {
			bad("%s", problem)
		}
		got[s] = output(reply, s.group != "")
		if diff := cmp.Diff(s.want, got[s]); diff != "" && !accept {
			bad("(-want +got):\n%s", diff)
		}
	}
	return format(steps, got), errors.Join(errs...)
}

// audience is how a transcript shows who may see a reply in a group.
var audience = map[bot.Audience]string{bot.Asker: "(to the asker)", bot.OnlyAsker: "(private)"}

// output is a reply in lines, as it stands in a transcript.
func output(r *bot.Reply, group bool) []string {
	if r == nil {
		return []string{"(silence)"}
	}
	var lines []string
	if group && r.For != bot.Everyone {
		lines = append(lines, audience[r.For])
	}
	text := strings.TrimSuffix(console.Render(r.In(group), console.Style{Width: Width}), "\n")
	return append(lines, strings.Split(text, "\n")...)
}

// player carries out the steps of one transcript.
type player struct {
	open  func() (bot.Handler, func())
	bot   bot.Handler
	close func()
	now   time.Time
	count int                     // requests so far
	shown map[string][]bot.Button // by chat, the buttons that were shown last
	last  []bot.Button            // the buttons that were shown last in any chat
	sent  map[string]string       // by person and chat, the message sent last
}

// play carries out a step; answered tells whether it was one that the bot answers, perhaps by silence.
func (p *player) play(ctx context.Context, s *step) (reply *bot.Reply, answered bool, err error) {
	switch s.action {
	case wait:
		p.now = p.now.Add(s.wait)
	case restart:
		p.close()
		p.restart()
	case send:
		return p.handle(ctx, p.message(s)), true, nil
	case edit:
		r := p.message(s)
		r.Edited = true
		if r.Message = p.sent[s.who+"#"+s.group]; r.Message == "" {
			return nil, false, fmt.Errorf("%s has sent no message to change", s.who)
		}
		return p.handle(ctx, r), true, nil
	case press:
		r, err := p.press(s)
		if err != nil {
			return nil, false, err
		}
		return p.handle(ctx, r), true, nil
	}
	return nil, false, nil
}

// restart opens the bot. It can be closed without harm whatever open does.
func (p *player) restart() {
	p.close = func() {}
	p.bot, p.close = p.open()
	if p.close == nil {
		p.close = func() {}
	}
}

func (p *player) handle(ctx context.Context, r *bot.Request) *bot.Reply {
	reply := p.bot.Handle(ctx, r)
	p.now = p.now.Add(time.Second)
	if reply != nil {
		if buttons := slices.Concat(reply.Buttons...); len(buttons) > 0 {
			p.shown[r.Chat], p.last = buttons, buttons
		}
	}
	return reply
}

// request is what messages and presses have in common.
func (p *player) request(s *step) *bot.Request {
	p.count++
	r := &bot.Request{
		ID: "transcript-" + strconv.Itoa(p.count), Platform: console.Platform,
		Chat: s.who, User: s.who, Private: true, Addressed: true, Now: p.now,
	}
	if s.group != "" {
		r.Chat, r.Private, r.Addressed = "#"+s.group, false, false
	}
	return r
}

func (p *player) message(s *step) *bot.Request {
	r := p.request(s)
	r.Text, r.Message = s.text, "message-"+strconv.Itoa(p.count)
	if s.action == send {
		p.sent[s.who+"#"+s.group] = r.Message
	}
	if text, ok := strings.CutPrefix(s.text, Name); ok && s.group != "" {
		r.Text, r.Addressed = strings.TrimPrefix(text, " "), true
	}
	return r
}

// press presses the button with that label: one of those shown last in the same chat, or else of
// those shown last anywhere.
func (p *player) press(s *step) (*bot.Request, error) {
	r := p.request(s)
	r.Addressed, r.Pressed = true, true
	for _, shown := range [][]bot.Button{p.shown[r.Chat], p.last} {
		for _, b := range shown {
			if b.Label == s.text {
				r.Text = b.Line
				return r, nil
			}
		}
	}
	var labels []string
	for _, b := range p.last {
		labels = append(labels, b.Label)
	}
	return nil, fmt.Errorf("there is no button %q; the last reply has %q", s.text, labels)
}
