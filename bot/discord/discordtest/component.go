package discordtest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// checkComponents holds a message's components to their limits: 5 rows of 5 buttons, or 40 of
// anything in components v2.
func (c *call) checkComponents(at string, list []Component, v2 bool) {
	total, known := 0, map[string]bool{}
	each(list, func(k Component) {
		total++
		if k.CustomID == "" {
			return
		}
		if known[k.CustomID] {
			c.bad(at, "COMPONENT_CUSTOM_ID_DUPLICATED", "custom_id %q twice", k.CustomID)
		}
		known[k.CustomID] = true
	})
	if v2 {
		c.count(at, total, 0, 40)
	} else {
		c.count(at, len(list), 0, 5)
	}
	for i, k := range list {
		at := fmt.Sprintf("%s[%d]", at, i)
		if k.Type != rowType && !v2 {
			c.bad(at+".type", "", "type %d outside a row needs the flag for components v2", k.Type)
			continue
		}
		c.checkComponent(at, k)
	}
}

func (c *call) checkComponent(at string, k Component) {
	switch k.Type {
	case rowType:
		c.checkRow(at+".components", k.Components)
	case buttonType:
		c.checkButton(at, k)
	case textType:
		c.length(at+".content", k.Content, 1, 4000)
	case selectType, 5, 6, 7, 8:
		c.length(at+".custom_id", k.CustomID, 1, 100)
		c.length(at+".placeholder", k.Placeholder, 0, 150)
		c.checkOptions(at+".options", k)
	default:
		for i, inner := range k.Components {
			c.checkComponent(fmt.Sprintf("%s.components[%d]", at, i), inner)
		}
		if k.Accessory != nil {
			c.checkComponent(at+".accessory", *k.Accessory)
		}
	}
}

func (c *call) checkRow(at string, list []Component) {
	c.count(at, len(list), 1, 5)
	for i, k := range list {
		at := fmt.Sprintf("%s[%d]", at, i)
		switch {
		case k.Type == buttonType || k.Type == selectType && len(list) == 1, k.Type >= 5 && k.Type <= 8 && len(list) == 1:
			c.checkComponent(at, k)
		default:
			c.bad(at+".type", "", "type %d does not belong in this row", k.Type)
		}
	}
}

// The button styles that need something else than a custom_id.
const (
	linkStyle    = 5
	premiumStyle = 6
)

func (c *call) checkButton(at string, k Component) {
	if k.Style < 1 || k.Style > premiumStyle {
		c.bad(at+".style", "BASE_TYPE_CHOICES", "no button style %d", k.Style)
	}
	switch k.Style {
	case linkStyle:
		c.length(at+".url", k.URL, 1, 512)
		if k.CustomID != "" {
			c.bad(at+".custom_id", "", "a link has no custom_id")
		}
	case premiumStyle:
		return
	default:
		c.length(at+".custom_id", k.CustomID, 1, 100)
		if k.URL != "" {
			c.bad(at+".url", "", "only a link has a url")
		}
	}
	c.length(at+".label", k.Label, 0, 80)
	if strings.TrimSpace(k.Label) == "" && k.Emoji == nil {
		c.bad(at+".label", "BASE_TYPE_REQUIRED", "neither a label nor an emoji")
	}
}

func (c *call) checkOptions(at string, k Component) {
	if k.Type != selectType {
		return
	}
	c.count(at, len(k.Options), 1, 25)
	for i, o := range k.Options {
		at := fmt.Sprintf("%s[%d]", at, i)
		c.length(at+".label", o.Label, 1, 100)
		c.length(at+".value", o.Value, 1, 100)
		c.length(at+".description", o.Description, 0, 100)
	}
}

// Modal is a form that the bot opened.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// Inputs are the form's fields, in order.
func (m *Modal) Inputs() []Component {
	var inputs []Component
	each(m.Components, func(k Component) {
		if k.Type >= selectType && k.Type <= 8 || k.Type >= 19 && k.Type <= 23 {
			inputs = append(inputs, k)
		}
	})
	return inputs
}

func (c *call) checkModal(m *Modal) {
	c.length("data.custom_id", m.CustomID, 1, 100)
	c.length("data.title", m.Title, 1, 45)
	c.count("data.components", len(m.Components), 1, 5)
	known := map[string]bool{}
	for i, k := range m.Components {
		at := fmt.Sprintf("data.components[%d]", i)
		switch {
		case k.Type == rowType && len(k.Components) == 1 && k.Components[0].Type == inputType:
			c.length(at+".components[0].label", k.Components[0].Label, 1, 45)
			c.checkInput(at+".components[0]", k.Components[0], known)
		case k.Type == labelType && k.Component != nil:
			c.length(at+".label", k.Label, 1, 45)
			c.length(at+".description", k.Description, 0, 100)
			if k.Component.Type == inputType && k.Component.Label != "" {
				c.bad(at+".component.label", "", "a field inside a label has no label of its own")
			}
			c.checkInput(at+".component", *k.Component, known)
		case k.Type == textType:
			c.length(at+".content", k.Content, 1, 4000)
		default:
			c.bad(at+".type", "", "type %d does not belong in a modal so", k.Type)
		}
	}
}

func (c *call) checkInput(at string, k Component, known map[string]bool) {
	c.length(at+".custom_id", k.CustomID, 1, 100)
	if known[k.CustomID] {
		c.bad(at+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "custom_id twice")
	}
	known[k.CustomID] = true
	c.length(at+".placeholder", k.Placeholder, 0, 150)
	c.checkOptions(at+".options", k)
	if k.Type != inputType {
		return
	}
	c.length(at+".placeholder", k.Placeholder, 0, 100)
	c.length(at+".value", k.Value, 0, 4000)
	if k.Style != 1 && k.Style != 2 {
		c.bad(at+".style", "BASE_TYPE_CHOICES", "no field style %d", k.Style)
	}
	if k.MinLength > 4000 || k.MaxLength > 4000 || k.MaxLength > 0 && (k.MinLength > k.MaxLength || utf8.RuneCountInString(k.Value) > k.MaxLength) {
		c.bad(at+".max_length", "", "the lengths do not fit")
	}
}
