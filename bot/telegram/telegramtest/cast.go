package telegramtest

import (
	"hash/fnv"
	"strings"
	"time"
)

// cast is everybody and every chat there is; guarded by Server.mu.
type cast struct {
	users   map[int64]*User
	names   map[string]*User
	chats   map[int64]*Chat
	shared  int64 // the last message id of private chats and basic groups, which count together
	private map[int64]*Chat
}

// The fake senders of messages on behalf of a chat, and Telegram's own account, have fixed ids.
var (
	groupAnonymous = &User{ID: 1087968824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
	channelSender  = &User{ID: 136817688, IsBot: true, FirstName: "Channel", Username: "Channel_Bot"}
	telegram       = &User{ID: 777000, FirstName: "Telegram"}
)

func newCast(bot *User) cast {
	c := cast{users: map[int64]*User{}, names: map[string]*User{}, chats: map[int64]*Chat{}, private: map[int64]*Chat{}}
	for _, u := range []*User{bot, groupAnonymous, channelSender, telegram} {
		c.users[u.ID] = u
	}
	return c
}

// Chat is a place to talk in.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"` // private, group, supergroup, channel
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`

	user       *User // of a private chat
	opened     bool  // a private chat that its user has written in
	blocked    bool
	bot        Standing
	members    map[int64]Standing
	order      []*User // the members as they came
	messages   map[int64]*Message
	lastID     int64
	topics     map[int64]*Topic
	migratedTo int64
	lastBot    int64 // the bot that spoke last
	sent       []*Message
	read       int // how many of sent Next has handed out
	readers    []chan *Message
	actions    []string
	pace       bucket
}

// Topic is a thread of a forum.
type Topic struct {
	ID   int64 // message_thread_id
	Name string
	Chat *Chat

	created *Message
	closed  bool
	deleted bool
}

// User is the person of that name, made at the first call. The id is the same in every run; some
// need more than 32 bits. A change to the new person, such as another language, can be given.
func (s *Server) User(name string, change ...func(*User)) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, ok := s.cast.names[name]; ok {
		return u
	}
	u := &User{ID: s.cast.userID(name), FirstName: name, Username: handle(name), Language: "en"}
	for _, f := range change {
		f(u)
	}
	s.cast.users[u.ID], s.cast.names[name] = u, u
	return u
}

// Robot is another bot of that name.
func (s *Server) Robot(name string) *User {
	return s.User(name, func(u *User) { u.IsBot, u.Language, u.Username = true, "", handle(name)+"_bot" })
}

func handle(name string) string {
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}
	return "t_" + strings.Map(keep, strings.ToLower(name))
}

// userID spreads names over small and large ids; half of them need more than 32 bits.
func (c *cast) userID(name string) int64 {
	h := hash(name)
	id := 100_000_000 + h%800_000_000
	if h%2 == 1 {
		id = 5_000_000_000 + h%3_000_000_000
	}
	for c.users[id] != nil {
		id += 2
	}
	return id
}

func hash(s string) int64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return int64(h.Sum64() >> 12) // 52 significant bits, as ids have at most
}

// Private is the private chat of a user with the bot. The bot may write in it once its user has.
func (s *Server) Private(u *User) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cast.privateOf(u)
}

func (c *cast) privateOf(u *User) *Chat {
	if chat, ok := c.private[u.ID]; ok {
		return chat
	}
	chat := &Chat{ID: u.ID, Type: "private", FirstName: u.FirstName, Username: u.Username, user: u}
	c.add(chat)
	c.private[u.ID] = chat
	return chat
}

func (c *cast) add(chat *Chat) {
	chat.bot = Standing{Status: "member"}
	chat.members, chat.messages, chat.topics = map[int64]Standing{}, map[int64]*Message{}, map[int64]*Topic{}
	c.chats[chat.ID] = chat
}

// Open lets the bot write to a user as if he had pressed Start before the test began.
func (s *Server) Open(u *User) *Chat {
	c := s.Private(u)
	s.mu.Lock()
	defer s.mu.Unlock()
	c.opened = true
	return c
}

// Group is a new basic group in which the bot is a member.
func (s *Server) Group(title string) *Chat {
	return s.newChat(&Chat{Type: "group", Title: title}, -4_000_000_000-hash("group "+title)%900_000_000)
}

// Supergroup is a new supergroup in which the bot is a member.
func (s *Server) Supergroup(title string) *Chat {
	return s.newChat(&Chat{Type: "supergroup", Title: title}, superID(title))
}

// Forum is a new supergroup with topics in which the bot is a member.
func (s *Server) Forum(title string) *Chat {
	return s.newChat(&Chat{Type: "supergroup", Title: title, IsForum: true}, superID(title))
}

// Channel is a new channel of which the bot is an administrator.
func (s *Server) Channel(title string) *Chat {
	c := s.newChat(&Chat{Type: "channel", Title: title}, superID(title))
	s.mu.Lock()
	defer s.mu.Unlock()
	c.bot = Standing{Status: "administrator"}
	return c
}

func superID(title string) int64 { return -1_001_000_000_000 - hash("super "+title)%900_000_000_000 }

func (s *Server) newChat(c *Chat, id int64) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.cast.chats[id] != nil {
		id--
	}
	c.ID = id
	s.cast.add(c)
	return c
}

// messageID is the next one of a chat. Private chats and basic groups count together, supergroups
// and channels each alone.
func (c *cast) messageID(chat *Chat) int64 {
	if chat.Type == "private" || chat.Type == "group" {
		c.shared++
		return c.shared
	}
	chat.lastID++
	return chat.lastID
}

// Topic is a new topic of a forum; the bot is told of it as of every event.
func (s *Server) Topic(by *User, forum *Chat, name string) *Topic {
	m := &Message{Service: Service{TopicCreated: &topicCreated{Name: name, Color: 7322096}}}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &Topic{Name: name, Chat: forum, created: m}
	m.From, m.Chat, m.Date, m.IsTopic = by, forum, time.Now().Unix(), true
	m.ID = s.cast.messageID(forum)
	m.Thread, t.ID = m.ID, m.ID
	forum.topics[t.ID] = t
	s.deliver(m, "message")
	return t
}

// CloseTopic closes a topic: the bot may no longer write in it unless it is an administrator.
func (s *Server) CloseTopic(by *User, t *Topic) {
	s.topicEvent(by, t, Service{TopicClosed: &struct{}{}}, func() { t.closed = true })
}

// ReopenTopic opens a closed topic again.
func (s *Server) ReopenTopic(by *User, t *Topic) {
	s.topicEvent(by, t, Service{TopicReopened: &struct{}{}}, func() { t.closed = false })
}

func (s *Server) topicEvent(by *User, t *Topic, event Service, change func()) {
	m := &Message{Service: event}
	s.mu.Lock()
	change()
	s.mu.Unlock()
	s.post(by, t.Chat, m, "message", []Extra{InTopic(t)})
}

// DeleteTopic deletes a topic with its messages. No update tells of it.
func (s *Server) DeleteTopic(t *Topic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.deleted = true
	for id, m := range t.Chat.messages {
		if m.Thread == t.ID {
			delete(t.Chat.messages, id)
		}
	}
}

// Deactivate is a user deleting his account.
func (s *Server) Deactivate(u *User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u.deactivated = true
}
