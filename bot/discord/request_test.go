package discord

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"spotter/bot"
)

// TestPress holds that a button's id says again what was put into it, and that no other id is taken
// for one of ours.
func TestPress(t *testing.T) {
	longest := press{pressHere, "18446744073709551615", "/" + strings.Repeat("x", bot.MaxButtonLine-1)}
	for _, p := range []press{longest, {pressShare, "", "/topic safety/crisis"}, {pressForm, formHidden, "/ask"}, {pressType, "7", "/settings zone Berlin | a"}} {
		for n := range 30 {
			id := p.id(n)
			got, ok := readPress(id)
			if !ok || got != p || len(id) > maxCustomID {
				t.Errorf("%+v became %q and then %+v", p, id, got)
			}
		}
	}
	if (press{pressHere, "1", "/" + strings.Repeat("x", maxLine)}).id(0) != "" {
		t.Error("a line that is too long was set")
	}
	for _, id := range []string{"", "b0", "b0|1", "b0|1|", "b0|x|/a", "q0|1|/a", "b0|1|a", "v1:log:3", "B0|1|/a", "b0|1|/a\x00"} {
		if p, ok := readPress(id); ok {
			t.Errorf("%q was taken for %+v", id, p)
		}
	}
}

func FuzzInteraction(f *testing.F) {
	for _, s := range []string{
		`{"id":"1","token":"t","type":2,"user":{"id":"2"},"channel_id":"3","data":{"name":"warmup","type":1,"options":[{"name":"weight","value":"180"},{"name":"short","value":true},{"name":"reps","value":5}]}}`,
		`{"id":"1","token":"t","type":3,"member":{"user":{"id":"2"}},"guild_id":"9","data":{"custom_id":"b0|2|/form squat"},"message":{"flags":64}}`,
		`{"id":"1","token":"t","type":5,"user":{"id":"2"},"data":{"custom_id":"f0|1|/ask","components":[{"type":18,"component":{"type":4,"value":"why"}},{"components":[{"value":"x"}]}]}}`,
		`{"id":"1","token":"t","type":4,"user":{"id":"2"},"data":{"name":"ask","options":[{"name":"text","value":"x","focused":true}]}}`,
		`{"id":"1","token":"t","type":2,"user":{"id":"2"},"data":{"name":"Ask","type":3,"target_id":"5","resolved":{"messages":{"5":{"content":"x"}}}}}`,
	} {
		f.Add([]byte(s))
	}
	text := bot.Rest("text", "the question")
	ask := &bot.Command{Name: "ask", OnMessage: "Ask", Args: []bot.Arg{text}}
	warmup := &bot.Command{Name: "warmup", Args: []bot.Arg{bot.Mass("weight", "w"), bot.Int("reps", "r", 1, 30, nil, nil), bot.Flag("short", "s")}}
	commands := map[string]*bot.Command{"ask": ask, "Ask": ask, "warmup": warmup}
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, err := decodeInteraction(raw)
		if err != nil {
			return
		}
		r, p := in.request(commands, now)
		in.choices(commands)
		switch {
		case r == nil:
		case r.ID == "" || r.User == "" || !r.Addressed || !r.Now.Equal(now):
			t.Errorf("incomplete: %+v", r)
		case in.Kind == kindCommand && !strings.HasPrefix(r.Text, "/"):
			t.Errorf("a command became %q", r.Text)
		case r.Pressed && r.Text != p.line:
			t.Errorf("a button with %q became %q", p.line, r.Text)
		}
	})
}

func FuzzMessage(f *testing.F) {
	f.Add([]byte(`{"id":"1","channel_id":"2","author":{"id":"3"},"content":"<@9> hi <@!9> <@4>","guild_id":"5","mentions":[{"id":"9"}]}`))
	f.Add([]byte(`{"id":"1","channel_id":"2","author":{"id":"3"},"content":"x","type":19,"referenced_message":{"author":{"id":"9"}}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := decodeMessage(json.RawMessage(raw))
		if err != nil {
			return
		}
		r := m.request("9", time.Time{})
		if r == nil {
			return
		}
		if strings.Contains(r.Text, "<@9>") || r.User == "9" || r.User == "" {
			t.Errorf("it became %+v", r)
		}
	})
}
