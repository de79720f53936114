package telegram_test

import (
	"context"
	"testing"

	"spotter/bot"
	"spotter/bot/telegram/telegramtest"
)

// TestAdmin holds who may run a group, and that nobody may when Telegram does not say.
func TestAdmin(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		return bot.Say("admin: %v", q.Admin != nil && q.Admin(ctx))
	})
	gym := r.s.Supergroup("gym")
	ana, bo, cy, dee := r.s.User("ana"), r.s.User("bo"), r.s.User("cy"), r.s.User("dee")
	r.s.Admin(gym, bo, true)
	r.s.Admin(gym, cy, false)
	ask := func(u *telegramtest.User, chat *telegramtest.Chat, want string, extra ...telegramtest.Extra) {
		t.Helper()
		r.s.Say(u, chat, "/form@"+r.s.Bot.Username, extra...)
		if got := r.s.Next(chat).Text; got != want {
			t.Errorf("%s: %q, want %q", u.FirstName, got, want)
		}
	}
	ask(ana, gym, "admin: false")
	ask(bo, gym, "admin: true")
	ask(cy, gym, "admin: false")
	ask(dee, gym, "admin: true", telegramtest.Anonymous())
	r.s.Fail(telegramtest.Internal("getChatMember"))
	ask(bo, gym, "admin: false")
	own := r.s.Open(ana)
	ask(ana, own, "admin: false")
}
