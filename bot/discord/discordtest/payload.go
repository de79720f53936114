package discordtest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// payload is a message as a client sends it. What a client leaves out of an edit stays as it was.
type payload struct {
	Content         *string          `json:"content"`
	Embeds          *[]Embed         `json:"embeds"`
	Components      *[]Component     `json:"components"`
	Attachments     *[]attachment    `json:"attachments"`
	AllowedMentions *AllowedMentions `json:"allowed_mentions"`
	Flags           *int             `json:"flags"`
	Nonce           nonce            `json:"nonce"`
	EnforceNonce    bool             `json:"enforce_nonce"`
	Reference       *reference       `json:"message_reference"`
	StickerIDs      []string         `json:"sticker_ids"`
	Poll            json.RawMessage  `json:"poll"`

	raw []byte
}

// AllowedMentions are whom a message may notify, as sent.
type AllowedMentions struct {
	Parse       []string `json:"parse"`
	Users       []string `json:"users,omitempty"`
	Roles       []string `json:"roles,omitempty"`
	RepliedUser bool     `json:"replied_user,omitempty"`
}

type attachment struct {
	ID          text   `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description"`
}

type reference struct {
	MessageID       string `json:"message_id"`
	ChannelID       string `json:"channel_id"`
	FailIfNotExists *bool  `json:"fail_if_not_exists"`
	Type            int    `json:"type"`
}

// text is a string that clients may send as a number.
type text string

// UnmarshalJSON takes both.
func (t *text) UnmarshalJSON(b []byte) error {
	if bytes.HasPrefix(b, []byte(`"`)) {
		return json.Unmarshal(b, (*string)(t))
	}
	var n json.Number
	err := json.Unmarshal(b, &n)
	*t = text(n.String())
	return err
}

// nonce is the same for a message's nonce.
type nonce = text

// Embed is a card in a message.
type Embed struct {
	Title       string  `json:"title,omitempty"`
	Type        string  `json:"type,omitempty"`
	Description string  `json:"description,omitempty"`
	URL         string  `json:"url,omitempty"`
	Timestamp   string  `json:"timestamp,omitempty"`
	Color       int     `json:"color,omitempty"`
	Footer      *Footer `json:"footer,omitempty"`
	Author      *Author `json:"author,omitempty"`
	Image       *Media  `json:"image,omitempty"`
	Thumbnail   *Media  `json:"thumbnail,omitempty"`
	Fields      []Field `json:"fields,omitempty"`
}

// Field is a named part of an embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// Footer stands under an embed.
type Footer struct {
	Text    string `json:"text"`
	IconURL string `json:"icon_url,omitempty"`
}

// Author stands over an embed.
type Author struct {
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	IconURL string `json:"icon_url,omitempty"`
}

// Media is a picture by its address.
type Media struct {
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
}

// Component is a part of a message or a modal: a row, a button, a field, a text.
type Component struct {
	Type        int            `json:"type"`
	ID          int            `json:"id,omitempty"`
	CustomID    string         `json:"custom_id,omitempty"`
	Style       int            `json:"style,omitempty"`
	Label       string         `json:"label,omitempty"`
	Description string         `json:"description,omitempty"`
	Emoji       *Emoji         `json:"emoji,omitempty"`
	URL         string         `json:"url,omitempty"`
	SKU         string         `json:"sku_id,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Components  []Component    `json:"components,omitempty"`
	Component   *Component     `json:"component,omitempty"`
	Accessory   *Component     `json:"accessory,omitempty"`
	Content     string         `json:"content,omitempty"`
	Options     []SelectOption `json:"options,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	Value       string         `json:"value,omitempty"`
	Required    *bool          `json:"required,omitempty"`
	MinLength   int            `json:"min_length,omitempty"`
	MaxLength   int            `json:"max_length,omitempty"`
	MinValues   *int           `json:"min_values,omitempty"`
	MaxValues   int            `json:"max_values,omitempty"`
	Media       *Media         `json:"media,omitempty"`
	File        *Media         `json:"file,omitempty"`
	Items       []GalleryItem  `json:"items,omitempty"`
}

// Emoji is a picture on a button.
type Emoji struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// SelectOption is one choice of a select menu.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// GalleryItem is a picture in a media gallery.
type GalleryItem struct {
	Media       Media  `json:"media"`
	Description string `json:"description,omitempty"`
}

// File is an attachment.
type File struct {
	Name, Type, Description string
	Bytes                   []byte

	id   string
	part int // n of files[n]
}

// The numbers of component types that mean something here.
const (
	rowType     = 1
	buttonType  = 2
	selectType  = 3
	inputType   = 4
	sectionType = 9
	textType    = 10
	labelType   = 18
)

// each visits the components and everything in them, in the order of reading.
func each(list []Component, visit func(Component)) {
	for _, c := range list {
		visit(c)
		each(c.Components, visit)
		if c.Component != nil {
			each([]Component{*c.Component}, visit)
		}
		if c.Accessory != nil {
			each([]Component{*c.Accessory}, visit)
		}
	}
}

// number gives the components ids where they have none, as Discord does: from 1, in the order of reading.
func number(list []Component) []Component {
	n := 0
	var copies func([]Component) []Component
	one := func(c Component) *Component { return &copies([]Component{c})[0] }
	copies = func(list []Component) []Component {
		numbered := slices.Clone(list)
		for i := range numbered {
			c := &numbered[i]
			n++
			if c.ID == 0 {
				c.ID = n
			}
			c.Components = copies(c.Components)
			if c.Component != nil {
				c.Component = one(*c.Component)
			}
			if c.Accessory != nil {
				c.Accessory = one(*c.Accessory)
			}
		}
		return numbered
	}
	return copies(list)
}

// words is the text that the components show by themselves.
func words(list []Component) string {
	var b strings.Builder
	each(list, func(c Component) {
		if c.Type == textType {
			b.WriteString(c.Content + "\n")
		}
	})
	return b.String()
}
