package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"spotter/bot"
	"spotter/bot/schedule"
	"spotter/store"
	"spotter/store/bolt"
)

// The environment of a child process, which sends what is due until it is done or killed.
const (
	childData = "SPOTTER_TEST_DATA"
	childURL  = "SPOTTER_TEST_URL"
	childNow  = "SPOTTER_TEST_NOW"
)

func TestMain(m *testing.M) {
	if data := os.Getenv(childData); data != "" {
		if err := sendFrom(data, os.Getenv(childURL), os.Getenv(childNow)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// sendFrom is the child: the scheduler on a database file, and a platform at an address.
func sendFrom(data, url, now string) error {
	at, err := time.Parse(time.RFC3339Nano, now)
	if err != nil {
		return err
	}
	db, err := bolt.Open(data)
	if err != nil {
		return err
	}
	defer db.Close()
	st, err := store.Open(ctx, db)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: schedule.Width}}
	to := senderFunc(func(ctx context.Context, m *bot.Message) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(m.ID))
		if err != nil {
			return err
		}
		answer, err := client.Do(r)
		if err != nil {
			return &bot.LaterError{Err: err}
		}
		return answer.Body.Close()
	})
	return schedule.New(st, map[string]bot.Sender{platform: to}, words, discard).Fire(ctx, at)
}

// tally is a platform that counts what it is sent, and tells when so many have come.
type tally struct {
	mu      sync.Mutex
	came    map[string]int
	total   int
	after   int
	reached chan struct{}
}

func (p *tally) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	id, err := io.ReadAll(r.Body)
	if err != nil {
		return // the sender died while it spoke
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.came[string(id)]++
	if p.total++; p.total == p.after {
		close(p.reached)
	}
}

// await returns a channel that is closed when n more have come.
func (p *tally) await(n int) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.after, p.reached = p.total+n, make(chan struct{})
	return p.reached
}

// TestKilledFiveTimesNothingIsMissing has ten thousand reminders due within a minute sent by a process
// that is killed five times at random. Each one comes; those that came twice were on their way when it
// was killed.
func TestKilledFiveTimesNothingIsMissing(t *testing.T) {
	n, kills := 10_000, 5
	if testing.Short() {
		n = 1_000
	}
	data := filepath.Join(t.TempDir(), "spotter.db")
	planMany(t, data, n)
	p := &tally{came: map[string]int{}}
	server := httptest.NewServer(p)
	defer server.Close()
	for range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childData+"="+data, childURL+"="+server.URL, childNow+"="+start.Add(time.Minute).Format(time.RFC3339Nano))
		cmd.Stderr = os.Stderr
		reached := p.await(1 + rand.IntN(n/kills-1))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case <-reached:
		case err := <-done:
			t.Fatalf("the process ended before it was killed: %v", err)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-done
	}
	if err := sendFrom(data, server.URL, start.Add(time.Minute+time.Second).Format(time.RFC3339Nano)); err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	doubles := p.total - len(p.came)
	if len(p.came) != n || doubles > kills*schedule.Width {
		t.Errorf("%d of %d came, %d came twice; at most %d may", len(p.came), n, doubles, kills*schedule.Width)
	}
	t.Logf("%d reminders, %d kills: %d came twice", len(p.came), kills, doubles)
	if err := allSent(data, n); err != nil {
		t.Error(err)
	}
}

// planMany plans n reminders of as many people, due within a minute from start on.
func planMany(t *testing.T, data string, n int) {
	t.Helper()
	db, err := bolt.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	st := openStore(t, db)
	var g errgroup.Group
	g.SetLimit(256)
	for i := range n {
		g.Go(func() error {
			a := account(fmt.Sprint("user", i))
			_, err := st.Remind(ctx, a, "r", start, func(_ *store.Person, p *store.Plan) error {
				at := start.Add(time.Duration(i) * time.Minute / time.Duration(n)).Add(time.Millisecond)
				p.Add(store.Reminder{Kind: store.OwnWords, When: store.Schedule{At: at}, To: store.Target{Account: a}}, start)
				return nil
			})
			return err
		})
	}
	if err := errors.Join(g.Wait(), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// allSent finds reminders that are not settled.
func allSent(data string, n int) error {
	db, err := bolt.Open(data)
	if err != nil {
		return err
	}
	defer db.Close()
	st, err := store.Open(ctx, db)
	if err != nil {
		return err
	}
	for i := range n {
		p, err := st.Plan(ctx, account(fmt.Sprint("user", i)))
		if err != nil || len(p.Reminders) != 1 || p.Reminders[0].State != store.Sent {
			return fmt.Errorf("the plan of user %d: %+v, %w", i, p.Reminders, err)
		}
	}
	return nil
}
