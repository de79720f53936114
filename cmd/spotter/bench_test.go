package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spotter/bot"
)

// BenchmarkStart is the time from starting the process on an empty database to its first answer,
// and the memory it took at most.
func BenchmarkStart(b *testing.B) {
	var peak float64
	for i := range b.N {
		b.StopTimer()
		cmd := child(b, "-data", filepath.Join(b.TempDir(), fmt.Sprint(i)))
		stdin, err := cmd.StdinPipe()
		if err != nil {
			b.Fatal(err)
		}
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		if _, err := io.WriteString(stdin, "/start\n"); err != nil {
			b.Fatal(err)
		}
		out := bufio.NewReader(stdout)
		if _, err := out.ReadString('\n'); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		_, err = io.WriteString(stdin, "/warmup deadlift 180\n/form deadlift\nwhy does my back hurt\n")
		if err != nil {
			b.Fatal(err)
		}
		if err := stdin.Close(); err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, out); err != nil {
			b.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
		peak = max(peak, peakMemory(cmd.ProcessState))
		b.StartTimer()
	}
	b.ReportMetric(peak, "peak-MiB")
}

// benchmarkMessage is the time the whole house takes for one message, without the terminal.
func benchmarkMessage(b *testing.B, text, want string) {
	cfg := Default()
	cfg.Data = filepath.Join(b.TempDir(), "spotter.db")
	p, err := open(context.Background(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := p.Close(); err != nil {
			b.Error(err)
		}
	}()
	now := time.Date(2026, 11, 17, 9, 0, 0, 0, time.UTC)
	for i := 0; b.Loop(); i++ {
		r := p.router.Handle(context.Background(), &bot.Request{ID: fmt.Sprint(i), Platform: "console", User: "me", Private: true, Text: text, Now: now})
		if title, ok := r.Blocks[0].(bot.Title); !ok || !strings.Contains(string(title), want) {
			b.Fatalf("%q got %v", text, r.Blocks[0])
		}
	}
}

func BenchmarkWarmup(b *testing.B) { benchmarkMessage(b, "/warmup deadlift 180", "deadlift 180 kg") }
func BenchmarkAnswer(b *testing.B) {
	benchmarkMessage(b, "why does my back hurt", "Why does my back hurt")
}
