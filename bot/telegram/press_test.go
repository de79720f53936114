package telegram_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/telegram/telegramtest"
)

// menu answers with a menu that changes in place.
func menu(_ context.Context, q *bot.Request) *bot.Reply {
	reply := bot.Say("menu for %s after %s", q.User, q.Text)
	reply.Replace = true
	reply.Buttons = bot.Rows(2, bot.Button{Label: "One", Line: "/one"}, bot.Button{Label: "Picture", Line: "/picture"})
	switch {
	case strings.HasPrefix(q.Text, "/picture"):
		reply.Blocks = append(reply.Blocks, bot.Image{Name: "a.png", Alt: "a picture", PNG: dot(1)})
	case strings.HasPrefix(q.Text, "/ask"):
		reply.For = bot.Asker
	case q.Text == "/new":
		reply.Replace = false
	}
	return reply
}

func dot(side int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// TestPress presses one's own menu, which changes in place, and somebody else's, which does not.
func TestPress(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, menu)
	ana, bo, g, at := r.s.User("ana"), r.s.User("bo"), r.s.Supergroup("Garage"), "@"+r.s.Bot.Username
	own := r.s.Private(ana)
	for _, c := range []*telegramtest.Chat{own, g} {
		r.s.Say(ana, c, at+" hello")
		m := r.s.Next(c)
		r.s.Press(ana, m, "One").Answer()
		now := r.s.Edited(m)
		r.wantText(now, "after /one", account(ana))
		r.s.Press(ana, now, "One").Answer() // the same again is no change, and no error
		r.s.Press(ana, now, "Picture").Answer()
		drawn := r.s.Next(c)
		r.wantText(drawn, "after /picture")
		if len(drawn.Photo) == 0 {
			t.Error("there is no picture")
		}
		r.s.Press(ana, drawn, "Picture").Answer()
	}
	r.s.Say(ana, g, at+" everybody's")
	m := r.s.Next(g)
	if answer := r.s.Press(bo, m, "One").Answer(); answer.Text != "" {
		t.Errorf("bo is told %q", answer.Text)
	}
	mine := r.s.Next(g)
	r.wantText(mine, "menu for "+account(bo))
	r.s.Press(bo, mine, "One").Answer() // that one is his
	r.s.Say(ana, g, "/ask"+at)
	personal := r.s.Next(g)
	answer := r.s.Press(bo, personal, "One").Answer()
	if !answer.ShowAlert || !strings.Contains(answer.Text, "belongs to whoever asked") {
		t.Errorf("bo's press on a personal menu is answered by %+v", answer)
	}
	r.s.Press(ana, personal, "One").Answer()
	r.wantText(r.s.Edited(personal), "after /one")
	if text := r.s.Current(m).Text; !strings.Contains(text, "everybody's") {
		t.Errorf("ana's menu became %q", text)
	}
}

// TestPressOdd presses what is not there any more, or was never.
func TestPressOdd(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, menu)
	ana, g, at := r.s.User("ana"), r.s.Supergroup("Garage"), "@"+r.s.Bot.Username
	r.s.Say(ana, g, at+" hello")
	m := r.s.Next(g)
	if answer := r.s.PressData(ana, m, "1|verb|key").Answer(); !answer.ShowAlert || !strings.Contains(answer.Text, "another time") {
		t.Errorf("a button of another bot is answered by %+v", answer)
	}
	r.s.PressInaccessible(ana, m, "/one").Answer()
	r.wantText(r.s.Next(g), "after /one")
	forged := r.s.PressData(ana, m, "azz/forged")
	forged.Answer()
	r.wantText(r.s.Next(g), "after /forged") // he acts for himself, and changes no message
	if r.s.Current(m) != m {
		t.Error("a forged press changed the message")
	}
	r.s.Fail(telegramtest.Refused("answerCallbackQuery", "query is too old and response timeout expired or query ID is invalid"))
	r.s.Press(ana, m, "One")
	r.wantText(r.s.Edited(m), "after /one")
	r.wantLog("level=ERROR", 0)
}

// TestReleaseAtOnce holds that a pressed button stops turning while its chat is busy.
func TestReleaseAtOnce(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	r := start(t, telegramtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		if q.Text == "slow" {
			<-release
		}
		return menu(ctx, q)
	})
	ana := r.s.User("ana")
	own := r.s.Private(ana)
	r.s.Say(ana, own, "hello")
	m := r.s.Next(own)
	r.s.Say(ana, own, "slow")
	r.s.Press(ana, m, "One").Answer()
	r.s.AwaitRequest(func(q telegramtest.Request) bool { return q.Method == "sendChatAction" })
	close(release)
	r.wantText(r.s.Next(own), "after slow")
	r.wantText(r.s.Edited(m), "after /one")
	if actions := r.s.Actions(own); len(actions) == 0 || actions[0] != "typing" {
		t.Errorf("while it took long, %q was shown", actions)
	}
}

// TestPictures sends the same picture twice and uploads it once, puts one picture in the place of another,
// and says it in words where pictures are refused.
func TestPictures(t *testing.T) {
	t.Parallel()
	side := 1
	r := start(t, telegramtest.Options{}, func(context.Context, *bot.Request) *bot.Reply {
		return &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Bar"), bot.Image{Name: "bar.png", Alt: "25 a side", PNG: dot(side)}},
			Buttons: bot.Rows(1, bot.Button{Label: "Next", Line: "/next"})}
	})
	ana := r.s.User("ana")
	own := r.s.Private(ana)
	r.s.Say(ana, own, "a")
	first := r.s.Next(own)
	r.s.Say(ana, own, "b")
	second := r.s.Next(own)
	if first.Photo[0].ID != second.Photo[0].ID || second.Param("photo") == "" {
		t.Error("the same picture was uploaded twice")
	}
	if first.Caption != "Bar\n\n25 a side" {
		t.Errorf("the caption is %q", first.Caption)
	}
	side = 2
	r.s.Press(ana, second, "Next").Answer()
	if now := r.s.Edited(second); !bytes.Equal(now.File, dot(2)) || now.Caption != "Bar\n\n25 a side" {
		t.Errorf("the picture became one of %d bytes, %q", len(now.File), now.Caption)
	}
	r.s.Fail(telegramtest.Fault{Method: "sendPhoto", Times: 1, Error: telegramtest.Refused("", "not enough rights to send photos to the chat").Error})
	side = 3
	r.s.Say(ana, own, "c")
	m := r.s.Next(own)
	r.wantText(m, "Bar", "25 a side")
	if len(m.Photo) > 0 || len(m.Labels()) != 1 {
		t.Errorf("instead of the picture stands %+v", m)
	}
}
