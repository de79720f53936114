package telegram

import (
	"strings"
	"testing"

	"spotter/bot"
)

// TestPressData writes a press and reads it back; where there is no room for the owner the line stands alone.
func TestPressData(t *testing.T) {
	long := "/topic " + strings.Repeat("x", bot.MaxButtonLine-7)
	for _, c := range []struct {
		p       press
		private bool
		data    string
		back    press
	}{
		{press{line: "/help"}, true, "/help", press{line: "/help"}},
		{press{line: "/help", owner: 35}, false, "az/help", press{line: "/help", owner: 35}},
		{press{line: "/help", owner: 36, mark: personal}, false, "p10/help", press{line: "/help", owner: 36, mark: personal}},
		{press{line: "/help", owner: 36}, true, "/help", press{line: "/help"}},
		{press{line: "/help", mark: personal}, false, "/help", press{line: "/help"}},
		{press{line: "/help", owner: 36, mark: reminders}, false, "r10/help", press{line: "/help", owner: 36, mark: reminders}},
		{press{line: "/topic a/b c=d", owner: 1 << 51}, false, "aliqbynzvk8w/topic a/b c=d", press{line: "/topic a/b c=d", owner: 1 << 51}},
		{press{line: long, owner: 5, mark: personal}, false, long, press{line: long}},
	} {
		data := c.p.data(c.private)
		back, ok := readPress(data)
		if len(data) > maxData || back != c.back || !ok || data != c.data && c.p.owner != 1<<51 {
			t.Errorf("%+v is %q and comes back as %+v, %v", c.p, data, back, ok)
		}
	}
	for _, line := range []string{"", "help", "/" + strings.Repeat("é", 32), "/" + strings.Repeat("x", 64)} {
		if data := (press{line: line}).data(true); data != "" {
			t.Errorf("%q is carried as %q", line, data)
		}
	}
	for _, data := range []string{"", "help", "x5/help", "a/help", "pp!/help", "1|verb|key"} {
		if p, ok := readPress(data); ok {
			t.Errorf("%q is read as %+v", data, p)
		}
	}
}

// TestForeignPress holds that who owns a menu is not decided by what a client sends.
func TestForeignPress(t *testing.T) {
	me := user{ID: 7}
	mine := press{line: "/warmup", owner: 5}.data(false)
	menu := func(data ...string) *message {
		m := &message{ID: 1, Date: 1, Chat: chat{ID: -1, Type: "supergroup"}, Markup: &keyboard{}, ReplyTo: &message{From: &user{ID: 5}}}
		for _, d := range data {
			m.Markup.Rows = append(m.Markup.Rows, []button{{Text: "x", Data: d}})
		}
		return m
	}
	gone := menu(mine)
	gone.Markup, gone.Date = nil, 0
	ours := menu("/long")
	ours.ReplyTo.From.ID = me.ID
	for name, c := range map[string]struct {
		m     *message
		data  string
		owner int64
	}{
		"the button":               {menu(mine), mine, 5},
		"data it does not have":    {menu("/help"), mine, 0},
		"a line alone":             {menu("/long"), "/long", 5},
		"a line beside one of his": {menu("/long", press{line: "/x", owner: 9}.data(false)), "/long", 9},
		"a message we can't see":   {gone, mine, 0},
		"an answer to ourselves":   {ours, "/long", 0},
	} {
		p, ok := (&callback{From: user{ID: 5}, Message: c.m, Data: c.data}).press(me)
		if !ok || p.owner != c.owner {
			t.Errorf("%s: owner %d, %v; want %d", name, p.owner, ok, c.owner)
		}
	}
}

// FuzzPress reads any data, and what it reads it can write.
func FuzzPress(f *testing.F) {
	for _, s := range []string{"/help", "a1/help", "pzz/x y", "a-1/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		p, ok := readPress(data)
		if again, same := readPress(p.data(false)); ok && p.data(false) != "" && (!same || bot.Clean(again.line) != bot.Clean(p.line)) {
			t.Errorf("%q is %+v, and then %+v", data, p, again)
		}
	})
}
