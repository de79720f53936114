package telegram_test

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"spotter/bot"
	"spotter/bot/telegram/telegramtest"
)

// notes are the requests that a handler was given.
type notes struct {
	mu   sync.Mutex
	list []*bot.Request
}

// silent notes requests and says nothing but to /end.
func (n *notes) handle(_ context.Context, r *bot.Request) *bot.Reply {
	n.mu.Lock()
	defer n.mu.Unlock()
	if r.Text == "/end" {
		return bot.Say("the end")
	}
	n.list = append(n.list, r)
	return nil
}

func (n *notes) take() []*bot.Request {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := n.list
	n.list = nil
	return list
}

// settled waits until what was said before in the chat has been dealt with.
func (r *rig) settled(u *telegramtest.User, c *telegramtest.Chat) {
	r.Helper()
	r.s.Say(u, c, "/end@"+r.s.Bot.Username)
	r.wantText(r.s.Next(c), "the end")
}

func account(u *telegramtest.User) string { return strconv.FormatInt(u.ID, 10) }

// TestWhatIsMeant says things in a group, and looks at what reaches the handler.
func TestWhatIsMeant(t *testing.T) {
	t.Parallel()
	var n notes
	r := start(t, telegramtest.Options{PrivacyOff: true}, n.handle)
	ana, other := r.s.User("ana"), r.s.Robot("other")
	g := r.s.Supergroup("Garage")
	own := r.s.Private(ana)
	at := "@" + r.s.Bot.Username
	ours := r.s.Say(ana, g, "/end"+at)
	said := r.s.Next(g)
	type want struct {
		Text      string
		Addressed bool
	}
	for name, c := range map[string]struct {
		say  func() *telegramtest.Message
		want *want
	}{
		"a command to us":       {func() *telegramtest.Message { return r.s.Say(ana, g, "/warmup"+at+" squat 100") }, &want{"/warmup squat 100", true}},
		"in other letters":      {func() *telegramtest.Message { return r.s.Say(ana, g, "/WarmUp"+strings.ToUpper(at)+" Squat") }, &want{"/warmup Squat", true}},
		"a bare command":        {func() *telegramtest.Message { return r.s.Say(ana, g, "/warmup squat 100") }, &want{"/warmup squat 100", false}},
		"to another bot":        {func() *telegramtest.Message { return r.s.Say(ana, g, "/warmup@"+other.Username+" squat") }, nil},
		"to one named like us":  {func() *telegramtest.Message { return r.s.Say(ana, g, "/warmup"+at+"pro squat") }, nil},
		"a mention":             {func() *telegramtest.Message { return r.s.Say(ana, g, "🏋️ hey "+at+" why") }, &want{"🏋️ hey  why", true}},
		"a mention of a longer": {func() *telegramtest.Message { return r.s.Say(ana, g, "hey "+at+"pro why") }, &want{"hey " + at + "pro why", false}},
		"a command behind it":   {func() *telegramtest.Message { return r.s.Say(ana, g, at+" /warmup squat") }, &want{"/warmup squat", true}},
		"a mention by id": {func() *telegramtest.Message {
			return r.s.Say(ana, g, "Spotter, why", telegramtest.Mention(r.s.Bot, "Spotter"))
		}, &want{", why", true}},
		"an answer to us":       {func() *telegramtest.Message { return r.s.Say(ana, g, "100", telegramtest.ReplyTo(said)) }, &want{"100", true}},
		"an answer to somebody": {func() *telegramtest.Message { return r.s.Say(ana, g, "100", telegramtest.ReplyTo(ours)) }, &want{"100", false}},
		"talk":                  {func() *telegramtest.Message { return r.s.Say(ana, g, "nice lift") }, &want{"nice lift", false}},
		"a caption":             {func() *telegramtest.Message { return r.s.Photo(ana, g, "/form"+at+" squat") }, &want{"/form squat", true}},
		"a picture alone":       {func() *telegramtest.Message { return r.s.Photo(ana, g, "") }, nil},
		"sent through us":       {func() *telegramtest.Message { return r.s.Say(ana, g, "Warm-up for squat", telegramtest.Via(r.s.Bot)) }, nil},
		"of a bot":              {func() *telegramtest.Message { return r.s.Say(other, g, "/warmup"+at) }, nil},
		"passed on by a channel": {func() *telegramtest.Message {
			return r.s.Say(ana, g, at+" why", telegramtest.AutoForward(r.s.Channel("News")))
		}, nil},
		"old":                     {func() *telegramtest.Message { return r.s.Say(ana, g, "/warmup"+at, telegramtest.Ago(11*time.Minute)) }, nil},
		"alone with us":           {func() *telegramtest.Message { return r.s.Say(ana, own, "why does it hurt") }, &want{"why does it hurt", true}},
		"a picture, alone":        {func() *telegramtest.Message { return r.s.Photo(ana, own, "") }, &want{"", true}},
		"a link":                  {func() *telegramtest.Message { return r.s.Start(ana, "warmup_squat_140") }, &want{"/warmup squat 140", true}},
		"a link to change things": {func() *telegramtest.Message { return r.s.Start(ana, "settings_units_lb") }, &want{"/settings", true}},
	} {
		n.take()
		m := c.say()
		r.settled(ana, m.Chat)
		got := n.take()
		switch {
		case c.want == nil && len(got) > 0:
			t.Errorf("%s: it came as %+v", name, got[0])
		case c.want == nil:
		case len(got) != 1:
			t.Errorf("%s: there were %d requests", name, len(got))
		default:
			q := got[0]
			if diff := cmp.Diff(*c.want, want{q.Text, q.Addressed}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			name := strconv.FormatInt(m.Chat.ID, 10) + "/" + strconv.FormatInt(m.ID, 10)
			if q.ID != name || q.Message != name || q.User != account(ana) || q.Edited || q.Pressed || q.Private != (m.Chat == own) {
				t.Errorf("%s: the request is %+v", name, q)
			}
		}
	}
	if g.ID == own.ID {
		t.Error("the chats are one")
	}
}

// TestNobodyInParticular writes as a group and as a channel: what is personal is refused, the rest is
// answered, and nothing is kept.
func TestNobodyInParticular(t *testing.T) {
	t.Parallel()
	var users []string
	r := start(t, telegramtest.Options{}, func(_ context.Context, q *bot.Request) *bot.Reply {
		users = append(users, q.User)
		reply := bot.Say("heard %s", q.Text)
		reply.Expect = "/warmup"
		return reply
	})
	g, ana := r.s.Supergroup("Garage"), r.s.User("ana")
	at := "@" + r.s.Bot.Username
	for _, as := range []telegramtest.Extra{telegramtest.Anonymous(), telegramtest.As(r.s.Channel("News"))} {
		r.s.Say(ana, g, "/settings"+at, as)
		r.wantText(r.s.Next(g), "I can't tell who you are")
		r.s.Say(ana, g, "/warmup"+at+" squat", as)
		m := r.s.Next(g)
		r.wantText(m, "heard /warmup squat")
		if m.ForceReply != nil {
			t.Error("nobody is asked to answer")
		}
	}
	if diff := cmp.Diff([]string{"", ""}, users); diff != "" {
		t.Errorf("the users (-want +got):\n%s", diff)
	}
}

// TestTopics answers where it was asked: in the topic, in the general one, and in a supergroup whose
// answers have threads that cannot be written to.
func TestTopics(t *testing.T) {
	t.Parallel()
	var n notes
	var chats []string
	r := start(t, telegramtest.Options{}, func(ctx context.Context, q *bot.Request) *bot.Reply {
		chats = append(chats, q.Chat)
		if q.Text == "/end" {
			return n.handle(ctx, q)
		}
		return heard(ctx, q)
	})
	ana, at := r.s.User("ana"), "@"+r.s.Bot.Username
	forum := r.s.Forum("Club")
	topic := r.s.Topic(ana, forum, "Squats")
	asked := r.s.Say(ana, forum, at+" in a topic", telegramtest.InTopic(topic))
	m := r.s.Next(forum)
	if m.Thread != topic.ID || m.ReplyTo == nil || m.ReplyTo.ID != asked.ID || m.Param("message_thread_id") == "" {
		t.Errorf("the answer stands in thread %d as an answer to %+v", m.Thread, m.ReplyTo)
	}
	if want := strconv.FormatInt(forum.ID, 10) + "/" + strconv.FormatInt(topic.ID, 10); chats[0] != want {
		t.Errorf("the chat is %q, want %q", chats[0], want)
	}
	r.s.Say(ana, forum, at+" in general")
	if m := r.s.Next(forum); m.Thread != 0 && m.IsTopic {
		t.Errorf("the answer stands in thread %d", m.Thread)
	}
	plain := r.s.Supergroup("Garage")
	r.s.Say(ana, plain, at+" in a chain", telegramtest.InThread(77))
	if m := r.s.Next(plain); m.Param("message_thread_id") != "" {
		t.Error("a chain of answers is taken for a topic")
	}
	r.s.Say(ana, forum, at+" before it closes", telegramtest.InTopic(topic))
	r.s.Next(forum)
	r.s.CloseTopic(ana, topic)
	r.s.Say(ana, forum, at+" in a closed one", telegramtest.InTopic(topic))
	r.wantText(r.s.Next(forum), "in a closed one")
	err := r.a.Send(t.Context(), &bot.Message{ID: "1", User: account(ana), Chat: chats[0], Reply: bot.Say("Rest day.")})
	if err != nil {
		t.Error(err)
	}
	if m := r.s.Next(forum); m.IsTopic {
		t.Error("the reminder went to a closed topic")
	}
	r.s.DeleteTopic(topic)
	if err := r.a.Send(t.Context(), &bot.Message{ID: "2", User: account(ana), Chat: chats[0], Reply: bot.Say("Rest day.")}); err != nil {
		t.Error(err)
	}
	r.s.Next(forum)
	r.wantLog("a topic is closed or gone", 1)
}

// TestAsides holds what stands in a group: what only its asker may see, not at all; what is for everybody,
// with a link that goes on alone; what is said in the open instead.
func TestAsides(t *testing.T) {
	t.Parallel()
	replies := map[string]*bot.Reply{"secret": {For: bot.OnlyAsker, Blocks: []bot.Block{bot.Title("the secret")}}, "answer": bot.Say("the answer"), "crisis": bot.Say("all of it")}
	replies["answer"].Aside = "/form deadlift"
	replies["crisis"].Openly = bot.Say("a warm line")
	replies["crisis"].Openly.Aside = "/warmup"
	r := start(t, telegramtest.Options{}, func(_ context.Context, q *bot.Request) *bot.Reply {
		q.Command = &bot.Command{Name: "settings"}
		return replies[q.Text]
	})
	ana, g, at := r.s.User("ana"), r.s.Supergroup("Garage"), "@"+r.s.Bot.Username
	for text, want := range map[string]struct{ shown, link string }{
		"secret": {"That one is for you alone", "settings"}, "answer": {"the answer", "form_deadlift"}, "crisis": {"a warm line", "warmup"},
	} {
		asked := r.s.Say(ana, g, at+" "+text)
		m := r.s.Next(g)
		r.wantText(m, want.shown)
		if strings.Contains(m.Text, "secret") || strings.Contains(m.Text, "all of it") || m.ReplyTo == nil || m.ReplyTo.ID != asked.ID {
			t.Errorf("%s: in the group stands %q, answering %+v", text, m.Text, m.ReplyTo)
		}
		b, _ := m.Button("Privately")
		if b.URL != "https://t.me/"+r.s.Bot.Username+"?start="+want.link {
			t.Errorf("%s: the link is %q", text, b.URL)
		}
	}
	for text, shown := range map[string]string{"secret": "the secret", "answer": "the answer", "crisis": "all of it"} {
		r.s.Say(ana, r.s.Private(ana), text)
		m := r.s.Next(r.s.Private(ana))
		r.wantText(m, shown)
		if len(m.Labels()) > 0 {
			t.Errorf("%s: alone there are the buttons %q", text, m.Labels())
		}
	}
}

// TestForceReply asks in a group by a message that is to be answered, and only who was asked.
func TestForceReply(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, func(_ context.Context, q *bot.Request) *bot.Reply {
		reply := bot.Say("Which weight?")
		reply.Expect = "/warmup squat"
		return reply
	})
	ana, g := r.s.User("ana"), r.s.Supergroup("Garage")
	asked := r.s.Say(ana, g, "/warmup@"+r.s.Bot.Username)
	m := r.s.Next(g)
	if m.ForceReply == nil || !m.ForceReply.Selective || m.ReplyTo == nil || m.ReplyTo.ID != asked.ID {
		t.Errorf("the question is %+v, answering %+v", m.ForceReply, m.ReplyTo)
	}
	r.s.Say(ana, r.s.Private(ana), "/warmup")
	if m := r.s.Next(r.s.Private(ana)); m.ForceReply != nil {
		t.Error("alone the next message is the answer, without a reply")
	}
}

// TestBacklog comes back after some hours: nothing of what groups said is answered, and of what
// somebody wrote alone the last; all of that is done.
func TestBacklog(t *testing.T) {
	t.Parallel()
	var n notes
	s := telegramtest.New(t, telegramtest.Options{})
	ana, bo, g := s.User("ana"), s.User("bo"), s.Supergroup("Garage")
	old := telegramtest.Ago(3 * time.Hour)
	for i := range 6 {
		s.Say(ana, s.Private(ana), "old "+strconv.Itoa(i), old)
		s.Say(bo, g, "/warmup@"+s.Bot.Username, old)
	}
	s.Say(bo, s.Private(bo), "one old", old)
	added := s.Group("New")
	s.AddBot(ana, added)
	r := launch(t, s, func(ctx context.Context, q *bot.Request) *bot.Reply {
		n.handle(ctx, q)
		return heard(ctx, q)
	})
	for _, want := range []string{"old 3", "old 4", "old 5"} {
		r.wantText(s.Next(s.Private(ana)), "heard "+want)
	}
	r.wantText(s.Next(s.Private(bo)), "heard one old")
	r.wantText(s.Next(added), "Spotter here")
	last := s.Say(ana, s.Private(ana), "new")
	r.wantText(s.Next(s.Private(ana)), "heard new")
	s.AwaitConfirmed(last.UpdateID)
	if got := len(n.take()); got != 8 {
		t.Errorf("%d requests were handled, want the 7 old ones of people alone, and the new one", got)
	}
	if len(s.Sent(g)) > 0 {
		t.Errorf("the group was answered: %q", s.Sent(g)[0].Text)
	}
}
