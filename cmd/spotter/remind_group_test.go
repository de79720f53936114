package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spotter/bot/discord/discordtest"
	"spotter/bot/telegram/telegramtest"
	"spotter/store"
	"spotter/store/bolt"
)

// What is planned, and the buttons that are pressed under it, one after the other.
var (
	planned = []string{"belt", "shoes", "chalk"}
	presses = []struct{ reminder, label, want string }{
		{"belt", "Done", "Good."}, {"shoes", "Snooze", "Snoozed: it comes again"}, {"shoes", "Tomorrow", "Snoozed: it comes again"},
		{"shoes", "Turn off", "Off:"}, {"chalk", "Turn off", "Off:"},
	}
)

// planIn keeps reminders of somebody's that come in a chat others read, all of them due, and returns the database.
func planIn(t *testing.T, to store.Target) (data string) {
	t.Helper()
	data = filepath.Join(t.TempDir(), "spotter.db")
	db, err := bolt.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	st, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	due := time.Now().Add(-time.Minute)
	_, err = st.Remind(t.Context(), to.Account, "r", due, func(_ *store.Person, p *store.Plan) error {
		for _, text := range planned {
			p.Add(store.Reminder{Kind: store.OwnWords, Text: text, When: store.Schedule{At: due}, To: to}, due.Add(-time.Hour))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestReminderInTelegramGroup presses the buttons under reminders that stand in a topic: whom they are for is
// answered there, in their place; others are told in a notice, and nothing new is said in the group.
func TestReminderInTelegramGroup(t *testing.T) {
	s := telegramtest.New(t, telegramtest.Options{})
	ana, bo, forum := s.User("ana"), s.User("bo"), s.Forum("Club")
	topic := s.Topic(ana, forum, "Pulls")
	to := store.Target{Account: store.Account{Platform: "telegram", User: fmt.Sprint(ana.ID)}, Chat: fmt.Sprintf("%d/%d", forum.ID, topic.ID)}
	data := planIn(t, to)
	p := launch(t, "data = '"+data+"'\n[telegram]\napi_url = '"+s.URL+"'\n", telegramToken+"="+s.Token)
	came := map[string]*telegramtest.Message{}
	for range planned {
		m := s.Next(forum)
		for _, text := range planned {
			if strings.Contains(m.Text, text) {
				came[text] = m
			}
		}
	}
	for _, c := range presses {
		m := s.Current(came[c.reminder])
		if m == nil || m.Thread != topic.ID {
			t.Fatalf("the reminder of the %s stands elsewhere: %+v", c.reminder, m)
		}
		if a := s.Press(bo, m, c.label).Answer(); !a.ShowAlert || !strings.Contains(a.Text, "This reminder is for someone else") {
			t.Errorf("bo's %s is answered by %+v", c.label, a)
		}
		if a := s.Press(ana, m, c.label).Answer(); a != (telegramtest.CallbackAnswer{}) {
			t.Errorf("ana's %s is answered by %+v", c.label, a)
		}
		if now := s.Edited(m); !strings.Contains(now.Text, c.want) {
			t.Errorf("%s makes it %q, want %q", c.label, now.Text, c.want)
		} else if b, leads := now.Button("Privately"); leads {
			t.Errorf("%s leads to %s", c.label, b.URL)
		}
	}
	if n := len(s.Sent(forum)); n != len(planned) {
		t.Errorf("%d messages stand in the topic, want the reminders alone", n)
	}
	p.end(s.Token)
}

// TestReminderInDiscordChannel is the same in a channel of Discord's, where others are told what they alone see.
func TestReminderInDiscordChannel(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	ana, bo := s.User("ana"), s.User("bo")
	to := store.Target{Account: store.Account{Platform: "discord", User: ana.ID}, Chat: s.General.ID}
	data := planIn(t, to)
	p := launch(t, "data = '"+data+"'\n[discord]\napi_url = '"+s.URL+"'\n", discordToken+"="+s.Token)
	came := map[string]*discordtest.Message{}
	for range planned {
		m := s.Next(s.General)
		for _, text := range planned {
			if strings.Contains(m.Text(), text) {
				came[text] = m
			}
		}
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range presses {
		m := s.Latest(came[c.reminder])
		if other := s.Click(bo, m, c.label).Final(); other.VisibleTo != bo || !strings.Contains(other.Text(), "This reminder is for someone else") {
			t.Errorf("bo's %s is answered by %q, for %v", c.label, other.Text(), other.VisibleTo)
		}
		if now := s.Click(ana, m, c.label).Final(); now.ID != m.ID || !strings.Contains(now.Text(), c.want) {
			t.Errorf("%s makes it %q, want %q in its place", c.label, now.Text(), c.want)
		}
	}
	p.end(s.Token)
}

// TestPostByMention plans a community's post on Discord, whose messages do not say who is an admin: then the
// slash command is named, and it and the button find out.
func TestPostByMention(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	ana, bo := s.Admin("ana"), s.User("bo")
	p := launch(t, "data = '"+filepath.Join(t.TempDir(), "spotter.db")+"'\n[discord]\napi_url = '"+s.URL+"'\n", discordToken+"="+s.Token)
	s.AwaitCommand("remind")
	const line, done, refused = "post sun 18:00 zone Berlin", "A rest-day post with a tip of the week", "Only an admin of this chat"
	want := func(m *discordtest.Message, text string) {
		t.Helper()
		if !strings.Contains(m.Text(), text) {
			t.Errorf("shown is %q, want %q in it", m.Text(), text)
		}
	}
	s.Say(ana, s.General, s.Bot().Mention()+" /remind "+line)
	asked := s.Next(s.General)
	want(asked, "use the slash command `/remind "+line+"`")
	want(s.Click(bo, asked, "I'm an admin").Final(), refused)
	want(s.Click(ana, asked, "I'm an admin").Final(), done)
	want(s.Slash(bo, s.General, "remind", discordtest.Opt("what", line)).Final(), refused)
	want(s.Slash(ana, s.General, "remind", discordtest.Opt("what", line)).Final(), done)
	s.Say(ana, s.General, s.Bot().Mention()+" /remind post off")
	want(s.Next(s.General), "use the slash command `/remind post off`")
	p.end(s.Token)
}
