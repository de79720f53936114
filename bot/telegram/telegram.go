// Package telegram is Telegram as a platform: it fetches updates from the Bot API, turns them into
// requests and renders the replies as messages. github.com/go-telegram-bot-api/telegram-bot-api
// carries the calls and is imported nowhere else; what Telegram sends is decoded here, as far as it is
// needed, so that nothing new in an update can break an answer. The package must not know any command,
// nor what is kept about a person.
//
// The way of an update: poll.go fetches it, request.go makes a request of it, message.go or press.go
// has it handled in the lane of its chat, place.go decides what may be read there, render.go sets
// the reply, post.go sends it when pace.go says so, and progress.go notes that the update is done.
package telegram

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync/atomic"
	"time"

	"spotter/bot"
)

// Platform is what requests from here bear as their platform.
const Platform = "telegram"

// Memory is what is kept between runs; package store has it.
type Memory interface {
	Note(ctx context.Context, platform, name string) (string, error)
	SetNote(ctx context.Context, platform, name, value string) error
	Join(ctx context.Context, platform, community string) (first bool, err error)
	Leave(ctx context.Context, platform, community string, now time.Time) error
	Move(ctx context.Context, platform, from, to string) error
	SetReachable(ctx context.Context, platform, user string, reachable bool, now time.Time) error
	Progress(ctx context.Context, platform, stream string) (next int64, done []int64, at time.Time, err error)
	Advance(ctx context.Context, platform, stream string, next int64, done []int64, now time.Time) error
}

// Options are what an adapter is made of. Token, Memory and Log are needed.
type Options struct {
	Token    string
	APIURL   string // stands for https://api.telegram.org, which "" means
	Commands []*bot.Command
	// Linked names the commands that a link may call with arguments. Anybody can write a link, so that
	// they must change nothing; the other commands a link calls bare.
	Linked []string
	// Offers lists what inline mode offers for what was typed; nil switches it off.
	Offers func(query string) []bot.Offer
	// Profiles are what the bot says of itself, by language code; "" is for all others.
	Profiles map[string]Profile
	Memory   Memory
	Log      *slog.Logger

	Limits *Limits       // nil means TelegramLimits
	Retry  time.Duration // the first wait after a fault; 0 means a second
	Grace  time.Duration // how long answers that are under way may take when the program ends; 0 means 8 s
}

// Limits of our own.
const (
	answerTime   = time.Minute      // how long a handler may take
	answerLife   = 30 * time.Second // how long an answer may wait for Telegram's limits; later it would only confuse
	graceTime    = 8 * time.Second
	farewellTime = 2 * time.Second // how long Telegram has to hear that we go
	lanesWidth   = 128
	sendsWidth   = 1024 // most of them wait
	lanesLimit   = 20_000
	maxAnswers   = 10_000 // answers that are remembered in memory, to be corrected when the message is edited
)

// Telegram is the adapter. It is made by New and runs once.
type Telegram struct {
	o         Options
	api       *client
	pace      *pacer
	lanes     *bot.Lanes
	progress  *progress
	sends     *bot.Lanes            // answers on their way: who waits for Telegram's limits keeps nobody from being heard
	answers   *bot.Recent[[]sent]   // by message
	asked     *bot.Recent[question] // the line of the last open question, by chat and person
	completed *bot.Recent[string]   // the line of the question that a message answered, by message
	reached   *bot.Recent[bool]     // whether it is noted that a person can be written to
	pictures  *pictures
	greeted   *greeted
	commands  map[string]*bot.Command // by name and alias
	handler   bot.Handler
	base      context.Context // of everything that outlives the shutdown's beginning
	me        atomic.Pointer[self]
	fatal     chan error
	rare      bot.Rare
}

// self is what the bot is, by getMe.
type self struct {
	user
	ReadsAll bool `json:"can_read_all_group_messages"`
	Inline   bool `json:"supports_inline_queries"`
}

// New makes the adapter; it contacts nobody. Its error says what is wrong with the options.
func New(o Options) (*Telegram, error) {
	o.APIURL, o.Retry = cmp.Or(o.APIURL, "https://api.telegram.org"), cmp.Or(o.Retry, time.Second)
	o.Grace = cmp.Or(o.Grace, graceTime)
	if o.Limits == nil {
		o.Limits = &TelegramLimits
	}
	t := &Telegram{o: o, pace: newPacer(*o.Limits), lanes: bot.NewLanes(lanesWidth, lanesLimit, o.Log), progress: newProgress(),
		sends: bot.NewLanes(sendsWidth, lanesLimit, o.Log), answers: bot.NewRecent[[]sent](maxAnswers), asked: bot.NewRecent[question](maxAnswers), completed: bot.NewRecent[string](maxAnswers),
		reached: bot.NewRecent[bool](maxAnswers), pictures: newPictures(), greeted: &greeted{}, commands: map[string]*bot.Command{},
		base: context.Background(), fatal: make(chan error, 1)}
	for _, c := range o.Commands {
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			t.commands[name] = c
		}
	}
	t.me.Store(&self{})
	var err error
	t.api, err = newClient(o.Token, o.APIURL, func() { t.end(errToken) })
	return t, err
}

// end ends the run with an error that tells the host what to do. Only the first counts.
func (t *Telegram) end(err error) {
	select {
	case t.fatal <- err:
	default:
	}
}

// Run serves Telegram until ctx is done, then finishes the answers that are under way; nil. Its error
// is a sentence for the host.
func (t *Telegram) Run(ctx context.Context, h bot.Handler) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	t.handler, t.base = h, base
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() { served <- t.serve(ctx) }()
	var err error
	select {
	case err = <-t.fatal:
		stop()
		<-served
	case err = <-served:
	}
	t.finish(base, err)
	return err
}

// finish lets the answers that are under way be sent, and keeps how far we came.
func (t *Telegram) finish(base context.Context, err error) {
	ctx, stop := context.WithTimeout(base, t.o.Grace)
	defer stop()
	if late := errors.Join(t.lanes.Close(ctx), t.sends.Close(ctx)); late != nil {
		t.o.Log.Warn("answers were cut off at the end; the next start gives them", "platform", Platform)
	}
	last, stop := context.WithTimeout(base, graceTime)
	defer stop()
	t.keep(last)
	if err == nil && t.me.Load().ID != 0 {
		told, stop := context.WithTimeout(base, farewellTime)
		defer stop()
		_, _ = t.fetch(told, t.progress.offset(), 0) // so that Telegram knows too; the store does in any case
	}
}

// serve fetches updates until ctx is done or something happens that trying again would not mend.
func (t *Telegram) serve(ctx context.Context) error {
	if err := t.introduce(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	if err := t.resume(ctx); err != nil {
		return fmt.Errorf("telegram: how far the updates were done cannot be read: %w", err)
	}
	t.enqueue("registration", t.register)
	keeping, stop := context.WithCancel(ctx)
	kept := make(chan struct{})
	go func() { defer close(kept); t.keepOn(keeping) }()
	err := t.poll(ctx)
	stop()
	<-kept
	return err
}

// introduce asks Telegram who we are, until it answers, and takes away a webhook. It refuses a wrong token.
func (t *Telegram) introduce(ctx context.Context) error {
	var me self
	for wait := t.o.Retry; ctx.Err() == nil; wait = min(2*wait, maxWait) {
		err := t.api.get(ctx, "getMe", nil, &me)
		if err == nil {
			err = t.removeWebhook(ctx)
		}
		switch {
		case err == nil:
			t.me.Store(&me)
			t.o.Log.Info("connected to Telegram", "platform", Platform, "bot", me.Username)
			if me.ReadsAll {
				t.o.Log.Warn("privacy mode is off: Telegram sends me everything that is said in groups, which I don't need. Switch it on with @BotFather: /setprivacy, Enable; then remove me from the groups and add me again", "platform", Platform)
			}
			return nil
		case isWrongToken(err):
			return errToken
		case ctx.Err() == nil:
			t.warn("Telegram cannot be reached; I keep trying", "error", err)
			pause(ctx, max(wait, retryAfter(err)))
		}
	}
	return nil
}

// removeWebhook takes away a webhook somebody set: with one there are no updates to fetch.
func (t *Telegram) removeWebhook(ctx context.Context) error {
	var hook struct {
		URL string `json:"url"`
	}
	if err := t.api.get(ctx, "getWebhookInfo", nil, &hook); err != nil || hook.URL == "" {
		return err
	}
	t.warn("a webhook was set for this bot, so that Telegram sent its updates elsewhere; I removed it. If it comes back, another program uses the same token")
	return t.api.get(ctx, "deleteWebhook", nil, nil)
}

// enqueue runs a job in a lane; a job that cannot be taken is left out, and told.
func (t *Telegram) enqueue(lane string, job func()) bool {
	err := t.lanes.Go(lane, job)
	if errors.Is(err, bot.ErrFull) {
		t.warn("more is asked of me than I can do; some of it goes unanswered")
	}
	return err == nil
}

// pause waits; false means that ctx was done first.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// failed notes that something could not be kept.
func (t *Telegram) failed(what string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		t.o.Log.Error(what, "platform", Platform, "error", err)
	}
}
