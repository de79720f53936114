package bottest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"spotter/bot"
)

// counter is a bot that counts for each person: on disk, and since it was opened.
type counter struct {
	dir     string
	session int
	ids     map[string]bool
}

func (c *counter) Handle(_ context.Context, r *bot.Request) *bot.Reply {
	c.ids[r.ID] = true
	name, rest, _ := strings.Cut(r.Text, " ")
	switch name {
	case "/add":
		n, _ := strconv.Atoi(rest)
		c.session += n
		file := filepath.Join(c.dir, r.User)
		old, _ := os.ReadFile(file)
		sum, _ := strconv.Atoi(string(old))
		if err := os.WriteFile(file, []byte(strconv.Itoa(sum+n)), 0o600); err != nil {
			return bot.Say("%v", err)
		}
		return c.show(r)
	case "/show":
		return c.show(r)
	case "/time":
		return bot.Say("%s", r.Now.Format("Mon 2006-01-02 15:04:05"))
	case "/secret":
		reply := bot.Say("This is for %s.", r.User)
		reply.For = bot.OnlyAsker
		return reply
	}
	if !r.Addressed {
		return nil
	}
	return bot.Say("%s in %s said %s", r.User, r.Chat, strconv.QuoteToASCII(r.Text))
}

func (c *counter) show(r *bot.Request) *bot.Reply {
	sum, _ := os.ReadFile(filepath.Join(c.dir, r.User))
	return &bot.Reply{
		Blocks: []bot.Block{
			bot.Title(fmt.Sprintf("%s has %s", r.User, sum)),
			bot.Para(bot.T("Since opened: %d. Pressed: %t.", c.session, r.Pressed)),
		},
		Buttons: bot.Rows(2, bot.Button{Label: "One more", Line: "/add 1"}, bot.Button{Label: "Show", Line: "/show"}),
	}
}

func TestPlay(t *testing.T) {
	ids := map[string]bool{}
	opened := 0
	Play(t, "testdata/*.txt", func(_ *testing.T, dir string) (bot.Handler, func()) {
		opened++
		return &counter{dir: dir, ids: ids}, func() { opened-- }
	})
	if opened != 0 {
		t.Errorf("%d bots were left open", opened)
	}
	if len(ids) != 19 {
		t.Errorf("19 requests had %d ids", len(ids))
	}
}

// playSource plays a transcript against the counter.
func playSource(t *testing.T, src string, accept bool) (string, error) {
	dir := t.TempDir()
	return play(t.Context(), "x.txt", src, accept, func() (bot.Handler, func()) {
		return &counter{dir: dir, ids: map[string]bool{}}, nil
	})
}

func TestPlayFails(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"other output", "# x\n> /time\n\tnoon\n", "x.txt:2: > /time\n(-want +got):"},
		{"no output", "> /time\n", "x.txt:1: > /time"},
		{"line missing", "> /add 1\n\tana has 1\n", "Since opened: 1"},
		{"no such button", "> /add 1\n!press Two more\n", `there is no button "Two more"; the last reply has ["One more" "Show"]`},
		{"press before any reply", "!press Show\n", `x.txt:1: !press Show` + "\n" + `there is no button "Show"`},
		{"output under nothing", "# x\n\tx\n", "x.txt:2: output under nothing"},
		{"output of a bot that does not speak first", "@2h\n\tx\n", "x.txt:1: @2h\n(-want +got)"},
		{"bad downtime", "!down soon\n", "x.txt:1: time: invalid duration"},
		{"output first", "\tx\n", "x.txt:1: output under nothing"},
		{"unknown line", "/add 1\n", `x.txt:1: "/add 1" is no message`},
		{"bad wait", "@soon\n", "x.txt:1: time: invalid duration"},
		{"bad days", "@xd\n", `"xd" is no number of days`},
		{"back in time", "@-2h\n", "time does not go back"},
		{"bad escape", `> "\q"` + "\n", "no Go string"},
		{"check", "> Help!\n\tana in ana said \"Help!\"\n> /secret\n\tThis is for ana.\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := playSource(t, tt.src, false)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("failed: %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestPlayReportsProblems(t *testing.T) {
	open := func() (bot.Handler, func()) {
		return bot.HandlerFunc(func(context.Context, *bot.Request) *bot.Reply { return bot.Say("Great question!") }), nil
	}
	_, err := play(t.Context(), "x.txt", "> hi\n\tGreat question!\n", false, open)
	if err == nil || !strings.Contains(err.Error(), "x.txt:1: > hi\nthe text \"Great question!\" ends a sentence") {
		t.Errorf("got %v", err)
	}
}

// TestUpdate rewrites the outputs and keeps everything else.
func TestUpdate(t *testing.T) {
	src := "# one\n\n> /add 1\n\twrong\n\n\twrong\n\n\n# two\n@1d\n> /time\n!press Gone\n\tkept\n"
	want := "# one\n\n> /add 1\n\tana has 1\n\n\tSince opened: 1. Pressed: false.\n\n\t[1] One more   [2] Show\n\n\n# two\n@1d\n> /time\n\tWed 2026-11-18 09:00:01\n!press Gone\n\tkept\n"
	got, err := playSource(t, src, true)
	if err == nil || strings.Contains(err.Error(), "-want") || !strings.Contains(err.Error(), "Gone") {
		t.Errorf("got the error %v", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again, _ := playSource(t, got, true); again != got {
		t.Errorf("the second update differs:\n%s", cmp.Diff(got, again))
	}
}

// FuzzParse holds that any text is a transcript or an error, and that what was read is written back.
func FuzzParse(f *testing.F) {
	f.Add("> /add 1\n\t\n")
	f.Add("# one\n> /add 1\n\ta\n\n\tb\n\nbo#gym!press x\n@2h\n!restart\n> \"\\x00\"\n")
	f.Fuzz(func(t *testing.T, src string) {
		steps, err := parse("x.txt", src)
		if err != nil {
			return
		}
		kept := map[*step][]string{}
		for _, s := range steps {
			kept[s] = s.want
		}
		again, err := parse("x.txt", format(steps, kept))
		if err != nil {
			t.Fatalf("what was written is no transcript: %v", err)
		}
		if len(again) != len(steps) {
			t.Errorf("%d steps became %d", len(steps), len(again))
		}
	})
}
