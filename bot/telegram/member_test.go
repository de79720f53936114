package telegram_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/telegram/telegramtest"
	"spotter/store"
)

// TestGreeting comes into groups: each is greeted once, and a removal is noted.
func TestGreeting(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, heard)
	ana, g := r.s.User("ana"), r.s.Supergroup("Garage")
	r.s.AddBot(ana, g)
	m := r.s.Next(g)
	r.wantText(m, "Spotter here", "/warmup@"+r.s.Bot.Username+" deadlift 180", "not medical advice")
	if b, _ := m.Button("Write to me alone"); b.URL == "" {
		t.Errorf("its buttons are %q", m.Labels())
	}
	r.s.Say(ana, g, "/start@"+r.s.Bot.Username+" true") // what an app says for who came by a link
	r.s.PromoteBot(ana, g)
	r.s.RemoveBot(ana, g)
	r.s.AddBot(ana, g)
	r.s.Say(ana, g, "/form@"+r.s.Bot.Username)
	r.wantText(r.s.Next(g), "heard /form")
	muted := r.s.Supergroup("Quiet")
	r.s.Member(muted, r.s.Bot, telegramtest.Standing{Status: "left"})
	r.s.AwaitConfirmed(r.s.MuteBot(ana, muted))
	if len(r.s.Sent(muted)) > 0 {
		t.Error("a group that lets the bot not write was greeted")
	}
	r.s.AwaitConfirmed(r.s.RemoveBot(ana, g))
	if n, err := r.store.Sweep(t.Context(), time.Now().Add(store.LeaveTime+time.Hour)); n != 1 || err != nil {
		t.Errorf("%d groups were noted as left, %v", n, err)
	}
}

// TestReachable notes who blocks us, whether Telegram tells it or refuses a message, and who comes back.
func TestReachable(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, heard)
	ana := r.s.User("ana")
	who := store.Account{Platform: "telegram", User: account(ana)}
	if _, err := r.store.Change(t.Context(), who, "1", time.Now(), func(*store.Person) error { return nil }); err != nil {
		t.Fatal(err)
	}
	check := func(want bool) {
		t.Helper()
		if got, err := r.store.Reachable(t.Context(), who); got != want || err != nil {
			t.Errorf("reachable is %v, %v; want %v", got, err, want)
		}
	}
	say := func() *telegramtest.Message { return r.s.Say(ana, r.s.Private(ana), "hello") }
	say()
	r.s.Next(r.s.Private(ana))
	r.s.AwaitConfirmed(r.s.Block(ana))
	check(false)
	r.s.AwaitConfirmed(r.s.Unblock(ana))
	check(true)
	for _, f := range []telegramtest.Fault{telegramtest.Blocked("sendMessage"), telegramtest.Deactivated("sendMessage")} {
		r.s.Fail(f)
		r.s.AwaitConfirmed(say().UpdateID)
		check(false)
		r.s.AwaitConfirmed(say().UpdateID)
		r.s.Next(r.s.Private(ana))
		check(true)
	}
	r.wantLog("level=ERROR", 0)
}

// TestMigration lets a group grow into a supergroup in each form, and finds what was open in the old
// one in the new one.
func TestMigration(t *testing.T) {
	t.Parallel()
	for name, migrate := range map[string]func(*rig, *telegramtest.User, *telegramtest.Chat) *telegramtest.Chat{
		"both messages": func(r *rig, u *telegramtest.User, c *telegramtest.Chat) *telegramtest.Chat { return r.s.Migrate(u, c) },
		"a refusal": func(r *rig, u *telegramtest.User, c *telegramtest.Chat) *telegramtest.Chat {
			to := r.s.MigrateSilently(c)
			if err := r.a.Send(r.Context(), &bot.Message{ID: "1", User: account(u), Chat: strconv.FormatInt(c.ID, 10), Reply: bot.Say("Rest day.")}); err != nil {
				r.Error(err)
			}
			r.wantText(r.s.Next(to), "Rest day.")
			return to
		},
		"all of it": func(r *rig, u *telegramtest.User, c *telegramtest.Chat) *telegramtest.Chat {
			to := r.s.Migrate(u, c)
			if err := r.a.Send(r.Context(), &bot.Message{ID: "1", Chat: strconv.FormatInt(c.ID, 10), Reply: bot.Say("Rest day.")}); err != nil {
				r.Error(err)
			}
			r.wantText(r.s.Next(to), "Rest day.")
			return to
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, telegramtest.Options{}, heard)
			ana, old := r.s.User("ana"), r.s.Group("Garage")
			r.s.AddBot(ana, old)
			r.s.Next(old)
			if err := r.store.Expect(t.Context(), "telegram", strconv.FormatInt(old.ID, 10), account(ana), "/warmup", time.Now().Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			to := migrate(r, ana, old)
			r.s.Say(ana, to, "/form@"+r.s.Bot.Username)
			r.wantText(r.s.Next(to), "heard /form")
			line, err := r.store.Expected(t.Context(), "telegram", strconv.FormatInt(to.ID, 10), account(ana), time.Now())
			if line != "/warmup" || err != nil {
				t.Errorf("the open question is %q, %v", line, err)
			}
			if first, err := r.store.Join(t.Context(), "telegram", strconv.FormatInt(to.ID, 10)); first || err != nil {
				t.Errorf("the new group is unknown, %v", err)
			}
			r.wantLog("level=ERROR", 0)
		})
	}
}

// TestMigrationOfAnAnswer answers in the new chat what was asked in the old one.
func TestMigrationOfAnAnswer(t *testing.T) {
	t.Parallel()
	begun, release := make(chan struct{}), make(chan struct{})
	r := start(t, telegramtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		close(begun)
		<-release
		return heard(ctx, q)
	})
	ana, old := r.s.User("ana"), r.s.Group("Garage")
	r.s.Say(ana, old, "/form@"+r.s.Bot.Username)
	<-begun
	to := r.s.MigrateSilently(old)
	close(release)
	r.wantText(r.s.Next(to), "heard /form")
}
