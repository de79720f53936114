package discord

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// answering is a transport whose server always answers the same.
func answering(status int, header http.Header, body string) http.RoundTripper {
	return roundTripper(func(*http.Request) (*http.Response, error) {
		h := header.Clone()
		if h == nil {
			h = http.Header{}
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func get(t *testing.T, tr *transport, url string) (*http.Response, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tr.RoundTrip(r)
}

const (
	ordinary = "https://discord.com/api/v9/channels/1/messages"
	callback = "https://discord.com/api/v9/interactions/1/secret/callback"
)

// TestBreaker holds that refusals silence first what is not an answer, then everything, and pass.
func TestBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, err := newTransport("https://discord.com", func() {})
		if err != nil {
			t.Fatal(err)
		}
		tr.limit.SetBurst(1_000_000)
		refuse := func(n int) {
			for range n {
				tr.breaker.add(time.Now())
			}
		}
		tr.next = answering(http.StatusOK, nil, "{}")
		for _, c := range []struct {
			refused            int
			ordinary, callback bool
		}{{0, true, true}, {quietAt - 1, true, true}, {quietAt, false, true}, {silentAt, false, false}} {
			refuse(c.refused - tr.breaker.count(time.Now()))
			if _, err := get(t, tr, ordinary); (err == nil) != c.ordinary {
				t.Errorf("after %d refusals a message: %v", c.refused, err)
			}
			if _, err := get(t, tr, callback); (err == nil) != c.callback || err != nil && !errors.Is(err, errBreaker) {
				t.Errorf("after %d refusals an answer: %v", c.refused, err)
			}
		}
		pause(t.Context(), refusedWindow+time.Minute)
		if _, err := get(t, tr, ordinary); err != nil {
			t.Errorf("ten minutes later: %v", err)
		}
	})
}

// TestInspect counts what Discord counts as refused, and tells of a revoked token, but not of an
// interaction's token that is over.
func TestInspect(t *testing.T) {
	for _, c := range []struct {
		url     string
		status  int
		header  http.Header
		refused int
		revoked bool
	}{
		{ordinary, 200, nil, 0, false},
		{ordinary, 404, nil, 0, false},
		{ordinary, 401, nil, 1, true},
		{callback, 401, nil, 1, false},
		{ordinary, 403, nil, 1, false},
		{ordinary, 429, http.Header{"X-Ratelimit-Scope": {"user"}}, 1, false},
		{ordinary, 429, http.Header{"X-Ratelimit-Scope": {"shared"}}, 0, false},
	} {
		revoked := false
		tr, err := newTransport("https://discord.com", func() { revoked = true })
		if err != nil {
			t.Fatal(err)
		}
		tr.next = answering(c.status, c.header, `{"retry_after":1}`)
		if _, err := get(t, tr, c.url); err != nil {
			t.Fatal(err)
		}
		if n := tr.breaker.count(time.Now()); n != c.refused || revoked != c.revoked {
			t.Errorf("%d for %s: refused %d, revoked %v", c.status, c.url, n, revoked)
		}
	}
}

// TestMend makes of a page at the edge what the library can read.
func TestMend(t *testing.T) {
	tr, err := newTransport("https://discord.com", func() {})
	if err != nil {
		t.Fatal(err)
	}
	tr.next = answering(429, http.Header{"Retry-After": {"7"}}, "<html>error 1015</html>")
	resp, err := get(t, tr, callback)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	if got := string(body); !strings.Contains(got, `"retry_after":7`) || resp.Header.Get("X-RateLimit-Global") == "" || resp.Header.Get("X-RateLimit-Reset-After") != "7" {
		t.Errorf("it became %s with %v", got, resp.Header)
	}
	if wait := time.Until(tr.paused); wait < 6*time.Second || wait > 7*time.Second {
		t.Errorf("the rest waits %v", wait)
	}
}

// TestGlobalLimit holds that a global limit stops every route but answers, for as long as Discord says.
func TestGlobalLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, err := newTransport("https://discord.com", func() {})
		if err != nil {
			t.Fatal(err)
		}
		tr.next = answering(429, http.Header{"Retry-After": {"3"}, "X-Ratelimit-Global": {"true"}}, `{"retry_after":3,"global":true}`)
		if _, err := get(t, tr, ordinary); err != nil {
			t.Fatal(err)
		}
		tr.next = answering(200, nil, "{}")
		begun := time.Now()
		for _, c := range []struct {
			url  string
			wait time.Duration
		}{{callback, 0}, {"https://discord.com/api/v9/users/@me", 3 * time.Second}, {ordinary, 3 * time.Second}} {
			if _, err := get(t, tr, c.url); err != nil || time.Since(begun) != c.wait {
				t.Errorf("%s waited %v: %v", c.url, time.Since(begun), err)
			}
		}
	})
}

// TestOnlyThere sends requests to the given address alone, below its path, the token only with those
// that need it.
func TestOnlyThere(t *testing.T) {
	var path, token string
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		path, token = r.URL.Path, r.Header.Get("Authorization")
	}))
	defer s.Close()
	tr, err := newTransport(s.URL+"/proxy/", func() {})
	if err != nil {
		t.Fatal(err)
	}
	c := http.Client{Transport: tr}
	for _, url := range []string{ordinary, callback} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bot x")
		resp, err := c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if path != "/proxy"+r.URL.Path || (token == "Bot x") != (url == ordinary) {
			t.Errorf("%s arrived at %s with %q", url, path, token)
		}
	}
	for _, url := range []string{"https://cdn.discordapp.com/x", "https://discord.com.evil.example/x", "http://localhost/x"} {
		if _, err := get(t, tr, url); err == nil {
			t.Errorf("%s was let out", url)
		}
	}
	for _, bad := range []string{"", "discord.com", "ftp://discord.com", "://"} {
		if _, err := newTransport(bad, func() {}); err == nil {
			t.Errorf("%q is taken for an address", bad)
		}
	}
}
