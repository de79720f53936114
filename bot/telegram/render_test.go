package telegram

import (
	"fmt"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/bottest"
)

// dump is messages as a person can read and compare them.
func dump(parts []part) string {
	var b strings.Builder
	for i, p := range parts {
		fmt.Fprintf(&b, "== message %d\n", i+1)
		if p.picture != nil {
			fmt.Fprintf(&b, "-- picture: %s\n", p.picture.name)
		}
		fmt.Fprintf(&b, "%s\n", p.text)
		all := units(p.text)
		for _, e := range p.entities {
			fmt.Fprintf(&b, "-- %s %d+%d %q %s\n", e.Type, e.Offset, e.Length, e.part(all), e.URL)
		}
		if p.keyboard != nil {
			for _, r := range p.keyboard.Rows {
				for _, c := range r {
					fmt.Fprintf(&b, "[%s: %s%s] ", c.Text, c.Data, c.URL)
				}
				b.WriteString("\n")
			}
		}
		if p.force {
			b.WriteString("-- asks to be answered\n")
		}
	}
	return b.String()
}

// known is an adapter that knows its name.
func known() *Telegram {
	t := &Telegram{commands: map[string]*bot.Command{}}
	for _, c := range []*bot.Command{{Name: "warmup"}, {Name: "topics", Aliases: []string{"topic"}}, {Name: "settings", For: bot.OnlyAsker}, {Name: "start"}} {
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			t.commands[name] = c
		}
	}
	t.o.Linked = []string{"warmup", "topics"}
	t.me.Store(&self{user: user{ID: 7, IsBot: true, Username: "spotter_bot"}})
	return t
}

// TestGoldens renders the corpus as it stands in a group.
func TestGoldens(t *testing.T) {
	for _, e := range bottest.Corpus() {
		t.Run(e.Name, func(t *testing.T) {
			parts := known().set(e.Reply, place{chat: -1, owner: 123456789, answers: 5}, "settings")
			checkParts(t, parts)
			bottest.Golden(t, "testdata/"+e.Name+".golden", dump(parts))
		})
	}
}

// checkParts holds messages to Telegram's limits.
func checkParts(t *testing.T, parts []part) {
	t.Helper()
	if len(parts) == 0 {
		t.Error("there is no message")
	}
	for _, p := range parts {
		limit := maxText
		if p.picture != nil {
			limit = maxCaption
		}
		n := bot.Units(p.text)
		if n > limit || n == 0 && p.picture == nil || p.picture == nil && strings.TrimSpace(p.text) == "" {
			t.Errorf("a message of %d units", n)
		}
		if len(p.entities) > maxEntities {
			t.Errorf("%d entities", len(p.entities))
		}
		all := units(p.text)
		for i, e := range p.entities {
			if e.part(all) == "" || e.Length <= 0 {
				t.Errorf("%+v is no part of a text of %d units", e, n)
				continue
			}
			for _, at := range []int{e.Offset, e.Offset + e.Length} {
				if at > 0 && at < n && all[at] >= 0xDC00 && all[at] < 0xE000 {
					t.Errorf("%+v begins or ends within a sign", e)
				}
			}
			for _, f := range p.entities[:i] {
				apart := f.Offset+f.Length <= e.Offset || e.Offset+e.Length <= f.Offset
				same := f.Offset == e.Offset && f.Length == e.Length
				if !apart && !(same && f.Type == "text_link") {
					t.Errorf("%+v and %+v meet", f, e)
				}
			}
		}
		if p.keyboard != nil {
			checkKeyboard(t, p.keyboard)
		}
	}
}

func checkKeyboard(t *testing.T, k *keyboard) {
	t.Helper()
	total := 0
	for _, r := range k.Rows {
		total += len(r)
		if len(r) == 0 || len(r) > maxInRow {
			t.Errorf("%d buttons in a row", len(r))
		}
		for _, b := range r {
			if b.Text == "" || bot.Units(b.Text) > maxLabel || len(b.Data) > maxData || b.Data == "" && b.URL == "" && b.Switch == nil {
				t.Errorf("the button %+v", b)
			}
		}
	}
	if total == 0 || total > maxKeyboard {
		t.Errorf("%d buttons", total)
	}
}

// FuzzRender sets any texts within the limits.
func FuzzRender(f *testing.F) {
	for _, e := range bottest.Corpus() {
		f.Add(dump(known().set(e.Reply, place{private: true}, "x")), uint8(1), 3)
	}
	f.Add(strings.Repeat("a ", 3000), uint8(2), 4)
	f.Fuzz(func(t *testing.T, text string, style uint8, n int) {
		n = max(0, min(n, 40))
		span := bot.Text{{Text: text, Style: bot.Style(style % 4)}, {Text: text, URL: "https://example.org/" + text}}
		r := &bot.Reply{Expect: "/warmup " + text, Aside: "/warmup " + text, Share: "/warmup " + text}
		for range n {
			r.Blocks = append(r.Blocks, bot.Para(span), bot.Para(bot.S(bot.Strong, text)), bot.List{Ordered: n%2 == 0, Items: []bot.Text{span}},
				bot.Table{Caption: text, Head: []string{text, "b"}, Rows: [][]string{{"a", text}}}, bot.Note(span))
			r.Buttons = append(r.Buttons, []bot.Button{{Label: text, Line: "/" + text}})
		}
		if style%2 == 0 {
			r.Blocks = append(r.Blocks, bot.Image{Name: "a.png", Alt: text, PNG: []byte{1}})
		}
		for _, p := range []place{{chat: 1, private: true}, {chat: -1, owner: 1 << 51}} {
			parts := known().set(r, p, "warmup")
			checkParts(t, parts)
			checkParts(t, calling(5, parts))
		}
	})
}

// TestNoMention holds that no name of somebody in a text notifies him, and that code stays as it is.
func TestNoMention(t *testing.T) {
	p := line(bot.Text{{Text: "@bo and "}, {Text: "/form@bo", Style: bot.Code}, {Text: " @everyone", Style: bot.Strong}})
	if want := "@\u2060bo and /form@bo @\u2060everyone"; p.text != want {
		t.Errorf("got %q, want %q", p.text, want)
	}
}
