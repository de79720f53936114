package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
)

// rest makes calls to Discord's API.
type rest struct {
	session  *discordgo.Session // never opened: it only carries calls
	limiters *limiters
	log      *slog.Logger
}

func newRest(token, apiURL string, log *slog.Logger, end func(error)) (*rest, error) {
	t, err := newTransport(apiURL, func() { end(errToken) })
	if err != nil {
		return nil, err
	}
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		return nil, err
	}
	s.Client = &http.Client{Transport: t, Timeout: callTime, CheckRedirect: func(*http.Request, []*http.Request) error {
		return errors.New("Discord sent us somewhere else")
	}}
	s.StateEnabled, s.LogLevel, s.MaxRestRetries = false, silent, 0
	s.UserAgent = "DiscordBot (spotter, 1)"
	return &rest{session: s, limiters: newLimiters(), log: log}, nil
}

// silent is a level below every one the library logs at: its lines hold tokens and texts.
const silent = -1

// callTime is how long one request may take.
const callTime = 20 * time.Second

// call is one call of the API.
type call struct {
	method, url string
	body        any       // JSON, nil for none
	files       []picture // sent along with body
	route       string    // calls of one route share a limit; "" is the url
	limiter     *limiter  // nil: that of the route
	again       bool      // it may be sent again when it is not known whether it arrived
}

// tries is how often a call is made in all.
const tries = 4

// do makes the call and returns the answer. It waits out limits and, where the call may be sent again,
// faults of Discord's, as long as ctx lasts. Its errors hold no token and no text.
func (c *rest) do(ctx context.Context, k call) ([]byte, error) {
	contentType, body, err := k.encode()
	if err != nil {
		return nil, err
	}
	limiter := k.limiter
	if limiter == nil {
		limiter = c.limiters.of(cmp.Or(k.route, k.url))
	}
	for try := 1; ; try++ {
		if err := limiter.admit(ctx); err != nil {
			return nil, err
		}
		answer, err := c.session.RequestWithLockedBucket(k.method, k.url, contentType, body, limiter.bucket.LockBucket(""), 0,
			discordgo.WithContext(ctx), discordgo.WithRetryOnRatelimit(false), discordgo.WithRestRetries(0))
		if err = plain(err); err == nil {
			return answer, nil
		}
		limiter.note(err)
		wait, worth := k.wait(err, try)
		if !worth || try == tries || !hasTime(ctx, wait) || !pause(ctx, wait) {
			return nil, err
		}
	}
}

// wait is how long to wait before the call is made again, and whether that is worth it.
func (k call) wait(err error, try int) (time.Duration, bool) {
	var limited *waitError
	if errors.As(err, &limited) {
		return limited.after, true
	}
	faulty := status(err) >= 500 || status(err) == 0 && !errors.Is(err, errBreaker)
	backoff := time.Duration(100+rand.IntN(100)) * time.Millisecond << (2 * (try - 1))
	return backoff, faulty && k.again
}

// hasTime tells whether ctx outlasts the wait.
func hasTime(ctx context.Context, wait time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return ctx.Err() == nil && (!ok || time.Until(deadline) > wait)
}

func (k call) encode() (contentType string, body []byte, err error) {
	if k.body == nil {
		return "", nil, nil
	}
	if len(k.files) == 0 {
		body, err = json.Marshal(k.body)
		return "application/json", body, err
	}
	var files []*discordgo.File
	for _, f := range k.files {
		files = append(files, &discordgo.File{Name: f.name, ContentType: "image/png", Reader: bytes.NewReader(f.png)})
	}
	return discordgo.MultipartBodyWithJSON(k.body, files)
}

// deliver makes of the error of a call what bot.Sender promises.
func deliver(err error) error {
	var limited *waitError
	switch {
	case err == nil:
		return nil
	case isCode(err, closedMessages, noCommonServer, unknownChannel, missingAccess, missingPermissions):
		return errors.Join(bot.ErrGone, err)
	case errors.As(err, &limited):
		return &bot.LaterError{After: limited.after, Err: err}
	case isCode(err, openingTooFast):
		return &bot.LaterError{After: openingWait, Err: err}
	case status(err) == 0 || status(err) >= 500:
		return &bot.LaterError{Err: err}
	default:
		return err
	}
}

// openingWait is how long no more private chats are opened after Discord found it too fast.
const openingWait = 10 * time.Minute

// limiter is the rate limit of one route: a bucket of the library's, and until when Discord has told us
// to wait. The library would sleep that long whatever the context says.
type limiter struct {
	bucket *discordgo.RateLimiter
	until  atomic.Int64 // Unix nanoseconds
	used   time.Time    // guarded by the lock of limiters
}

func newLimiter() *limiter { return &limiter{bucket: discordgo.NewRatelimiter()} }

// note remembers what an answer says about waiting.
func (l *limiter) note(err error) {
	var limited *waitError
	if errors.As(err, &limited) {
		l.until.Store(time.Now().Add(limited.after).UnixNano())
	}
}

// admit waits until the route is open, unless ctx ends before.
func (l *limiter) admit(ctx context.Context) error {
	wait := time.Until(time.Unix(0, l.until.Load()))
	if wait <= 0 {
		return nil
	}
	if !hasTime(ctx, wait) || !pause(ctx, wait) {
		return &waitError{wait}
	}
	return nil
}

// limiters are the limits of all routes. Those that have not been used for a while are dropped, so that
// they do not grow with the number of channels.
type limiters struct {
	mu sync.Mutex
	by map[string]*limiter
}

const (
	maxLimiters = 1_000
	limiterLife = time.Minute // longer than Discord's buckets last
)

func newLimiters() *limiters { return &limiters{by: map[string]*limiter{}} }

func (l *limiters) of(route string) *limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	u := l.by[route]
	if u == nil {
		if len(l.by) >= maxLimiters {
			for r, old := range l.by {
				if now.Sub(old.used) > limiterLife {
					delete(l.by, r)
				}
			}
		}
		u = newLimiter()
		l.by[route] = u
	}
	u.used = now
	return u
}
