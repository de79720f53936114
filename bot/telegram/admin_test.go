package telegram_test

import (
	"context"
	"testing"

	"spotter/bot"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
)

// TestAdmin has several people use a command that is partly for admins, in a group and alone.
func TestAdmin(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, func(_ context.Context, r *bot.Request) *bot.Reply {
		if r.Admin {
			return bot.Say("an admin")
		}
		return bot.Say("anybody")
	}, func(o *telegram.Options) {
		o.Commands = []*bot.Command{{Name: "plan", Summary: "plan", Admins: true}, {Name: "form", Summary: "form"}}
	})
	ana, bo, cy := r.s.User("ana"), r.s.User("bo"), r.s.User("cy")
	g := r.s.Supergroup("Garage")
	for _, u := range []*telegramtest.User{ana, bo, cy} {
		r.s.Say(u, g, "hi")
	}
	r.s.Admin(g, ana, true)
	r.s.Admin(g, bo, false)
	at := "@" + r.s.Bot.Username
	for _, tt := range []struct {
		who  *telegramtest.User
		chat *telegramtest.Chat
		text string
		want string
	}{
		{ana, g, "/plan" + at, "an admin"},
		{bo, g, "/plan" + at, "anybody"},
		{cy, g, "/plan" + at, "anybody"},
		{ana, g, "/form" + at, "anybody"},
		{ana, r.s.Private(ana), "/plan", "anybody"},
	} {
		r.s.Say(tt.who, tt.chat, tt.text)
		r.wantText(r.s.Next(tt.chat), tt.want)
	}
}
