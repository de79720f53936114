package telegram

import (
	"encoding/json"
	"unicode/utf16"
)

// What we read of Telegram's updates: nothing but what we need, so that no new kind of message or
// field can make an update unreadable.

type update struct {
	ID       int64         `json:"update_id"`
	Message  *message      `json:"message"`
	Edited   *message      `json:"edited_message"`
	Callback *callback     `json:"callback_query"`
	Inline   *inlineQuery  `json:"inline_query"`
	Member   *memberChange `json:"my_chat_member"`
}

// wanted are the kinds of update we ask for; without the list Telegram would send what another
// program asked for last.
const wanted = `["message","edited_message","callback_query","inline_query","my_chat_member"]`

type user struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Username string `json:"username"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

func (c chat) private() bool { return c.Type == "private" }

func (c chat) group() bool { return c.Type == "group" || c.Type == "supergroup" }

// message is a message of somebody's, or of ours where an update repeats one.
type message struct {
	ID          int64     `json:"message_id"`
	Thread      int64     `json:"message_thread_id"`
	IsTopic     bool      `json:"is_topic_message"`
	From        *user     `json:"from"`
	SenderChat  *chat     `json:"sender_chat"`
	Date        int64     `json:"date"` // 0: we can't see the message any more
	EditDate    int64     `json:"edit_date"`
	Chat        chat      `json:"chat"`
	AutoForward bool      `json:"is_automatic_forward"`
	ReplyTo     *message  `json:"reply_to_message"`
	ViaBot      *user     `json:"via_bot"`
	Text        string    `json:"text"`
	Entities    []entity  `json:"entities"`
	Caption     string    `json:"caption"`
	CaptionEnts []entity  `json:"caption_entities"`
	MigrateTo   int64     `json:"migrate_to_chat_id"`
	MigrateFrom int64     `json:"migrate_from_chat_id"`
	Markup      *keyboard `json:"reply_markup"`

	Photo    json.RawMessage `json:"photo"`
	Voice    json.RawMessage `json:"voice"`
	Video    json.RawMessage `json:"video"`
	Sticker  json.RawMessage `json:"sticker"`
	Document json.RawMessage `json:"document"`
}

// body is the text of the message, or of its caption.
func (m *message) body() (string, []entity) {
	if m.Text != "" {
		return m.Text, m.Entities
	}
	return m.Caption, m.CaptionEnts
}

// media tells whether the message is something to look at or listen to.
func (m *message) media() bool {
	return m.Photo != nil || m.Voice != nil || m.Video != nil || m.Sticker != nil || m.Document != nil
}

// topic is the forum topic the message stands in, 0 for none. In other supergroups a thread is only a
// chain of answers, and cannot be written to.
func (m *message) topic() int64 {
	if m.IsTopic {
		return m.Thread
	}
	return 0
}

// entity is a formatted or meaningful stretch of a text, in UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
	User   *named `json:"user,omitempty"`
}

// named is a user as a mention needs it.
type named struct {
	ID    int64  `json:"id"`
	IsBot bool   `json:"is_bot"`
	Name  string `json:"first_name"`
}

// callback is a pressed button.
type callback struct {
	ID       string   `json:"id"`
	From     user     `json:"from"`
	Message  *message `json:"message"`
	InlineID string   `json:"inline_message_id"`
	Data     string   `json:"data"`
}

// inlineQuery is somebody typing our name and something in any chat.
type inlineQuery struct {
	ID    string `json:"id"`
	From  user   `json:"from"`
	Query string `json:"query"`
}

// memberChange is a change of what we are in a chat.
type memberChange struct {
	Chat chat   `json:"chat"`
	From user   `json:"from"`
	Old  member `json:"old_chat_member"`
	New  member `json:"new_chat_member"`
}

type member struct {
	Status   string `json:"status"`
	IsMember bool   `json:"is_member"`         // of a restricted one
	MaySend  *bool  `json:"can_send_messages"` // of a restricted one
}

// in tells whether the chat has us.
func (m member) in() bool {
	switch m.Status {
	case "creator", "administrator", "member":
		return true
	}
	return m.Status == "restricted" && m.IsMember
}

// muted tells whether we may not write.
func (m member) muted() bool { return m.MaySend != nil && !*m.MaySend }

// units is a text as Telegram counts it.
func units(s string) []uint16 { return utf16.Encode([]rune(s)) }

// part is what an entity covers of a text; "" when it lies outside.
func (e entity) part(text []uint16) string {
	if e.Offset < 0 || e.Length <= 0 || e.Offset > len(text) || e.Length > len(text)-e.Offset {
		return ""
	}
	return string(utf16.Decode(text[e.Offset : e.Offset+e.Length]))
}
