package discord

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
)

// Types of options (docs: application commands).
const (
	optionString  = 3
	optionInteger = 4
	optionBoolean = 5
)

// Lengths we allow a typed option.
const (
	maxShortOption = 100
	maxLongOption  = 1000
)

// declaration is a command as Discord is told of it. Everything can be used on a server, in the bot's
// own chat and in other private chats, and be installed by a server or by a person for himself.
type declaration struct {
	Name        string       `json:"name"`
	Type        int          `json:"type"`
	Description string       `json:"description,omitempty"`
	Options     []optionForm `json:"options,omitempty"`
	Installs    []int        `json:"integration_types"`
	Contexts    []int        `json:"contexts,omitempty"`
}

type optionForm struct {
	Name         string       `json:"name"`
	Description  string       `json:"description"`
	Type         int          `json:"type"`
	Choices      []choiceForm `json:"choices,omitempty"`
	MinValue     *int         `json:"min_value,omitempty"`
	MaxValue     *int         `json:"max_value,omitempty"`
	MaxLength    int          `json:"max_length,omitempty"`
	Autocomplete bool         `json:"autocomplete,omitempty"`
}

type choiceForm struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// declarations are the commands, each as one to type and, if it has an entry there, one in the menu on
// a message.
func declarations(commands []*bot.Command) (list []declaration) {
	add := func(d declaration) {
		d.Installs, d.Contexts = []int{0, 1}, []int{0, 1, 2}
		list = append(list, d)
	}
	for _, c := range commands {
		d := declaration{Name: c.Name, Type: typedCommand, Description: c.Summary}
		for _, arg := range c.Args {
			d.Options = append(d.Options, optionOf(arg.Spec()))
		}
		add(d)
		if c.OnMessage != "" {
			add(declaration{Name: c.OnMessage, Type: menuOnMessage})
		}
	}
	return list
}

// optionOf is a parameter as an option. None is required: a command asks for what is missing.
func optionOf(s *bot.Spec) optionForm {
	o := optionForm{Name: s.Name, Description: bot.UpperFirst(s.Help), Type: optionString, MaxLength: maxShortOption}
	switch s.Kind {
	case bot.KindInt:
		o.Type, o.MaxLength, o.MinValue, o.MaxValue = optionInteger, 0, &s.Min, &s.Max
	case bot.KindFlag:
		o.Type, o.MaxLength = optionBoolean, 0
	case bot.KindChoice:
		if len(s.Choices) <= maxChoices {
			o.MaxLength = 0
			for _, c := range s.Choices {
				o.Choices = append(o.Choices, choiceForm{bot.UpperFirst(c), c})
			}
		}
	case bot.KindRest:
		o.MaxLength = maxLongOption
	}
	o.Autocomplete = s.Complete != nil && o.Type == optionString && o.Choices == nil
	return o
}

// register tells Discord the commands, unless it has them as we last left them.
func (d *Discord) register() {
	ctx, cancel := context.WithTimeout(d.base, answerTime)
	defer cancel()
	if err := d.registerIn(ctx, d.o.Guild, declarations(d.o.Commands)); err != nil {
		d.o.Log.Error("the commands could not be registered; those registered before still work", "platform", Platform, "error", err)
		return
	}
	if err := d.leaveDevelopment(ctx); err != nil {
		d.o.Log.Error("the commands of the development server could not be removed", "platform", Platform, "error", err)
	}
}

// scope is where commands are registered: everywhere, or on one server.
func (d *Discord) scope(guild string) (url, note string) {
	if guild == "" {
		return discordgo.EndpointApplicationGlobalCommands(d.appID()), "commands " + d.appID()
	}
	return discordgo.EndpointApplicationGuildCommands(d.appID(), guild), "commands " + d.appID() + " " + guild
}

func (d *Discord) registerIn(ctx context.Context, guild string, list []declaration) error {
	url, note := d.scope(guild)
	want, err := json.Marshal(list)
	if err != nil {
		return err
	}
	there, err := d.rest.do(ctx, call{method: "GET", url: url, again: true})
	if err != nil {
		return err
	}
	known, err := d.o.Memory.Note(ctx, Platform, note)
	if err != nil || known == digest(want, there) {
		return err
	}
	if there, err = d.rest.do(ctx, call{method: "PUT", url: url, body: list, again: true}); err != nil {
		return err
	}
	d.o.Log.Info("commands registered", "platform", Platform, "count", len(list))
	return d.o.Memory.SetNote(ctx, Platform, note, digest(want, there))
}

// digest tells whether what we want and what is there are the same as before. Discord gives a command
// a new version whenever somebody changes it.
func digest(want, there []byte) string {
	var commands []struct {
		ID      string `json:"id"`
		Version string `json:"version"`
	}
	if json.Unmarshal(there, &commands) != nil {
		return ""
	}
	var versions []string
	for _, c := range commands {
		versions = append(versions, c.ID+" "+c.Version)
	}
	slices.Sort(versions)
	return fmt.Sprintf("%x", sha256.Sum256([]byte(string(want)+"\n"+strings.Join(versions, "\n"))))
}

// leaveDevelopment removes the commands from a server that was used for development before: there
// they would show twice.
func (d *Discord) leaveDevelopment(ctx context.Context) error {
	before, err := d.o.Memory.Note(ctx, Platform, "development")
	if err != nil || before == d.o.Guild {
		return err
	}
	if before != "" {
		if err := d.registerIn(ctx, before, []declaration{}); err != nil && !isCode(err, missingAccess) {
			return err
		}
	}
	return d.o.Memory.SetNote(ctx, Platform, "development", d.o.Guild)
}
