package discordtest

import (
	"slices"
	"unicode/utf8"
)

// Click is a person clicking the button with that label, as the message stands now. It fails the
// test when there is none, it is disabled, or the person does not see the message.
func (s *Server) Click(u *User, m *Message, label string) *Interaction {
	s.t.Helper()
	now := s.Latest(m)
	if now == nil {
		s.t.Fatalf("discord: %s cannot click %q: the message is gone", u.Name, label)
	}
	if now.VisibleTo != nil && now.VisibleTo != u {
		s.t.Fatalf("discord: %s cannot click %q: only %s sees the message", u.Name, label, now.VisibleTo.Name)
	}
	buttons := now.Buttons()
	at := slices.IndexFunc(buttons, func(b Component) bool { return b.Label == label })
	if at < 0 || buttons[at].Disabled || buttons[at].CustomID == "" {
		s.t.Fatalf("discord: no button %q to click; there are %q", label, now.Labels())
	}
	return s.press(u, now, buttons[at].CustomID, buttons[at].ID)
}

// ClickID is a click with a custom_id of one's own, as a tampered client sends it.
func (s *Server) ClickID(u *User, m *Message, customID string) *Interaction {
	return s.press(u, m, customID, 2)
}

func (s *Server) press(u *User, m *Message, customID string, id int) *Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.latest(m.ID); now != nil {
		m = now
	}
	data := object{"component_type": buttonType, "custom_id": customID, "id": id}
	return s.interact(typeComponent, u, m.Channel, data, m, nil)
}

// Select is a person choosing values from the select menu with that placeholder.
func (s *Server) Select(u *User, m *Message, placeholder string, values ...string) *Interaction {
	s.t.Helper()
	now := s.Latest(m)
	var menu *Component
	if now != nil {
		each(now.Components, func(k Component) {
			if k.Type == selectType && k.Placeholder == placeholder {
				menu = &k
			}
		})
	}
	if menu == nil {
		s.t.Fatalf("discord: no menu %q to choose from", placeholder)
	}
	for _, v := range values {
		if !slices.ContainsFunc(menu.Options, func(o SelectOption) bool { return o.Value == v }) {
			s.t.Fatalf("discord: menu %q has no value %q", placeholder, v)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	data := object{"component_type": selectType, "custom_id": menu.CustomID, "id": menu.ID, "values": values}
	return s.interact(typeComponent, u, now.Channel, data, now, nil)
}

// Submit is a person sending the form that answered an interaction, with the values of its fields in
// order. It fails the test where the form would not let him.
func (s *Server) Submit(u *User, form *Interaction, values ...string) *Interaction {
	s.t.Helper()
	modal := form.Modal()
	inputs := modal.Inputs()
	if len(inputs) != len(values) {
		s.t.Fatalf("discord: %d values for the %d fields of %q", len(values), len(inputs), modal.Title)
	}
	for n, k := range inputs {
		required := k.Required == nil || *k.Required
		length := utf8.RuneCountInString(values[n])
		if required && length == 0 || length > 0 && length < k.MinLength || k.MaxLength > 0 && length > k.MaxLength {
			s.t.Fatalf("discord: %q does not fit the field %s", values[n], k.CustomID)
		}
	}
	f := filling{values: values}
	data := object{"custom_id": modal.CustomID, "components": f.fill(modal.Components), "resolved": object{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.interact(typeModal, u, form.Channel, data, form.message, form)
}

// filling is a form being filled in; it counts its components.
type filling struct {
	values []string
	id     int
}

func (f *filling) fill(list []Component) []object {
	filled := []object{}
	for _, k := range list {
		filled = append(filled, f.one(k))
	}
	return filled
}

func (f *filling) one(k Component) object {
	f.id++
	o := object{"type": k.Type, "id": f.id}
	switch {
	case k.Type == textType:
	case k.Component != nil:
		o["component"] = f.one(*k.Component)
	case k.Type == rowType:
		o["components"] = f.fill(k.Components)
	default:
		value := f.values[0]
		f.values = f.values[1:]
		o["custom_id"] = k.CustomID
		switch k.Type {
		case inputType, 21:
			o["value"] = value
		case 23:
			o["value"] = value == "true"
		default:
			o["values"] = []string{value}
		}
	}
	return o
}
