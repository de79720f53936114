package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"spotter/bot"
	"spotter/content"
)

// topicsPerPage is how many titles one message lists: what a phone shows with its buttons.
const topicsPerPage = 8

// maxAreaWords is how many words the name of an area may have when typed.
const maxAreaWords = 3

// otherLifts is the area of all areas that are about one lift and have few pages.
const otherLifts = "other-lifts"

// fewPages is up to how many pages an area about one lift is listed among the other lifts.
const fewPages = 3

// areaLabels are the names of areas that their ids do not tell, in the order they are listed in; other
// areas follow by name.
var areaLabels = []struct{ id, label string }{
	{"deadlift", "Deadlift"},
	{otherLifts, "Other lifts"},
	{"general", "Every lift"},
	{"programming", "Programming"},
	{"recovery", "Recovery"},
	{"pain", "Aches by joint"},
	{"safety", "Danger signs"},
	{"population", "Age, pregnancy, illness"},
	{"gear", "Gear"},
	{"nutrition", "Food"},
}

// labelOf is how an area is called.
func labelOf(id string) string {
	for _, a := range areaLabels {
		if a.id == id {
			return a.label
		}
	}
	return bot.UpperFirst(strings.ReplaceAll(id, "-", " "))
}

// area is the part of a topic's id before the slash.
func area(t *content.Topic) string {
	a, _, _ := strings.Cut(t.ID, "/")
	return a
}

// areas lists the areas that are offered.
func areas(lib *content.Library) []string {
	var list []string
	for id, pages := range byArea(lib) {
		if aboutOneLift(pages) {
			id = otherLifts
		}
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	place := func(id string) int {
		for i, a := range areaLabels {
			if a.id == id {
				return i
			}
		}
		return len(areaLabels)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(place(a)-place(b), strings.Compare(a, b)) })
	return list
}

// byArea is the pages by the area of their ids.
func byArea(lib *content.Library) map[string][]*content.Topic {
	by := map[string][]*content.Topic{}
	for _, t := range lib.Topics() {
		by[area(t)] = append(by[area(t)], t)
	}
	return by
}

func aboutOneLift(pages []*content.Topic) bool {
	return len(pages) <= fewPages && !slices.ContainsFunc(pages, func(t *content.Topic) bool { return t.Lift == "" })
}

// inArea lists the pages of an area; the other lifts are the areas about one lift.
func inArea(lib *content.Library, name string) []*content.Topic {
	by := byArea(lib)
	if name != otherLifts {
		return by[name]
	}
	var list []*content.Topic
	for _, t := range lib.Topics() {
		if aboutOneLift(by[area(t)]) {
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

func areasReply(lib *content.Library) *bot.Reply {
	reply := bot.Say("I know these areas. Pick one, or just ask in your own words.")
	reply.Replace = true
	var buttons []bot.Button
	for _, a := range areas(lib) {
		buttons = append(buttons, areaButton(lib, a))
	}
	reply.Buttons = bot.Rows(2, buttons...)
	return reply
}

// areaButton leads to an area, or straight to its only page.
func areaButton(lib *content.Library, id string) bot.Button {
	pages := inArea(lib, id)
	if len(pages) == 1 {
		return bot.Button{Label: labelOf(id), Line: "/topic " + pages[0].ID}
	}
	return bot.Button{Label: fmt.Sprintf("%s (%d)", labelOf(id), len(pages)), Line: "/topics " + id}
}

// areaReply lists the area's pages from the nth group on; beyond the end it shows the last.
func areaReply(lib *content.Library, area string, n int) *bot.Reply {
	pages := inArea(lib, area)
	groups := (len(pages) + topicsPerPage - 1) / topicsPerPage
	n = min(n, groups)
	pages = pages[(n-1)*topicsPerPage : min(n*topicsPerPage, len(pages))]
	title := labelOf(area)
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
