package command

import (
	"context"
	"strings"

	"spotter/bot"
	"spotter/content"
	"spotter/store"
)

// Topics makes /topics: the pages by area, and a page by its name. The buttons of answers use it.
func Topics(lib *content.Library, st *store.Store) *bot.Command {
	name := topicParam(lib)
	from := bot.Int("from", "which page of the list", 1, 99, nil, nil)
	other := bot.Flag(notMeant, "what else could be meant")
	part := bot.NewParam(bot.Spec{Name: "part", Help: "a part of the page", Kind: bot.KindText,
		Complete: func(typed string, given func(string) string) []string {
			return bot.Suggest(typed, partNames(lib.Topic(given("name"))), maxSuggested)
		}},
		func(words []string) (string, int, error) { return strings.ToLower(words[0]), 1, nil }, nil)
	return &bot.Command{
		Name: "topics", Aliases: []string{"topic"}, Group: groupAsk, For: bot.Asker,
		Summary:  "Browse what I know",
		Examples: []string{"/topics", "/topics recovery"},
		Args:     []bot.Arg{name, from, other, part},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			n, ok := name.Of(r)
			if !ok {
				if word, given := part.Of(r); given {
					return nil, noPage(word)
				}
				return areasReply(lib), nil
			}
			t := lib.Topic(n)
			switch {
			case t == nil:
				page, _ := from.Of(r)
				return areaReply(lib, n, max(page, 1)), nil
			case has(other, r):
				last, err := shownLast(ctx, st, r)
				return notMeantReply(lib, t, last), err
			}
			slug, _ := part.Of(r)
			return topicReply(lib.Topic, t, partOf(t, slug)), show(ctx, st, r, t, nil)
		},
	}
}

// topicParam is an area or the name of a page.
func topicParam(lib *content.Library) *bot.Param[string] {
	take := func(words []string) (string, int, error) {
		for n := min(maxAreaWords, len(words)); n > 0; n-- {
			w := strings.ToLower(strings.Join(words[:n], "-"))
			if lib.Topic(w) != nil || len(inArea(lib, w)) > 0 {
				return w, n, nil
			}
		}
		return "", 0, nil
	}
	miss := func(word string) error { return noPage(word).Instead(bot.Nearest(word, topicNames(lib), 2)...) }
	complete := func(typed string, _ func(string) string) []string {
		return bot.Suggest(typed, topicNames(lib), maxSuggested)
	}
	return bot.NewParam(bot.Spec{Name: "name", Help: "an area such as deadlift, or the name of a page", Kind: bot.KindText, Complete: complete}, take, miss)
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
