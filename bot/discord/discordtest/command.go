package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Command is a command as registered.
type Command struct {
	ID            string            `json:"id"`
	Version       string            `json:"version"`
	Type          int               `json:"type"`
	Name          string            `json:"name"`
	Names         map[string]string `json:"name_localizations"`
	Description   string            `json:"description"`
	Descriptions  map[string]string `json:"description_localizations"`
	Options       []CommandOption   `json:"options"`
	Contexts      []int             `json:"contexts"`
	Installations []int             `json:"integration_types"`

	raw object
}

// CommandOption is an option, a subcommand or a group of them.
type CommandOption struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations"`
	Required     bool              `json:"required"`
	Autocomplete bool              `json:"autocomplete"`
	Choices      []Choice          `json:"choices"`
	Options      []CommandOption   `json:"options"`
	MinValue     *float64          `json:"min_value"`
	MaxValue     *float64          `json:"max_value"`
	MinLength    *int              `json:"min_length"`
	MaxLength    *int              `json:"max_length"`
}

// Choice is a value offered for an option.
type Choice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations,omitempty"`
	Value any               `json:"value"`
}

// commands are what is registered, by scope: "" is global, else a guild's id.
type commands struct {
	scopes  map[string][]*Command
	creates map[string]int
	puts    int
}

// Commands are the commands registered globally, or for a guild.
func (s *Server) Commands(g *Guild) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope := ""
	if g != nil {
		scope = g.ID
	}
	var list []Command
	for _, c := range s.commands.scopes[scope] {
		list = append(list, *c)
	}
	return list
}

// Registrations are how often all commands of a scope were overwritten, and how many were created.
func (s *Server) Registrations() (puts, creates int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.commands.creates {
		creates += n
	}
	return s.commands.puts, creates
}

// AwaitCommand waits until a command of that name is registered somewhere.
func (s *Server) AwaitCommand(name string) {
	s.t.Helper()
	s.patiently("the command "+name, func() bool {
		for _, scope := range s.commands.scopes {
			if slices.ContainsFunc(scope, func(c *Command) bool { return c.Name == name }) {
				return true
			}
		}
		return false
	})
}

// scope is the one that the path names, or why not.
func (s *Server) scope(c *call) (string, answer, bool) {
	if c.req.PathValue("application_id") != s.AppID {
		return "", problemAnswer(http.StatusNotFound, 10002, "Unknown Application"), false
	}
	id := c.req.PathValue("guild_id")
	if id == "" {
		return "", answer{}, true
	}
	known := slices.ContainsFunc(s.cast.guilds, func(g *Guild) bool { return g.ID == id && !g.foreign && !g.gone })
	if !known {
		return "", problemAnswer(http.StatusForbidden, 50001, "Missing Access"), false
	}
	return id, answer{}, true
}

func (s *Server) listCommands(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, refusal, ok := s.scope(c)
	if !ok {
		return refusal
	}
	localized := c.req.URL.Query().Get("with_localizations") == "true"
	return answer{status: http.StatusOK, body: s.commandList(scope, localized)}
}

func (s *Server) commandList(scope string, localized bool) []any {
	list := []any{}
	for _, cmd := range s.commands.scopes[scope] {
		if localized {
			list = append(list, cmd.raw)
			continue
		}
		list = append(list, unlocalized(cmd.raw))
	}
	return list
}

// unlocalized is v without its translations.
func unlocalized(v any) any {
	switch v := v.(type) {
	case object:
		o := object{}
		for name, inner := range v {
			if !strings.HasSuffix(name, "_localizations") {
				o[name] = unlocalized(inner)
			}
		}
		return o
	case []any:
		list := []any{}
		for _, inner := range v {
			list = append(list, unlocalized(inner))
		}
		return list
	}
	return v
}

// maxCreates is how many commands may be created in a scope and day.
const maxCreates = 200

// place stores a command in its scope: over the one of its name, or as a new one.
func (s *Server) place(scope string, sent object) (cmd *Command, created bool, err error) {
	for i, old := range s.commands.scopes[scope] {
		if old.Name == sent["name"] && old.Type == kindOf(sent) {
			next, err := s.compose(scope, old, sent)
			if err == nil {
				s.commands.scopes[scope][i] = next
			}
			return next, false, err
		}
	}
	if s.commands.creates[scope] >= maxCreates {
		return nil, false, errTooMany
	}
	cmd, err = s.compose(scope, nil, sent)
	if err != nil {
		return nil, false, err
	}
	if s.commands.scopes == nil {
		s.commands.scopes, s.commands.creates = map[string][]*Command{}, map[string]int{}
	}
	s.commands.creates[scope]++
	s.commands.scopes[scope] = append(s.commands.scopes[scope], cmd)
	return cmd, true, nil
}

var errTooMany = fmt.Errorf("max number of daily application command creates has been reached (%d)", maxCreates)

func tooMany() answer {
	return problemAnswer(http.StatusBadRequest, 30034, "Max number of daily application command creates has been reached (200)")
}

func kindOf(sent object) int {
	if kind, ok := sent["type"].(float64); ok {
		return int(kind)
	}
	return 1
}

// compose is the command as Discord keeps it: its version changes with its content.
func (s *Server) compose(scope string, old *Command, sent object) (*Command, error) {
	raw := object{"description": "", "default_member_permissions": nil, "nsfw": false, "type": 1.0,
		"name_localizations": nil, "description_localizations": nil}
	if scope == "" {
		raw["integration_types"], raw["contexts"], raw["dm_permission"] = []any{0.0}, nil, true
	} else {
		raw["guild_id"] = scope
	}
	for name, value := range sent {
		if value != nil {
			raw[name] = tidy(value)
		}
	}
	if bits, ok := raw["default_member_permissions"].(float64); ok {
		raw["default_member_permissions"] = strconv.FormatInt(int64(bits), 10)
	}
	id, version := s.ids.next(), s.ids.next()
	raw["application_id"], raw["id"], raw["version"] = s.AppID, id, version
	if old != nil {
		raw["id"], raw["version"] = old.ID, old.Version
		if !reflect.DeepEqual(raw, old.raw) {
			raw["version"] = version
		}
	}
	b, err := json.Marshal(raw)
	if err != nil {
		return nil, err
	}
	cmd := &Command{raw: raw}
	return cmd, json.Unmarshal(b, cmd)
}

// tidy leaves out what says nothing, as Discord does in options.
func tidy(v any) any {
	switch v := v.(type) {
	case object:
		o := object{}
		for name, inner := range v {
			if inner != nil && inner != false {
				o[name] = tidy(inner)
			}
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = tidy(inner)
		}
		return list
	}
	return v
}
