package command

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/content/answer"
	"spotter/store"
)

// bodyNames are what people call the parts of the body, each with its place in the order they are looked for.
var bodyNames = []struct{ name, part string }{
	{"upper back", "upper back"}, {"mid back", "upper back"}, {"trap", "upper back"}, {"traps", "upper back"}, {"lat", "upper back"}, {"lats", "upper back"},
	{"lower back", "back"}, {"low back", "back"}, {"back", "back"}, {"spine", "back"}, {"lumbar", "back"},
	{"neck", "neck"}, {"shoulder", "shoulder"}, {"shoulders", "shoulder"}, {"delt", "shoulder"}, {"rotator cuff", "shoulder"},
	{"pec", "chest"}, {"pecs", "chest"}, {"elbow", "elbow"}, {"elbows", "elbow"}, {"forearm", "elbow"}, {"bicep", "elbow"}, {"biceps", "elbow"}, {"tricep", "elbow"}, {"triceps", "elbow"},
	{"wrist", "wrist"}, {"wrists", "wrist"}, {"hand", "wrist"}, {"hip", "hip"}, {"hips", "hip"}, {"si joint", "hip"}, {"groin", "groin"}, {"adductor", "groin"}, {"adductors", "groin"},
	{"glute", "glute"}, {"glutes", "glute"}, {"hamstring", "hamstring"}, {"hamstrings", "hamstring"}, {"hammy", "hamstring"},
	{"quad", "thigh"}, {"quads", "thigh"}, {"thigh", "thigh"}, {"knee", "knee"}, {"knees", "knee"}, {"calf", "calf"}, {"calves", "calf"}, {"shin", "calf"}, {"achilles", "ankle"},
	{"ankle", "ankle"}, {"ankles", "ankle"}, {"foot", "foot"}, {"feet", "foot"}, {"toe", "foot"}, {"heel", "foot"}, {"chest", "chest"},
}

// overWords say that a pain is gone.
var overWords = []string{"gone", "better", "fine", "ok", "okay", "over", "healed", "good", "none", "no more", "0"}

// Levels of a pain, on the usual scale of 0 to 10: from badPain on it should be looked at.
const (
	maxPain = 10
	badPain = 7
)

// Pain makes /pain: a part that hurts is kept while it does, so that lifts that load it are gone about
// gently. Danger signs come first, and then nothing is kept.
func Pain(d diary, answers *answer.Engine) *bot.Command {
	text := bot.Completed(bot.Rest("text", "the part and 1 to 10, as in back 4; or back gone"), func(typed string, _ func(string) string) []string {
		return bot.Suggest(typed, strength.Parts(), maxSuggested)
	})
	return &bot.Command{
		Name: "pain", Aliases: []string{"hurts", "sore"}, Group: groupLog, For: bot.OnlyAsker,
		Summary:  "Tell me what hurts: longer warm-ups, no nudges to train on it",
		Examples: []string{"/pain back 4", "/pain knee 2", "/pain back gone", "/pain"},
		Details: []string{"1 is barely there, 10 the worst. While it hurts, warm-ups of lifts that load it have a set more, /rest leaves them out, and nothing reminds you to train them.",
			"Kept are the part, the number and since when, never your words; gone when you say so, at the latest two weeks after you last spoke of it."},
		Args: []bot.Arg{text},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			l, err := d.lifter(ctx, r)
			if err != nil {
				return nil, err
			}
			words, given := text.Of(r)
			if !given {
				return l.pains(ctx)
			}
			if reply, only := look(r); only {
				return reply, nil
			}
			return l.pain(ctx, answers, words)
		},
	}
}

// painSaid is what a text says about a pain.
type painSaid struct {
	part  string
	level int // 0 when it was not said
	over  bool
	more  bool // there are words besides
}

// readPain finds the part, the level, and whether it is over.
func readPain(text string) (painSaid, error) {
	var p painSaid
	words := strings.Fields(strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(",.;:!?/()", r) {
			return ' '
		}
		return r
	}, strings.ReplaceAll(text, "/10", ""))))
	joined := " " + strings.Join(words, " ") + " "
	for _, n := range bodyNames {
		if strings.Contains(joined, " "+n.name+" ") {
			p.part, joined = n.part, strings.Replace(joined, " "+n.name+" ", " ", 1)
			break
		}
	}
	for _, w := range strings.Fields(joined) {
		n, err := strconv.Atoi(w)
		switch {
		case slices.Contains(overWords, w):
			p.over = true
		case err == nil && (n < 1 || n > maxPain):
			return p, bot.Userf("Pain goes from 1, barely there, to %d, the worst; I read %s. Like this: `/pain back 4`.", maxPain, bot.Quote(w))
		case err == nil:
			p.level = n
		case !slices.Contains([]string{"my", "is", "the", "of", "out", "a", "left", "right", "hurts", "pain", "sore", "again", "level", "now", "it", "it's", "its", "still", "feels"}, w):
			p.more = true
		}
	}
	return p, nil
}

// pain keeps or ends a pain.
func (l lifter) pain(ctx context.Context, answers *answer.Engine, text string) (*bot.Reply, error) {
	said, err := readPain(text)
	if err != nil {
		return nil, err
	}
	if said.over {
		return l.healed(ctx, said.part)
	}
	found := answers.Ask(painQuestion(said, text))
	if found.Outcome == answer.Escalate {
		return escalation(found), nil
	}
	switch {
	case said.part == "" && found.Outcome == answer.Answer:
		return topicReply(l.library.Topic, found.Topic, nil), nil
	case said.part == "":
		return l.whichPart(said), nil
	}
	p, err := l.store.Hurts(ctx, l.account, said.part, said.level, l.now)
	if err != nil {
		return nil, err
	}
	return l.painReply(p, said, found), nil
}

// painQuestion is what is said of a pain as a question, in whole words.
func painQuestion(said painSaid, text string) string {
	if said.more || said.part == "" {
		return text + " hurts"
	}
	return "my " + said.part + " hurts"
}

// painReply says what is kept, what changes, and opens the way to an answer.
func (l lifter) painReply(p store.Pain, said painSaid, found answer.Result) *bot.Reply {
	level := ""
	if p.Level > 0 {
		level = fmt.Sprintf(", %d of %d", p.Level, maxPain)
	}
	noted := fmt.Sprintf("Noted: your %s hurts%s.", p.Part, level)
	if days := daysBetween(p.Since.In(l.now.Location()), l.now); days > 0 {
		noted = fmt.Sprintf("Noted: your %s still hurts%s, since %s.", p.Part, level, dayText(p.Since.In(l.now.Location()), l.now))
	}
	changes := "Until you tell me it's gone, warm-ups of lifts that load it get a set more, and nothing nudges you to train them hard."
	if names := l.strainedNames(p.Part); len(names) > 0 {
		changes = fmt.Sprintf("Until you tell me it's gone, warm-ups of the %s get a set more, and nothing nudges you to train them hard.", and(names))
	}
	reply := &bot.Reply{Blocks: []bot.Block{bot.Para(bot.T("%s", noted)), bot.Para(bot.T("%s", changes))}}
	if p.Level >= badPain {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("%d is a lot. Leave out what hurts it, and have it looked at, today if it is getting worse.", p.Level)))
	}
	if days := daysBetween(p.Since.In(l.now.Location()), l.now); days >= 7 {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("A week is longer than soreness lasts. Have it looked at if it isn't clearly on its way out.")))
	}
	reply.Blocks = append(reply.Blocks, bot.Para(bot.T("Emergency department now for numbness between the legs, trouble with bladder or bowels, or a weak leg. Pain down a leg or arm, numbness or swelling: have it seen.")))
	buttons := []bot.Button{{Label: "It's gone", Line: "/pain " + p.Part + " gone"}, {Label: "Ask me in 3 days", Line: "/remind " + checkWord + " " + p.Part}}
	if found.Outcome == answer.Answer && found.Topic != nil {
		buttons = append(buttons, topicButton(found.Topic))
	}
	if page := l.library.Topic(seeSomeone); page != nil && (found.Topic == nil || found.Topic.ID != page.ID) {
		buttons = append(buttons, topicButton(page))
	}
	reply.Buttons = bot.Rows(3, buttons...)
	if said.more && found.Outcome == answer.Answer && found.Topic != nil {
		reply.Blocks = slices.Concat(reply.Blocks[:1], topicReply(l.library.Topic, found.Topic, nil).Blocks)
	}
	return reply
}

// seeSomeone is the page on when to see a professional.
const seeSomeone = "safety/see-professional"

// strainedNames are the common lifts that load the part.
func (l lifter) strainedNames(part string) (names []string) {
	for _, id := range commonLifts {
		if strength.Strained(part, id) {
			names = append(names, l.name(id))
		}
	}
	return names
}

// whichPart asks for the part.
func (l lifter) whichPart(said painSaid) *bot.Reply {
	reply := bot.Say("Where does it hurt? Give me the part, and 1 to 10 if you like, as in `back 4`. A question about it you can simply ask.")
	line := func(part string) string {
		if said.level > 0 {
			part += " " + itoa(said.level)
		}
		return "/pain " + part
	}
	reply.Buttons = bot.Rows(3, bot.Button{Label: "Back", Line: line("back")}, bot.Button{Label: "Knee", Line: line("knee")}, bot.Button{Label: "Shoulder", Line: line("shoulder")},
		bot.Button{Label: "Hip", Line: line("hip")}, bot.Button{Label: "Elbow", Line: line("elbow")}, bot.Button{Label: "Nothing", Line: "/pain gone"})
	reply.Expect = "/pain"
	return reply
}

// healed forgets a pain, or all of them.
func (l lifter) healed(ctx context.Context, part string) (*bot.Reply, error) {
	gone, err := l.store.Healed(ctx, l.account, part, l.now)
	if err != nil {
		return nil, err
	}
	if len(gone) == 0 {
		return bot.Say("Good. I had nothing noted that hurts, so there is nothing to forget."), nil
	}
	var parts []string
	for _, p := range gone {
		parts = append(parts, p.Part)
	}
	reply := bot.Say("Good to hear. Forgotten: %s. Come back lighter than you left, and add a little each session.", and(parts))
	reply.Replace = true
	reply.Buttons = bot.Rows(2, bot.Button{Label: "What is ready", Line: "/rest"})
	return reply, nil
}

// pains lists what hurts.
func (l lifter) pains(ctx context.Context) (*bot.Reply, error) {
	pains, err := l.store.Pains(ctx, l.account, l.now)
	if err != nil {
		return nil, err
	}
	if len(pains) == 0 {
		return l.whichPart(painSaid{}), nil
	}
	var list bot.List
	var buttons []bot.Button
	for _, p := range pains {
		text := bot.UpperFirst(p.Part)
		if p.Level > 0 {
			text += fmt.Sprintf(", %d of %d", p.Level, maxPain)
		}
		list.Items = append(list.Items, bot.T("%s, since %s", text, dayText(p.Since.In(l.now.Location()), l.now)))
		if len(buttons) < 6 {
			buttons = append(buttons, bot.Button{Label: bot.UpperFirst(p.Part) + " is gone", Line: "/pain " + p.Part + " gone"})
		}
	}
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("What hurts"), list}, Buttons: bot.Rows(3, buttons...)}
	return reply, nil
}
