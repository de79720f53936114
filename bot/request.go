package bot

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaxText is the longest message that is read, in characters: Telegram's limit of a message
// (Bot API, sendMessage: 4096), the larger one of the platforms.
const MaxText = 4096

// Request is one message or button press on its way through the house.
// Platform, Chat and User are the platform's own names and ids.
type Request struct {
	ID        string // unique per platform; the same update delivered twice has the same ID. "": a look, of which nothing is kept
	Platform  string
	Chat      string
	User      string                     // "" is nobody in particular, of whom nothing is kept
	Message   string                     // the message Text stands in, "" for none; an edited message has the same one, and another ID
	Edited    bool                       // Text takes the place of what stood in Message before
	Private   bool                       // nobody but the user reads this chat
	Addressed bool                       // the bot was meant: private chat, mention, reply to it
	Pressed   bool                       // Text is the line of a button
	Admin     func(context.Context) bool // whether the user may run the chat he writes in; nil: the platform does not say with such a request, and he may not
	Text      string
	Completes string    // the line of the open question that Text answers, where the platform carried it along
	Now       time.Time // the only clock a command sees

	Command *Command // the one found for Text; nil before the router has looked
	values  map[Arg]any
}

// Clean makes text from outside safe to read and to quote: invalid UTF-8, control characters,
// text-direction marks and other invisible format characters go, newlines stay.
func Clean(text string) string {
	text = strings.ToValidUTF8(text, "")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\r' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// Quote is a piece of the user's own text, short enough to stand in a sentence.
func Quote(s string) string {
	const limit = 30
	s = strings.Join(strings.Fields(strings.ReplaceAll(Clean(s), "`", "'")), " ")
	if utf8.RuneCountInString(s) > limit {
		s = string([]rune(s)[:limit]) + "…"
	}
	return `"` + s + `"`
}
