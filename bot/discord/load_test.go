package discord_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"spotter/bot"
	"spotter/bot/discord/discordtest"
)

// TestManyUsers serves 10,000 interactions of 500 users: none is lost, each user's come in order.
func TestManyUsers(t *testing.T) {
	users, each, atOnce := 500, 20, 100
	if testing.Short() {
		users = 50
	}
	var mu sync.Mutex
	got := map[string]int{}
	disorder := 0
	r := start(t, discordtest.Options{OnlyLimits: true}, func(_ context.Context, q *bot.Request) *bot.Reply {
		mu.Lock()
		defer mu.Unlock()
		if q.Text != fmt.Sprintf("/ask %d", got[q.User]) {
			disorder++
		}
		got[q.User]++
		return bot.Say("heard %s", q.Text)
	})
	var open []*discordtest.Interaction
	for n := range each {
		for u := range users {
			if len(open) == atOnce {
				open[0].Wait()
				open = open[1:]
			}
			user := r.s.User(fmt.Sprint("user ", u))
			open = append(open, r.s.Slash(user, r.s.General, "ask", discordtest.Opt("text", fmt.Sprint(n))))
		}
	}
	for _, i := range open {
		i.Final()
	}
	if disorder > 0 || len(got) != users {
		t.Errorf("%d of %d interactions came out of order, from %d users", disorder, users*each, len(got))
	}
	for u, n := range got {
		if n != each {
			t.Errorf("%s was heard %d times, want %d", u, n, each)
		}
	}
}
