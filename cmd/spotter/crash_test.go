package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"spotter/bot/strength"
)

// child starts this test binary as the program itself (see TestMain).
func child(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// testscript puts commands in place by the name a process is started under.
	name := filepath.Join(t.TempDir(), "spotter")
	if err := os.Symlink(exe, name); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	return cmd
}

// TestKillLosesNoAcknowledgedSetting kills the program at random moments while settings stream in,
// and finds every setting it has shown back.
func TestKillLosesNoAcknowledgedSetting(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	data := filepath.Join(t.TempDir(), "spotter.db")
	for round := range rounds {
		acknowledged := talkAndKill(t, data, round)
		shown := settingsOf(t, data)
		// The change after the last one acknowledged may have been kept as well.
		if next := acknowledged + 1; !strings.Contains(shown, barLine(acknowledged)) && !strings.Contains(shown, barLine(next)) {
			t.Fatalf("round %d: the bar was acknowledged as %s and is lost:\n%s", round, barLine(acknowledged), shown)
		}
	}
}

// barLine is what the settings show for the nth bar.
func barLine(n int) string { return "Bar: " + bar(n).String() + "\n" }

// bar is the weight of the nth bar: 10 kg and n grams.
func bar(n int) strength.Mass { return strength.Milli(int64(10_000+n), strength.Kilogram) }

// talkAndKill streams settings to a child, kills it at a random moment, and returns the number of
// the last one whose reply was read.
func talkAndKill(t *testing.T, data string, round int) (acknowledged int) {
	t.Helper()
	cmd := child(t, "-data", data)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	first := round*1000 + 1
	go func() {
		for n := first; n < first+999; n++ {
			if _, err := fmt.Fprintf(stdin, "/settings bar %s\n", bar(n)); err != nil {
				return
			}
		}
	}()
	quota := 1 + rand.IntN(60)
	replies := bufio.NewScanner(stdout)
	for replies.Scan() {
		if !strings.Contains(replies.Text(), "Your bar is ") {
			continue
		}
		acknowledged = max(acknowledged+1, first)
		if quota--; quota == 0 {
			break
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	// Replies that were on their way count as acknowledged too.
	for replies.Scan() {
		acknowledged += strings.Count(replies.Text(), "Your bar is ")
	}
	_ = cmd.Wait()
	if acknowledged == 0 {
		t.Fatalf("round %d: nothing was acknowledged before the kill", round)
	}
	return acknowledged
}

// settingsOf asks a new process for the settings.
func settingsOf(t *testing.T, data string) string {
	t.Helper()
	cmd := child(t, "-data", data)
	cmd.Stdin = strings.NewReader("/settings\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	return string(out)
}

// TestSecondProgramIsRefused starts a second program on the same file while the first one runs.
func TestSecondProgramIsRefused(t *testing.T) {
	data := filepath.Join(t.TempDir(), "spotter.db")
	first := child(t, "-data", data)
	stdin, err := first.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := first.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	replies := bufio.NewReader(stdout)
	say := func(line, want string) {
		t.Helper()
		if _, err := io.WriteString(stdin, line+"\n"); err != nil {
			t.Fatal(err)
		}
		for {
			got, err := replies.ReadString('\n')
			if err != nil {
				t.Fatalf("waiting for %q: %v", want, err)
			}
			if strings.Contains(got, want) {
				return
			}
		}
	}
	say("/settings bar 15kg", "Your bar is 15 kg")
	var stderr strings.Builder
	code := run(context.Background(), []string{"-data", data}, strings.NewReader("/settings\n"), io.Discard, &stderr)
	if code != 1 || !strings.Contains(stderr.String(), "another Spotter is using "+data) {
		t.Errorf("the second program ended with %d: %s", code, stderr.String())
	}
	say("/settings bar 10kg", "Your bar is 10 kg")
	if err := stdin.Close(); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, replies)
	if err := first.Wait(); err != nil {
		t.Errorf("the first program ended with %v", err)
	}
}

// TestTruncatedDatabaseIsLeftAlone cuts a good file short.
func TestTruncatedDatabaseIsLeftAlone(t *testing.T) {
	data := filepath.Join(t.TempDir(), "spotter.db")
	if code := run(context.Background(), []string{"-data", data}, strings.NewReader("/settings bar 15kg\n"), io.Discard, io.Discard); code != 0 {
		t.Fatalf("exit %d", code)
	}
	whole, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	for _, size := range []int{1, 100, page, 2 * page, 4 * page} { // what is in use begins behind the first two pages
		if err := os.WriteFile(data, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		var stderr strings.Builder
		code := run(context.Background(), []string{"-data", data}, strings.NewReader("/settings\n"), io.Discard, &stderr)
		left, err := os.ReadFile(data)
		if err != nil {
			t.Fatal(err)
		}
		if code != 1 || len(left) != size || !strings.Contains(stderr.String(), data) || strings.Contains(stderr.String(), "goroutine") {
			t.Errorf("%d of %d bytes: exit %d, %d bytes left: %s", size, len(whole), code, len(left), stderr.String())
		}
	}
}
