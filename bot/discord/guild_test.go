package discord_test

import (
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/discord"
	"spotter/bot/discord/discordtest"
	"spotter/store"
)

// TestWelcome greets a server that the bot was added to just now, once, and no other.
func TestWelcome(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	young := r.s.AddGuild("young", time.Now())
	m := r.s.Next(young.Channel)
	for _, want := range []string{"/warmup deadlift 180", "/help", "/privacy"} {
		r.wantText(m, want)
	}
	if n := len(m.Text()); n > 400 {
		t.Errorf("the greeting has %d bytes", n)
	}
	old := r.s.AddGuild("old", time.Now().AddDate(0, -1, 0))
	r.s.RemoveGuild("young", false)
	r.s.AddGuild("young", time.Now())
	r.s.Say(r.s.User("ana"), old.Channel, r.s.Bot().Mention()+" hello")
	r.wantText(r.s.Next(old.Channel), "heard (hello)")
	r.s.Say(r.s.User("ana"), young.Channel, r.s.Bot().Mention()+" hello")
	r.wantText(r.s.Next(young.Channel), "heard (hello)")
}

// TestLeave marks a server for deletion when the bot is removed, also while it is not running, and
// not when the server is only unavailable.
func TestLeave(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	young := r.s.AddGuild("young", time.Now())
	r.s.Next(young.Channel)
	later := time.Now().Add(store.LeaveTime + time.Hour)
	swept := func() int {
		t.Helper()
		n, err := r.store.Sweep(t.Context(), later)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	settle := func() { // what came before has been handled
		t.Helper()
		r.s.Next(r.s.AddGuild("settle "+time.Now().String(), time.Now()).Channel)
	}
	r.s.RemoveGuild("young", true)
	settle()
	if n := swept(); n != 0 {
		t.Errorf("%d servers went for being unavailable", n)
	}
	r.s.AddGuild("gone", time.Now())
	settle()
	r.s.RemoveGuild("gone", false)
	settle()
	if n := swept(); n != 1 {
		t.Errorf("%d servers went, want 1", n)
	}
	// The next session no longer lists a server that has gone meanwhile.
	if _, err := r.store.Join(t.Context(), discord.Platform, "4194304"); err != nil {
		t.Fatal(err)
	}
	connections := r.s.Gateway().Identifies
	r.s.Forget()
	r.s.Invalidate(false)
	if err := r.s.AwaitGateway(t.Context(), func(c discordtest.GatewayCounts) bool { return c.Identifies > connections }); err != nil {
		t.Fatal(err)
	}
	settle()
	if n := swept(); n != 1 {
		t.Errorf("%d servers went that the session no longer lists, want 1", n)
	}
}

// TestRegistration registers once, skips what has not changed, mends what somebody else changed, and
// cleans up the server used for development.
func TestRegistration(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t, discordtest.Options{})
	st := memory(t)
	puts := func(want int, change func(*discord.Options)) {
		t.Helper()
		r := &rig{T: t, s: s, store: st, log: &bottest.Log{}}
		r.d = adapter(t, s, func(o *discord.Options) {
			o.Memory = st
			if change != nil {
				change(o)
			}
		})
		looked := s.Fail(discordtest.Fault{}.On("GET", "/commands$")) // nothing goes wrong, it only counts
		r.run(heard)
		looked.Await(1)
		looked.End()
		r.stop() // which lets the registration end
		if err := r.end(); err != nil {
			t.Fatal(err)
		}
		if got, _ := s.Registrations(); got != want {
			t.Errorf("commands were registered %d times, want %d", got, want)
		}
	}
	puts(1, nil)
	names := map[string]discordtest.Command{}
	for _, c := range s.Commands(nil) {
		names[c.Name] = c
	}
	if len(names) != 5 || names["Ask Spotter about this"].Type != 3 {
		t.Errorf("registered are %v", names)
	}
	puts(1, nil)
	puts(2, func(o *discord.Options) { o.Commands = o.Commands[:2] })
	if n := len(s.Commands(nil)); n != 2 {
		t.Errorf("there are %d commands, want 2", n)
	}
	puts(3, func(o *discord.Options) { o.Guild = s.Gym.ID })
	if n := len(s.Commands(s.Gym)); n != 5 {
		t.Errorf("there are %d commands on the development server, want 5", n)
	}
	puts(5, nil) // everything everywhere again, nothing on the server any more
	if n := len(s.Commands(s.Gym)); n != 0 {
		t.Errorf("there are %d commands left on the development server", n)
	}
}

// TestInvite links to what the bot needs and no more.
func TestInvite(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t, discordtest.Options{})
	d := adapter(t, s, nil)
	server, person, err := d.Invite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"https://discord.com/oauth2/authorize?", "client_id=" + s.AppID, "scope=bot+applications.commands", "permissions=274878024704"} {
		if !strings.Contains(server, want) {
			t.Errorf("%s lacks %s", server, want)
		}
	}
	if !strings.Contains(person, "integration_type=1") || strings.Contains(person, "permissions") {
		t.Errorf("the link for a person is %s", person)
	}
	s.Revoke()
	if _, _, err := d.Invite(t.Context()); err == nil || !strings.Contains(err.Error(), "does not accept the token") {
		t.Errorf("with a revoked token: %v", err)
	}
}

var _ bot.Sender = (*discord.Discord)(nil)
