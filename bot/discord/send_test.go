package discord_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/discord/discordtest"
	"spotter/store"
)

func account(u *discordtest.User) store.Account {
	return store.Account{Platform: "discord", User: u.ID}
}

// known makes somebody known.
func known(p *store.Person) error {
	p.Settings.Zone = "Europe/Berlin"
	return nil
}

// TestSendTwice sends a reminder whose fate is not known: it arrives once.
func TestSendTwice(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	r.s.Fail(discordtest.Fault{Drop: discordtest.DropAfter}.On("POST", "/messages$").For(2))
	m := &bot.Message{ID: "rest 2026-11-26", User: ana.ID, Reply: bot.Say("Rest day.")}
	if err := r.d.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if err := r.d.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	r.wantText(r.s.Next(r.s.DM(ana)), "Rest day.")
	if n := len(r.s.Messages(r.s.DM(ana))); n != 1 {
		t.Errorf("there are %d messages", n)
	}
}

// TestSendErrors classes what can go wrong with a reminder.
func TestSendErrors(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	own := &bot.Message{ID: "1", User: ana.ID, Reply: bot.Say("Rest day.")}
	group := &bot.Message{ID: "2", User: ana.ID, Chat: r.s.General.ID, Reply: bot.Say("Rest day.")}
	send := func(m *bot.Message) error {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		return r.d.Send(ctx, m)
	}
	for _, c := range []struct {
		name  string
		fault discordtest.Fault
		m     *bot.Message
		gone  bool
		later bool
		tries int
	}{
		{"closed messages", discordtest.ClosedDM().On("POST", "/messages$"), own, true, false, 1},
		{"no common server", discordtest.NoMutualGuild().On("POST", "/channels$"), own, true, false, 1},
		{"opening too fast", discordtest.TooManyDMs().On("POST", "/channels$"), own, false, true, 1},
		{"channel gone", discordtest.UnknownChannel().On("POST", "/messages$"), group, true, false, 1},
		{"no access", discordtest.MissingAccess().On("POST", "/messages$"), group, true, false, 1},
		{"no permission", discordtest.MissingPermissions().On("POST", "/messages$"), group, true, false, 1},
		{"refused text", discordtest.AutoMod().On("POST", "/messages$"), group, false, false, 1},
		{"limit", discordtest.RouteLimit(time.Minute).On("POST", "/messages$"), group, false, true, 1},
		{"down", discordtest.Unavailable().On("POST", "/messages$"), own, false, true, 2},
	} {
		f := r.s.Fail(c.fault)
		r.d.ForgetChannels()
		err := send(c.m)
		f.End()
		later := new(bot.LaterError)
		if err == nil || errors.Is(err, bot.ErrGone) != c.gone || errors.As(err, &later) != c.later {
			t.Errorf("%s: %v", c.name, err)
		}
		if n := f.Hits(); n < c.tries || c.tries == 1 && n > 1 {
			t.Errorf("%s: tried %d times", c.name, n)
		}
		if c.name == "limit" && later.After < 50*time.Second {
			t.Errorf("%s: try again after %v", c.name, later.After)
		}
	}
}
