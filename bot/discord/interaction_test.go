package discord_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/discord/discordtest"
)

// TestSlash calls a command with every kind of option: it comes as the line somebody would have typed.
func TestSlash(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, echoes)
	ana := r.s.User("ana")
	m := r.s.Slash(ana, r.s.General, "warmup", discordtest.Opt("lift", "squat"), discordtest.Opt("weight", "140 kg"),
		discordtest.Opt("reps", 5), discordtest.Opt("short", true)).Final()
	r.wantText(m, "/warmup lift=squat weight=140 kg reps=5 short")
	if m.Ephemeral() {
		t.Error("a warm-up is hidden from the others")
	}
	r.wantText(r.s.Slash(ana, r.s.General, "warmup", discordtest.Opt("short", false)).Final(), "/warmup")
	r.wantText(r.s.Slash(ana, r.s.DM(ana), "ask", discordtest.Opt("text", "why = does my\nback hurt")).Final(), "/ask why = does my back hurt")
}

// TestCompletion completes an option, with what stands in another.
func TestCompletion(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, echoes)
	ana := r.s.User("ana")
	values := func(i *discordtest.Interaction) (list []string) {
		for _, c := range i.Wait().Choices {
			list = append(list, c.Value.(string))
		}
		return list
	}
	if got := values(r.s.Autocomplete(ana, r.s.General, "warmup", "lift", "SQ")); !slices.Equal(got, []string{"squat"}) {
		t.Errorf("completions are %q", got)
	}
	if got := values(r.s.Autocomplete(ana, r.s.General, "warmup", "lift", "zzz")); len(got) != 0 {
		t.Errorf("completions of nothing are %q", got)
	}
	if got := values(r.s.Autocomplete(ana, r.s.General, "settings", "value", "Ber", discordtest.Opt("what", "zone"))); !slices.Equal(got, []string{"zone Ber"}) {
		t.Errorf("completions are %q", got)
	}
}

// TestAudience holds who sees what, by command, place and button.
func TestAudience(t *testing.T) {
	t.Parallel()
	reply := func(_ context.Context, q *bot.Request) *bot.Reply {
		r := bot.Say("%s", q.Text)
		r.Share, r.Aside = "/form shared", "/form aside"
		switch {
		case strings.HasPrefix(q.Text, "/ask"):
			r.For = bot.Asker
		case strings.HasPrefix(q.Text, "/settings"):
			r.For = bot.OnlyAsker
		}
		return r
	}
	r := start(t, discordtest.Options{}, reply)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	public := r.s.Slash(ana, r.s.General, "warmup").Final()
	hidden := r.s.Slash(ana, r.s.General, "ask", discordtest.Opt("text", "why")).Final()
	own := r.s.Slash(ana, r.s.DM(ana), "settings").Final()
	if public.Ephemeral() || !hidden.Ephemeral() || own.Ephemeral() {
		t.Errorf("hidden: a warm-up %v, a question %v, settings in the own chat %v", public.Ephemeral(), hidden.Ephemeral(), own.Ephemeral())
	}
	if !r.s.Slash(ana, r.s.General, "settings").Final().Ephemeral() {
		t.Error("settings are shown to everybody")
	}
	if got := public.Labels(); !slices.Equal(got, []string{"Privately"}) {
		t.Errorf("under a public answer stands %q", got)
	}
	if got := hidden.Labels(); !slices.Equal(got, []string{"Share here"}) {
		t.Errorf("under a hidden answer stands %q", got)
	}
	if got := own.Labels(); len(got) != 0 {
		t.Errorf("in the own chat stands %q", got)
	}
	aside := r.s.Click(bo, public, "Privately").Final()
	r.wantText(aside, "/form aside")
	if aside.VisibleTo != bo {
		t.Error("what goes on privately is not for who pressed")
	}
	shared := r.s.Click(ana, hidden, "Share here").Final()
	r.wantText(shared, "/form shared")
	if shared.Ephemeral() || shared.ID == hidden.ID {
		t.Error("what is shared is not shown to everybody")
	}
}

// TestReplace holds whose message a button may change.
func TestReplace(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, echoes)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	first := r.s.Slash(ana, r.s.General, "form").Final()
	again := r.s.Click(ana, first, "Again").Final()
	if again.ID != first.ID || again.Edits != 1 {
		t.Error("the owner's press did not change the message in its place")
	}
	other := r.s.Click(bo, again, "Again").Final()
	if other.ID == first.ID || other.VisibleTo != bo {
		t.Error("somebody else's press changed the message, or was answered in the open")
	}
	if r.s.Latest(first).Edits != 1 {
		t.Error("somebody else's press changed the message")
	}
}

// TestForm asks for much typing in a form, and takes what was written as the answer.
func TestForm(t *testing.T) {
	t.Parallel()
	ask := func(_ context.Context, q *bot.Request) *bot.Reply {
		if q.Completes != "" {
			return bot.Say("%s + %s", q.Completes, q.Text)
		}
		r := bot.Say("What would you like to know?")
		r.Expect = "/ask"
		if strings.HasPrefix(q.Text, "/warmup") {
			r.Expect = "/warmup squat"
			r.Buttons = bot.Rows(1, bot.Button{Label: "100 kg", Line: "/warmup squat 100kg"})
		}
		return r
	}
	r := start(t, discordtest.Options{}, ask)
	ana := r.s.User("ana")
	call := r.s.Slash(ana, r.s.General, "ask")
	if len(call.Modal().Inputs()) != 1 {
		t.Fatal("no form was opened")
	}
	m := r.s.Submit(ana, call, "why does my back hurt").Final()
	r.wantText(m, "/ask + why does my back hurt")

	// A question with buttons is a message with one more, which opens the form.
	m = r.s.Slash(ana, r.s.General, "warmup").Final()
	if got := m.Labels(); !slices.Equal(got, []string{"100 kg", "Type it"}) {
		t.Fatalf("the buttons are %q", got)
	}
	typing := r.s.Click(ana, m, "Type it")
	if len(typing.Modal().Inputs()) != 1 {
		t.Fatal("no form was opened")
	}
	r.wantText(r.s.Submit(ana, typing, "140").Final(), "/warmup squat + 140")

	// In the own chat the next message is the answer.
	m = r.s.Slash(ana, r.s.DM(ana), "ask").Final()
	r.wantText(m, "What would you like to know?")
}

// TestLost presses what is none of ours any more.
func TestLost(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, echoes)
	ana := r.s.User("ana")
	m := r.s.Slash(ana, r.s.General, "form").Final()
	for _, id := range []string{"v1:log:7", "b0|1|no line", "x0|1|/form", ""} {
		if id == "" {
			id = strings.Repeat("é", 50)
		}
		got := r.s.ClickID(ana, m, id).Final()
		r.wantText(got, "That button is from another time")
		if !got.Ephemeral() {
			t.Errorf("%q is explained to everybody", id)
		}
	}
}

// TestMessageMenu hands somebody's message to the question.
func TestMessageMenu(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, echoes)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	m := r.s.MessageMenu(ana, "Ask Spotter about this", r.s.Say(bo, r.s.General, "my knee feels odd")).Final()
	r.wantText(m, "/ask my knee feels odd")
	if m.VisibleTo != ana {
		t.Error("the answer is not for who asked alone")
	}
	m = r.s.MessageMenu(ana, "Ask Spotter about this", r.s.Attach(bo, r.s.General, "", discordtest.File{Name: "a.png", Bytes: []byte("x")})).Final()
	r.wantText(m, "There is no text in that message")
}

// TestSlow announces answers that take long, keeps their audience, and sends them when they are ready.
func TestSlow(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	slow := func(ctx context.Context, q *bot.Request) *bot.Reply {
		if strings.Contains(q.Text, "slow") {
			<-release
		}
		reply := echoes(ctx, q)
		if strings.Contains(q.Text, "secret") {
			reply.For = bot.OnlyAsker
		}
		return reply
	}
	r := start(t, discordtest.Options{}, slow)
	ana, bo, cy := r.s.User("ana"), r.s.User("bo"), r.s.User("cy")
	shown := r.s.Slash(bo, r.s.General, "form").Final()
	public := r.s.Slash(ana, r.s.General, "warmup", discordtest.Opt("lift", "slow"))
	hidden := r.s.Slash(bo, r.s.General, "ask", discordtest.Opt("text", "slow"))
	turned := r.s.Slash(cy, r.s.General, "form", discordtest.Opt("lift", "slow-secret"))
	for _, i := range []*discordtest.Interaction{public, hidden, turned} {
		if cb := i.Wait(); !cb.Deferred() || cb.At.Sub(i.At) > 2500*time.Millisecond {
			t.Errorf("announced: %v after %v", cb.Deferred(), cb.At.Sub(i.At))
		}
	}
	close(release)
	if m := public.Final(); m.Ephemeral() {
		t.Error("a public answer came hidden")
	}
	if m := hidden.Final(); m.VisibleTo != bo {
		t.Error("a hidden answer came openly")
	}
	r.wantText(turned.Final(), "for you alone")
	if m := turned.FollowUp(0); m.VisibleTo != cy || !strings.Contains(m.Text(), "slow-secret") {
		t.Errorf("what turned out to be for one alone: %q", m.Text())
	}
	r.wantText(r.s.Click(bo, shown, "Again").Final(), "/warmup squat")
}

// TestSlowButton announces a slow press and then changes the message, or answers whoever pressed.
func TestSlowButton(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	slow := func(ctx context.Context, q *bot.Request) *bot.Reply {
		if q.Pressed {
			<-release
		}
		return echoes(ctx, q)
	}
	r := start(t, discordtest.Options{}, slow)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	m := r.s.Slash(ana, r.s.General, "form").Final()
	own, other := r.s.Click(ana, m, "Again"), r.s.Click(bo, m, "Again")
	for _, i := range []*discordtest.Interaction{own, other} {
		if !i.Wait().Deferred() {
			t.Error("a slow press was not announced")
		}
	}
	close(release)
	if got := own.Final(); got.ID != m.ID || !strings.Contains(got.Text(), "/warmup squat") {
		t.Errorf("the owner's press gave %q", got.Text())
	}
	if got := other.Final(); got.ID == m.ID || got.VisibleTo != bo {
		t.Error("somebody else's slow press changed the message")
	}
}

// TestLong sends a reply of several messages in order, the buttons under the last.
func TestLong(t *testing.T) {
	t.Parallel()
	var blocks []bot.Block
	for range 12 {
		blocks = append(blocks, bot.Para(bot.T("%s", strings.Repeat("lower the bar under control ", 30))))
	}
	reply := &bot.Reply{Blocks: append([]bot.Block{bot.Title("Long")}, blocks...), Buttons: bot.Rows(1, bot.Button{Label: "Back", Line: "/form"})}
	r := start(t, discordtest.Options{}, says(reply))
	ana := r.s.User("ana")
	call := r.s.Slash(ana, r.s.General, "form")
	if first, last := call.Final(), call.FollowUp(1); len(first.Labels()) != 0 || !slices.Equal(last.Labels(), []string{"Back"}) {
		t.Errorf("buttons: %q under the first, %q under the last", first.Labels(), last.Labels())
	}
	foreign := r.s.ForeignGuild("elsewhere")
	r.wantText(r.s.Slash(ana, foreign.Channel, "form").Final(), "Long")
}

// TestSilence ends an interaction that gets no reply, and leaves a message of nobody's concern alone.
func TestSilence(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, says(nil))
	ana := r.s.User("ana")
	r.wantText(r.s.Slash(ana, r.s.General, "form").Final(), "Noted")
}

// TestSecondInstance is told of in a sentence, once.
func TestSecondInstance(t *testing.T) {
	t.Parallel()
	r := start(t, discordtest.Options{}, echoes)
	f := r.s.Fail(discordtest.Acknowledged().On("POST", "/callback$").For(2))
	ana := r.s.User("ana")
	r.s.Slash(ana, r.s.General, "form")
	r.s.Slash(ana, r.s.General, "form")
	f.Await(2)
	r.s.Slash(ana, r.s.General, "form").Final()
	if n := strings.Count(r.log.String(), "another Spotter is running with the same token"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, r.log)
	}
}
