package telegramtest

import "time"

// Standing is what somebody is in a chat.
type Standing struct {
	Status        string // creator, administrator, member, restricted, left, kicked
	CanChangeInfo bool
	Anonymous     bool
	Mute          bool // of a restricted one: may not send
}

// in tells whether the chat has him.
func (st Standing) in() bool { return st.Status != "" && st.Status != "left" && st.Status != "kicked" }

func (st Standing) admin() bool { return st.Status == "creator" || st.Status == "administrator" }

// Member sets what a user is in a chat, without an update. Whoever speaks in a group and was not in
// it becomes a member by himself.
func (s *Server) Member(c *Chat, u *User, st Standing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.set(u, st)
}

// Admin makes a user an administrator who may, or may not, change the chat's settings.
func (s *Server) Admin(c *Chat, u *User, canChangeInfo bool) {
	s.Member(c, u, Standing{Status: "administrator", CanChangeInfo: canChangeInfo})
}

func (c *Chat) set(u *User, st Standing) {
	if _, known := c.members[u.ID]; !known {
		c.order = append(c.order, u)
	}
	c.members[u.ID] = st
}

// BotBecomes changes what the bot is in a chat, and tells the bot with a my_chat_member update whose
// id it returns.
func (s *Server) BotBecomes(by *User, c *Chat, st Standing) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.botBecomes(by, c, c.bot, st)
}

func (s *Server) botBecomes(by *User, c *Chat, old, st Standing) int64 {
	c.bot = st
	return s.enqueue("my_chat_member", memberUpdated{
		Chat: c, From: by, Date: time.Now().Unix(),
		Old: memberOf(s.Bot, old), New: memberOf(s.Bot, st),
	}, updateLife)
}

// AddBot is the bot's arrival in a group: my_chat_member, then the message about a new member. In
// a new chat it stands for the first arrival.
func (s *Server) AddBot(by *User, c *Chat) *Message {
	s.mu.Lock()
	old := c.bot
	if old.in() {
		old = Standing{Status: "left"}
	}
	s.botBecomes(by, c, old, Standing{Status: "member"})
	s.mu.Unlock()
	return s.post(by, c, &Message{Service: Service{NewMembers: []*User{s.Bot}}}, "message", nil)
}

// RemoveBot is somebody throwing the bot out.
func (s *Server) RemoveBot(by *User, c *Chat) int64 {
	return s.BotBecomes(by, c, Standing{Status: "kicked"})
}

// PromoteBot makes the bot an administrator; from then on it gets every message.
func (s *Server) PromoteBot(by *User, c *Chat) int64 {
	return s.BotBecomes(by, c, Standing{Status: "administrator"})
}

// MuteBot takes the bot's right to send.
func (s *Server) MuteBot(by *User, c *Chat) int64 {
	return s.BotBecomes(by, c, Standing{Status: "restricted", Mute: true})
}

// Block is a user blocking the bot in their private chat.
func (s *Server) Block(u *User) int64 {
	c := s.Private(u)
	s.mu.Lock()
	defer s.mu.Unlock()
	c.blocked = true
	return s.botBecomes(u, c, c.bot, Standing{Status: "kicked"})
}

// Unblock is a user letting the bot in again.
func (s *Server) Unblock(u *User) int64 {
	c := s.Private(u)
	s.mu.Lock()
	defer s.mu.Unlock()
	c.blocked = false
	return s.botBecomes(u, c, c.bot, Standing{Status: "member"})
}

// Migrate turns a basic group into a supergroup: members come along, message ids start again, a
// message on each side tells of it, and calls with the old id are refused.
func (s *Server) Migrate(by *User, c *Chat) *Chat {
	to := s.MigrateSilently(c)
	s.post(by, c, &Message{Service: Service{MigrateTo: to.ID}}, "message", nil)
	s.post(by, to, &Message{Service: Service{MigrateFrom: c.ID}}, "message", nil)
	return to
}

// MigrateSilently is Migrate whose messages the bot never got: only refusals tell of it.
func (s *Server) MigrateSilently(c *Chat) *Chat {
	to := s.Supergroup(c.Title)
	s.mu.Lock()
	defer s.mu.Unlock()
	to.bot, to.order = c.bot, c.order
	for id, st := range c.members {
		to.members[id] = st
	}
	c.migratedTo = to.ID
	return to
}

// memberUpdated is a change of what somebody is in a chat, on the wire.
type memberUpdated struct {
	Chat *Chat `json:"chat"`
	From *User `json:"from"`
	Date int64 `json:"date"`
	Old  any   `json:"old_chat_member"`
	New  any   `json:"new_chat_member"`
}

// memberOf is a ChatMember, which has another shape for every status.
func memberOf(u *User, st Standing) any {
	m := map[string]any{"status": st.Status, "user": u}
	set := func(value bool, names ...string) {
		for _, name := range names {
			m[name] = value
		}
	}
	switch st.Status {
	case "creator":
		m["is_anonymous"] = st.Anonymous
	case "administrator":
		set(false, "can_be_edited", "can_promote_members", "can_post_stories", "can_edit_stories", "can_delete_stories")
		set(true, "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_invite_users")
		m["can_change_info"], m["is_anonymous"] = st.CanChangeInfo, st.Anonymous
	case "restricted":
		set(!st.Mute, "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
			"can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews")
		set(false, "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics")
		m["is_member"], m["until_date"] = true, 0
	case "kicked":
		m["until_date"] = 0
	case "":
		m["status"] = "left"
	}
	return m
}
