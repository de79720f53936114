package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"spotter/content"
	"spotter/content/answer"
)

const clubPage = `---
id: club/chains
title: Chains at our club
button: Chains
ask: [where are the chains, who may use the chains, chains on the deadlift here, club chains, how heavy are our chains]
urgency: none
related: [deadlift/overview]
sources:
  - name: Our club
reviewed: 2026-11-20
---
The chains hang behind rack two.
`

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPagesAreReadAgain(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "topics/club/chains.md", clubPage)
	var log bytes.Buffer
	cfg := Default()
	cfg.Content.Dir = dir
	p, err := readPages(cfg, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	first := func() string {
		if r := p.answers.Ask("where are the chains"); r.Topic != nil {
			return r.Topic.Title
		}
		return ""
	}
	if first() != "Chains at our club" || p.lib.Topic("club/chains") == nil {
		t.Errorf("%q", first())
	}
	write(t, dir, "topics/club/chains.md", strings.Replace(clubPage, "Chains at our club", "Our chains", 1))
	p.look()
	if first() != "Our chains" {
		t.Errorf("%q after the page has changed", first())
	}
	write(t, dir, "topics/club/chains.md", strings.Replace(clubPage, "deadlift/overview", "deadlift/nowhere", 1))
	log.Reset()
	p.look()
	if first() != "Our chains" || !strings.Contains(log.String(), "chains.md:7: related page deadlift/nowhere does not exist") {
		t.Errorf("%q after the page was broken; the log: %s", first(), log.String())
	}
	log.Reset()
	if p.look(); log.Len() > 0 {
		t.Errorf("reported again: %s", log.String())
	}
}

func TestWordsOfThePlace(t *testing.T) {
	cfg := Default()
	cfg.Safety = SafetyConfig{EmergencyText: "Here that is the porter, bell one.", CrisisText: "Here Ana listens, day and night."}
	p, err := readPages(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"i passed out mid deadlift": cfg.Safety.EmergencyText, "no siento las piernas": cfg.Safety.EmergencyText,
		"i want to die": cfg.Safety.CrisisText, "ich will sterben": cfg.Safety.CrisisText,
	} {
		r := p.answers.Ask(text)
		if r.Outcome != answer.Escalate || len(r.Words) < 3 {
			t.Errorf("%q: %v", text, r.Outcome)
		} else if said, ok := r.Words[1].(content.Para); !ok || said.Text.String() != want {
			t.Errorf("%q: second is said %v, want %q", text, r.Words[1], want)
		}
	}
	cfg.Safety.CrisisText = strings.Repeat("x", maxLocal+1)
	if cfg.Validate() == nil {
		t.Error("a text as long as a page is taken")
	}
}
