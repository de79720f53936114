package console_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/console"
)

var styles = map[string]console.Style{
	"plain-80": {},
	"plain-40": {Width: 40},
	"colour":   {Width: 80, Colour: true},
}

func TestRenderCorpus(t *testing.T) {
	for _, e := range bottest.Corpus() {
		for name, style := range styles {
			t.Run(e.Name+"/"+name, func(t *testing.T) {
				got := console.Render(e.Reply, style)
				holdsReply(t, e.Reply, style, got)
				// Escape sequences are written out, so that the goldens are text.
				got = strings.ReplaceAll(got, "\x1b", "␛")
				bottest.Golden(t, filepath.Join("testdata", e.Name+"."+name+".golden"), got)
			})
		}
	}
}

func TestRender(t *testing.T) {
	strong := bot.Para(bot.S(bot.Strong, "Head"))
	list := bot.List{Items: []bot.Text{bot.T("a")}}
	table := bot.Table{Head: []string{"h"}, Rows: [][]string{{"1"}}}
	tests := []struct {
		name   string
		blocks []bot.Block
		want   string
	}{
		{"nothing", nil, ""},
		{"heading above list", []bot.Block{strong, list}, "Head\n- a\n"},
		{"heading above table", []bot.Block{strong, table}, "Head\nh\n1\n"},
		{"heading above paragraph", []bot.Block{strong, bot.Para(bot.T("a"))}, "Head\n\na\n"},
		{"paragraph above list", []bot.Block{bot.Para(bot.T("Head:")), list}, "Head:\n\n- a\n"},
		{"title above list", []bot.Block{bot.Title("Head"), list}, "Head\n\n- a\n"},
		{"two strong spans above list", []bot.Block{bot.Para{{Text: "a", Style: bot.Strong}, {Text: "b", Style: bot.Strong}}, list}, "ab\n\n- a\n"},
		{"backticks stay", []bot.Block{bot.Para(bot.T("Try `180`."))}, "Try `180`.\n"},
		{"link", []bot.Block{bot.Note{{Text: "NHS", URL: "https://www.nhs.uk"}}}, "NHS\n"},
		{"break", []bot.Block{bot.Para(bot.T("\na \n b\n\n\nc\n"))}, "a\nb\n\nc\n"},
		{"break in a list", []bot.Block{bot.List{Ordered: true, Items: []bot.Text{bot.T("a\nb")}}}, "1. a\n   b\n"},
		{"spaces", []bot.Block{bot.Para{{Text: "  a  b ", Style: bot.Code}, {Text: " c\u00a0d\te  "}}}, "a  b  c d e\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := console.Render(&bot.Reply{Blocks: tt.blocks}, console.Style{}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := console.Render(nil, console.Style{}); got != "" {
		t.Errorf("silence is %q", got)
	}
}

// ownCodes are the escape sequences of the renderer itself.
var ownCodes = regexp.MustCompile(`\x1b\[[0-9;]+m`)

// holdsReply checks what holds for every reply that was set.
func holdsReply(t *testing.T, r *bot.Reply, o console.Style, got string) {
	t.Helper()
	if o.Colour {
		if strings.Count(got, "\x1b[0m")*2 != strings.Count(got, "\x1b[") {
			t.Errorf("colours are not closed: %q", got)
		}
		got = ownCodes.ReplaceAllString(got, "")
	}
	if !utf8.ValidString(got) {
		t.Errorf("invalid UTF-8: %q", got)
	}
	for _, c := range got {
		if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf) {
			t.Errorf("%U in %q", c, got)
		}
	}
	if got != "" && (!strings.HasSuffix(got, "\n") || strings.HasSuffix(got, "\n\n") || strings.HasPrefix(got, "\n")) {
		t.Errorf("blank lines at an end, or no newline: %q", got)
	}
	tables := false
	for _, b := range r.Blocks {
		_, ok := b.(bot.Table)
		tables = tables || ok
	}
	for line := range strings.Lines(got) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasSuffix(line, " ") {
			t.Errorf("trailing space: %q", line)
		}
		if !tables && tooLong(line, o.Width) {
			t.Errorf("longer than %d: %q", o.Width, line)
		}
	}
}

// marker is what stands in front of an item, the lines that go on from it, or a button.
var marker = regexp.MustCompile(`^(- |\d+\. |\[\d+\] | +)`)

// tooLong tells whether a line is wider than allowed and has a place to break it.
func tooLong(line string, width int) bool {
	if width == 0 {
		width = 80
	}
	wide := (&runewidth.Condition{StrictEmojiNeutral: true}).StringWidth(line)
	return wide > max(width, 20) && strings.Contains(marker.ReplaceAllString(line, ""), " ")
}

func FuzzRender(f *testing.F) {
	// Short seeds: long ones are minimised for minutes.
	for _, text := range []string{"", " a\n\n b ", "a_long_word_that_takes_more_than_a_line and more", "日本語 👍🏽 🇩🇪 e\u0301", "שלום 180", "*_[]()<b>&amp; `x`", "\xff\xfe\u2028\ue000"} {
		f.Add(text, uint8(bot.Strong), uint8(30), true)
	}
	f.Add("\x1b]8;;http://x\x1b\\x\x1b]8;;\x07 \x1b[31;1mred \u009b2J\u202e \x1b\x1b[[0mx", uint8(0), uint8(0), false)
	f.Fuzz(func(t *testing.T, text string, style, width uint8, ordered bool) {
		half := len(text) / 2
		spans := bot.Text{{Text: text, Style: bot.Style(style)}, {Text: text[:half], URL: text}, {Text: text[half:], Style: bot.Code}}
		r := &bot.Reply{
			Blocks:  []bot.Block{bot.Title(text), bot.Para(spans), bot.List{Ordered: ordered, Items: []bot.Text{spans, spans[1:]}}, bot.Note(spans[:2])},
			Buttons: [][]bot.Button{{{Label: text, Line: text}, {Label: text[half:]}}, {{Line: text}}},
		}
		withTable := *r
		withTable.Blocks = append(withTable.Blocks, bot.Table{Caption: text, Head: []string{text, text[:half]}, Right: []bool{ordered},
			Rows: [][]string{{text[half:]}, {"", text, "x"}}})
		for _, reply := range []*bot.Reply{r, &withTable} {
			for _, colour := range []bool{false, true} {
				o := console.Style{Width: int(width), Colour: colour}
				holdsReply(t, reply, o, console.Render(reply, o))
			}
		}
	})
}

func BenchmarkRender(b *testing.B) {
	corpus := bottest.Corpus()
	for b.Loop() {
		for _, e := range corpus {
			console.Render(e.Reply, console.Style{Colour: true})
		}
	}
}
