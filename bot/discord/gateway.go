package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
)

// minIdentifies is how much of the identify budget must be left to connect: when it runs out Discord
// ends all sessions and resets the token (docs: gateway, session start limit).
const minIdentifies = 20

// askBudget asks where the gateway is and how often we may still identify.
func (d *Discord) askBudget(ctx context.Context) error {
	raw, err := d.rest.do(ctx, call{method: "GET", url: discordgo.EndpointGatewayBot, again: true})
	switch {
	case status(err) == 401:
		return errToken
	case err != nil:
		return err
	}
	var answer struct {
		Shards int `json:"shards"`
		Limit  struct {
			Total      int     `json:"total"`
			Remaining  int     `json:"remaining"`
			ResetAfter float64 `json:"reset_after"` // milliseconds
		} `json:"session_start_limit"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return fmt.Errorf("the answer about the gateway cannot be read: %w", err)
	}
	reset := time.Duration(answer.Limit.ResetAfter) * time.Millisecond
	if answer.Limit.Remaining < minIdentifies {
		return hostErrorf("Discord lets this bot connect only %d more times for now, and would reset its token after that. Start it again in %v, and find out what restarts it so often.",
			answer.Limit.Remaining, reset.Round(time.Minute))
	}
	if answer.Shards > d.o.ShardCount {
		d.warn("Discord recommends more shards than are configured", "recommended", answer.Shards, "shard_count", d.o.ShardCount)
	}
	return nil
}

// fatalCodes are the gateway's close codes after which connecting again would end the same way
// (docs: opcodes and status codes).
var fatalCodes = map[int]error{
	4004: errToken,
	4010: hostErrorf("Discord does not know this shard. Check shard_id and shard_count in the configuration."),
	4011: hostErrorf("This bot is on too many servers for one connection. Raise shard_count in the configuration, and run one Spotter for each shard_id."),
	4012: hostErrorf("Discord no longer speaks the version of its gateway that this Spotter knows. Update Spotter."),
	4013: hostErrorf("Discord does not understand what this Spotter asks for. Update Spotter."),
	4014: hostErrorf("Discord refuses the events this Spotter asks for, though none is privileged. Update Spotter."),
}

// Close codes after which the session cannot be resumed.
const (
	invalidSequence = 4007
	sessionTimedOut = 4009
)

// link is one session with the gateway, over as many connections as it can be resumed on.
type link struct {
	session *discordgo.Session
	line    *line
	left    chan struct{} // a value when a connection ended
}

func (d *Discord) newLink() (*link, error) {
	s, err := discordgo.New("Bot " + d.o.Token)
	if err != nil {
		return nil, err
	}
	l := &link{session: s, line: &line{idle: d.o.Idle}, left: make(chan struct{}, 1)}
	s.Client, s.Dialer = d.rest.session.Client, l.line.dialer()
	s.Identify.Intents = intents
	s.ShardID, s.ShardCount = d.o.ShardID, d.o.ShardCount
	s.StateEnabled, s.LogLevel = false, silent
	// Events come in order, and we reconnect ourselves: the library looks at no close code and waits
	// up to ten minutes.
	s.SyncEvents, s.ShouldReconnectOnError = true, false
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { d.receive(e.Type, e.RawData) })
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case l.left <- struct{}{}:
		default:
		}
	})
	return l, nil
}

// connect keeps one session as long as it can be resumed. It returns nil when a new session may be
// tried, or ctx is done.
func (d *Discord) connect(ctx context.Context) error {
	l, err := d.newLink()
	if err != nil {
		return err
	}
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		select {
		case <-l.left: // said twice about the connection before
		default:
		}
		opened := time.Now()
		err := l.open(ctx)
		if err == nil {
			err = d.stay(ctx, l)
		}
		code := l.line.closeCode()
		switch {
		case ctx.Err() != nil:
			l.close()
			return nil
		case fatalCodes[code] != nil:
			return fatalCodes[code]
		case isHost(err):
			l.close()
			return err
		}
		d.o.Log.Warn("the connection to Discord was lost; I connect again", "platform", Platform, "code", code, "error", plain(err))
		if time.Since(opened) > time.Minute {
			wait = time.Second
		}
		if !pause(ctx, wait) {
			return nil
		}
		if err := d.checkBudget(ctx); err != nil || ctx.Err() != nil {
			return err
		}
		if code == invalidSequence || code == sessionTimedOut || err == errDead {
			return nil
		}
	}
}

func isHost(err error) bool { _, ok := err.(*hostError); return ok }

// open connects. The library can wait here for ever with its lock held; then the line is cut and the
// session is given up.
func (l *link) open(ctx context.Context) error {
	done := make(chan error, 1)
	go func() {
		err := l.session.Open()
		if err == discordgo.ErrWSAlreadyOpen { // two parts of the library noticed the end of the last one
			err = nil
		}
		done <- err
	}()
	limit := time.NewTimer(openLimit * l.line.idle)
	defer limit.Stop()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	case <-limit.C:
	}
	l.line.cut()
	return errDead
}

// stay waits until the connection ends (nil), is found dead, or the run is to end.
func (d *Discord) stay(ctx context.Context, l *link) error {
	watch := time.NewTicker(d.o.Watch)
	defer watch.Stop()
	free := time.Now() // when the library's lock was free last
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-l.left:
			return nil
		case err := <-d.fatal:
			return err
		case <-watch.C:
			if l.session.TryRLock() {
				l.session.RUnlock()
				free = time.Now()
			}
			if max(time.Since(free), l.silence()) > deadAfter*d.o.Idle {
				l.line.cut()
				return errDead
			}
		}
	}
}

// In idle times: how long connecting may take, and how long the library may hold its lock (it does for
// ever in a deadlock) or say nothing of a silent connection before we give it up.
const (
	openLimit = 3
	deadAfter = 2
)

// silence is how long the gateway has said nothing.
func (l *link) silence() time.Duration { return time.Since(time.Unix(0, l.line.heard.Load())) }

// close leaves the gateway, so that it sends us nothing more. The library takes a second for it, or
// for ever when it is deadlocked.
func (l *link) close() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = l.session.Close() // there is nobody left who could act on it
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Second):
		l.line.cut()
	}
}

// receive takes one event. It never blocks: the same goroutine keeps the connection alive.
func (d *Discord) receive(kind string, raw json.RawMessage) {
	defer d.recovered(kind)
	switch kind {
	case "INTERACTION_CREATE":
		d.onInteraction(raw)
	case "MESSAGE_CREATE":
		d.onMessage(raw)
	case "MESSAGE_UPDATE":
		d.onEdit(raw)
	case "GUILD_CREATE":
		d.onGuild(raw)
	case "GUILD_DELETE":
		d.onGuildGone(raw)
	case "READY":
		d.onReady(raw)
	}
}

// recovered, deferred, keeps a panic from ending the program; where tells what was going on.
func (d *Discord) recovered(where string) {
	if p := recover(); p != nil {
		d.o.Log.Error("something panicked", "platform", Platform, "where", where, "error", fmt.Sprintf("%v\n%s", p, debug.Stack()))
	}
}

// enqueue puts a job into a lane; when too many wait it is dropped, which the log says.
func (d *Discord) enqueue(lane string, job func()) bool {
	err := d.lanes.Go(lane, job)
	if err == bot.ErrFull {
		d.warn("more came in than could be answered; some of it was dropped")
	}
	return err == nil
}
