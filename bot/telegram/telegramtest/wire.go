package telegramtest

import "encoding/json"

// User is a person or a bot.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`

	deactivated bool
}

// Entity is a formatted or meaningful stretch of a text; offsets count UTF-16 units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	User     *User  `json:"user,omitempty"`
	Language string `json:"language,omitempty"`
	Emoji    string `json:"custom_emoji_id,omitempty"`
}

// PhotoSize is one size of a picture.
type PhotoSize struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Size     int    `json:"file_size,omitempty"`
}

// Document is a file that is no picture.
type Document struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size,omitempty"`
}

// Button is a button of an inline keyboard.
type Button struct {
	Text          string          `json:"text"`
	Emoji         string          `json:"icon_custom_emoji_id,omitempty"`
	Style         string          `json:"style,omitempty"`
	URL           string          `json:"url,omitempty"`
	Data          string          `json:"callback_data,omitempty"`
	WebApp        json.RawMessage `json:"web_app,omitempty"`
	LoginURL      json.RawMessage `json:"login_url,omitempty"`
	SwitchInline  *string         `json:"switch_inline_query,omitempty"`
	SwitchHere    *string         `json:"switch_inline_query_current_chat,omitempty"`
	SwitchChosen  json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	Copy          *CopyText       `json:"copy_text,omitempty"`
	CallbackGame  json.RawMessage `json:"callback_game,omitempty"`
	Pay           bool            `json:"pay,omitempty"`
	actionsOnWire int             // how many kinds of action the request gave it
}

// CopyText is what a button puts on the clipboard.
type CopyText struct {
	Text string `json:"text"`
}

// Keyboard is an inline keyboard, rows of buttons.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// ForceReply is the request to answer as a reply.
type ForceReply struct {
	Selective   bool   `json:"selective"`
	Placeholder string `json:"input_field_placeholder"`
}

// ReplyParameters say what a message of the bot's answers.
type ReplyParameters struct {
	MessageID    int64           `json:"message_id"`
	ChatID       json.RawMessage `json:"chat_id,omitempty"`
	AllowWithout bool            `json:"allow_sending_without_reply,omitempty"`
	Quote        string          `json:"quote,omitempty"`
}

// LinkPreview are the options of a link's preview.
type LinkPreview struct {
	Disabled bool   `json:"is_disabled,omitempty"`
	URL      string `json:"url,omitempty"`
	Small    bool   `json:"prefer_small_media,omitempty"`
	Large    bool   `json:"prefer_large_media,omitempty"`
	Above    bool   `json:"show_above_text,omitempty"`
}

// Message is one state of a message, of a person's or of the bot's.
type Message struct {
	ID              int64        `json:"message_id"`
	Thread          int64        `json:"message_thread_id,omitempty"`
	From            *User        `json:"from,omitempty"`
	SenderChat      *Chat        `json:"sender_chat,omitempty"`
	Date            int64        `json:"date"`
	EditDate        int64        `json:"edit_date,omitempty"`
	Chat            *Chat        `json:"chat"`
	Origin          *Origin      `json:"forward_origin,omitempty"`
	IsTopic         bool         `json:"is_topic_message,omitempty"`
	AutoForward     bool         `json:"is_automatic_forward,omitempty"`
	ReplyTo         *Message     `json:"reply_to_message,omitempty"`
	ViaBot          *User        `json:"via_bot,omitempty"`
	Text            string       `json:"text,omitempty"`
	Entities        []Entity     `json:"entities,omitempty"`
	LinkPreview     *LinkPreview `json:"link_preview_options,omitempty"`
	Photo           []PhotoSize  `json:"photo,omitempty"`
	Document        *Document    `json:"document,omitempty"`
	Caption         string       `json:"caption,omitempty"`
	CaptionEntities []Entity     `json:"caption_entities,omitempty"`
	Protected       bool         `json:"has_protected_content,omitempty"`
	Markup          *Keyboard    `json:"reply_markup,omitempty"`
	Service

	Reply      *ReplyParameters `json:"-"` // as the bot gave them
	ForceReply *ForceReply      `json:"-"`
	Keyboard   json.RawMessage  `json:"-"` // a reply keyboard or its removal, as the bot gave it
	File       []byte           `json:"-"` // of the picture or document
	Silent     bool             `json:"-"` // disable_notification
	InlineID   string           `json:"-"` // of a message sent through inline mode
	Before     *Message         `json:"-"` // the state that an edit replaced
	Deleted    bool             `json:"-"`
	UpdateID   int64            `json:"-"` // the update that told the bot of it, 0 when none did
	params     map[string]string
}

// Service are the fields of messages that report an event. They are few: those a bot must know.
type Service struct {
	NewMembers    []*User       `json:"new_chat_members,omitempty"`
	LeftMember    *User         `json:"left_chat_member,omitempty"`
	MigrateTo     int64         `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom   int64         `json:"migrate_from_chat_id,omitempty"`
	TopicCreated  *topicCreated `json:"forum_topic_created,omitempty"`
	TopicClosed   *struct{}     `json:"forum_topic_closed,omitempty"`
	TopicReopened *struct{}     `json:"forum_topic_reopened,omitempty"`
}

type topicCreated struct {
	Name  string `json:"name"`
	Color int    `json:"icon_color"`
}

// Origin is where a forwarded message comes from.
type Origin struct {
	Type      string `json:"type"`
	Date      int64  `json:"date"`
	Chat      *Chat  `json:"chat,omitempty"`
	MessageID int64  `json:"message_id,omitempty"`
}

// Buttons are the rows of the inline keyboard.
func (m *Message) Buttons() [][]Button {
	if m.Markup == nil {
		return nil
	}
	return m.Markup.Rows
}

// Labels are the labels of the inline keyboard, row by row in one list.
func (m *Message) Labels() []string {
	var out []string
	for _, row := range m.Buttons() {
		for _, b := range row {
			out = append(out, b.Text)
		}
	}
	return out
}

// Button finds a button of the inline keyboard by its label.
func (m *Message) Button(label string) (Button, bool) {
	for _, row := range m.Buttons() {
		for _, b := range row {
			if b.Text == label {
				return b, true
			}
		}
	}
	return Button{}, false
}

// Param is a parameter of the request that made this state of the bot's message, as it was sent.
func (m *Message) Param(name string) string { return m.params[name] }

// Body is the text, or the caption of what has one.
func (m *Message) Body() string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

// service tells whether the message reports an event.
func (m *Message) service() bool {
	s := &m.Service
	return s.NewMembers != nil || s.LeftMember != nil || s.MigrateTo != 0 || s.MigrateFrom != 0 ||
		s.TopicCreated != nil || s.TopicClosed != nil || s.TopicReopened != nil
}

// alone is the message as it stands inside another: without what it answers.
func (m *Message) alone() *Message {
	if m.ReplyTo == nil {
		return m
	}
	c := *m
	c.ReplyTo = nil
	return &c
}
