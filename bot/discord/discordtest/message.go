package discordtest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Message is a message as it stood when it was handed out; it never changes. [Server.Latest] is how it
// stands now.
type Message struct {
	ID      string
	Channel *Channel
	Author  *User

	Content         string
	Embeds          []Embed
	Components      []Component
	Files           []File
	Flags           int
	Nonce           string
	AllowedMentions *AllowedMentions // as sent; nil when left out
	ReplyTo         string           // id of the message it replies to

	Pinged         []*User // who was notified
	PingedEveryone bool    // everyone, here or a role

	VisibleTo   *User        // nil when everybody sees it
	Interaction *Interaction // that it answers; nil for others
	Edits       int
	At          time.Time
	Raw         json.RawMessage // the JSON last sent for it

	mentions []*User
	parent   *Message
	loading  bool // deferred, and nothing is there yet
	deleted  bool
}

// The flags of messages that mean something here.
const (
	FlagEphemeral    = 1 << 6
	FlagLoading      = 1 << 7
	FlagComponentsV2 = 1 << 15
)

// Text is what a person reads: the content, then every embed. Markdown is left as it is.
func (m *Message) Text() string {
	var parts []string
	add := func(list ...string) {
		for _, part := range list {
			if part != "" {
				parts = append(parts, part)
			}
		}
	}
	add(m.Content)
	for _, e := range m.Embeds {
		if e.Author != nil {
			add(e.Author.Name)
		}
		add(e.Title, e.Description)
		for _, f := range e.Fields {
			add(f.Name, f.Value)
		}
		if e.Footer != nil {
			add(e.Footer.Text)
		}
	}
	add(strings.TrimSuffix(words(m.Components), "\n"))
	return strings.Join(parts, "\n")
}

// Labels are the buttons' labels, in order.
func (m *Message) Labels() []string {
	var labels []string
	for _, b := range m.Buttons() {
		labels = append(labels, b.Label)
	}
	return labels
}

// Buttons are the message's buttons, in order.
func (m *Message) Buttons() []Component {
	var buttons []Component
	each(m.Components, func(c Component) {
		if c.Type == buttonType {
			buttons = append(buttons, c)
		}
	})
	return buttons
}

// Ephemeral says whether only one person sees it.
func (m *Message) Ephemeral() bool { return m.VisibleTo != nil }

// Pings says whether u was notified by name.
func (m *Message) Pings(u *User) bool { return slices.Contains(m.Pinged, u) }

// wire is the message as Discord sends it.
func (s *Server) wire(m *Message) object {
	o := object{"id": m.ID, "channel_id": m.Channel.ID, "author": m.Author.wire(), "content": m.Content,
		"timestamp": m.At.UTC().Format(time.RFC3339Nano), "edited_timestamp": nil, "tts": false,
		"mention_everyone": m.PingedEveryone, "mentions": userList(m.mentions), "mention_roles": []string{},
		"attachments": s.attachmentList(m), "embeds": orEmpty(m.Embeds), "components": orEmpty(m.Components),
		"pinned": false, "flags": m.Flags, "type": 0}
	if m.Edits > 0 {
		o["edited_timestamp"] = time.Now().UTC().Format(time.RFC3339Nano)
	}
	if m.Nonce != "" {
		o["nonce"] = m.Nonce
	}
	if m.ReplyTo != "" {
		o["type"] = 19
		o["message_reference"] = object{"type": 0, "message_id": m.ReplyTo, "channel_id": m.Channel.ID}
	}
	if i := m.Interaction; i != nil {
		o["webhook_id"], o["application_id"] = s.AppID, s.AppID
		o["interaction_metadata"] = i.metadata()
		if i.Type == typeCommand {
			o["type"] = 20
		}
	}
	return o
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func userList(users []*User) []object {
	list := []object{}
	for _, u := range users {
		list = append(list, u.wire())
	}
	return list
}

func (s *Server) attachmentList(m *Message) []object {
	list := []object{}
	for _, f := range m.Files {
		o := object{"id": f.id, "filename": f.Name, "content_type": f.Type, "size": len(f.Bytes),
			"url": s.URL + "/attachments/" + m.Channel.ID + "/" + f.id + "/" + f.Name, "proxy_url": s.URL + "/proxy/" + f.id}
		if f.Description != "" {
			o["description"] = f.Description
		}
		list = append(list, o)
	}
	return list
}
