package telegramtest

// known is what getChat and its kin need: the chat, if the bot is in it or talks to its user. s.mu held.
func (s *Server) known(c *call) (*Chat, error) {
	chat, err := s.target(c)
	if err != nil {
		return nil, err
	}
	if chat.user == nil && !chat.bot.in() {
		return nil, s.mayWrite(chat, nil)
	}
	return chat, nil
}

func getChat(s *Server, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.known(c)
	if err != nil {
		return nil, err
	}
	type gifts struct {
		Unlimited bool `json:"unlimited_gifts"`
		Limited   bool `json:"limited_gifts"`
		Unique    bool `json:"unique_gifts"`
		Premium   bool `json:"premium_subscription"`
		Channels  bool `json:"gifts_from_channels"`
	}
	return struct {
		*Chat
		Accent    int   `json:"accent_color_id"`
		Reactions int   `json:"max_reaction_count"`
		Gifts     gifts `json:"accepted_gift_types"`
	}{Chat: chat, Reactions: 11}, nil
}

func getChatMember(s *Server, c *call) (any, error) {
	id, err := c.integer("user_id", 0)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.known(c)
	if err != nil {
		return nil, err
	}
	u := s.cast.users[id]
	switch {
	case u == nil:
		return nil, refused("invalid user_id specified")
	case u == s.Bot:
		return memberOf(u, chat.bot), nil
	case u == chat.user:
		return memberOf(u, Standing{Status: "member"}), nil
	}
	return memberOf(u, chat.members[id]), nil
}

func getChatAdministrators(s *Server, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.known(c)
	if err != nil {
		return nil, err
	}
	if chat.user != nil {
		return nil, refused("there are no administrators in the private chat")
	}
	list := []any{}
	for _, u := range chat.order {
		if st := chat.members[u.ID]; st.admin() && !u.IsBot { // other bots are left out
			list = append(list, memberOf(u, st))
		}
	}
	if chat.bot.admin() {
		list = append(list, memberOf(s.Bot, chat.bot))
	}
	return list, nil
}

func getChatMemberCount(s *Server, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.known(c)
	if err != nil {
		return nil, err
	}
	if chat.user != nil {
		return 2, nil
	}
	n := 0
	for _, st := range chat.members {
		if st.in() {
			n++
		}
	}
	return n + 1, nil // and the bot
}

func leaveChat(s *Server, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.known(c)
	if err != nil {
		return nil, err
	}
	if chat.user != nil {
		return nil, refused("chat member status can't be changed in private chats")
	}
	s.botBecomes(s.Bot, chat, chat.bot, Standing{Status: "left"})
	return true, nil
}
