package discord

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/bottest"
)

// dump is messages as a person can read and compare them.
func dump(parts []part) string {
	var b strings.Builder
	for i, p := range parts {
		fmt.Fprintf(&b, "== message %d\n", i+1)
		if p.content != "" {
			fmt.Fprintf(&b, "%s\n", p.content)
		}
		if e := p.embed; e != nil {
			fmt.Fprintf(&b, "-- title: %s\n%s\n", e.Title, e.Description)
			for _, f := range e.Fields {
				fmt.Fprintf(&b, "-- field: %s\n%s\n", f.Name, f.Value)
			}
			if e.Image != nil {
				fmt.Fprintf(&b, "-- image: %s\n", e.Image.URL)
			}
		}
		for _, f := range p.files {
			fmt.Fprintf(&b, "-- file: %s (%s)\n", f.name, f.alt)
		}
		for _, r := range p.rows {
			for _, c := range r.Components {
				fmt.Fprintf(&b, "[%s: %s] ", c.Label, c.CustomID)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// TestGoldens renders the corpus as it stands in a channel.
func TestGoldens(t *testing.T) {
	for _, e := range bottest.Corpus() {
		t.Run(e.Name, func(t *testing.T) {
			parts := place{owner: "80351110224678912"}.set(e.Reply)
			checkParts(t, parts)
			bottest.Golden(t, "testdata/"+e.Name+".golden", dump(parts))
		})
	}
}

// checkParts holds messages to Discord's limits.
func checkParts(t *testing.T, parts []part) {
	t.Helper()
	if len(parts) == 0 {
		t.Error("there is no message")
	}
	for _, p := range parts {
		limit := func(what, s string, most int) {
			if n := bot.Units(s); n > most {
				t.Errorf("%s has %d units, at most %d are allowed", what, n, most)
			}
		}
		limit("the content", p.content, maxContent)
		if e := p.embed; e != nil {
			total := e.Title + e.Description
			limit("the title", e.Title, maxTitle)
			limit("the description", e.Description, maxDescription)
			for _, f := range e.Fields {
				total += f.Name + f.Value
				limit("a field's name", f.Name, maxFieldName)
				limit("a field's value", f.Value, maxFieldValue)
				if f.Name == "" || f.Value == "" {
					t.Error("a field is empty")
				}
			}
			limit("the embed", total, maxEmbeds)
			if len(e.Fields) > maxFields || total == "" && e.Image == nil {
				t.Errorf("an embed with %d fields and %d characters", len(e.Fields), len(total))
			}
		} else if p.content == "" {
			t.Error("a message is empty")
		}
		seen := map[string]bool{}
		if len(p.rows) > maxRows {
			t.Errorf("%d rows of buttons", len(p.rows))
		}
		for _, r := range p.rows {
			if len(r.Components) == 0 || len(r.Components) > maxInRow {
				t.Errorf("%d buttons in a row", len(r.Components))
			}
			for _, b := range r.Components {
				limit("a label", b.Label, maxLabel)
				limit("a custom id", b.CustomID, maxCustomID)
				if b.Label == "" || b.CustomID == "" || seen[b.CustomID] {
					t.Errorf("button %q with id %q", b.Label, b.CustomID)
				}
				seen[b.CustomID] = true
			}
		}
		if _, err := json.Marshal(p.whole()); err != nil {
			t.Error(err)
		}
	}
}

// TestEscape holds that text shows as it is.
func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"plain 180 kg (400 lb), 25%!": "plain 180 kg (400 lb), 25%!",
		"*a* _b_ ~~c~~ `d` ||e||":     "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\|",
		`\`:                           `\\`,
		"# head":                      `\# head`,
		"-# small":                    `\-# small`,
		"> quote":                     `\> quote`,
		"1. one":                      `1\. one`,
		"12) one":                     `12\) one`,
		"- item":                      `\- item`,
		"1.5 kg":                      "1.5 kg",
		"<@1> @here <#2> <t:0>":       `\<\@1> \@here \<#2> \<t:0>`,
		"[a](https://x.example)":      `\[a\](https\://x.example)`,
		"  spaces   between ":         "spaces between",
		"a\x00b\u202ec\n d":           "abc d",
	} {
		if got := inline(bot.T("%s", text)); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	for _, url := range []string{"javascript:alert(1)", "mailto:a@example.org", "https://", "::", ""} {
		if link := safeLink(url); link != "" {
			t.Errorf("%q became the link %s", url, link)
		}
	}
}

// FuzzRender sets any texts within the limits, and nothing of them outside their place.
func FuzzRender(f *testing.F) {
	for _, e := range bottest.Corpus() {
		f.Add(dump(place{}.set(e.Reply)), uint8(1), 3)
	}
	f.Fuzz(func(t *testing.T, text string, style uint8, n int) {
		n = max(0, min(n, 40))
		span := bot.Text{{Text: text, Style: bot.Style(style % 4)}, {Text: text, URL: "https://example.org/" + text}}
		r := &bot.Reply{Expect: "/ask " + text, Share: "/a " + text}
		for range n {
			r.Blocks = append(r.Blocks, bot.Para(span), bot.Para(bot.S(bot.Strong, text)), bot.List{Ordered: n%2 == 0, Items: []bot.Text{span}},
				bot.Table{Caption: text, Head: []string{text, "b"}, Rows: [][]string{{"a", text}}}, bot.Note(span))
			r.Buttons = append(r.Buttons, []bot.Button{{Label: text, Line: "/" + text}})
		}
		if style%2 == 0 {
			r.Blocks = append([]bot.Block{bot.Title(text)}, r.Blocks...)
		}
		for _, p := range []place{{}, {hidden: true}, {alone: true}} {
			checkParts(t, p.set(r))
		}
	})
}
