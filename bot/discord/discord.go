// Package discord is Discord as a platform: it turns what the gateway says into requests and renders
// the replies as messages. github.com/bwmarrin/discordgo carries the bytes and is imported nowhere
// else; what Discord sends is decoded here, as far as it is needed, so that nothing new in a message
// can break an answer. The package must not know any command, nor what is kept about a person.
//
// The way of an interaction: gateway.go receives, request.go makes a request of it, interaction.go
// has it handled within Discord's three seconds, render.go sets the reply, rest.go sends it.
// Messages that mention the bot, answer it, or are written to it alone go through message.go.
package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
)

// Platform is what requests from here bear as their platform.
const Platform = "discord"

// Memory is what is kept between runs; package store has it.
type Memory interface {
	Note(ctx context.Context, platform, name string) (string, error)
	SetNote(ctx context.Context, platform, name, value string) error
	Join(ctx context.Context, platform, community string) (first bool, err error)
	Leave(ctx context.Context, platform, community string, now time.Time) error
	Members(ctx context.Context, platform string, present func(community string) bool, now time.Time) error
	SetReachable(ctx context.Context, platform, user string, reachable bool, now time.Time) error
}

// Options are what an adapter is made of. Token, Memory and Log are needed.
type Options struct {
	Token      string
	APIURL     string // stands for https://discord.com, which "" means
	ShardID    int
	ShardCount int    // 0 means 1
	Guild      string // the guild to register commands in while developing; "" registers them everywhere
	Commands   []*bot.Command
	Memory     Memory
	Log        *slog.Logger

	Watch time.Duration // how often the connection is looked after; 0 means WatchEvery
	Idle  time.Duration // how long the gateway may say nothing at all; 0 means IdleLimit
}

// Limits of our own.
const (
	WatchEvery = 30 * time.Second
	IdleLimit  = 90 * time.Second // a heartbeat is answered every 41 s or so
	// DeferAfter is when an answer that is not ready is announced, well before the 3 s after which
	// Discord gives the interaction up (docs: receiving and responding).
	DeferAfter = 1500 * time.Millisecond

	answerTime   = time.Minute     // how long a handler may take
	shutdownTime = 7 * time.Second // how long answers that are under way may take when the program ends
	lanesWidth   = 128
	lanesLimit   = 20_000
	maxSeen      = 10_000
	maxAnswers   = 10_000
)

// Discord is the adapter. It is made by New and runs once.
type Discord struct {
	o        Options
	rest     *rest
	lanes    *bot.Lanes
	seen     *bot.Recent[bool]       // events may come twice after a resumed connection
	answers  *bot.Recent[[]string]   // our messages, by the message they answer, to correct them
	commands map[string]*bot.Command // by name, and by the name of the menu entry
	handler  bot.Handler
	base     context.Context // of everything that outlives the shutdown's beginning
	channels *channelCache
	self     atomic.Value  // string: the bot's user id, known from READY on
	app      atomic.Value  // string: the application id
	events   chan struct{} // a value when the gateway was left
	fatal    chan error
	rare     bot.Rare
}

// New makes the adapter; it contacts nobody. Its error lists what is wrong with the options.
func New(o Options) (*Discord, error) {
	o.APIURL, o.ShardCount = cmp.Or(o.APIURL, "https://discord.com"), cmp.Or(o.ShardCount, 1)
	o.Watch, o.Idle = cmp.Or(o.Watch, WatchEvery), cmp.Or(o.Idle, IdleLimit)
	d := &Discord{o: o, lanes: bot.NewLanes(lanesWidth, lanesLimit, o.Log), seen: bot.NewRecent[bool](maxSeen), answers: bot.NewRecent[[]string](maxAnswers),
		commands: map[string]*bot.Command{}, base: context.Background(), channels: newChannelCache(),
		events: make(chan struct{}, 1), fatal: make(chan error, 1)}
	for _, c := range o.Commands {
		d.commands[c.Name] = c
		if c.OnMessage != "" {
			d.commands[c.OnMessage] = c
		}
	}
	r, err := newRest(o.Token, o.APIURL, o.Log, d.end)
	if err == nil && (o.ShardID < 0 || o.ShardID >= o.ShardCount) {
		err = fmt.Errorf("shard_id is %d; it goes from 0 to shard_count-1", o.ShardID)
	}
	d.rest = r
	return d, err
}

// end ends the run with an error that tells the host what to do. Only the first counts.
func (d *Discord) end(err error) {
	select {
	case d.fatal <- err:
	default:
	}
}

// Run serves Discord until ctx is done, then finishes the answers that are under way; nil. Its error
// is a sentence for the host.
func (d *Discord) Run(ctx context.Context, h bot.Handler) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	d.handler, d.base = h, base
	err := d.serve(ctx)
	drain, stop := context.WithTimeout(base, shutdownTime)
	defer stop()
	if late := d.lanes.Close(drain); late != nil {
		d.o.Log.Warn("answers were cut off at the end", "platform", Platform)
	}
	return err
}

// serve stays connected until ctx is done or something happens that trying again would not mend.
func (d *Discord) serve(ctx context.Context) error {
	if err := d.checkBudget(ctx); err != nil {
		return err
	}
	for ctx.Err() == nil {
		if err := d.connect(ctx); err != nil {
			return err
		}
	}
	return nil
}

// checkBudget asks for the gateway before the first identify: it refuses a wrong token and a
// used-up budget, and waits for Discord to be there at all.
func (d *Discord) checkBudget(ctx context.Context) error {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		err := d.askBudget(ctx)
		switch {
		case err == nil, errors.As(err, new(*hostError)):
			return err
		case ctx.Err() != nil:
			return nil
		}
		d.o.Log.Warn("Discord cannot be reached; I keep trying", "platform", Platform, "error", err)
		if !pause(ctx, wait) {
			return nil
		}
	}
}

// pause waits; false means that ctx was done first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// me is the bot's user id, "" before the gateway has told.
func (d *Discord) me() string { s, _ := d.self.Load().(string); return s }

// appID is the application's id, "" before the gateway has told.
func (d *Discord) appID() string { s, _ := d.app.Load().(string); return s }

// intents are the events we ask for; none of them is privileged. Mentions of the bot, answers to it
// and private messages carry their text without the intent for message content.
const intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
