package telegram_test

import (
	"context"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/telegram/telegramtest"
)

// parts answers with as many messages as the text has words, pictures for those that say so.
func parts(_ context.Context, q *bot.Request) *bot.Reply {
	r := &bot.Reply{}
	for _, word := range strings.Fields(q.Text) {
		switch word {
		case "nothing":
			return nil
		case "picture":
			r.Blocks = append(r.Blocks, bot.Para(bot.T("%s", strings.Repeat("long ", 250))), bot.Image{Name: "a.png", Alt: "a picture", PNG: dot(1)})
		default:
			r.Blocks = append(r.Blocks, bot.Para(bot.T("%s %s", word, strings.Repeat("x", 3000))))
		}
	}
	return r
}

// TestEdit changes messages that were answered: the answer changes in its place, over all its messages.
func TestEdit(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, parts)
	ana := r.s.User("ana")
	own := r.s.Private(ana)
	asked := r.s.Say(ana, own, "one two")
	first, second := r.s.Next(own), r.s.Next(own)
	edit := func(text string) {
		asked = r.s.Edit(asked, text)
		r.s.AwaitConfirmed(r.s.Say(ana, own, "nothing").UpdateID)
	}
	stands := func(want ...string) {
		t.Helper()
		var got []string
		for _, m := range r.s.Sent(own) {
			if m.Deleted {
				continue
			}
			word, _, _ := strings.Cut(m.Body(), " ")
			got = append(got, word)
		}
		if strings.Join(got, ",") != strings.Join(want, ",") {
			t.Errorf("now %q stand there, want %q", got, want)
		}
	}
	edit("three two")
	stands("three", "two")
	if r.s.Current(first).EditDate == 0 || r.s.Current(second).EditDate != 0 {
		t.Error("the first was not edited, or the second, which is the same, was")
	}
	edit("three")
	stands("three")
	edit("one two three")
	stands("one", "two", "three")
	edit("picture")
	stands("long", "a")
	edit("one")
	stands("one")
	edit("nothing")
	stands("one")
}

// TestEditRequest looks at what a handler is told of an edited message.
func TestEditRequest(t *testing.T) {
	t.Parallel()
	got := make(chan *bot.Request, 10)
	handler := func(_ context.Context, q *bot.Request) *bot.Reply {
		got <- q
		reply := bot.Say("heard %s", q.Text)
		if q.Text == "/warmup" {
			reply.Expect = "/warmup squat"
		}
		return reply
	}
	r := start(t, telegramtest.Options{}, handler)
	ana, g, at := r.s.User("ana"), r.s.Supergroup("Garage"), "@"+r.s.Bot.Username
	own := r.s.Private(ana)
	r.s.Say(ana, own, "/warmup")
	r.s.Next(own)
	asked := r.s.Say(ana, own, "180")
	answer := r.s.Next(own)
	r.s.Edit(asked, "190")
	r.wantText(r.s.Edited(answer), "heard 190")
	<-got
	first, second := <-got, <-got
	if first.Edited || !second.Edited || first.Message != second.Message || first.ID == second.ID || first.Message == "" {
		t.Errorf("the message is %+v, and edited %+v", first, second)
	}
	if second.Completes != "/warmup squat" {
		t.Errorf("the edited answer completes %q", second.Completes)
	}
	// Who forgot to call the bot and adds it is answered then.
	said := r.s.Say(ana, g, "why")
	r.s.Edit(said, at+" why")
	m := r.s.Next(g)
	r.wantText(m, "heard why")
	r.again(handler)
	r.s.Edit(said, at+" why not")
	r.wantText(r.s.Next(g), "heard why not") // after a restart nothing is known of the answer
}
