package discord

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"spotter/bot"
)

// mention is how a user is mentioned in a text; the ! is an old form that clients still send.
var mention = regexp.MustCompile(`<@!?(\d+)>`)

// request makes a request of a message, or nil when the bot is not meant or nobody wrote it. self is
// the bot's user id.
func (m *message) request(self string, now time.Time) *bot.Request {
	private := m.Guild == ""
	addressed := private || self != "" && (slices.ContainsFunc(m.Mentions, func(u user) bool { return u.ID == self }) ||
		m.Replies != nil && m.Replies.Author != nil && m.Replies.Author.ID == self)
	if !m.written() || !addressed || m.Author.ID == self {
		return nil
	}
	return &bot.Request{
		ID: m.ID, Platform: Platform, Chat: m.Channel, User: m.Author.ID, Message: m.ID,
		Private: private, Addressed: true, Now: now,
		Text: unnamed(m.Content, self),
	}
}

// unnamed is a text without the bot's own mention, and with no other account's.
func unnamed(text, self string) string {
	return mention.ReplaceAllStringFunc(text, func(s string) string {
		if mention.FindStringSubmatch(s)[1] == self {
			return ""
		}
		return "somebody"
	})
}

// request makes a request of an interaction, with what its button or form carried along. It is nil
// when the command or button is not one of ours.
func (in *interaction) request(commands map[string]*bot.Command, now time.Time) (*bot.Request, press) {
	r := &bot.Request{
		ID: in.ID, Platform: Platform, Chat: in.Channel, User: in.from(),
		Private: in.alone(), Addressed: true, Admin: in.manages, Now: now,
	}
	switch in.Kind {
	case kindCommand:
		c := commands[in.Data.Name]
		if c == nil {
			return nil, press{}
		}
		if r.Text = in.line(c); r.Text == "" {
			return nil, press{}
		}
		return r, press{}
	case kindComponent:
		p, ok := readPress(in.Data.CustomID)
		r.Text, r.Pressed = p.line, true
		if !ok {
			return nil, p
		}
		return r, p
	case kindModal:
		p, ok := readPress(in.Data.CustomID)
		if !ok || p.kind != pressForm {
			return nil, p
		}
		var values []string
		for i := range in.Data.Components {
			values = append(values, in.Data.Components[i].texts()...)
		}
		r.Text, r.Completes = strings.Join(values, "\n"), p.line
		return r, p
	}
	return nil, press{}
}

// line is the command line that somebody who typed it would have written.
func (in *interaction) line(c *bot.Command) string {
	if in.Data.Kind == menuOnMessage {
		return "/" + c.Name + " " + unnamed(in.Data.Resolved.Messages[in.Data.Target].Content, "")
	}
	line := "/" + c.Name
	for _, arg := range c.Args {
		value := strings.TrimSpace(in.given(arg.Spec().Name))
		switch s := arg.Spec(); {
		case value == "":
		case len(c.Args) == 1 && s.Kind == bot.KindRest:
			line += " " + value
		case s.Kind != bot.KindFlag:
			line += " " + s.Name + "=" + value
		case value == "true":
			line += " " + s.Name
		}
	}
	return line
}

// given is the value of an option, "" when it has none.
func (in *interaction) given(name string) string {
	for _, o := range in.Data.Options {
		if o.Name == name {
			return text(o.Value)
		}
	}
	return ""
}

// press is what a button or form carries: a command line, for whom it was shown, and what becomes of
// the reply. It is all in the custom id, so that a button works as long as its message is there.
type press struct {
	kind  byte
	owner string // the user whose request the message answered
	line  string
}

// Kinds of presses.
const (
	pressHere  = 'b' // the reply goes where the button stands
	pressAside = 'p' // the reply is for who pressed alone
	pressShare = 's' // the reply is for everybody
	pressType  = 't' // opens a form whose text completes the line
	pressForm  = 'f' // the form
)

// MaxLine is how long a line may be that a button carries.
const (
	maxCustomID = 100 // docs: components
	maxLine     = maxCustomID - len("b1|18446744073709551615|")
)

// pressForm is the kind, a number that tells buttons with the same line apart (custom ids are unique
// within a message), the owner and the line.
var customForm = regexp.MustCompile(`^([bpstf])[0-9a-z]?\|(\d{0,20})\|(/[^\x00]*)$`)

// id is the custom id; n tells apart the buttons of one message. It is "" when the line is too long.
func (p press) id(n int) string {
	if len(p.line) > maxLine || !strings.HasPrefix(p.line, "/") {
		return ""
	}
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	return string(p.kind) + digits[n%len(digits):n%len(digits)+1] + "|" + p.owner + "|" + p.line
}

// readPress reads a custom id; ok is false when it is none of ours.
func readPress(id string) (p press, ok bool) {
	m := customForm.FindStringSubmatch(id)
	if m == nil {
		return press{}, false
	}
	return press{kind: m[1][0], owner: m[2], line: m[3]}, true
}

// Kinds of commands (docs: application commands).
const (
	typedCommand  = 1
	menuOnMessage = 3
)

// choices are the completions of the option that is being typed.
func (in *interaction) choices(commands map[string]*bot.Command) []string {
	c := commands[in.Data.Name]
	at := slices.IndexFunc(in.Data.Options, func(o option) bool { return o.Focused })
	if c == nil || at < 0 {
		return nil
	}
	for _, arg := range c.Args {
		if arg.Spec().Name != in.Data.Options[at].Name {
			continue
		}
		var values []string
		for _, v := range arg.Spec().Completions(text(in.Data.Options[at].Value), in.given) {
			if v != "" && len(v) <= maxChoice && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		return values[:min(len(values), maxChoices)]
	}
	return nil
}

// Limits of completions (docs: application commands, option choices).
const (
	maxChoices = 25
	maxChoice  = 100
)
