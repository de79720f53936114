// Package command is what the bot can do: one command a file, and All, the list of them.
//
// A command is declared once; the text parser, the help and the menus of the platforms come from
// the declaration. Commands return replies and know nothing of platforms. Everything a command
// needs is a parameter of its constructor.
package command

import (
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/content/answer"
	"spotter/store"
)

// Headings of the help, in the order of All.
const (
	groupLift   = "Before and during a lift"
	groupLog    = "Your training"
	groupRemind = "Reminders"
	groupAsk    = "Questions"
	groupYou    = "You and your data"
	groupBot    = "The bot"
)

// Deps is what commands are made of.
type Deps struct {
	Store   *store.Store
	Library *content.Library
	Answers *answer.Engine
	Unit    strength.Unit // of a weight typed without one by somebody who chose none
}

// maxSuggested is how many completions a parameter lists: what Discord shows.
const maxSuggested = 25

// Question is the name of the command that plain text is given to.
const Question = "ask"

// All is every command, in the order of the help.
func All(d Deps) []*bot.Command {
	var all []*bot.Command
	training := diary{d.Store, d.Library, d.Unit}
	all = []*bot.Command{
		Warmup(training),
		Plates(d.Store, d.Unit),
		Form(d.Library),
		Log(training),
		Undo(training),
		Last(training),
		History(training),
		PR(training),
		Rest(training),
		Pain(training, d.Answers),
		Remind(training),
		Reminders(training),
		Quiet(d.Store),
		Ask(d.Answers, d.Library, d.Store),
		Topics(d.Library, d.Store),
		Settings(d.Store, d.Unit),
		Privacy(d.Store),
		Forgetme(d.Store),
		Start(),
		Help(func() []*bot.Command { return all }),
	}
	return all
}

// Linked names the commands that a link may call with arguments: whoever follows it has not typed them,
// and they change nothing.
var Linked = []string{"warmup", "plates", "form", "topics"}

// account is who sent the request, in the store's words.
func account(r *bot.Request) store.Account {
	return store.Account{Platform: r.Platform, User: r.User}
}

// lowerFirst begins words that stand within a sentence with a small letter.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// and joins words for a sentence: a, b and c.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
