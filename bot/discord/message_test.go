package discord_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/discord/discordtest"
)

// heard answers with the text as it came.
func heard(_ context.Context, q *bot.Request) *bot.Reply {
	return bot.Say("heard (%s)", strings.TrimSpace(q.Text))
}

// TestAddressed answers mentions, answers to the bot and private messages, as replies, and nothing else.
func TestAddressed(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	me := r.s.Bot().Mention()
	r.s.Say(bo, r.s.General, "nobody asked the bot")
	r.s.Say(bo, r.s.General, bo.Mention()+" look at this")
	asked := r.s.Say(ana, r.s.General, me+" is "+bo.Mention()+" strong "+me)
	answer := r.s.Next(r.s.General)
	r.wantText(answer, "heard (is somebody strong)")
	if answer.ReplyTo != asked.ID || len(answer.Pinged) > 0 {
		t.Errorf("the answer replies to %q and notifies %d", answer.ReplyTo, len(answer.Pinged))
	}
	r.s.Reply(bo, answer, "and me", true)
	r.wantText(r.s.Next(r.s.General), "heard (and me)")
	r.s.Say(ana, r.s.General, "<@!"+r.s.Bot().ID+">")
	r.wantText(r.s.Next(r.s.General), "heard ()")
	r.s.Say(r.s.Bot(), r.s.General, me+" talking to myself")
	r.s.Say(ana, r.s.DM(ana), "in private")
	r.wantText(r.s.Next(r.s.DM(ana)), "heard (in private)")
	if n := strings.Count(r.log.String(), "private"); n > 0 {
		t.Errorf("the log holds what was said")
	}
}

// TestTwice gets every event twice, as after a resumed connection, and answers once.
func TestTwice(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	r.s.Twice(true)
	r.s.Say(ana, r.s.DM(ana), "one")
	r.s.Say(ana, r.s.DM(ana), "two")
	r.wantText(r.s.Next(r.s.DM(ana)), "one")
	r.wantText(r.s.Next(r.s.DM(ana)), "two")
	r.wantText(r.s.Slash(ana, r.s.General, "ask", discordtest.Opt("text", "three")).Final(), "three")
	if log := r.log.String(); strings.Contains(log, "another Spotter") {
		t.Error("our own second answer was refused")
	}
}

// TestRefusedMessages writes where it may not, and goes on.
func TestRefusedMessages(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	say := func(text string) { r.s.Say(ana, r.s.General, r.s.Bot().Mention()+" "+text) }
	for _, c := range []struct {
		fault discordtest.Fault
		log   string
	}{
		{discordtest.MissingPermissions(), "I may not write in a channel"},
		{discordtest.AutoMod(), "AutoMod refused an answer"},
		{discordtest.InvalidForm(), "an answer could not be sent"},
		{discordtest.UnknownChannel(), ""},
	} {
		f := r.s.Fail(c.fault.On("POST", "/messages$").For(1))
		say("first")
		f.Await(1)
		say("second")
		r.wantText(r.s.Next(r.s.General), "second")
		if !strings.Contains(r.log.String(), c.log) {
			t.Errorf("the log lacks %q:\n%s", c.log, r.log)
		}
	}
	// Without the right to read the history the answer comes without its reference.
	r.s.Fail(discordtest.NoHistory().On("POST", "/messages$").For(1))
	say("third")
	if m := r.s.Next(r.s.General); m.ReplyTo != "" || !strings.Contains(m.Text(), "third") {
		t.Errorf("without history: %q in reply to %q", m.Text(), m.ReplyTo)
	}
}

// TestTyping shows that a slow answer is coming.
func TestTyping(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	r := start(t, discordtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		<-release
		return heard(ctx, q)
	})
	ana := r.s.User("ana")
	f := r.s.Fail(discordtest.Fault{Delay: time.Millisecond}.On("POST", "/typing$"))
	r.s.Say(ana, r.s.DM(ana), "think")
	f.Await(1)
	close(release)
	r.wantText(r.s.Next(r.s.DM(ana)), "think")
}

// TestReachable notes who cannot be written to, until he writes.
func TestReachable(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, heard)
	ana := r.s.User("ana")
	account := account(ana)
	if _, err := r.store.Change(t.Context(), account, "1", time.Now(), known); err != nil {
		t.Fatal(err)
	}
	f := r.s.Fail(discordtest.ClosedDM().On("POST", "/messages$").For(1))
	m := &bot.Message{ID: "1", User: ana.ID, Reply: bot.Say("Rest day.")}
	if err := r.d.Send(t.Context(), m); err == nil {
		t.Fatal("a closed chat took a message")
	}
	if reachable, err := r.store.Reachable(t.Context(), account); err != nil || reachable {
		t.Errorf("reachable %v, %v", reachable, err)
	}
	if f.Hits() != 1 {
		t.Errorf("it was tried %d times", f.Hits())
	}
	r.s.Say(ana, r.s.DM(ana), "back")
	r.wantText(r.s.Next(r.s.DM(ana)), "back")
	if reachable, err := r.store.Reachable(t.Context(), account); err != nil || !reachable {
		t.Errorf("after he wrote: reachable %v, %v", reachable, err)
	}
}

// TestEdit corrects the answer to a message that is edited, in its place, and nothing else.
func TestEdit(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		if strings.Contains(q.Text, "long") {
			return &bot.Reply{Blocks: []bot.Block{bot.Para(bot.T("%s", strings.Repeat("heard a long one ", 200)))}}
		}
		return bot.Say("heard (%s) of %s, edited %v", strings.TrimSpace(q.Text), q.Message, q.Edited)
	})
	ana := r.s.User("ana")
	edit := func(m *discordtest.Message, at, text string) {
		r.s.Dispatch("MESSAGE_UPDATE", json.RawMessage(fmt.Sprintf(`{"id":%q,"type":0,"channel_id":%q,"content":%q,"edited_timestamp":%s,"author":{"id":%q},"mentions":[]}`,
			m.ID, m.Channel.ID, text, at, ana.ID)))
	}
	first := r.s.Say(ana, r.s.DM(ana), "deadlift 180x5")
	answer := r.s.Next(r.s.DM(ana))
	r.wantText(answer, "heard (deadlift 180x5) of "+first.ID+", edited false")
	edit(first, "null", "deadlift 180x5 with a preview")
	edit(first, `"2026-11-26T09:00:00Z"`, "deadlift 180x3")
	edit(first, `"2026-11-26T09:00:00Z"`, "deadlift 180x3") // told twice
	changed := r.s.Await(func(m *discordtest.Message) bool { return m.ID == answer.ID && m.Edits > 0 })
	r.wantText(changed, "heard (deadlift 180x3) of "+first.ID+", edited true")
	edit(first, `"2026-11-26T09:01:00Z"`, "a long one")
	more := r.s.Next(r.s.DM(ana))
	r.wantText(more, "long one")
	edit(first, `"2026-11-26T09:02:00Z"`, "short again")
	r.s.Await(func(m *discordtest.Message) bool {
		return m.ID == answer.ID && strings.Contains(m.Text(), "short again")
	})
	other := r.s.Say(ana, r.s.General, "not to the bot")
	edit(other, `"2026-11-26T09:03:00Z"`, "still not")
	r.s.Say(ana, r.s.DM(ana), "the end")
	r.wantText(r.s.Next(r.s.DM(ana)), "the end")
	if r.s.Latest(more) != nil {
		t.Error("the second half of the longer answer is still there")
	}
	if got := r.s.Latest(answer); got.Edits != 3 {
		t.Errorf("the answer was changed %d times, want 3", got.Edits)
	}
}
