package telegramtest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"spotter/bot/telegram/telegramtest"
)

func TestPrivacyMode(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann, group := s.User("Ann"), s.Supergroup("Lifters")
	other := s.Robot("Other")
	told := func(want bool, text string, extra ...telegramtest.Extra) {
		t.Helper()
		if m := s.Say(ann, group, text, extra...); (m.UpdateID != 0) != want {
			t.Errorf("%q told: %v, want %v", text, !want, want)
		}
	}
	told(false, "how was training")
	told(true, "/warmup")
	told(true, "/warmup@"+s.Bot.Username+" 100")
	told(true, "/warmup@"+strings.ToUpper(s.Bot.Username))
	told(false, "/warmup@other_bot")
	told(true, "hey @"+s.Bot.Username+", deadlift?")
	told(false, "hey @"+s.Bot.Username+"pro, deadlift?")
	c.good("sendMessage", "chat_id", id(group.ID), "text", "Which weight?")
	told(true, "180", telegramtest.ReplyTo(s.Next(group)))
	told(false, "180")
	if m := s.Say(other, group, "/warmup@"+s.Bot.Username); m.UpdateID != 0 {
		t.Error("a bot's message is told")
	}
	told(false, "/warmup") // the other bot spoke last
	if m := s.Photo(ann, group, "/form@"+s.Bot.Username); m.UpdateID == 0 {
		t.Error("a command in a caption is not told")
	}
	s.PromoteBot(ann, group)
	told(true, "now you hear me")
}

func TestTopics(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann, forum := s.User("Ann"), s.Forum("Club")
	topic := s.Topic(ann, forum, "Form checks")
	said := s.Say(ann, forum, "/form@"+s.Bot.Username, telegramtest.InTopic(topic))
	if said.Thread != topic.ID || !said.IsTopic {
		t.Errorf("said in %d", said.Thread)
	}
	send := []string{"chat_id", id(forum.ID), "message_thread_id", id(topic.ID), "text", "here"}
	c.good("sendMessage", send...)
	if m := s.Next(forum); m.Thread != topic.ID || !m.IsTopic {
		t.Errorf("the answer stands in %d", m.Thread)
	}
	s.CloseTopic(ann, topic)
	c.bad(400, "TOPIC_CLOSED", "sendMessage", send...)
	s.ReopenTopic(ann, topic)
	c.good("sendMessage", send...)
	s.DeleteTopic(topic)
	c.bad(400, "message thread not found", "sendMessage", send...)

	// An ordinary supergroup has threads that can't be written to.
	group := s.Supergroup("Lifters")
	root := s.Say(ann, group, "/warmup")
	reply := s.Say(ann, group, "/form", telegramtest.ReplyTo(root))
	if reply.Thread != root.ID || reply.IsTopic {
		t.Errorf("the reply stands in %d, topic %v", reply.Thread, reply.IsTopic)
	}
	c.bad(400, "message thread not found", "sendMessage", "chat_id", id(group.ID), "message_thread_id", id(reply.Thread), "text", "x")
}

func TestRefusals(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	chat := s.Private(ann)
	to := func(chat int64, code int, want string) answer {
		t.Helper()
		return c.bad(code, want, "sendMessage", "chat_id", id(chat), "text", "x")
	}
	to(1, 400, "chat not found")
	to(chat.ID, 403, "bot can't initiate conversation with a user")
	s.Start(ann, "")
	c.bad(400, "message to be replied not found", "sendMessage", "chat_id", id(chat.ID), "text", "x", "reply_parameters", `{"message_id":99}`)
	c.good("sendMessage", "chat_id", id(chat.ID), "text", "x", "reply_parameters", `{"message_id":99,"allow_sending_without_reply":true}`)
	s.Block(ann)
	to(chat.ID, 403, "bot was blocked by the user")
	s.Unblock(ann)
	c.good("sendMessage", "chat_id", id(chat.ID), "text", "x")
	s.Deactivate(ann)
	to(chat.ID, 403, "user is deactivated")

	bob, group := s.User("Bob"), s.Group("Gym")
	s.MuteBot(bob, group)
	to(group.ID, 400, "not enough rights")
	s.RemoveBot(bob, group)
	to(group.ID, 403, "bot was kicked from the group chat")
	s.AddBot(bob, group)
	super := s.Migrate(bob, group)
	if a := to(group.ID, 400, "group chat was upgraded to a supergroup chat"); a.Parameters.MigrateTo != super.ID {
		t.Errorf("migrate_to_chat_id %d, want %d", a.Parameters.MigrateTo, super.ID)
	}
	c.good("sendMessage", "chat_id", id(super.ID), "text", "x")
	var kinds []string
	for _, u := range c.poll() {
		switch {
		case u.MyChatMember != nil:
			kinds = append(kinds, "member")
		case u.Message.NewMembers != nil:
			kinds = append(kinds, "new")
		case u.Message.MigrateTo != 0:
			kinds = append(kinds, "to")
		case u.Message.MigrateFrom != 0:
			kinds = append(kinds, "from")
		default:
			kinds = append(kinds, u.Message.Text)
		}
	}
	if got := strings.Join(kinds, " "); got != "/start member member member member member new to from" {
		t.Errorf("updates: %s", got)
	}
}

func TestSenders(t *testing.T) {
	s, c := start(t, telegramtest.Options{PrivacyOff: true, BotToBot: true})
	ann, group, channel := s.User("Ann"), s.Supergroup("Lifters"), s.Channel("News")
	s.Say(ann, group, "/a", telegramtest.Anonymous())
	s.Say(ann, group, "/b", telegramtest.As(channel))
	s.Say(ann, group, "/c", telegramtest.AutoForward(channel))
	s.Say(s.Robot("Other"), group, "/d")
	s.Say(ann, channel, "/e")
	u := c.poll()
	if len(u) != 5 {
		t.Fatalf("%d updates", len(u))
	}
	if m := u[0].Message; m.From.Username != "GroupAnonymousBot" || m.SenderChat.ID != group.ID {
		t.Errorf("anonymous: %+v", m)
	}
	if m := u[1].Message; m.From.Username != "Channel_Bot" || m.SenderChat.ID != channel.ID {
		t.Errorf("as a channel: %+v", m)
	}
	if m := u[2].Message; !m.AutoForward || m.From.ID != 777000 {
		t.Errorf("forwarded: %+v", m)
	}
	if !u[3].Message.From.IsBot {
		t.Error("a bot is not told as one")
	}
}

func TestProfileAndChats(t *testing.T) {
	s, c := start(t, telegramtest.Options{PrivacyOff: true})
	var me struct {
		All bool `json:"can_read_all_group_messages"`
	}
	if json.Unmarshal(c.good("getMe").Result, &me); !me.All {
		t.Error("getMe does not tell that privacy mode is off")
	}
	list := `[{"command":"warmup","description":"Plan a warm-up"}]`
	c.good("setMyCommands", "commands", list, "scope", `{"type":"all_private_chats"}`, "language_code", "de")
	if got := s.Commands("all_private_chats", "de"); len(got) != 1 || got[0].Command != "warmup" {
		t.Errorf("commands %v", got)
	}
	if got := string(c.good("getMyCommands", "scope", `{"type":"all_private_chats"}`, "language_code", "de").Result); got != list {
		t.Errorf("getMyCommands %s", got)
	}
	c.good("deleteMyCommands", "scope", `{"type":"all_private_chats"}`, "language_code", "de")
	c.good("setMyDescription", "description", "A lifter's friend")
	c.good("setMyName", "name", "Spotter")
	c.good("setMyShortDescription", "short_description", "Warm-ups", "language_code", "de")
	c.good("getMyShortDescription", "language_code", "de")
	c.good("setChatMenuButton", "menu_button", `{"type":"commands"}`)
	c.good("getChatMenuButton")
	if got := s.ProfileText("description", ""); got != "A lifter's friend" {
		t.Errorf("description %q", got)
	}

	ann, bob, group := s.User("Ann"), s.User("Bob"), s.Supergroup("Lifters")
	s.Admin(group, ann, true)
	s.Member(group, bob, telegramtest.Standing{Status: "creator"})
	var list2 []struct{ Status string }
	json.Unmarshal(c.good("getChatAdministrators", "chat_id", id(group.ID)).Result, &list2)
	if len(list2) != 2 || list2[0].Status != "administrator" || list2[1].Status != "creator" {
		t.Errorf("administrators %v", list2)
	}
	for _, u := range []*telegramtest.User{ann, bob, s.Bot, s.User("Cy")} {
		c.good("getChatMember", "chat_id", id(group.ID), "user_id", id(u.ID))
	}
	c.good("getChat", "chat_id", id(group.ID))
	c.good("getChatMemberCount", "chat_id", id(group.ID))
	c.good("sendChatAction", "chat_id", id(group.ID), "action", "typing")
	if got := s.Actions(group); len(got) != 1 {
		t.Errorf("actions %v", got)
	}
	c.good("leaveChat", "chat_id", id(group.ID))
	c.bad(403, "bot is not a member", "getChat", "chat_id", id(group.ID))
}
