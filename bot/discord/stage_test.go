package discord_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/discord"
	"spotter/bot/discord/discordtest"
	"spotter/store"
	"spotter/store/bolt"
)

// memory opens a store on a real file.
func memory(t testing.TB) *store.Store {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "spotter.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	st, err := store.Open(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// adapter makes an adapter for the server, with what change does to its options.
func adapter(t testing.TB, s *discordtest.Server, change func(*discord.Options)) *discord.Discord {
	t.Helper()
	o := discord.Options{Token: s.Token, APIURL: s.URL, Memory: memory(t), Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Commands: commands()}
	if change != nil {
		change(&o)
	}
	d, err := discord.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// commands are a few of every kind.
func commands() []*bot.Command {
	run := func(context.Context, *bot.Request) (*bot.Reply, error) { return bot.Say("x"), nil }
	lifts := func(typed string, given func(string) string) []string {
		return bot.Suggest(typed, []string{"bench press", "deadlift", "squat"}, 25)
	}
	lift := bot.Completed(bot.NewParam(bot.Spec{Name: "lift", Help: "the lift"}, func(words []string) (string, int, error) { return words[0], 1, nil }, nil), lifts)
	return []*bot.Command{
		{Name: "warmup", Summary: "Warm-up sets", Examples: []string{"/warmup"}, Run: run,
			Args: []bot.Arg{lift, bot.Mass("weight", "the weight"), bot.Int("reps", "the reps", 1, 30, nil, nil), bot.Flag("short", "fewer sets")}},
		{Name: "form", Summary: "Technique", Examples: []string{"/form"}, Run: run,
			Args: []bot.Arg{lift, bot.Choice("part", "a part", "setup", "cues")}},
		{Name: "ask", Summary: "A question", Examples: []string{"/ask why"}, Run: run, For: bot.Asker, OnMessage: "Ask Spotter about this",
			Args: []bot.Arg{bot.Rest("text", "the question")}},
		{Name: "settings", Summary: "Settings", Examples: []string{"/settings"}, Run: run, For: bot.OnlyAsker,
			Args: []bot.Arg{bot.Choice("what", "a setting", "units", "zone"), bot.Completed(bot.Rest("value", "its value"),
				func(typed string, given func(string) string) []string { return []string{given("what") + " " + typed} })}},
	}
}

// stage is Discord for the suite.
type stage struct {
	t     *testing.T
	s     *discordtest.Server
	d     *discord.Discord
	press map[string]*discordtest.Interaction
}

func newStage(t *testing.T) bottest.Stage {
	s := discordtest.New(t, discordtest.Options{})
	return &stage{t: t, s: s, d: adapter(t, s, nil), press: map[string]*discordtest.Interaction{}}
}

func (st *stage) Adapter() interface {
	bot.Adapter
	bot.Sender
} {
	return st.d
}

func (st *stage) Ready() { ready(st.t, st.s) }

func ready(t testing.TB, s *discordtest.Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	s.AwaitCommand("settings")
}

func (st *stage) Tell(person, text string) {
	u := st.s.User(person)
	st.s.Say(u, st.s.DM(u), text)
}

func (st *stage) Call(person, text string) {
	st.s.Say(st.s.User(person), st.s.General, st.s.Bot().Mention()+" "+text)
}

func (st *stage) Chat(person, text string) { st.s.Say(st.s.User(person), st.s.General, text) }

func (st *stage) Press(person string, m bottest.Shown, label string) {
	st.press[person] = st.s.Click(st.s.User(person), m.Message.(*discordtest.Message), label)
}

func (st *stage) Own(person string) bottest.Shown {
	return shown(st.s.Next(st.s.DM(st.s.User(person))))
}

func (st *stage) Open() bottest.Shown { return shown(st.s.Next(st.s.General)) }

func (st *stage) Pressed(person string) bottest.Shown { return shown(st.press[person].Final()) }

func (st *stage) Account(person string) string { return st.s.User(person).ID }

func (st *stage) Group() string { return st.s.General.ID }

func (st *stage) Shut(person string) { st.s.Fail(discordtest.ClosedDM().On("POST", "/channels/")) }

func (st *stage) Once() bool { return true }

func shown(m *discordtest.Message) bottest.Shown {
	out := bottest.Shown{Text: m.Text(), Labels: m.Labels(), Message: m}
	for _, f := range m.Files {
		out.Alts = append(out.Alts, f.Description)
	}
	for _, u := range m.Pinged {
		out.Pinged = append(out.Pinged, u.ID)
	}
	if m.PingedEveryone {
		out.Pinged = append(out.Pinged, "everyone")
	}
	return out
}

func TestAdapter(t *testing.T) { bottest.TestAdapter(t, newStage) }
