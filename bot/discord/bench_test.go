package discord_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
	"spotter/bot/discord"
	"spotter/bot/discord/discordtest"
)

// bare is the least a bot on the library can be: a handler that answers a constant, everything else as
// the library has it. Only its connections are kept open as ours are, which helps it.
func bare(b *testing.B, s *discordtest.Server) {
	b.Helper()
	session, err := discordgo.New("Bot " + s.Token)
	if err != nil {
		b.Fatal(err)
	}
	session.Client.Transport = discord.RedirectTo(b, s.URL)
	session.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "heard", AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}},
		})
		if err != nil {
			b.Error(err)
		}
	})
	if err := session.Open(); err != nil {
		b.Fatal(err)
	}
	_, err = session.ApplicationCommandCreate(s.AppID, "", &discordgo.ApplicationCommand{Name: "form", Description: "Technique"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = session.Close() })
}

// ours is the adapter with a handler that answers a constant.
func ours(b *testing.B, s *discordtest.Server) {
	b.Helper()
	d := adapter(b, s, func(o *discord.Options) { o.Log = slog.New(slog.DiscardHandler) })
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- d.Run(ctx, bot.HandlerFunc(func(context.Context, *bot.Request) *bot.Reply { return bot.Say("heard") }))
	}()
	ready(b, s)
	b.Cleanup(func() { cancel(); <-ended })
}

// sides are what is measured: the bare library, and ours.
var sides = []struct {
	name string
	open func(*testing.B, *discordtest.Server)
}{{"bare", bare}, {"ours", ours}}

// BenchmarkRoundTrip measures an interaction in and its callback out, one at a time, the bare library
// and ours in turn, so that a drift of the machine's speed meets both. It reports both medians in
// microseconds, and ours as a multiple of the bare one.
func BenchmarkRoundTrip(b *testing.B) {
	var servers []*discordtest.Server
	for _, side := range sides {
		s := discordtest.New(b, discordtest.Options{OnlyLimits: true})
		side.open(b, s)
		servers = append(servers, s)
	}
	times := make([][]time.Duration, len(sides))
	for i := range sides { // connections are made
		for range 20 {
			roundTrip(servers[i], "ana")
		}
	}
	for b.Loop() {
		for i, s := range servers {
			begun := time.Now()
			roundTrip(s, "ana")
			times[i] = append(times[i], time.Since(begun))
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

func roundTrip(s *discordtest.Server, user string) {
	s.Slash(s.User(user), s.General, "form").Wait()
}

// BenchmarkThroughput measures how many interactions a second are answered when 64 users ask at once,
// the bare library and ours in turns of a batch. It reports both, and ours as a multiple of the bare one.
func BenchmarkThroughput(b *testing.B) {
	const users, each = 64, 16
	var servers []*discordtest.Server
	for _, side := range sides {
		s := discordtest.New(b, discordtest.Options{OnlyLimits: true})
		side.open(b, s)
		servers = append(servers, s)
	}
	batch := func(s *discordtest.Server) time.Duration {
		var wg sync.WaitGroup
		begun := time.Now()
		for u := range users {
			wg.Go(func() {
				for range each {
					roundTrip(s, fmt.Sprint("user ", u))
				}
			})
		}
		wg.Wait()
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
