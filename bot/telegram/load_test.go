package telegram_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
	"spotter/store"
	"spotter/store/bolt"
)

// The variables that make this test binary a bot instead: where its Telegram is, and its database.
const (
	childURL, childToken, childData = "SPOTTER_TEST_URL", "SPOTTER_TEST_TOKEN", "SPOTTER_TEST_DATA"
)

func TestMain(m *testing.M) {
	if os.Getenv(childURL) != "" {
		if err := count(context.Background(), os.Getenv(childURL), os.Getenv(childToken), os.Getenv(childData)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// count is a bot that counts each person's messages in its database, and answers with the number in the message and
// the count.
func count(ctx context.Context, url, token, data string) error {
	db, err := bolt.Open(data)
	if err != nil {
		return err
	}
	st, err := store.Open(ctx, db)
	if err != nil {
		return err
	}
	a, err := telegram.New(telegram.Options{Token: token, APIURL: url, Memory: st, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Limits: &telegram.Limits{}, Retry: 20 * time.Millisecond})
	if err != nil {
		return err
	}
	return a.Run(ctx, bot.HandlerFunc(func(ctx context.Context, r *bot.Request) *bot.Reply {
		p, err := st.Change(ctx, store.Account{Platform: r.Platform, User: r.User}, r.ID, r.Now, func(p *store.Person) error {
			p.LastWarm.Lift, p.LastWarm.Reps = "counted", p.LastWarm.Reps+1
			return nil
		})
		if err != nil {
			return bot.Say("failed: %v", err)
		}
		return bot.Say("message %s, count %d", r.Text, p.LastWarm.Reps)
	}))
}

// TestKills serves 10,000 updates from 500 chats and is killed three times at random moments: each chat's
// come in order, none is lost, each has its effect once. An answer whose sending the kill hid from us
// may stand there twice.
func TestKills(t *testing.T) {
	chats, each, kills := 500, 20, 3
	if testing.Short() {
		chats = 50
	}
	s := telegramtest.New(t, telegramtest.Options{Wait: 2 * time.Minute})
	data := filepath.Join(t.TempDir(), "spotter.db")
	var ids []int64
	for n := range each {
		for c := range chats {
			u := s.User(fmt.Sprint("user ", c))
			ids = append(ids, s.Say(u, s.Private(u), strconv.Itoa(n+1)).UpdateID)
		}
	}
	begun := time.Now()
	for k := range kills {
		kill := counter(t, s, data)
		part := len(ids) / (kills + 1)
		s.AwaitConfirmed(ids[part*k+rand.IntN(part)])
		kill()
	}
	kill := counter(t, s, data)
	s.AwaitConfirmed(ids[len(ids)-1])
	took := time.Since(begun)
	kill()
	double := 0
	for c := range chats {
		u := s.User(fmt.Sprint("user ", c))
		next := 1
		for _, m := range s.Sent(s.Private(u)) {
			switch m.Text {
			case fmt.Sprintf("message %d, count %d", next, next):
				next++
			case fmt.Sprintf("message %d, count %d", next-1, next-1):
				double++
			default:
				t.Fatalf("to message %d of user %d the answer is %q", next, c, m.Text)
			}
		}
		if next != each+1 {
			t.Fatalf("user %d was answered up to message %d", c, next-1)
		}
	}
	if double > kills*100 { // what Telegram gives out at once
		t.Errorf("%d answers stand there twice", double)
	}
	t.Logf("%d updates and %d kills took %v; %d answers stand there twice", len(ids), kills, took.Round(time.Millisecond), double)
}

// counter starts the counting bot as a process of its own; what it returns kills it.
func counter(t *testing.T, s *telegramtest.Server, data string) (kill func()) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childURL+"="+s.URL, childToken+"="+s.Token, childData+"="+data)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killed := false
	kill = func() {
		if !killed {
			killed = true
			_ = cmd.Process.Kill()
			_ = cmd.Wait() // killed
		}
	}
	t.Cleanup(kill)
	return kill
}
