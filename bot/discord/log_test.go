package discord_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/discord/discordtest"
)

// TestNoSecretInTheLog meets every fault on every way out, and finds no token and no text in the log.
func TestNoSecretInTheLog(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	var tokens []string
	for name, f := range map[string]discordtest.Fault{
		"global limit": discordtest.GlobalLimit(10 * time.Millisecond), "route limit": discordtest.RouteLimit(10 * time.Millisecond),
		"shared limit": discordtest.SharedLimit(10 * time.Millisecond), "bad gateway": discordtest.BadGateway(),
		"unavailable": discordtest.Unavailable(), "closed": discordtest.ClosedDM(), "access": discordtest.MissingAccess(),
		"form": discordtest.InvalidForm(), "auto mod": discordtest.AutoMod(), "late": discordtest.UnknownInteraction(),
		"acknowledged": discordtest.Acknowledged(), "expired": discordtest.ExpiredToken(), "large": discordtest.TooLarge(),
		"dropped before": {Drop: discordtest.DropBefore}, "dropped after": {Drop: discordtest.DropAfter},
		"garbage": {Status: http.StatusOK, Body: "<html>"}, "teapot": {Status: http.StatusTeapot, Body: "x"},
	} {
		for _, path := range []string{"/callback$", "/messages$", "/channels$"} {
			if name == "expired" && path != "/callback$" {
				continue // only an interaction's token expires
			}
			fault := r.s.Fail(f.On("POST", path).For(1))
			switch path {
			case "/callback$":
				i := r.s.Slash(ana, r.s.General, "ask", discordtest.Opt("text", "secret-text"))
				tokens = append(tokens, i.Token)
			case "/messages$":
				r.s.Say(ana, r.s.DM(ana), "secret-text")
			default:
				r.d.ForgetChannels()
				_ = r.d.Send(t.Context(), &bot.Message{ID: name, User: ana.ID, Reply: bot.Say("secret-text")}) // its error is told to who sends
			}
			fault.Await(1)
			fault.End()
		}
	}
	r.stop()
	if err := r.end(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	log := r.log.String()
	for _, secret := range append(tokens, r.s.Token, "secret-text", ana.ID) {
		if strings.Contains(log, secret) {
			t.Errorf("%q stands in the log:\n%s", secret, log)
		}
	}
}

// TestLimits meets the limits that hold over all routes: answers go on, the rest waits.
func TestLimits(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	for _, f := range []discordtest.Fault{discordtest.GlobalLimit(1500 * time.Millisecond), discordtest.EdgeLimit(time.Second)} {
		fault := r.s.Fail(f.On("POST", "/messages$").For(1))
		begun := time.Now()
		r.s.Say(ana, r.s.General, r.s.Bot().Mention()+" waits")
		fault.Await(1)
		r.wantText(r.s.Slash(bo, r.s.General, "form", discordtest.Opt("lift", "at-once")).Final(), "at-once")
		if took := time.Since(begun); took > time.Second {
			t.Errorf("an interaction waited %v for a global limit", took)
		}
		r.wantText(r.s.Next(r.s.General), "waits")
		if took := time.Since(begun); took < 900*time.Millisecond {
			t.Errorf("the message waited only %v", took)
		}
	}
}
