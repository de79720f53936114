package telegram_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"slices"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"spotter/bot"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
)

// bare is the least a bot on the library can be, as its own documentation writes it: updates from its
// channel, and a constant answer.
func bare(b *testing.B, s *telegramtest.Server) {
	b.Helper()
	if err := tgbotapi.SetLogger(log.New(io.Discard, "", 0)); err != nil { // its lines hold the token
		b.Fatal(err)
	}
	api, err := tgbotapi.NewBotAPIWithAPIEndpoint(s.Token, s.URL+"/bot%s/%s")
	if err != nil {
		b.Fatal(err)
	}
	updates := api.GetUpdatesChan(tgbotapi.UpdateConfig{Timeout: 45})
	b.Cleanup(func() {
		s.Down() // its poll would otherwise be waited for
		api.StopReceivingUpdates()
	})
	go func() {
		for u := range updates {
			if u.Message == nil {
				continue
			}
			if _, err := api.Send(tgbotapi.NewMessage(u.Message.Chat.ID, "heard")); err != nil {
				b.Error(err)
			}
		}
	}()
}

// ours is the adapter with a handler that answers a constant, and a store on a real file.
func ours(b *testing.B, s *telegramtest.Server) {
	b.Helper()
	a := adapter(b, s, func(o *telegram.Options) { o.Log = slog.New(slog.DiscardHandler) })
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- a.Run(ctx, bot.HandlerFunc(func(context.Context, *bot.Request) *bot.Reply { return bot.Say("heard") }))
	}()
	b.Cleanup(func() { cancel(); <-ended })
}

// sides are what is measured: the bare library, and ours.
var sides = []func(*testing.B, *telegramtest.Server){bare, ours}

func open(b *testing.B) (servers []*telegramtest.Server) {
	for _, side := range sides {
		s := telegramtest.New(b, telegramtest.Options{})
		side(b, s)
		s.AwaitPoll()
		servers = append(servers, s)
	}
	return servers
}

// BenchmarkRoundTrip measures an update in and its sendMessage out, one at a time while the bot waits for
// updates, the bare library and ours in turn, so that a drift of the machine's speed meets both. It
// reports both medians in microseconds, and ours as a multiple of the bare one.
func BenchmarkRoundTrip(b *testing.B) {
	servers := open(b)
	times := make([][]time.Duration, len(sides))
	trip := func(s *telegramtest.Server) time.Duration {
		ana := s.User("ana")
		s.AwaitPoll()
		begun := time.Now()
		s.Say(ana, s.Private(ana), "hello")
		s.Next(s.Private(ana))
		return time.Since(begun)
	}
	for range 20 { // connections are made
		for _, s := range servers {
			trip(s)
		}
	}
	for b.Loop() {
		for i, s := range servers {
			times[i] = append(times[i], trip(s))
		}
	}
	median := func(d []time.Duration) float64 {
		slices.Sort(d)
		return float64(d[len(d)/2].Microseconds())
	}
	b.ReportMetric(median(times[0]), "bare-µs")
	b.ReportMetric(median(times[1]), "ours-µs")
	b.ReportMetric(median(times[1])/median(times[0]), "ours/bare")
}

// BenchmarkThroughput measures how many updates a second are answered when they are all there, from 64
// people, the bare library and ours in turns of a batch. It reports both, and ours as a multiple of
// the bare one.
func BenchmarkThroughput(b *testing.B) {
	const users, each = 64, 16
	servers := open(b)
	batch := func(s *telegramtest.Server) time.Duration {
		begun := time.Now()
		for range each {
			for u := range users {
				user := s.User(fmt.Sprint("user ", u))
				s.Say(user, s.Private(user), "hello")
			}
		}
		for range each {
			for u := range users {
				s.Next(s.Private(s.User(fmt.Sprint("user ", u))))
			}
		}
		return time.Since(begun)
	}
	spent := make([]time.Duration, len(sides))
	for _, s := range servers { // connections are made
		batch(s)
	}
	n := 0.0
	for b.Loop() {
		for i, s := range servers {
			spent[i] += batch(s)
		}
		n += users * each
	}
	b.ReportMetric(n/spent[0].Seconds(), "bare-answers/s")
	b.ReportMetric(n/spent[1].Seconds(), "ours-answers/s")
	b.ReportMetric(spent[0].Seconds()/spent[1].Seconds(), "ours/bare")
}
