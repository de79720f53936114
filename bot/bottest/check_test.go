package bottest

import (
	"strings"
	"testing"

	"spotter/bot"
)

func TestCorpusPasses(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Corpus() {
		if seen[e.Name] || e.Name == "" {
			t.Errorf("the name %q is taken", e.Name)
		}
		seen[e.Name] = true
		if e.Name == "hostile" {
			if len(problems(e.Reply)) == 0 {
				t.Errorf("nothing was found in the hostile reply")
			}
			continue
		}
		t.Run(e.Name, func(t *testing.T) { Check(t, e.Reply) })
	}
}

func button(label, line string) *bot.Reply {
	r := bot.Say("x")
	r.Buttons = bot.Rows(1, bot.Button{Label: label, Line: line})
	return r
}

func TestProblems(t *testing.T) {
	expect := bot.Say("x")
	expect.Expect = "warmup"
	tests := []struct {
		name  string
		reply *bot.Reply
		want  string // "" for none
	}{
		{"silence", nil, ""},
		{"nothing said", &bot.Reply{}, "says nothing"},
		{"expect", expect, "no command line"},
		{"shout", bot.Say("Well done! Rest now."), "exclamation"},
		{"shout at the end", bot.Say("Well done!"), "exclamation"},
		{"shout over two spans", &bot.Reply{Blocks: []bot.Block{bot.Para{{Text: "Done", Style: bot.Strong}, {Text: "!"}}}}, "exclamation"},
		{"shout in a list", &bot.Reply{Blocks: []bot.Block{bot.List{Items: items("fine", "Go!")}}}, "exclamation"},
		{"quoted shout", bot.Say(`I couldn't read "help!" as a weight.`), ""},
		{"shout in code", &bot.Reply{Blocks: []bot.Block{bot.Para(bot.S(bot.Code, "go!"))}}, ""},
		{"not equal", bot.Say("a != b"), ""},
		{"escape", bot.Say("\x1b[31m"), "control"},
		{"newline", bot.Say("a\nb"), "control"},
		{"turned", &bot.Reply{Blocks: []bot.Block{bot.Para(bot.S(bot.Code, "\u202e"))}}, "control"},
		{"broken", bot.Say("\xff"), "control"},
		{"ragged", &bot.Reply{Blocks: []bot.Block{bot.Table{Head: []string{"a"}, Rows: [][]string{{"a", "b"}}}}}, "row 1 has 2 cells"},
		{"right", &bot.Reply{Blocks: []bot.Block{bot.Table{Head: []string{"a"}, Right: []bool{true, true}}}}, "Right has 2"},
		{"cell", &bot.Reply{Blocks: []bot.Block{bot.Table{Head: []string{"Go!"}}}}, "exclamation"},
		{"aside", &bot.Reply{Blocks: bot.Say("x").Blocks, Aside: "topic"}, "no command line"},
		{"openly", &bot.Reply{Blocks: bot.Say("x").Blocks, Openly: &bot.Reply{}}, "says nothing"},
		{"picture", &bot.Reply{Blocks: []bot.Block{bot.Image{Name: "a.png", Alt: "a", PNG: dot()}}}, ""},
		{"picture without words", &bot.Reply{Blocks: []bot.Block{bot.Image{Name: "a.png", PNG: dot()}}}, "alt text has 0"},
		{"no picture", &bot.Reply{Blocks: []bot.Block{bot.Image{Name: "a.png", Alt: "a", PNG: []byte("x")}}}, "png"},
		{"odd name", &bot.Reply{Blocks: []bot.Block{bot.Image{Name: "../a.png", Alt: "a", PNG: dot()}}}, "no plain name"},
		{"button", button("Help", "/help"), ""},
		{"long line", button("Help", "/"+strings.Repeat("x", bot.MaxButtonLine)), "65 bytes"},
		{"no line", button("Help", ""), "no command line"},
		{"plain line", button("Help", "help"), "no command line"},
		{"long label", button(strings.Repeat("é", bot.MaxButtonLabel+1), "/help"), "31 characters"},
		{"no label", button(" ", "/help"), "can't be read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(problems(tt.reply), "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
