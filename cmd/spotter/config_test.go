package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExampleConfig holds that config.example.toml decodes strictly, shows every key, and shows
// the defaults.
func TestExampleConfig(t *testing.T) {
	raw, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	var cfg Config
	if err := cfg.decode("config.example.toml", raw); err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Data = "" // stands for the system's place
	if diff := cmp.Diff(want, cfg); diff != "" {
		t.Errorf("the example is not the defaults (-default +example):\n%s", diff)
	}
	source, err := os.ReadFile("config.go")
	if err != nil {
		t.Fatal(err)
	}
	more, err := os.ReadFile("pages.go")
	if err != nil {
		t.Fatal(err)
	}
	source = append(source, more...)
	for _, key := range regexp.MustCompile("`toml:\"([a-z_]+)\"`").FindAllStringSubmatch(string(source), -1) {
		if !strings.Contains(string(raw), "\n"+key[1]+" = ") && !strings.Contains(string(raw), "\n["+key[1]+"]\n") {
			t.Errorf("the example does not show the key %q", key[1])
		}
	}
}

func TestLongFlags(t *testing.T) {
	got := longFlags([]string{"-data", "x", "--config=y", "-config=z", "-h", "ask", "-5", "--", "-data"})
	want := []string{"--data", "x", "--config=y", "--config=z", "-h", "ask", "-5", "--", "-data"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
