package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

var userMention = regexp.MustCompile(`<@!?([0-9]+)>`)
var roleMention = regexp.MustCompile(`<@&([0-9]+)>`)

// mentioned are the users that a text names.
func (s *Server) mentioned(text string) []*User {
	var users []*User
	if !strings.Contains(text, "<@") {
		return nil
	}
	for _, match := range userMention.FindAllStringSubmatch(text, -1) {
		if u := s.cast.users[match[1]]; u != nil && !slices.Contains(users, u) {
			users = append(users, u)
		}
	}
	return users
}

// ping works out whom a message of the bot notifies: by its content and the texts among its
// components, never its embeds, as far as allowed_mentions lets it. Left out, it lets everything
// through, but only users where an interaction is answered.
func (s *Server) ping(m *Message) {
	text := m.Content + "\n" + words(m.Components)
	m.mentions = s.mentioned(text)
	allowed := m.AllowedMentions
	if allowed == nil {
		allowed = &AllowedMentions{Parse: []string{"users", "roles", "everyone"}, RepliedUser: true}
		if m.Interaction != nil {
			allowed = &AllowedMentions{Parse: []string{"users"}}
		}
	}
	m.Pinged, m.PingedEveryone = nil, false
	for _, u := range m.mentions {
		if slices.Contains(allowed.Parse, "users") || slices.Contains(allowed.Users, u.ID) {
			m.Pinged = append(m.Pinged, u)
		}
	}
	if to := m.parent; to != nil && allowed.RepliedUser && !slices.Contains(m.Pinged, to.Author) {
		m.Pinged = append(m.Pinged, to.Author)
	}
	if slices.Contains(allowed.Parse, "everyone") && (strings.Contains(text, "@everyone") || strings.Contains(text, "@here")) {
		m.PingedEveryone = true
	}
	for _, match := range roleMention.FindAllStringSubmatch(text, -1) {
		if slices.Contains(allowed.Parse, "roles") || slices.Contains(allowed.Roles, match[1]) {
			m.PingedEveryone = true
		}
	}
}
