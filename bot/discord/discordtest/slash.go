package discordtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Option is a value that a person gave for an option of a command.
type Option struct {
	Name  string
	Value any // a string, int, float64, bool or *User
	// Forged sends the value whatever the command says of it, as a tampered client would.
	Forged bool
}

// Opt is the option of that name with a value.
func Opt(name string, value any) Option { return Option{Name: name, Value: value} }

// Slash is a person using a command in a channel. Subcommands are written with spaces. It fails the
// test where a person's Discord would not let him: the command is not registered there, an option is
// missing, unknown or out of bounds.
func (s *Server) Slash(u *User, c *Channel, command string, options ...Option) *Interaction {
	s.t.Helper()
	return s.command(typeCommand, u, c, command, "", options)
}

// Autocomplete is a person typing into an option of a command, with others filled in.
func (s *Server) Autocomplete(u *User, c *Channel, command, option, typed string, others ...Option) *Interaction {
	s.t.Helper()
	return s.command(typeAutocomplete, u, c, command, option, append([]Option{{Name: option, Value: typed}}, others...))
}

func (s *Server) command(kind int, u *User, c *Channel, line, focused string, options []Option) *Interaction {
	s.t.Helper()
	s.mu.Lock()
	words := strings.Fields(line)
	cmd := s.find(u, c, 1, words[0])
	if cmd == nil {
		s.mu.Unlock()
		s.t.Fatalf("discord: /%s is not registered for this place", words[0])
	}
	use := use{s: s, focused: focused, partial: kind == typeAutocomplete, resolved: object{}}
	list := use.nest(cmd.Options, words[1:], options)
	if use.wrong != "" {
		s.mu.Unlock()
		s.t.Fatalf("discord: /%s: %s", line, use.wrong)
	}
	data := object{"id": cmd.ID, "name": cmd.Name, "type": 1}
	if len(list) > 0 {
		data["options"] = list
	}
	if len(use.resolved) > 0 {
		data["resolved"] = use.resolved
	}
	defer s.mu.Unlock()
	return s.interact(kind, u, c, data, nil, nil)
}

// find is the registered command that the person can use in the channel. A guild's own comes first.
func (s *Server) find(u *User, c *Channel, kind int, name string) *Command {
	var scopes [][]*Command
	if c.Guild != nil && !c.Guild.foreign {
		scopes = append(scopes, s.commands.scopes[c.Guild.ID])
	}
	for _, scope := range append(scopes, s.commands.scopes[""]) {
		for _, cmd := range scope {
			if cmd.Type == kind && cmd.Name == name && cmd.usable(c) && cmd.open(u, c) {
				return cmd
			}
		}
	}
	return nil
}

// usable says whether installation and contexts allow the command in the channel. The default is a
// guild's installation and every context.
func (cmd *Command) usable(c *Channel) bool {
	if cmd.raw["guild_id"] != nil {
		return true
	}
	install := 0
	if c.apart || c.Guild != nil && c.Guild.foreign {
		install = 1
	}
	return slices.Contains(cmd.Installations, install) && (cmd.Contexts == nil || slices.Contains(cmd.Contexts, c.context()))
}

// open says whether the permissions that the command asks of members by default let the person use it.
func (cmd *Command) open(u *User, c *Channel) bool {
	asked := fmt.Sprint(cmd.raw["default_member_permissions"])
	need, err := strconv.ParseUint(asked, 10, 64)
	if err != nil || c.Guild == nil || u.Admin {
		return true
	}
	has, _ := strconv.ParseUint(memberPermissions, 10, 64)
	return need != 0 && has&need == need
}

// use is the filling in of a command's options.
type use struct {
	s        *Server
	focused  string
	partial  bool // still typing: nothing is required yet
	resolved object
	wrong    string // the first thing that a client would not allow
}

func (u *use) fail(format string, args ...any) {
	if u.wrong == "" {
		u.wrong = fmt.Sprintf(format, args...)
	}
}

// nest follows the path of subcommands and fills in the options at its end.
func (u *use) nest(declared []CommandOption, path []string, options []Option) []object {
	if len(path) == 0 {
		if len(declared) > 0 && declared[0].Type <= groupType {
			u.fail("it cannot be used without a subcommand")
		}
		return u.fill(declared, options)
	}
	at := slices.IndexFunc(declared, func(o CommandOption) bool { return o.Name == path[0] && o.Type <= groupType })
	if at < 0 {
		u.fail("no subcommand %s", path[0])
		return nil
	}
	inner := u.nest(declared[at].Options, path[1:], options)
	return []object{{"name": path[0], "type": declared[at].Type, "options": orEmpty(inner)}}
}

func (u *use) fill(declared []CommandOption, options []Option) []object {
	var list []object
	for _, given := range options {
		at := slices.IndexFunc(declared, func(d CommandOption) bool { return d.Name == given.Name })
		if at < 0 {
			u.fail("no option %s", given.Name)
			continue
		}
		o := object{"name": given.Name, "type": declared[at].Type, "value": given.Value}
		switch {
		case given.Name == u.focused:
			o["focused"] = true
			if !declared[at].Autocomplete {
				u.fail("option %s does not complete", given.Name)
			}
		case !given.Forged:
			o["value"] = u.value(declared[at], given.Value)
		}
		list = append(list, o)
	}
	for _, d := range declared {
		given := slices.ContainsFunc(options, func(o Option) bool { return o.Name == d.Name })
		if d.Required && !given && !u.partial {
			u.fail("option %s is required", d.Name)
		}
	}
	return list
}

// value holds what was given to the option's type, choices and bounds, and puts it as Discord sends it.
func (u *use) value(d CommandOption, given any) any {
	if len(d.Choices) > 0 && !slices.ContainsFunc(d.Choices, func(c Choice) bool { return fmt.Sprint(c.Value) == fmt.Sprint(given) }) {
		u.fail("%v is no choice of %s", given, d.Name)
	}
	switch v := given.(type) {
	case string:
		n := utf8.RuneCountInString(v)
		if d.MinLength != nil && n < *d.MinLength || d.MaxLength != nil && n > *d.MaxLength {
			u.fail("%q is too short or too long for %s", v, d.Name)
		}
		u.typed(d, 3)
	case bool:
		u.typed(d, 5)
	case int:
		u.typed(d, 4, 10)
		u.bounds(d, float64(v))
	case float64:
		u.typed(d, 10)
		u.bounds(d, v)
	case *User:
		u.typed(d, 6, 9)
		u.resolve(v)
		return v.ID
	default:
		u.fail("%s cannot be a %T", d.Name, given)
	}
	return given
}

func (u *use) typed(d CommandOption, types ...int) {
	if !slices.Contains(types, d.Type) {
		u.fail("option %s is of type %d", d.Name, d.Type)
	}
}

func (u *use) bounds(d CommandOption, v float64) {
	if d.MinValue != nil && v < *d.MinValue || d.MaxValue != nil && v > *d.MaxValue {
		u.fail("%v is out of bounds for %s", v, d.Name)
	}
}

// resolve adds the user to what comes along with ids.
func (u *use) resolve(user *User) {
	for name, o := range map[string]object{"users": user.wire(), "members": user.member()} {
		group, ok := u.resolved[name].(object)
		if !ok {
			group = object{}
			u.resolved[name] = group
		}
		delete(o, "user")
		group[user.ID] = o
	}
}

// MessageMenu is a person choosing a command from a message's menu.
func (s *Server) MessageMenu(u *User, command string, target *Message) *Interaction {
	s.t.Helper()
	return s.menu(u, target.Channel, 3, command, target.ID, func() object {
		return object{"messages": object{target.ID: s.wire(target)}}
	})
}

// UserMenu is a person choosing a command from another's menu.
func (s *Server) UserMenu(u *User, c *Channel, command string, target *User) *Interaction {
	s.t.Helper()
	return s.menu(u, c, 2, command, target.ID, func() object {
		use := use{resolved: object{}}
		use.resolve(target)
		return use.resolved
	})
}

func (s *Server) menu(u *User, c *Channel, kind int, command, target string, resolved func() object) *Interaction {
	s.t.Helper()
	s.mu.Lock()
	cmd := s.find(u, c, kind, command)
	if cmd == nil {
		s.mu.Unlock()
		s.t.Fatalf("discord: the menu command %q is not registered for this place", command)
	}
	defer s.mu.Unlock()
	return s.interact(typeCommand, u, c, object{"id": cmd.ID, "name": cmd.Name, "type": kind,
		"target_id": target, "resolved": resolved()}, nil, nil)
}
