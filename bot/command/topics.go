package command

import (
	"context"
	"fmt"
	"strings"

	"spotter/bot"
	"spotter/content"
)

// topicsPerPage is how many titles one message lists: what a phone shows with its buttons.
const topicsPerPage = 8

// Topics makes /topics: the pages by area, and a page by its name. The buttons of answers use it.
func Topics(lib *content.Library) *bot.Command {
	name := bot.NewParam(bot.Spec{Name: "name", Help: "an area such as deadlift, or the name of a page", Kind: bot.KindText,
		Complete: func(typed string, _ func(string) string) []string {
			return bot.Suggest(typed, topicNames(lib), maxSuggested)
		}},
		func(words []string) (string, int, error) {
			w := strings.ToLower(words[0])
			if lib.Topic(w) != nil || len(inArea(lib, w)) > 0 {
				return w, 1, nil
			}
			return "", 0, nil
		},
		func(word string) error {
			return noPage(word).Instead(bot.Nearest(word, topicNames(lib), 2)...)
		})
	from := bot.Int("from", "which page of the list", 1, 99, nil, nil)
	part := bot.NewParam(bot.Spec{Name: "part", Help: "a part of the page", Kind: bot.KindText,
		Complete: func(typed string, given func(string) string) []string {
			return bot.Suggest(typed, partNames(lib.Topic(given("name"))), maxSuggested)
		}},
		func(words []string) (string, int, error) { return strings.ToLower(words[0]), 1, nil }, nil)
	return &bot.Command{
		Name: "topics", Aliases: []string{"topic"}, Group: groupAsk, For: bot.Asker,
		Summary:  "Browse what I know",
		Examples: []string{"/topics", "/topics recovery"},
		Args:     []bot.Arg{name, from, part},
		Run: func(_ context.Context, r *bot.Request) (*bot.Reply, error) {
			n, ok := name.Of(r)
			if !ok {
				if word, given := part.Of(r); given {
					return nil, noPage(word)
				}
				return areasReply(lib), nil
			}
			if t := lib.Topic(n); t != nil {
				slug, _ := part.Of(r)
				return topicReply(lib.Topic, t, partOf(t, slug)), nil
			}
			page, _ := from.Of(r)
			return areaReply(lib, n, max(page, 1)), nil
		},
	}
}

func noPage(word string) *bot.UserError {
	return bot.Userf("I have no page or area called %s. `/topics` lists what I know, and you can simply ask.", bot.Quote(word))
}

// partOf finds the part by its slug; nil for the page itself.
func partOf(t *content.Topic, slug string) *content.Part {
	for i := range t.Parts {
		if t.Parts[i].Slug == slug {
			return &t.Parts[i]
		}
	}
	return nil
}

func partNames(t *content.Topic) (names []string) {
	if t != nil {
		for _, p := range t.Parts {
			names = append(names, p.Slug)
		}
	}
	return names
}

func areasReply(lib *content.Library) *bot.Reply {
	reply := bot.Say("I know these areas. Pick one, or just ask in your own words.")
	reply.Replace = true
	var buttons []bot.Button
	for _, a := range areas(lib) {
		label := fmt.Sprintf("%s (%d)", bot.UpperFirst(a), len(inArea(lib, a)))
		buttons = append(buttons, bot.Button{Label: label, Line: "/topics " + a})
	}
	reply.Buttons = bot.Rows(2, buttons...)
	return reply
}

// areaReply lists the area's pages from the nth group on; beyond the end it shows the last.
func areaReply(lib *content.Library, area string, n int) *bot.Reply {
	pages := inArea(lib, area)
	groups := (len(pages) + topicsPerPage - 1) / topicsPerPage
	n = min(n, groups)
	pages = pages[(n-1)*topicsPerPage : min(n*topicsPerPage, len(pages))]
	title := bot.UpperFirst(area)
	if groups > 1 {
		title = fmt.Sprintf("%s, %d of %d", title, n, groups)
	}
	var l bot.List
	var buttons []bot.Button
	for _, t := range pages {
		l.Items = append(l.Items, bot.T("%s", t.Title))
		buttons = append(buttons, topicButton(t))
	}
	if n < groups {
		buttons = append(buttons, bot.Button{Label: "More", Line: fmt.Sprintf("/topics %s %d", area, n+1)})
	}
	buttons = append(buttons, bot.Button{Label: "All areas", Line: "/topics"})
	return &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title(title), l}, Buttons: bot.Rows(2, buttons...)}
}

func areas(lib *content.Library) []string {
	var list []string
	for _, t := range lib.Topics() {
		if a := area(t); len(list) == 0 || list[len(list)-1] != a {
			list = append(list, a)
		}
	}
	return list
}

func inArea(lib *content.Library, name string) []*content.Topic {
	var list []*content.Topic
	for _, t := range lib.Topics() {
		if area(t) == name {
			list = append(list, t)
		}
	}
	return list
}

func topicNames(lib *content.Library) []string {
	names := areas(lib)
	for _, t := range lib.Topics() {
		names = append(names, t.ID)
	}
	return names
}
