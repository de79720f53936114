package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Discord's limits that hold over all routes (docs: rate limits): 50 requests a second, of which we
// use a little less, and 10,000 refused requests in ten minutes, at a tenth of which we fall silent
// except for answers, and at half of which altogether.
const (
	perSecond     = 45
	refusedWindow = 10 * time.Minute
	quietAt       = 1_000
	silentAt      = 5_000
)

var errBreaker = errors.New("too many requests were refused lately; I wait before I send more")

// transport sends every request to where Discord is said to be and nowhere else, holds them to the
// limits that are common to all, and mends answers that the library would misread.
type transport struct {
	next    http.RoundTripper
	base    *url.URL
	limit   *rate.Limiter
	breaker breaker
	revoked func() // called when the bot's own token is refused

	mu     sync.Mutex
	paused time.Time // until when everything but answers waits
}

func newTransport(apiURL string, revoked func()) (*transport, error) {
	base, err := url.Parse(apiURL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("discord.api_url is %q; it must be an address such as https://discord.com", apiURL)
	}
	next := http.DefaultTransport.(*http.Transport).Clone()
	next.MaxIdleConnsPerHost = lanesWidth
	return &transport{next: next, base: base, limit: rate.NewLimiter(perSecond, perSecond), revoked: revoked}, nil
}

// isAnswer tells whether a path answers an interaction: these have limits of their own, and no bot token.
func isAnswer(path string) bool {
	return strings.Contains(path, "/interactions/") || strings.Contains(path, "/webhooks/")
}

// RoundTrip sends r.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != "discord.com" {
		return nil, errors.New("the request is not for Discord's API")
	}
	answer := isAnswer(r.URL.Path)
	if err := t.admit(r.Context(), answer); err != nil {
		return nil, err
	}
	moved := r.Clone(r.Context())
	moved.URL.Scheme, moved.URL.Host = t.base.Scheme, t.base.Host
	moved.URL.Path = strings.TrimSuffix(t.base.Path, "/") + r.URL.Path
	moved.Host = t.base.Host
	if answer {
		moved.Header.Del("Authorization")
	}
	resp, err := t.next.RoundTrip(moved)
	if err != nil {
		return nil, err
	}
	return t.inspect(resp, answer)
}

// admit waits until the request may be sent.
func (t *transport) admit(ctx context.Context, answer bool) error {
	refused := t.breaker.count(time.Now())
	if refused >= silentAt || refused >= quietAt && !answer {
		return errBreaker
	}
	if answer {
		return nil
	}
	t.mu.Lock()
	wait := time.Until(t.paused)
	t.mu.Unlock()
	if wait > 0 && !pause(ctx, wait) {
		return ctx.Err()
	}
	return t.limit.Wait(ctx)
}

// inspect counts refusals and mends a 429: the library needs JSON, and X-RateLimit-Reset-After next
// to X-RateLimit-Global, which Discord leaves out.
func (t *transport) inspect(resp *http.Response, answer bool) (*http.Response, error) {
	switch resp.StatusCode {
	case http.StatusUnauthorized:
		t.breaker.add(time.Now())
		if !answer {
			t.revoked()
		}
	case http.StatusForbidden:
		t.breaker.add(time.Now())
	case http.StatusBadGateway:
		// The library would put the page it got into its error; any other 5xx it reports as one.
		resp.StatusCode = http.StatusServiceUnavailable
	case http.StatusTooManyRequests:
		if resp.Header.Get("X-RateLimit-Scope") != "shared" {
			t.breaker.add(time.Now())
		}
		return resp, t.mend(resp)
	}
	return resp, nil
}

// edgeWait is how long we wait when the network in front of Discord refuses us without saying how long.
const edgeWait = 60

func (t *transport) mend(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		return err
	}
	after, err := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64)
	if err != nil || after < 0 {
		after = edgeWait
	}
	if !json.Valid(body) {
		body = fmt.Appendf(nil, `{"message":"refused at the edge","retry_after":%g,"global":true}`, after)
		resp.Header.Set("X-RateLimit-Global", "true")
		resp.Header.Set("Content-Type", "application/json")
	}
	if resp.Header.Get("X-RateLimit-Global") != "" {
		t.mu.Lock()
		t.paused = time.Now().Add(time.Duration(after * float64(time.Second)))
		t.mu.Unlock()
	}
	if resp.Header.Get("X-RateLimit-Reset-After") == "" {
		resp.Header.Set("X-RateLimit-Reset-After", strconv.FormatFloat(after, 'f', -1, 64))
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return nil
}

// breaker counts refused requests over the last ten minutes, by the minute.
type breaker struct {
	mu      sync.Mutex
	minutes [10]struct {
		at time.Time // the minute that is counted
		n  int
	}
}

func (b *breaker) add(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	m := &b.minutes[now.Unix()/60%10]
	if minute := now.Truncate(time.Minute); !m.at.Equal(minute) {
		m.at, m.n = minute, 0
	}
	m.n++
}

func (b *breaker) count(now time.Time) (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, m := range b.minutes {
		if now.Sub(m.at) < refusedWindow {
			n += m.n
		}
	}
	return n
}
