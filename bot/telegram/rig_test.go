package telegram_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"spotter/bot"
	"spotter/bot/bottest"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
	"spotter/store"
)

// rig is an adapter at work on a test Telegram, with a handler of the test's.
type rig struct {
	*testing.T
	s     *telegramtest.Server
	a     *telegram.Telegram
	store *store.Store
	log   *bottest.Log
	ended chan error
	stop  context.CancelFunc
}

// start runs an adapter until the test ends.
func start(t *testing.T, o telegramtest.Options, h bot.HandlerFunc, change ...func(*telegram.Options)) *rig {
	t.Helper()
	r := launch(t, telegramtest.New(t, o), h, change...)
	r.s.AwaitPoll()
	return r
}

// launch runs an adapter on a server without waiting for it.
func launch(t *testing.T, s *telegramtest.Server, h bot.HandlerFunc, change ...func(*telegram.Options)) *rig {
	t.Helper()
	r := &rig{T: t, s: s, store: memory(t), log: &bottest.Log{}}
	r.run(h, change...)
	return r
}

// run runs an adapter with the rig's store.
func (r *rig) run(h bot.HandlerFunc, change ...func(*telegram.Options)) {
	r.Helper()
	r.a = adapter(r.T, r.s, func(o *telegram.Options) {
		o.Memory, o.Log = r.store, slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		for _, c := range change {
			c(o)
		}
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	r.stop, r.ended = cancel, ended
	go func() { ended <- r.a.Run(ctx, h); close(ended) }()
	r.Cleanup(func() { cancel(); <-ended })
}

// end waits for the adapter's end.
func (r *rig) end() error {
	r.Helper()
	return <-r.ended
}

// again stops the adapter, which must go quietly, and runs another one with the same store.
func (r *rig) again(h bot.HandlerFunc, change ...func(*telegram.Options)) {
	r.Helper()
	r.stop()
	if err := r.end(); err != nil {
		r.Errorf("it ended with %v", err)
	}
	r.run(h, change...)
	r.s.AwaitPoll()
}

// wantText holds that a message shows the texts.
func (r *rig) wantText(m *telegramtest.Message, texts ...string) {
	r.Helper()
	for _, text := range texts {
		if !strings.Contains(m.Body(), text) {
			r.Errorf("shown is %q, want %q in it", m.Body(), text)
		}
	}
}

// wantLog holds that the log has the text, so many times.
func (r *rig) wantLog(text string, times int) {
	r.Helper()
	if n := strings.Count(r.log.String(), text); n != times {
		r.Errorf("%q stands %d times in the log, want %d:\n%s", text, n, times, r.log)
	}
}

// heard answers with what was heard.
func heard(_ context.Context, r *bot.Request) *bot.Reply { return bot.Say("heard %s", r.Text) }
