package telegram_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
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

// adapter makes an adapter for the server, without limits and with short waits, and with what change
// does to its options.
func adapter(t testing.TB, s *telegramtest.Server, change func(*telegram.Options)) *telegram.Telegram {
	t.Helper()
	o := telegram.Options{Token: s.Token, APIURL: s.URL, Memory: memory(t), Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Commands: commands(), Linked: []string{"warmup", "form"}, Limits: &telegram.Limits{}, Retry: 20 * time.Millisecond}
	if change != nil {
		change(&o)
	}
	a, err := telegram.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// commands are a few of every kind.
func commands() []*bot.Command {
	run := func(context.Context, *bot.Request) (*bot.Reply, error) { return bot.Say("x"), nil }
	lift := bot.NewParam(bot.Spec{Name: "lift", Help: "the lift"}, func(words []string) (string, int, error) { return words[0], 1, nil }, nil)
	return []*bot.Command{
		{Name: "warmup", Aliases: []string{"wu"}, Summary: "warm-up sets", Examples: []string{"/warmup"}, Run: run, Args: []bot.Arg{lift}},
		{Name: "form", Summary: "technique", Examples: []string{"/form"}, Run: run, Args: []bot.Arg{lift}},
		{Name: "ask", Summary: "a question", Examples: []string{"/ask why"}, Run: run, For: bot.Asker, Args: []bot.Arg{bot.Rest("text", "the question")}},
		{Name: "settings", Summary: "your settings", Examples: []string{"/settings"}, Run: run, For: bot.OnlyAsker},
		{Name: "start", Summary: "where to begin", Examples: []string{"/start"}, Run: run, For: bot.Asker},
	}
}

// stage is Telegram for the suite.
type stage struct {
	t     *testing.T
	s     *telegramtest.Server
	a     *telegram.Telegram
	group *telegramtest.Chat
	press map[string]*telegramtest.Message
}

func newStage(t *testing.T) bottest.Stage {
	s := telegramtest.New(t, telegramtest.Options{})
	st := &stage{t: t, s: s, a: adapter(t, s, nil), group: s.Supergroup("Garage"), press: map[string]*telegramtest.Message{}}
	for _, p := range []string{"ana", "bo", "cy"} {
		s.Member(st.group, s.User(p), telegramtest.Standing{Status: "member"})
	}
	return st
}

func (st *stage) Adapter() interface {
	bot.Adapter
	bot.Sender
} {
	return st.a
}

func (st *stage) Ready() { st.s.AwaitPoll() }

func (st *stage) own(person string) *telegramtest.Chat { return st.s.Private(st.s.User(person)) }

func (st *stage) Tell(person, text string) { st.s.Say(st.s.User(person), st.own(person), text) }

func (st *stage) Call(person, text string) {
	st.s.Say(st.s.User(person), st.group, "@"+st.s.Bot.Username+" "+text)
}

func (st *stage) Chat(person, text string) { st.s.Say(st.s.User(person), st.group, text) }

func (st *stage) Press(person string, m bottest.Shown, label string) {
	st.press[person] = m.Message.(*telegramtest.Message)
	if answer := st.s.Press(st.s.User(person), st.press[person], label).Answer(); answer.Text != "" {
		st.t.Errorf("%s's press is answered by %q", person, answer.Text)
	}
}

func (st *stage) Own(person string) bottest.Shown { return st.shown(st.s.Next(st.own(person))) }

func (st *stage) Open() bottest.Shown { return st.shown(st.s.Next(st.group)) }

func (st *stage) Pressed(person string) bottest.Shown {
	return st.shown(st.s.Next(st.press[person].Chat))
}

func (st *stage) Account(person string) string {
	return strconv.FormatInt(st.s.User(person).ID, 10)
}

func (st *stage) Group() string { return strconv.FormatInt(st.group.ID, 10) }

func (st *stage) Shut(person string) { st.s.Block(st.s.User(person)) }

func (st *stage) Once() bool { return false }

func (st *stage) shown(m *telegramtest.Message) bottest.Shown {
	out := bottest.Shown{Text: m.Body(), Labels: m.Labels(), Message: m}
	if len(m.Photo) > 0 {
		paragraphs := strings.Split(m.Caption, "\n\n")
		out.Alts = paragraphs[len(paragraphs)-1:]
	}
	entities := m.Entities
	if m.Text == "" {
		entities = m.CaptionEntities
	}
	plain := m.Body()
	for _, e := range entities {
		switch {
		case e.Type == "code" || e.Type == "pre": // in these Telegram finds no names
			plain = strings.Replace(plain, m.Part(e), "", 1)
		case e.Type == "text_mention":
			out.Pinged = append(out.Pinged, strconv.FormatInt(e.User.ID, 10))
		case e.Type == "mention":
			out.Pinged = append(out.Pinged, m.Part(e))
		}
	}
	out.Pinged = append(out.Pinged, mentions.FindAllString(plain, -1)...)
	return out
}

func TestSuite(t *testing.T) { bottest.TestAdapter(t, newStage) }

// mentions are names that Telegram would find by itself in a text, and notify.
var mentions = regexp.MustCompile(`@[A-Za-z][A-Za-z0-9_]{2,31}`)
