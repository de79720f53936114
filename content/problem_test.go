package content

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// change is one edit of a good page and every problem that comes of it, without the name of the file.
type change struct {
	name, old, new string
	want           []string
}

var badTopics = []change{
	{"id", "id: deadlift/back-pain", "id: deadlift/backpain",
		[]string{`2: the id is "deadlift/backpain", but the file says deadlift/back-pain: make them equal`}},
	{"no id", "id: deadlift/back-pain\n", "",
		[]string{"1: id is missing: add a line `id: ...` to the front matter"}},
	{"empty title", "title: Why does my back hurt?", "title:",
		[]string{"3: title is empty: fill it in or delete the line"}},
	{"long title", "Why does my back hurt?", strings.Repeat("back ", 12) + "x",
		[]string{"3: title has 61 characters: shorten it to 60"}},
	{"long button", "button: Back pain", "button: A button of twenty-five c",
		[]string{"4: button has 25 characters: shorten it to 24"}},
	{"comment in prose", "button: Back pain", "button: My #1 pain",
		[]string{`4: what follows " #" would be lost as a comment: put the text of button in quotes`}},
	{"few phrases", "  - is a tight back normal\n", "",
		[]string{"1: ask has 4 phrases: write at least 5 ways to ask for this page"}},
	{"same phrase", "is a tight back normal", "Sore back, after deads?",
		[]string{`10: the phrase "Sore back, after deads?" is already on line 7: delete one`}},
	{"phrase of another page", "is a tight back normal", "Form A.",
		[]string{`topics/deadlift/form.md:5: the phrase "form a" also leads to topics/deadlift/back-pain.md:10: keep it on one page`}},
	{"phrase without words", "is a tight back normal", `"???"`,
		[]string{`10: a phrase of ask needs words: "???" has none`}},
	{"phrase with a colon", "is a tight back normal", "back: tight",
		[]string{"1: ask has 4 phrases: write at least 5 ways to ask for this page",
			`10: an entry of ask must be a single text; put it in quotes if it holds ": " or brackets`}},
	{"empty phrase", "  - is a tight back normal", "  -",
		[]string{"1: ask has 4 phrases: write at least 5 ways to ask for this page",
			"10: empty entry in ask: fill it in or delete it"}},
	{"facts", "[F02, F11]", "[F00, F76, F2, F11, F11]",
		[]string{`11: facts lists "F11" twice: delete one`, `11: unknown fact "F00": facts are F01 to F75`,
			`11: unknown fact "F76": facts are F01 to F75`, `11: unknown fact "F2": facts are F01 to F75`}},
	{"facts no list", "[F02, F11]", "F02",
		[]string{`11: facts must be a list: [one, two], or lines that begin with "- "`}},
	{"urgency", "urgency: urgent", "urgency: urgnet",
		[]string{`12: unknown urgency "urgnet"; did you mean urgent?`}},
	{"urgency without words", "urgency: urgent", "urgency: emergency",
		[]string{"1: urgency is emergency: add a section `## Emergency` with the words for somebody who has the sign now"}},
	{"urgent without words", goodTopic[strings.Index(goodTopic, "## Urgent"):], "",
		[]string{"1: urgency is urgent: add a section `## Urgent` or `## Emergency` with the words for somebody who has the sign now"}},
	{"lift", "lift: deadlift", "lift: deadlfit",
		[]string{"13: lift deadlfit does not exist; did you mean deadlift?"}},
	{"related", "deadlift/form, deadlift/warm-up", "deadlift/foo, nothing/like/it, deadlift, deadlift/back-pain, deadlift/form, deadlift/form",
		[]string{`14: related lists "deadlift/form" twice: delete one`,
			"14: related page deadlift/foo does not exist; did you mean deadlift/form?",
			"14: related page nothing/like/it does not exist",
			"14: related page deadlift is a lift: name topics only",
			"14: the page is related to itself: delete deadlift/back-pain"}},
	{"no sources", "sources:\n  - name: Cheung et al. 2003, review of DOMS\n  - name: NHS, back pain\n    url: https://www.nhs.uk/conditions/back-pain/\n", "",
		[]string{"1: sources is missing: name at least one source, `- name: ...`"}},
	{"sources as text", "sources:", "sources: NHS\nlift2:",
		[]string{`15: sources must be lines that begin with "- name: "`, `16: unknown key "lift2"; did you mean lift?`}},
	{"source without name", "- name: NHS, back pain\n    url", "- url",
		[]string{"17: a source without a name: add `name: ...`"}},
	{"source as text", "- name: Cheung et al. 2003, review of DOMS", "- Cheung",
		[]string{"16: a source is `- name: ...`, and below it `url: https://...` if there is one"}},
	{"key of a source", "    url: https://www.nhs.uk/conditions/back-pain/", "    link: x",
		[]string{`18: unknown key "link" in a source; use one of: name, url`}},
	{"http", "https:", "http:",
		[]string{"18: url must begin with https:// and name a site, or be left out"}},
	{"date", "2026-11-23", "2026-02-30",
		[]string{`19: reviewed must be a date like 2026-11-23, not "2026-02-30"`}},
	{"unknown key", "urgency: urgent", "urgency: urgent\ntitel: x",
		[]string{`13: unknown key "titel"; did you mean title?`}},
	{"key twice", "lift: deadlift", "lift: deadlift\nlift: squat",
		[]string{"14: lift is given twice: keep one"}},
	{"not YAML", "title: Why does my back hurt?", "title: Why: does it",
		[]string{`3: the front matter is not valid YAML (mapping values are not allowed in this context): put a text that holds ": ", " #" or quotes in quotes`}},
	{"no body", goodTopic[strings.Index(goodTopic, "Usually"):strings.Index(goodTopic, "## More")], "",
		[]string{"21: the page has no text: write it"}},
	{"long body", "- a walk", "- " + strings.Repeat("walk ", 200),
		[]string{"21: the page has 1091 characters: shorten it to 1000, or move some below a ## heading"}},
	{"long part", "1. First.", "1. " + strings.Repeat("first ", 170),
		[]string{"27: the section More about it has 1031 characters: shorten it to 1000, or move some below a ## heading"}},
	{"empty part", "## Urgent", "## Empty\n\n## Urgent",
		[]string{"32: the section Empty has no text: write it"}},
	{"long heading", "## More about it", "## More about it and about that",
		[]string{"27: the heading has 28 characters: shorten it to 24, it becomes a button"}},
	{"heading without words", "## More about it", "## ---",
		[]string{"27: a heading needs words: it becomes a button"}},
	{"heading twice", "## Urgent", "## More about it?\n\nWords.\n\n## Urgent",
		[]string{"32: the heading More about it? is already on line 27: rename one"}},
	{"wrong heading level", "## More about it", "### More about it",
		[]string{"27: only headings that begin with ## are allowed"}},
	{"heading without space", "## More about it", "##More about it",
		[]string{"27: not a heading yet: put a space after ##"}},
	{"nested list", "- a walk", "- a walk\n  - a slow one",
		[]string{"25: not allowed: a list inside a list: make one list of it, or a new ## section"}},
	{"two paragraphs in an item", "- a walk", "- a walk\n\n  in the park",
		[]string{"26: a list item is one paragraph: join them or make two items"}},
	{"empty item", "- a walk", "-",
		[]string{"24: empty list item: fill it in or delete it"}},
	{"list from two", "1. First.", "2. First.",
		[]string{"29: the list starts at 2: number it from 1, and put nothing between its items"}},
	{"table", "- a walk", "| a | b |\n|---|---|\n| c | d |\n",
		[]string{"24: not allowed: a table: write a list"}},
	{"link", "a walk", "a [walk](https://example.org)",
		[]string{"24: not allowed: a link: write the words only, and name the site in sources"}},
	{"bare link", "a walk", "https://example.org",
		[]string{"24: not allowed: a link: write the words only, and name the site in sources"}},
	{"link in brackets", "a walk", "a walk <https://example.org>",
		[]string{"24: not allowed: a link: write the words only, and name the site in sources"}},
	{"image", "a walk", "a ![walk](x.png)",
		[]string{"24: not allowed: an image: say it in words"}},
	{"HTML", "a walk", "a <b>walk</b>",
		[]string{"24: not allowed: HTML: write plain Markdown", "24: not allowed: HTML: write plain Markdown"}},
	{"comment", "- a walk", "<!-- a walk -->\n\n- a walk",
		[]string{"24: not allowed: HTML: write plain Markdown"}},
	{"quote", "- a walk", "> a walk\n\n- a walk",
		[]string{"24: not allowed: a quote: write a plain paragraph"}},
	{"code block", "- a walk", "```\na walk\n```\n\n- a walk",
		[]string{"24: not allowed: a code block: write a plain paragraph"}},
	{"line", "- a walk", "---\n\n- a walk",
		[]string{"24: not allowed: a line across the page: delete it"}},
	{"style in style", "**sore muscles**", "**sore *muscles***",
		[]string{"21: one style inside another: use one"}},
	{"open style", "**sore muscles**", "**sore muscles",
		[]string{"21: a style that is not closed, or has a space inside its marks: write **words** or `words`"}},
	{"exclamation mark", "a walk", "a walk!",
		[]string{"24: exclamation mark: end the sentence with a full stop"}},
	{"emoji", "a walk", "a walk 🚶",
		[]string{"24: emoji: delete it, words are enough"}},
	{"zero width space", "a walk", "a\u200bwalk",
		[]string{"24: invisible character U+200B: delete it"}},
	{"control character", "a walk", "a\x07walk",
		[]string{"24: control character U+0007: delete it"}},
	{"not UTF-8", "a walk", "a w\xe4lk",
		[]string{"24: not UTF-8: save the file as UTF-8"}},
	{"digits in an emergency", "## Urgent\n\nSee", "## Emergency\n\nCall 911 or take 2 pills.\n\n- half a tablet\n\nSee",
		[]string{"34: a digit in the Emergency section: no phone numbers, doses or times there",
			`34: "pills" in the Emergency section: nothing about medicine belongs here`,
			`36: "tablet" in the Emergency section: nothing about medicine belongs here`}},
	{"no front matter", goodTopic, "Just text.\n",
		[]string{"1: the page must begin with its front matter: a line ---, the keys, a line ---"}},
	{"open front matter", goodTopic, "---\nid: x\ntitle: y\n",
		[]string{"1: the front matter is never closed: add a line --- after its last key"}},
	{"front matter without keys", goodTopic, "---\n---\nText.\n",
		[]string{"1: the front matter must be lines like `title: Some title`"}},
	{"empty file", goodTopic, " \n",
		[]string{"1: the file is empty: start from the example in content/README.md"}},
	{"huge file", "- a walk", strings.Repeat("- a walk\n", 10000),
		[]string{"1: larger than 64 KiB: a page is one answer; split it"}},
}

var badLifts = []change{
	{"no name", "name: Deadlift\n", "", []string{"1: name is missing: add a line `name: ...` to the front matter"}},
	{"equipment", "equipment: barbell ", "equipment: bardell ", []string{`5: unknown equipment "bardell"; did you mean barbell?`}},
	{"start", "start: floor", "start: air", []string{`6: unknown start "air"; use one of: rack, floor`}},
	{"no start", "start: floor\n", "", []string{"1: start is missing: add `start: rack`, or `start: floor` if every rep begins on the floor"}},
	{"warm-up with a cable", "equipment: barbell ", "equipment: cable ",
		[]string{"7: warmup is only for barbell, dumbbell and bodyweight lifts: delete the line"}},
	{"warmup", "warmup: true", "warmup: yes", []string{`7: unknown warmup "yes"; use one of: true, false`}},
	{"alias", "aliases: [dl,", "aliases: [bench press, '-',",
		[]string{`4: alias "bench press" already means lifts/bench-press.md: delete or change it`, `4: an alias needs letters: "-" has none`}},
	{"related lift", "[deadlift/form]", "[bench-press]", []string{"9: related page bench-press is a lift: name topics only"}},
	{"long section", "1. Feet", "1. " + strings.Repeat("Feet ", 200),
		[]string{"15: the section Setup has 1013 characters: shorten it to 1000"}},
	{"two arrows in a drill", "2. Plank", "2. Plank → b → c",
		[]string{"36: a drill is one text, or two: with the band → without a band: ..."}},
	{"half a technique", "## Cues\n\n- \"Push the floor away\": legs first\n\n", "",
		[]string{"1: the technique is not whole: add ## Cues"}},
	{"no technique", goodLift[strings.Index(goodLift, "## Setup"):], "",
		[]string{"1: the technique is not whole: add ## Setup, ## Execution, ## Cues, ## Faults"}},
	{"unknown heading", "## Drills", "## Drill", []string{`33: unknown heading "Drill"; did you mean Drills?`}},
	{"heading twice", "## Cues", "## Setup\n\n1. Again.\n\n## Cues",
		[]string{"24: the heading Setup is already on line 15: make one section of them"}},
	{"paragraph", "1. Feet hip-width.", "Feet hip-width.", []string{`17: Setup is a list: begin the line with "1. " or "- "`}},
	{"empty section", "1. Feet hip-width.\n", "", []string{"15: the section Setup has no text: write it or delete the heading"}},
	{"fault of two parts", " → too low → higher hips", " → too low",
		[]string{"30: a fault has three parts: what you see → the likely cause → the fix"}},
	{"fault with an empty part", " → too low → higher hips", " → → higher hips",
		[]string{"30: a fault has three parts: what you see → the likely cause → the fix"}},
	{"drill", "without a band: lying", "lying",
		[]string{"35: a drill is one text, or two: with the band → without a band: ..."}},
	{"drill with nothing instead", "without a band: lying abductions", "without a band:",
		[]string{"35: a drill is one text, or two: with the band → without a band: ..."}},
}

// technique is the sections that every lift has.
const technique = "\n## Setup\n\n1. Here.\n\n## Execution\n\n1. So.\n\n## Cues\n\n- Tight\n\n## Faults\n\n- Loose → tired → rest\n"

const benchPress = "---\nid: bench-press\nname: Bench press\nequipment: barbell\nstart: rack\nsources: [{name: S}]\nreviewed: 2026-11-23\n---\nPress it.\n" + technique

func TestProblems(t *testing.T) {
	for _, kind := range []struct {
		file, good string
		changes    []change
	}{{topicFile, goodTopic, badTopics}, {liftFile, goodLift, badLifts}} {
		for _, c := range kind.changes {
			t.Run(c.name, func(t *testing.T) {
				if !strings.Contains(kind.good, c.old) {
					t.Fatalf("the good page has no %q", c.old)
				}
				pages := goodPages()
				pages["lifts/bench-press.md"] = &fstest.MapFile{Data: []byte(benchPress)}
				pages[kind.file] = &fstest.MapFile{Data: []byte(strings.Replace(kind.good, c.old, c.new, 1))}
				_, problems := Load(pages)
				var got []string
				for _, p := range problems {
					got = append(got, strings.TrimPrefix(p.String(), kind.file+":"))
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}
