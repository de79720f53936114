package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadmeTranscript types what the README's transcript types and compares what comes back.
func TestReadmeTranscript(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(raw), "\n```\n> ")
	block, _, closed := strings.Cut("> "+block, "\n```\n")
	if !found || !closed {
		t.Fatal("the README shows no transcript")
	}
	var typed, want strings.Builder
	for line := range strings.Lines(block + "\n") {
		if message, ok := strings.CutPrefix(line, "> "); ok {
			typed.WriteString(message)
		} else {
			want.WriteString(line)
		}
	}
	var got strings.Builder
	data := filepath.Join(t.TempDir(), "spotter.db")
	if code := run(context.Background(), []string{"-data", data}, strings.NewReader(typed.String()), &got, io.Discard); code != 0 {
		t.Fatalf("exit %d", code)
	}
	if diff := cmp.Diff(want.String(), got.String()); diff != "" {
		t.Errorf("the README's transcript is not what the program says (-README +program):\n%s", diff)
	}
}
