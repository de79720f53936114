package discord_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/discord"
	"spotter/bot/discord/discordtest"
	"spotter/store"
)

// rig is an adapter at work on a test Discord, with a handler of the test's.
type rig struct {
	*testing.T
	s     *discordtest.Server
	d     *discord.Discord
	store *store.Store
	log   *bottest.Log
	ended chan error
	stop  context.CancelFunc
}

// start runs an adapter until the test ends.
func start(t *testing.T, o discordtest.Options, h bot.HandlerFunc, change ...func(*discord.Options)) *rig {
	t.Helper()
	r := launch(t, o, h, change...)
	ready(t, r.s)
	return r
}

// launch is start without waiting for the connection.
func launch(t *testing.T, o discordtest.Options, h bot.HandlerFunc, change ...func(*discord.Options)) *rig {
	t.Helper()
	s := discordtest.New(t, o)
	r := &rig{T: t, s: s, store: memory(t), log: &bottest.Log{}}
	r.d = adapter(t, s, func(opt *discord.Options) {
		opt.Memory, opt.Log = r.store, slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		for _, c := range change {
			c(opt)
		}
	})
	r.run(h)
	return r
}

func (r *rig) run(h bot.HandlerFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	r.stop, r.ended = cancel, make(chan error, 1)
	go func() { r.ended <- r.d.Run(ctx, h) }()
	r.Cleanup(func() {
		cancel()
		if r.ended != nil {
			if err := <-r.ended; err != nil {
				r.Errorf("the adapter ended with %v", err)
			}
		}
		if r.Failed() {
			r.Log(r.log)
		}
	})
}

// end waits for the adapter to end and returns its error.
func (r *rig) end() error {
	err := <-r.ended
	r.ended = nil
	return err
}

func (r *rig) wantText(m *discordtest.Message, text string) {
	r.Helper()
	if !strings.Contains(m.Text(), text) {
		r.Errorf("shown is %q, want %q in it", m.Text(), text)
	}
}

// echoes answers with what it was asked, as a card with one button.
func echoes(_ context.Context, r *bot.Request) *bot.Reply {
	return &bot.Reply{
		Replace: true,
		Blocks:  []bot.Block{bot.Title("Heard"), bot.Para(bot.T("%s", r.Text))},
		Buttons: bot.Rows(1, bot.Button{Label: "Again", Line: "/warmup squat"}),
	}
}

// says answers always the same.
func says(reply *bot.Reply) bot.HandlerFunc {
	return func(context.Context, *bot.Request) *bot.Reply { return reply }
}
