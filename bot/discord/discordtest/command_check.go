package discordtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// The most commands of each kind in a scope: chat input, user menu, message menu, entry point.
var mostCommands = map[int]int{1: 100, 2: 15, 3: 15, 4: 1}

func (s *Server) checkCommands(c *call) {
	var raw []object
	var list []Command
	if !c.decode(&raw) || !c.decode(&list) {
		return
	}
	kinds, names := map[int]int{}, map[string]bool{}
	for i, cmd := range list {
		c.checkCommand(fmt.Sprintf("[%d]", i), cmd)
		kinds[cmd.kind()]++
		key := fmt.Sprint(cmd.kind(), " ", cmd.Name)
		if names[key] {
			c.bad(fmt.Sprintf("[%d].name", i), "APPLICATION_COMMANDS_DUPLICATE_NAME", "%q twice", cmd.Name)
		}
		names[key] = true
	}
	for kind, n := range kinds {
		if n > mostCommands[kind] {
			c.bad("", "", "%d commands of type %d; at most %d", n, kind, mostCommands[kind])
		}
	}
	c.extra = raw
}

func (s *Server) checkCommand(c *call) {
	var raw object
	var cmd Command
	if c.decode(&raw) && c.decode(&cmd) {
		c.checkCommand("", cmd)
		c.extra = raw
	}
}

// checkCommandEdit checks only the form: what is left out stays as it was.
func (s *Server) checkCommandEdit(c *call) {
	var raw object
	if c.decode(&raw) {
		c.extra = raw
	}
}

func (cmd Command) kind() int {
	if cmd.Type == 0 {
		return 1
	}
	return cmd.Type
}

// commandName is what commands and options may be called; a name has no capitals where it could have.
var commandName = regexp.MustCompile(`^[-_\p{L}\p{N}]{1,32}$`)

func (c *call) checkName(at, name string) {
	if !commandName.MatchString(name) || name != strings.ToLower(name) {
		c.bad(at, "APPLICATION_COMMAND_INVALID_NAME", "%q is no name for a command", name)
	}
}

func (c *call) checkCommand(at string, cmd Command) {
	if at != "" {
		at += "."
	}
	if cmd.kind() != 1 {
		c.length(at+"name", cmd.Name, 1, 32)
		c.length(at+"description", cmd.Description, 0, 0)
		c.count(at+"options", len(cmd.Options), 0, 0)
		return
	}
	c.checkName(at+"name", cmd.Name)
	c.checkTranslations(at, cmd.Names, cmd.Descriptions)
	c.length(at+"description", cmd.Description, 1, 100)
	c.checkCommandOptions(at+"options", cmd.Options, 0)
	size := longest(cmd.Name, cmd.Names) + longest(cmd.Description, cmd.Descriptions) + weigh(cmd.Options)
	if size > 8000 {
		c.bad(strings.TrimSuffix(at, "."), "APPLICATION_COMMAND_TOO_LARGE", "%d characters in names, descriptions and values; at most 8000", size)
	}
}

func (c *call) checkTranslations(at string, names, descriptions map[string]string) {
	for locale, name := range names {
		c.checkName(at+"name_localizations."+locale, name)
	}
	for locale, text := range descriptions {
		c.length(at+"description_localizations."+locale, text, 1, 100)
	}
}

// The types of options that hold options.
const (
	subcommandType = 1
	groupType      = 2
)

// checkCommandOptions holds the options of a level to their limits; subcommands stand alone, and
// groups only at the top.
func (c *call) checkCommandOptions(at string, list []CommandOption, level int) {
	c.count(at, len(list), 0, 25)
	names, optional, nested := map[string]bool{}, false, 0
	for i, o := range list {
		at := fmt.Sprintf("%s[%d]", at, i)
		c.checkName(at+".name", o.Name)
		c.length(at+".description", o.Description, 1, 100)
		c.checkTranslations(at+".", o.Names, o.Descriptions)
		if names[o.Name] {
			c.bad(at+".name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_TAKEN", "%q twice", o.Name)
		}
		names[o.Name] = true
		if o.Required && optional {
			c.bad(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "required options come before optional ones")
		}
		optional = optional || !o.Required
		switch {
		case o.Type == groupType && level == 0, o.Type == subcommandType && level < 2:
			nested++
			c.checkCommandOptions(at+".options", o.Options, level+3-o.Type)
		case o.Type == groupType || o.Type == subcommandType || o.Type < 1 || o.Type > 11:
			c.bad(at+".type", "", "type %d does not belong here", o.Type)
		default:
			c.checkChoices(at, o)
		}
	}
	if nested != 0 && nested != len(list) {
		c.bad(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "subcommands and options side by side")
	}
}

func (c *call) checkChoices(at string, o CommandOption) {
	c.count(at+".choices", len(o.Choices), 0, 25)
	if o.Autocomplete && len(o.Choices) > 0 {
		c.bad(at+".autocomplete", "", "both choices and autocompletion")
	}
	names := map[string]bool{}
	for i, choice := range o.Choices {
		at := fmt.Sprintf("%s.choices[%d]", at, i)
		c.checkChoice(at, choice)
		if names[choice.Name] {
			c.bad(at+".name", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "%q twice", choice.Name)
		}
		names[choice.Name] = true
	}
}

func (c *call) checkChoice(at string, choice Choice) {
	c.length(at+".name", choice.Name, 1, 100)
	if text, ok := choice.Value.(string); ok {
		c.length(at+".value", text, 1, 100)
	}
}

// weigh counts the characters of options as Discord does for a command's size.
func weigh(list []CommandOption) int {
	n := 0
	for _, o := range list {
		n += longest(o.Name, o.Names) + longest(o.Description, o.Descriptions) + weigh(o.Options)
		for _, choice := range o.Choices {
			value, _ := json.Marshal(choice.Value)
			n += longest(choice.Name, choice.Names) + utf8.RuneCountInString(strings.Trim(string(value), `"`))
		}
	}
	return n
}

// longest is the length of a text in its longest language.
func longest(text string, translations map[string]string) int {
	n := utf8.RuneCountInString(text)
	for _, t := range translations {
		n = max(n, utf8.RuneCountInString(t))
	}
	return n
}
