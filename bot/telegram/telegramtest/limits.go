package telegramtest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	startParameter = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	commandName    = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
)

// formatted is a text without its markup, and its entities, whichever way they were given.
func formatted(text, mode string, entities []Entity) (string, []Entity, error) {
	if !utf8.ValidString(text) {
		return "", nil, wrong("strings must be encoded in UTF-8")
	}
	switch strings.ToLower(mode) {
	case "":
	case "html":
		if len(entities) > 0 {
			return "", nil, wrong("both parse_mode and entities are given")
		}
		var err error
		if text, entities, err = parseHTML(text); err != nil {
			return "", nil, err
		}
	case "markdown", "markdownv2":
		return "", nil, wrong("can't parse entities: this server plays parse_mode HTML only")
	default:
		return "", nil, wrong("unsupported parse_mode %q", mode)
	}
	return text, entities, checkEntities(text, entities)
}

func checkText(text string) error {
	switch n := units(text); {
	case strings.TrimSpace(text) == "":
		return wrong("message text is empty")
	case n > 4096:
		return wrong("message is too long: %d UTF-16 units, more than 4096", n)
	}
	return nil
}

func checkCaption(text string) error {
	if n := units(text); n > 1024 {
		return wrong("message caption is too long: %d UTF-16 units, more than 1024", n)
	}
	return nil
}

// maxRow and maxButtons bound an inline keyboard.
const (
	maxRow     = 8
	maxButtons = 100
)

func checkKeyboard(k *Keyboard) error {
	if k == nil {
		return nil
	}
	n := 0
	for _, row := range k.Rows {
		if n += len(row); n > maxButtons {
			return wrong("REPLY_MARKUP_TOO_LONG: more than %d buttons", maxButtons)
		}
		if len(row) > maxRow {
			return wrong("a row of %d buttons, more than %d", len(row), maxRow)
		}
		for _, b := range row {
			if err := checkButton(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// actions are the fields of a button that say what it does.
var actions = []string{"url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
	"switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"}

// UnmarshalJSON counts the actions too: of an empty one nothing else would be seen.
func (b *Button) UnmarshalJSON(text []byte) error {
	type plain Button
	if err := json.Unmarshal(text, (*plain)(b)); err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	b.actionsOnWire = 0
	for name := range fields {
		if slices.Contains(actions, name) {
			b.actionsOnWire++
		}
	}
	return nil
}

func checkButton(b Button) error {
	switch n := len(b.Data); {
	case strings.TrimSpace(b.Text) == "":
		return wrong("text buttons are unallowed in the inline keyboard: a button without a label")
	case b.actionsOnWire == 0:
		return wrong("text buttons are unallowed in the inline keyboard: %q does nothing", b.Text)
	case b.actionsOnWire > 1:
		return wrong("can't parse inline keyboard button: %q has %d actions, not one", b.Text, b.actionsOnWire)
	case n > 64:
		return wrong("BUTTON_DATA_INVALID: callback_data of %q has %d bytes, more than 64", b.Text, n)
	case b.Data == "" && b.empty():
		return wrong("BUTTON_DATA_INVALID: callback_data or url of %q is empty", b.Text)
	case b.Copy != nil && (units(b.Copy.Text) < 1 || units(b.Copy.Text) > 256):
		return wrong("BUTTON_COPY_TEXT_INVALID: copy_text of %q has %d characters, not 1-256", b.Text, units(b.Copy.Text))
	case b.Style != "" && !slices.Contains([]string{"danger", "success", "primary"}, b.Style):
		return wrong("BUTTON_STYLE_INVALID: %q", b.Style)
	case b.URL != "" && !linkable(b.URL):
		return wrong("inline keyboard button URL %q is invalid: Wrong HTTP URL", b.URL)
	}
	return nil
}

// empty tells whether the only action is one that came without content.
func (b Button) empty() bool {
	return b.URL == "" && b.WebApp == nil && b.LoginURL == nil && b.SwitchInline == nil && b.SwitchHere == nil &&
		b.SwitchChosen == nil && b.Copy == nil && b.CallbackGame == nil && !b.Pay
}

// linkable tells whether a button may open the address. Deep links into a bot are read closely.
func linkable(url string) bool {
	for _, scheme := range []string{"https://", "http://", "tg://"} {
		if strings.HasPrefix(url, scheme) && len(url) > len(scheme) {
			_, payload, deep := strings.Cut(url, "?start=")
			return !deep || !strings.Contains(url, "t.me/") || startParameter.MatchString(payload)
		}
	}
	return false
}
