package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/console"
)

// contributed is a folder with the examples of content/README.md in it, as a contributor copies them.
func contributed(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("../../content/README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	examples := regexp.MustCompile("(?s)`([a-z/-]+\\.md)`:\n\n```markdown\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	if len(examples) != 2 {
		t.Fatalf("%d examples, want a topic and a lift", len(examples))
	}
	for _, e := range examples {
		write(t, dir, e[1], e[2])
	}
	return dir
}

// TestContributor holds that a lift and a topic which are nothing but files are found everywhere.
func TestContributor(t *testing.T) {
	cfg := Default()
	cfg.Data = filepath.Join(t.TempDir(), "spotter.db")
	cfg.Content.Dir = contributed(t)
	p, err := open(t.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	say := func(text string) string {
		r := &bot.Request{ID: text, Platform: "console", Chat: "c", User: "ana", Private: true, Addressed: true, Text: text, Now: time.Unix(0, 0)}
		return console.Render(p.router.Handle(t.Context(), r), console.Style{})
	}
	for text, want := range map[string]string{
		"/form zercher":                      "Zercher squat",
		"/form zerchers cues":                "Elbows up",
		"/warmup zercher squat 80kg":         "Banded steps",
		"/topics gear":                       "What should I wear for deadlifts?",
		"/topics gear/lifting-shorts":        "long socks",
		"/ask do i need special shorts":      "long socks",
		"/ask what clothes should i pull in": "long socks",
	} {
		if got := say(text); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in:\n%s", text, want, got)
		}
	}
	for _, c := range []struct{ command, arg, typed, want string }{
		{"form", "lift", "zerch", "Zercher squat"}, {"warmup", "lift", "zerch", "Zercher squat"},
		{"topics", "name", "gear/lift", "gear/lifting-shorts"},
	} {
		if got := complete(p.router.Commands(), c.command, c.arg, c.typed); !slices.Contains(got, c.want) {
			t.Errorf("/%s %s: %q completes to %q, want %q", c.command, c.arg, c.typed, got, c.want)
		}
	}
	if r := p.known.answers.Ask("zercher squat hurts the crook of my elbows"); r.Lift != "zercher-squat" {
		t.Errorf("the lift is %q", r.Lift)
	}
}

func complete(commands []*bot.Command, command, arg, typed string) []string {
	for _, c := range commands {
		for _, a := range c.Args {
			if s := a.Spec(); c.Name == command && s.Name == arg && s.Complete != nil {
				return s.Complete(typed, func(string) string { return "" })
			}
		}
	}
	return nil
}
