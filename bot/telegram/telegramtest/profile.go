package telegramtest

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// profile is what the bot says about itself; guarded by Server.mu.
type profile struct {
	commands map[string][]Command // by scope and language
	texts    map[string]string    // by kind and language
	menus    map[int64]json.RawMessage
}

// Command is an entry of a menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

func newProfile() profile {
	return profile{map[string][]Command{}, map[string]string{}, map[int64]json.RawMessage{}}
}

func getMe(s *Server, _ *call) (any, error) {
	return struct {
		*User
		CanJoinGroups bool `json:"can_join_groups"`
		CanReadAll    bool `json:"can_read_all_group_messages"`
		Inline        bool `json:"supports_inline_queries"`
		Business      bool `json:"can_connect_to_business"`
		WebApp        bool `json:"has_main_web_app"`
	}{User: s.Bot, CanJoinGroups: true, CanReadAll: s.o.PrivacyOff, Inline: !s.o.InlineOff}, nil
}

// scope is who sees a menu.
type scope struct {
	Type   string      `json:"type"`
	ChatID json.Number `json:"chat_id"`
	UserID json.Number `json:"user_id"`
}

// key is "type", "type:chat" or "type:chat:user", with the language behind a slash.
func (c *call) key() (string, error) {
	sc := scope{Type: "default"}
	if _, err := c.object("scope", &sc); err != nil {
		return "", err
	}
	key := sc.Type
	switch sc.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators", "chat_member":
		if sc.ChatID == "" || sc.Type == "chat_member" && sc.UserID == "" {
			return "", wrong("can't parse BotCommandScope: %s lacks an id", sc.Type)
		}
		key += ":" + sc.ChatID.String()
		if sc.Type == "chat_member" {
			key += ":" + sc.UserID.String()
		}
	default:
		return "", wrong("can't parse BotCommandScope: unsupported type %q", sc.Type)
	}
	lang, err := c.language()
	return key + "/" + lang, err
}

// language is language_code: two letters, or none.
func (c *call) language() (string, error) {
	lang := c.values["language_code"]
	if lang != "" && (len(lang) != 2 || strings.ToLower(lang) != lang) {
		return "", wrong("invalid language code specified: %q", lang)
	}
	return lang, nil
}

func setMyCommands(s *Server, c *call) (any, error) {
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	var list []Command
	if _, err := c.object("commands", &list); err != nil {
		return nil, err
	}
	if len(list) > 100 {
		return nil, wrong("BOT_COMMANDS_TOO_MUCH: %d commands, more than 100", len(list))
	}
	for _, cmd := range list {
		if !commandName.MatchString(cmd.Command) {
			return nil, wrong("BOT_COMMAND_INVALID: %q", cmd.Command)
		}
		if n := utf8.RuneCountInString(cmd.Description); n < 1 || n > 256 {
			return nil, wrong("BOT_COMMAND_DESCRIPTION_INVALID: that of %q has %d characters, not 1-256", cmd.Command, n)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.profile.commands[key] = list
	return true, nil
}

func getMyCommands(s *Server, c *call) (any, error) {
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Command{}, s.profile.commands[key]...), nil
}

func deleteMyCommands(s *Server, c *call) (any, error) {
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.profile.commands, key)
	return true, nil
}

// Commands is the menu of a scope ("default", "all_private_chats", "chat:<id>",
// "chat_member:<chat>:<user>", …) in a language; language "" is the one for all others.
func (s *Server) Commands(scope, language string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.profile.commands[scope+"/"+language])
}

// setText is the setter of one of the bot's texts, which has at most so many characters.
func setText(kind string, most int) handler {
	return func(s *Server, c *call) (any, error) {
		lang, err := c.language()
		if err != nil {
			return nil, err
		}
		text := c.values[kind]
		if n := utf8.RuneCountInString(text); n > most {
			return nil, wrong("%s has %d characters, more than %d", kind, n, most)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.profile.texts[kind+"/"+lang] = text
		return true, nil
	}
}

func getText(kind string) handler {
	return func(s *Server, c *call) (any, error) {
		lang, err := c.language()
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		text := s.profile.texts[kind+"/"+lang]
		if text == "" {
			text = s.profile.texts[kind+"/"]
		}
		return map[string]string{kind: text}, nil
	}
}

// ProfileText is what the bot set as its "name", "description" or "short_description" in a language.
func (s *Server) ProfileText(kind, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile.texts[kind+"/"+language]
}

func setChatMenuButton(s *Server, c *call) (any, error) {
	chat, err := c.integer("chat_id", 0)
	if err != nil {
		return nil, err
	}
	button := json.RawMessage(`{"type":"default"}`)
	if _, err := c.object("menu_button", &button); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.profile.menus[chat] = button
	return true, nil
}

func getChatMenuButton(s *Server, c *call) (any, error) {
	chat, err := c.integer("chat_id", 0)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range []int64{chat, 0} {
		if button, ok := s.profile.menus[id]; ok {
			return button, nil
		}
	}
	return json.RawMessage(`{"type":"commands"}`), nil
}
