package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/telegram/telegramtest"
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

// BenchmarkTelegram is the built program on a test Telegram, with Telegram's limits kept: the time from
// starting the process until it waits for updates, the medians from a command said to its answer there, of
// one that is kept and of one that is not, and the most memory it took.
func BenchmarkTelegram(b *testing.B) {
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	var starts, kept, shown []time.Duration
	var peak float64
	for i := range b.N {
		s := telegramtest.New(b, telegramtest.Options{})
		cmd := exec.Command(path, "-data", filepath.Join(b.TempDir(), fmt.Sprint(i)), "-config", telegramConfig(b, s))
		cmd.Env = append(os.Environ(), telegramToken+"="+s.Token)
		begun := time.Now()
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		s.AwaitPoll()
		starts = append(starts, time.Since(begun))
		for n, text := range []string{"/warmup deadlift 180", "/form deadlift", "why does my back hurt", "/warmup deadlift 180 picture"} {
			for u := range 5 { // together fewer than a second's messages
				user := s.User(fmt.Sprint("user ", n, u))
				s.AwaitPoll()
				begun := time.Now()
				s.Say(user, s.Private(user), text)
				s.Next(s.Private(user))
				switch took := time.Since(begun); {
				case n == 0 && u > 0: // the first one makes connections
					kept = append(kept, took)
				case n == 1:
					shown = append(shown, took)
				}
			}
		}
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			b.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
		peak = max(peak, peakMemory(cmd.ProcessState))
	}
	median := func(d []time.Duration) float64 {
		slices.Sort(d)
		return float64(d[len(d)/2].Microseconds()) / 1000
	}
	b.ReportMetric(median(starts), "start-ms")
	b.ReportMetric(median(kept), "kept-ms")
	b.ReportMetric(median(shown), "shown-ms")
	b.ReportMetric(peak, "peak-MiB")
}

// telegramConfig is a configuration file that leads to the test Telegram.
func telegramConfig(b *testing.B, s *telegramtest.Server) string {
	b.Helper()
	file := filepath.Join(b.TempDir(), "spotter.toml")
	if err := os.WriteFile(file, []byte("[telegram]\napi_url = '"+s.URL+"'\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	return file
}
