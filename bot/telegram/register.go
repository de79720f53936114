package telegram

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"spotter/bot"
)

// Profile is what the bot says of itself in a language. What is empty is as in the language "".
type Profile struct {
	Description string            // in a chat with nothing in it, at most 512 characters
	Short       string            // in its profile, at most 120 characters
	Summaries   map[string]string // of commands, by name; in the language "" those of the declaration
}

// Who sees a menu (docs: BotCommandScope); the narrower scope wins.
const (
	scopePrivate = "all_private_chats"
	scopeGroups  = "all_group_chats"
	scopeAdmins  = "all_chat_administrators"
)

type entry struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// menu is the commands as a scope shows them: everything to who is alone with us and to administrators, in
// groups what may be read by all.
func menu(commands []*bot.Command, scope string, summaries map[string]string) []entry {
	list := []entry{}
	for _, c := range commands {
		if scope == scopeGroups && c.For == bot.OnlyAsker {
			continue
		}
		about := summaries[c.Name]
		if about == "" {
			about = c.Summary
		}
		list = append(list, entry{c.Name, bot.UpperFirst(about)})
	}
	return list
}

// setting is something that Telegram keeps for us, and what we want it to be; "" is what the language ""
// has.
type setting struct {
	method, name, value string
	more                params
}

// settings are the menus and texts in each language. A language that says the same as "" has none of
// its own.
func (t *Telegram) settings() (list []setting) {
	languages := slices.Sorted(maps.Keys(t.o.Profiles))
	if !slices.Contains(languages, "") {
		languages = append([]string{""}, languages...)
	}
	add := func(method, name, language, value, plain string, more params) {
		s := setting{method: method, name: name, value: value, more: more}
		if language != "" && (value == plain || value == "") {
			s.value = ""
		}
		s.more.AddNonEmpty("language_code", language)
		list = append(list, s)
	}
	plain := t.o.Profiles[""]
	for _, l := range languages {
		profile := t.o.Profiles[l]
		for _, scope := range []string{scopePrivate, scopeGroups, scopeAdmins} {
			add("setMyCommands", "commands", l, text(menu(t.o.Commands, scope, profile.Summaries)), text(menu(t.o.Commands, scope, plain.Summaries)),
				params{"scope": text(map[string]string{"type": scope})})
		}
		add("setMyDescription", "description", l, profile.Description, plain.Description, params{})
		add("setMyShortDescription", "short_description", l, profile.Short, plain.Short, params{})
	}
	return append(list, setting{"setChatMenuButton", "menu_button", `{"type":"commands"}`, params{}})
}

// register tells Telegram the menus and what we say of ourselves, as far as it is not as we left it.
func (t *Telegram) register() {
	ctx, cancel := context.WithTimeout(t.base, answerTime)
	defer cancel()
	changed := 0
	for _, s := range t.settings() {
		done, err := t.apply(ctx, s)
		if err != nil {
			t.failed("the menus could not be set; those set before still work", err)
			return
		}
		if done {
			changed++
		}
	}
	if changed > 0 {
		t.o.Log.Info("menus and profile set", "platform", Platform, "changed", changed)
	}
}

// apply sets a setting, unless it is as we left it.
func (t *Telegram) apply(ctx context.Context, s setting) (changed bool, err error) {
	note := fmt.Sprintf("%s %s %s%s", s.method, t.stream(), s.more["scope"], s.more["language_code"])
	want := ""
	if s.value != "" {
		want = fmt.Sprintf("%x", sha256.Sum256([]byte(s.value)))
	}
	known, err := t.o.Memory.Note(ctx, Platform, note)
	if err != nil || known == want {
		return false, err
	}
	p := maps.Clone(s.more)
	method := s.method
	if s.value == "" && method == "setMyCommands" {
		method = "deleteMyCommands"
	} else {
		p[s.name] = s.value
	}
	if err := t.api.get(ctx, method, p, nil); err != nil {
		return false, err
	}
	return true, t.o.Memory.SetNote(ctx, Platform, note, want)
}
