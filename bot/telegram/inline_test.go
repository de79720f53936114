package telegram_test

import (
	"context"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
)

func offering(o *telegram.Options) {
	o.Offers = func(query string) []bot.Offer {
		if query == "" {
			return nil
		}
		return []bot.Offer{{Title: "Warm-up " + query, About: "sets", Line: "/warmup " + query}, {Title: "Secret", About: "no", Line: "/settings"},
			{Title: "Picture", About: "drawn", Line: "/picture"}}
	}
}

// TestInline offers what commands say, sends it, and changes it by its buttons.
func TestInline(t *testing.T) {
	t.Parallel()
	looks := make(chan *bot.Request, 20)
	r := start(t, telegramtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		looks <- q
		reply := menu(ctx, q)
		if q.Text == "/settings" {
			reply.For = bot.OnlyAsker
		}
		return reply
	}, offering)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	answer := r.s.Inline(ana, "180 dl").Answer()
	if !answer.IsPersonal || answer.CacheTime == 0 || answer.CacheTime > 60 || len(answer.Results) != 2 {
		t.Errorf("offered is %+v", answer)
	}
	if q := <-looks; q.ID != "" || q.User != account(ana) || q.Private {
		t.Errorf("the look is %+v", q)
	}
	if first := answer.Results[0]; first.Title != "Warm-up 180 dl" || !strings.Contains(first.Text, "after /warmup 180 dl") || first.Content.LinkPreview == nil {
		t.Errorf("the first is %+v", first)
	}
	if !strings.Contains(answer.Results[1].Text, "a picture") {
		t.Errorf("the picture is not told in words: %q", answer.Results[1].Text)
	}
	q := r.s.Inline(ana, "100 squat")
	m := r.s.ChooseInline(q, q.Answer().Results[0].ID)
	r.s.Press(ana, m, "One").Answer()
	r.wantText(r.s.Edited(m), "after /one")
	if a := r.s.Press(bo, m, "Picture").Answer(); a.URL != "https://t.me/"+r.s.Bot.Username {
		t.Errorf("somebody else's press is answered by %+v", a)
	}
	empty := r.s.Inline(ana, "").Answer()
	if len(empty.Results) != 0 || empty.Button == nil || empty.Button.StartParameter == "" {
		t.Errorf("nothing typed gives %+v", empty)
	}
	r.s.Fail(telegramtest.Refused("answerInlineQuery", "query is too old and response timeout expired or query ID is invalid"))
	late := r.s.Inline(ana, "1")
	r.s.AwaitConfirmed(late.UpdateID)
	r.wantLog("level=ERROR", 0)
}

// TestShare goes from one's own chat to any other.
func TestShare(t *testing.T) {
	t.Parallel()
	reply := bot.Say("the sets")
	reply.Share = "/warmup squat 140kg"
	r := start(t, telegramtest.Options{}, func(context.Context, *bot.Request) *bot.Reply { return reply }, offering)
	ana := r.s.User("ana")
	r.s.Say(ana, r.s.Private(ana), "a")
	b, _ := r.s.Next(r.s.Private(ana)).Button("Share")
	if b.SwitchInline == nil || *b.SwitchInline != "warmup squat 140kg" {
		t.Errorf("the button is %+v", b)
	}
}
