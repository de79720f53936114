package bottest

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"time"

	"spotter/bot"
)

// Entry is a reply of the corpus. Name is fit for the name of a file.
type Entry struct {
	Name  string
	Reply *bot.Reply
}

// Corpus is replies of every kind, made afresh: each block, style and flag, and texts that are hard
// to set. A renderer shows them all, and keeps their goldens. Every entry passes Check but the
// hostile one, whose texts hold what no platform may be sent.
func Corpus() []Entry {
	return []Entry{
		{"say", bot.Say("I couldn't read %q as a weight. Try `180`, `180kg` or `400 lb`.", "ten")},
		{"warmup", warmup()},
		{"answer", answer()},
		{"emergency", emergency()},
		{"form", form()},
		{"styles", styles()},
		{"long", long()},
		{"long-words", longWords()},
		{"wide", wide()},
		{"right-to-left", rightToLeft()},
		{"markup", markup()},
		{"lists", lists()},
		{"empty-parts", emptyParts()},
		{"tables", tables()},
		{"many-buttons", manyButtons()},
		{"question", question()},
		{"private", private()},
		{"apart", apart()},
		{"picture", picture()},
		{"moments", moments()},
		{"hostile", hostile()},
	}
}

func para(spans ...bot.Span) bot.Para { return bot.Para(spans) }

func heading(s string) bot.Para { return bot.Para(bot.S(bot.Strong, s)) }

func say(s string) bot.Para { return bot.Para(bot.T("%s", s)) }

func items(lines ...string) []bot.Text {
	var out []bot.Text
	for _, l := range lines {
		out = append(out, bot.T("%s", l))
	}
	return out
}

// warmup has a heading above a list, a table, and a note.
func warmup() *bot.Reply {
	return &bot.Reply{
		Replace: true,
		Blocks: []bot.Block{
			bot.Title("Warm-up for deadlift 180 kg"),
			heading("Drills, about 5 minutes"),
			bot.List{Ordered: true, Items: items("Banded lateral steps, 10-15 each way", "Good mornings, 10-12, bodyweight", "Plank or hollow hold, 30 s")},
			bot.Table{
				Caption: "Bar (20 kg)",
				Head:    []string{"set", "weight", "reps", "each side", "rest"},
				Right:   []bool{false, true, true, false, false},
				Rows: [][]string{
					{"1", "60 kg", "5", "20", "30 s"},
					{"2-3", "120 kg", "3", "25 25", "1 min"},
					{"4", "165 kg", "1", "25 25 20 2.5", "3 min"},
					{"work", "180 kg", "", "25 25 25 5", ""},
				},
			},
			bot.Note(bot.T("Read as kg. To change that for good: /settings units lb.")),
		},
		Buttons: bot.Rows(3,
			bot.Button{Label: "No bands", Line: "/warmup deadlift 180kg nobands"},
			bot.Button{Label: "Fewer sets", Line: "/warmup deadlift 180kg short"},
			bot.Button{Label: "Why these weights", Line: "/warmup deadlift 180kg why"},
			bot.Button{Label: "Form", Line: "/form deadlift"}),
	}
}

// answer has a long note with links.
func answer() *bot.Reply {
	return &bot.Reply{
		Replace: true,
		Blocks: []bot.Block{
			bot.Title("Why your back hurts after deadlifts"),
			say("After deadlifts it is usually one of five things:"),
			bot.List{Items: items("Sore muscles: dull, both sides, starts a day or two later, eases as you move", "Rounding under load", "The bar too far from your legs")},
			say("Keep walking and moving today; leave heavy pulling until it has settled. See someone if it runs down a leg, gets worse by the day, or keeps you awake."),
			bot.Note{{Text: "Sources: "}, {Text: "Cheung et al. 2003, review of DOMS", URL: "https://pubmed.ncbi.nlm.nih.gov/12617692/"}, {Text: "; "},
				{Text: "NHS, back pain", URL: "https://www.nhs.uk/conditions/back-pain/"}, {Text: " · General information, not a diagnosis."}},
		},
		Buttons: bot.Rows(3,
			bot.Button{Label: "When did it start?", Line: "/topic deadlift/back-pain-onset"},
			bot.Button{Label: "How to brace", Line: "/topic deadlift/bracing"}),
	}
}

// emergency is paragraphs alone.
func emergency() *bot.Reply {
	return &bot.Reply{
		For: bot.Asker,
		Blocks: []bot.Block{
			say("Please get emergency care now: call your local emergency number or have someone take you to the nearest emergency department."),
			say("Numbness there together with back pain needs checking straight away, even if the pain is bearable. Don't drive yourself, and don't stretch it out first."),
			say("I'm an information tool, not a doctor."),
		},
	}
}

// form has several headings, and items in several styles.
func form() *bot.Reply {
	return &bot.Reply{
		Replace: true,
		Blocks: []bot.Block{
			bot.Title("Deadlift"),
			heading("Setup"),
			bot.List{Ordered: true, Items: items("Bar over mid-foot, a thumb's width from the shins.", "Hips above the knees, shoulders a little in front of the bar.")},
			heading("Faults, likely causes and fixes"),
			bot.List{Items: []bot.Text{
				{{Text: "Hips shoot up", Style: bot.Strong}, {Text: ". Likely: hips too low at the start, or more weight than the legs can push. Fix: set the hips higher and "}, {Text: "push the floor away", Style: bot.Emph}, {Text: "."}},
				{{Text: "/warmup deadlift 180", Style: bot.Code}, {Text: "  Warm-up sets for your work weight, with the plates to load"}},
			}},
		},
	}
}

// styles has every style, alone, nested against the next, and within a word.
func styles() *bot.Reply {
	return &bot.Reply{Blocks: []bot.Block{
		bot.Title("Every style"),
		para(bot.Span{Text: "Plain, "}, bot.Span{Text: "strong", Style: bot.Strong}, bot.Span{Text: ", "}, bot.Span{Text: "stressed", Style: bot.Emph},
			bot.Span{Text: ", "}, bot.Span{Text: "/warmup squat 140", Style: bot.Code}, bot.Span{Text: " and "},
			bot.Span{Text: "a link", URL: "https://example.org/a_(b)?c=d&e=%20f"}, bot.Span{Text: "."}),
		para(bot.Span{Text: "strong", Style: bot.Strong}, bot.Span{Text: "stressed", Style: bot.Emph}, bot.Span{Text: "code", Style: bot.Code},
			bot.Span{Text: "link", Style: bot.Strong, URL: "https://example.org/"}, bot.Span{Text: "plain: five runs in one word"}),
		para(bot.Span{Text: "Spaces at the ends ", Style: bot.Strong}, bot.Span{Text: " of runs stay where they are."}),
		bot.Note{{Text: "A note can be "}, {Text: "strong", Style: bot.Strong}, {Text: " or "}, {Text: "code", Style: bot.Code}, {Text: " too."}},
	}}
}

// long is more text than one message of Discord (2000 characters) or Telegram (4096) takes.
func long() *bot.Reply {
	r := &bot.Reply{Blocks: []bot.Block{bot.Title("More than one message")}}
	const sentence = "Lower the bar under control, touch the same place every time, and breathe at the top. "
	for i := range 4 {
		r.Blocks = append(r.Blocks, say(fmt.Sprintf("%d. ", i+1)+strings.TrimSpace(strings.Repeat(sentence, 9))))
	}
	r.Blocks = append(r.Blocks, bot.List{Ordered: true, Items: items(strings.Split(strings.TrimSpace(strings.Repeat("Another step that is short. ", 40)), ". ")...)})
	r.Buttons = bot.Rows(2, bot.Button{Label: "Back", Line: "/help"})
	return r
}

// longWords has words that no line takes.
func longWords() *bot.Reply {
	word := strings.Repeat("Donaudampfschifffahrt", 6)
	return &bot.Reply{
		Blocks: []bot.Block{
			bot.Title("A word: " + word),
			say("Before " + word + " and after."),
			bot.List{Items: items(word, "https://example.org/"+strings.Repeat("very/", 20)+"long")},
			bot.Note(bot.S(bot.Code, strings.Repeat("x", 5000))),
		},
		Buttons: bot.Rows(1, bot.Button{Label: "Donaudampfschifffahrtskapitän", Line: "/help"}),
	}
}

// wide has characters two columns wide, composed ones, and emoji of several code points.
func wide() *bot.Reply {
	return &bot.Reply{
		Blocks: []bot.Block{
			bot.Title("デッドリフト 180 kg 💪"),
			say("日本語のテキストには単語の間に空白がありません。 スクワット 👍🏽 🇩🇪 e\u0301 ﷽"),
			bot.Table{
				Caption: "バー (20 kg)", Head: []string{"種目", "重量"}, Right: []bool{false, true},
				Rows: [][]string{{"ベンチ", "100 kg"}, {"squat", "七十"}, {"🏋️", "1"}},
			},
		},
		Buttons: bot.Rows(2, bot.Button{Label: "もう一度", Line: "/warmup"}, bot.Button{Label: "👍 Done", Line: "/help"}),
	}
}

// rightToLeft is Arabic and Hebrew among Latin text and numbers.
func rightToLeft() *bot.Reply {
	return &bot.Reply{
		Blocks: []bot.Block{
			bot.Title("الرفعة المميتة 180 kg"),
			say(`I couldn't read "שלום 180 עולם" as a weight. Try ` + "`180`."),
			bot.List{Ordered: true, Items: items("عشرة تكرارات", "Then 5 × שלום")},
		},
		Buttons: bot.Rows(2, bot.Button{Label: "عودة", Line: "/help"}),
	}
}

// markup has text that means something to Markdown, HTML, Discord or Telegram, and must not.
func markup() *bot.Reply {
	const text = `*_[]()<b>&amp;</b> **x** __x__ ~~x~~ ||x|| ` + "`x` ```x```" + ` # x > x - x 1. x \* @everyone <@123> <#1> <:a:1> [x](https://example.org) {x} =x= |x| !x`
	return &bot.Reply{
		Blocks: []bot.Block{
			bot.Title(text),
			para(bot.Span{Text: text + " "}, bot.Span{Text: text, Style: bot.Strong}, bot.Span{Text: " " + text + " ", Style: bot.Emph}, bot.Span{Text: text, Style: bot.Code}),
			para(bot.Span{Text: "][", URL: "https://example.org/?a=(b)[c]<d>&e=*_`"}, bot.Span{Text: `_*a*_`, Style: bot.Strong}, bot.Span{Text: `\`}),
			bot.List{Items: items("- x", "1. x", "> x", "# x", "    x")},
			bot.Table{Caption: text, Head: []string{"*a*", "<b>"}, Rows: [][]string{{"_c_|", "```"}, {"&lt;", "@here"}}},
			bot.Note(bot.T("%s", text)),
		},
		Buttons: bot.Rows(2, bot.Button{Label: "*_[]()<b>&`\\", Line: "/ask *_[]()<b>&`\\"}),
	}
}

// lists has items that are wrapped, and numbers of two digits.
func lists() *bot.Reply {
	var steps []string
	for i := range 12 {
		steps = append(steps, fmt.Sprintf("Step %d, which says so much that it goes on into a second line on most screens, and hangs there", i+1))
	}
	return &bot.Reply{Blocks: []bot.Block{
		bot.List{Ordered: true, Items: items(steps...)},
		bot.List{Items: items("one", "two")},
		bot.List{Ordered: true, Items: items("alone")},
	}}
}

// emptyParts has blocks with nothing in them.
func emptyParts() *bot.Reply {
	return &bot.Reply{
		Blocks: []bot.Block{bot.Title(""), bot.Para{}, bot.List{}, bot.Table{}, bot.Note{}, para(bot.Span{}), say("Only this is seen."),
			heading("And this heading"), bot.List{Ordered: true}, bot.List{Items: []bot.Text{{}, bot.T("the second of two")}}},
		Buttons: [][]bot.Button{{}},
	}
}

// tables has tables of odd shapes.
func tables() *bot.Reply {
	wide := bot.Table{Caption: "Wider than a line", Right: []bool{false, true}}
	for i := range 12 {
		wide.Head = append(wide.Head, fmt.Sprintf("column %d", i+1))
	}
	wide.Rows = [][]string{append([]string{"180 kg"}, wide.Head[1:]...)}
	return &bot.Reply{Blocks: []bot.Block{
		heading("A table under a heading"),
		bot.Table{Head: []string{"reps", "kg"}, Right: []bool{true, true}, Rows: [][]string{{"1", "200"}, {"10", "150.5"}}},
		bot.Table{Caption: "No head", Rows: [][]string{}},
		bot.Table{Caption: "No rows", Head: []string{"a", "b"}},
		bot.Table{Caption: "Empty cells", Head: []string{"a", "", "c"}, Rows: [][]string{{"", "b", ""}, {"", "", ""}}},
		wide,
	}}
}

// manyButtons has more buttons than a row, or a message of Discord (25), takes.
func manyButtons() *bot.Reply {
	var buttons []bot.Button
	for i := range 30 {
		buttons = append(buttons, bot.Button{Label: fmt.Sprintf("Topic number %d", i+1), Line: fmt.Sprintf("/topic area/number-%d", i+1)})
	}
	r := bot.Say("Pick one:")
	r.Buttons = append(bot.Rows(4, buttons...), buttons[:7],
		[]bot.Button{{Label: strings.Repeat("W", bot.MaxButtonLabel), Line: "/" + strings.Repeat("w", bot.MaxButtonLine-1)}})
	return r
}

// question waits for an answer.
func question() *bot.Reply {
	r := bot.Say("How heavy is your deadlift work set? For example `100`, `102.5kg` or `225 lb`.")
	r.Expect = "/warmup deadlift"
	r.Buttons = bot.Rows(1, bot.Button{Label: "Again: deadlift 180 kg × 5", Line: "/warmup deadlift 180kg x5"})
	return r
}

// private is for the asker alone, and takes the place of what was there.
func private() *bot.Reply {
	return &bot.Reply{For: bot.OnlyAsker, Replace: true,
		Blocks: []bot.Block{bot.Title("What I keep about you"), say("Nothing so far."), bot.Note(bot.T("Only you see this."))}}
}

// apart says something else where others read along, and has a line for either side.
func apart() *bot.Reply {
	r := bot.Say("Thank you for saying it. Here is who listens, today.")
	r.Share, r.Aside = "/topic safety/crisis", "/topic safety/crisis"
	r.Openly = bot.Say("I'm glad you said it. Let's go on where nobody reads along.")
	r.Openly.Aside = r.Aside
	return r
}

// picture has a picture between two paragraphs.
func picture() *bot.Reply {
	return &bot.Reply{
		Share:   "/warmup squat 140kg picture",
		Blocks:  []bot.Block{bot.Title("Squat 140 kg on the bar"), bot.Image{Name: "bars.png", Alt: "Set 1: 60 kg, a 20 kg plate on each side.", PNG: dot()}, say("Load from the inside out.")},
		Buttons: bot.Rows(1, bot.Button{Label: "Back to the sets", Line: "/warmup squat 140kg"}),
	}
}

// dot is a picture of one pixel.
func dot() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// moments tells of moments in texts that a reader's own clock may replace.
func moments() *bot.Reply {
	at := time.Date(2026, time.November, 19, 18, 0, 0, 0, time.UTC)
	return &bot.Reply{Blocks: []bot.Block{
		bot.Para(slices.Concat(bot.T("Your deadlift is ready from "), bot.Moment(at, "Thursday 18:00"), bot.T(" on."))),
		bot.List{Items: []bot.Text{bot.Moment(at, "19 November")}},
		bot.Note(bot.Moment(at, "Thursday *18:00*")),
	}}
}

// hostile holds terminal escapes, text-direction marks, newlines and broken UTF-8 everywhere.
func hostile() *bot.Reply {
	const text = "a\x1b[31mred\x1b[0m \x1b]0;title\x07b\x00c\x7fd\u009b2Je \u202egnol\u202c \u2066x\u2069 \ufefff\u200bg\r\nh\ti \xff\xfe\u0085j\u2028k\ue000"
	return &bot.Reply{
		Blocks: []bot.Block{
			bot.Title(text),
			para(bot.Span{Text: text, Style: bot.Strong}, bot.Span{Text: text, Style: bot.Code, URL: "javascript:alert(1)"}),
			bot.List{Items: []bot.Text{bot.T("%s", text)}},
			bot.Table{Caption: text, Head: []string{text, "b"}, Right: []bool{true}, Rows: [][]string{{"x"}, {text, text, text}}},
			bot.Note(bot.T("%s", text)),
		},
		Buttons: [][]bot.Button{{{Label: text, Line: "/ask " + text}, {Label: "", Line: "/help"}}},
	}
}
