package discord

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// What we read of Discord's events: nothing but what we need, so that no new kind of component,
// option or user can make an event unreadable.

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// Kinds of interactions (docs: receiving and responding).
const (
	kindCommand      = 2
	kindComponent    = 3
	kindAutocomplete = 4
	kindModal        = 5
)

// interaction is somebody's use of a command, a button, a form or the completion of an option.
type interaction struct {
	ID      string `json:"id"`
	App     string `json:"application_id"`
	Kind    int    `json:"type"`
	Token   string `json:"token"`
	Guild   string `json:"guild_id"`
	Channel string `json:"channel_id"`
	Context *int   `json:"context"` // 0 a server, 1 the bot's own chat with the user, 2 another private chat
	Member  *struct {
		User        user   `json:"user"`
		Permissions string `json:"permissions"`
	} `json:"member"`
	User *user `json:"user"`
	Data struct {
		Name       string   `json:"name"`
		Kind       int      `json:"type"` // of a command: 1 typed, 3 of the menu on a message
		Options    []option `json:"options"`
		Target     string   `json:"target_id"`
		CustomID   string   `json:"custom_id"`
		Components []field  `json:"components"`
		Resolved   struct {
			Messages map[string]struct {
				Content string `json:"content"`
			} `json:"messages"`
		} `json:"resolved"`
	} `json:"data"`
	Message *struct {
		Flags int `json:"flags"`
	} `json:"message"`
}

// option is an option as it was given; its value is a string, a number or a truth value.
type option struct {
	Name    string          `json:"name"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
}

// field is what we read of a form's components: fields may stand in rows or labels.
type field struct {
	Value      json.RawMessage `json:"value"`
	Component  *field          `json:"component"`
	Components []field         `json:"components"`
}

// text is the value as a string, "" when it is none of the kinds an option can have.
func text(raw json.RawMessage) string {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case float64, bool:
		return strings.TrimSpace(string(raw))
	}
	return ""
}

// texts are the values of the fields within, in order.
func (f *field) texts() (values []string) {
	if s := text(f.Value); s != "" {
		values = append(values, s)
	}
	if f.Component != nil {
		values = append(values, f.Component.texts()...)
	}
	for i := range f.Components {
		values = append(values, f.Components[i].texts()...)
	}
	return values
}

// from is who did it: in a server the member, elsewhere the user.
func (in *interaction) from() string {
	switch {
	case in.Member != nil && in.Member.User.ID != "":
		return in.Member.User.ID
	case in.User != nil:
		return in.User.ID
	}
	return ""
}

// managing are the permissions of who may run a channel or its server (docs: permissions).
const managing = discordgo.PermissionAdministrator | discordgo.PermissionManageGuild | discordgo.PermissionManageChannels

// manages tells whether who did it may run the channel.
func (in *interaction) manages(context.Context) bool {
	if in.Member == nil {
		return false
	}
	has, err := strconv.ParseUint(in.Member.Permissions, 10, 64)
	return err == nil && has&managing != 0
}

// alone tells whether nobody but the user reads the chat.
func (in *interaction) alone() bool {
	if in.Context != nil {
		return *in.Context == 1
	}
	return in.Guild == ""
}

// hidden tells whether the message that a button stands under is seen by one user alone.
func (in *interaction) hidden() bool { return in.Message != nil && in.Message.Flags&flagHidden != 0 }

// flagHidden marks a message that only one user sees (docs: message flags, EPHEMERAL).
const flagHidden = 1 << 6

var errIncomplete = errors.New("something is missing in it")

func decodeInteraction(raw json.RawMessage) (*interaction, error) {
	in := &interaction{}
	if err := json.Unmarshal(raw, in); err != nil {
		return nil, err
	}
	if in.ID == "" || in.Token == "" || in.from() == "" {
		return nil, errIncomplete
	}
	return in, nil
}

// Kinds of messages that people write (docs: message types).
const (
	plainMessage = 0
	replyMessage = 19
)

// message is a message as it is created.
type message struct {
	ID       string `json:"id"`
	Kind     int    `json:"type"`
	Channel  string `json:"channel_id"`
	Guild    string `json:"guild_id"`
	Edited   string `json:"edited_timestamp"`
	Content  string `json:"content"`
	Author   *user  `json:"author"`
	Webhook  string `json:"webhook_id"`
	Mentions []user `json:"mentions"`
	Replies  *struct {
		Author *user `json:"author"`
	} `json:"referenced_message"`
}

func decodeMessage(raw json.RawMessage) (*message, error) {
	m := &message{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, err
	}
	if m.ID == "" || m.Channel == "" {
		return nil, errIncomplete
	}
	return m, nil
}

// written tells whether a person wrote it.
func (m *message) written() bool {
	return m.Author != nil && m.Author.ID != "" && !m.Author.Bot && m.Webhook == "" &&
		(m.Kind == plainMessage || m.Kind == replyMessage)
}
