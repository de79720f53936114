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
//	!down 3h                             the same, with time passing in between
//	bo*#gym> @spotter /remind post sun   in a group chat that bo is an admin of
//
// While time passes a bot that is a [Waker] says what is due. It stands under the step, each under a line
// that tells when it came, in UTC, and to whom or where:
//
//	@1d
//		(Wed 09:00, to ana)
//		Rest day.
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

// Waker is a bot that also speaks first.
type Waker interface {
	// Wake says what is due up to the given time, each at its own, the earliest first. What was due before
	// since is said at since.
	Wake(ctx context.Context, since, until time.Time) ([]Said, error)
}

// Said is a message that the bot has sent by itself.
type Said struct {
	At time.Time
	*bot.Message
}

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
		out, err := p.play(ctx, s)
		if err != nil {
			bad("%w", err)
			got[s] = s.want
			continue
		}
		for _, r := range out.replies() {
			for _, problem := range problems(r) {
				bad("%s", problem)
			}
		}
		got[s] = out.lines(s.group != "")
		if diff := cmp.Diff(s.want, got[s]); diff != "" && !accept {
			bad("(-want +got):\n%s", diff)
		}
	}
	return format(steps, got), errors.Join(errs...)
}

// outcome is what the bot says at a step: an answer, perhaps silence, or messages of its own.
type outcome struct {
	answered bool
	reply    *bot.Reply
	said     []Said
}

func (o outcome) replies() (all []*bot.Reply) {
	if o.answered {
		all = append(all, o.reply)
	}
	for _, s := range o.said {
		all = append(all, s.Reply)
	}
	return all
}

// lines is the outcome as it stands in a transcript.
func (o outcome) lines(group bool) (lines []string) {
	if o.answered {
		lines = output(o.reply, group)
	}
	for i, s := range o.said {
		if i > 0 {
			lines = append(lines, "")
		}
		to := "to " + s.User
		switch {
		case s.User == "":
			to = "in " + s.Chat
		case s.Chat != "":
			to = "in " + s.Chat + ", to " + s.User
		}
		lines = append(lines, fmt.Sprintf("(%s, %s)", s.At.UTC().Format("Mon 15:04"), to))
		lines = append(lines, output(s.Reply, s.Chat != "")...)
	}
	return lines
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

// play carries out a step.
func (p *player) play(ctx context.Context, s *step) (o outcome, err error) {
	switch s.action {
	case wait:
		return p.pass(ctx, s.wait)
	case restart, down:
		p.close()
		p.now = p.now.Add(s.wait)
		p.restart()
		return p.pass(ctx, 0)
	case send:
		return outcome{answered: true, reply: p.handle(ctx, p.message(s))}, nil
	case edit:
		r := p.message(s)
		r.Edited = true
		if r.Message = p.sent[s.who+"#"+s.group]; r.Message == "" {
			return outcome{}, fmt.Errorf("%s has sent no message to change", s.who)
		}
		return outcome{answered: true, reply: p.handle(ctx, r)}, nil
	case press:
		r, err := p.press(s)
		if err != nil {
			return outcome{}, err
		}
		return outcome{answered: true, reply: p.handle(ctx, r)}, nil
	}
	return outcome{}, nil
}

// pass lets time pass, and the bot say what is due.
func (p *player) pass(ctx context.Context, d time.Duration) (o outcome, err error) {
	since := p.now
	p.now = p.now.Add(d)
	w, ok := p.bot.(Waker)
	if !ok {
		return o, nil
	}
	o.said, err = w.Wake(ctx, since, p.now)
	for _, s := range o.said {
		chat := s.Chat
		if chat == "" {
			chat = s.User
		}
		p.show(chat, s.Reply)
	}
	return o, err
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
	p.show(r.Chat, reply)
	return reply
}

// show remembers the buttons that a chat was shown.
func (p *player) show(chat string, reply *bot.Reply) {
	if reply == nil {
		return
	}
	if buttons := slices.Concat(reply.Buttons...); len(buttons) > 0 {
		p.shown[chat], p.last = buttons, buttons
	}
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
		r.Admin = func(context.Context) bool { return s.admin }
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
