package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// params are the parameters of a call; what is no scalar is JSON.
type params = tgbotapi.Params

// client makes calls to the Bot API through the library, whose own client can neither be called off
// nor keep the token out of its errors.
type client struct {
	api     tgbotapi.BotAPI // copied for each call, with a client of its own
	next    http.RoundTripper
	revoked func() // called when our token is refused
}

// callTime is how long a call may take. Short limits of Telegram's may hold a call instead of
// refusing it.
const callTime = 25 * time.Second

// pingTime is how long a connection may be silent before it is tried, and then again to prove that it lives.
const pingTime = 15 * time.Second

func newClient(token, apiURL string, revoked func()) (*client, error) {
	base, err := url.Parse(apiURL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("telegram.api_url is %q; it must be an address such as https://api.telegram.org", apiURL)
	}
	next := http.DefaultTransport.(*http.Transport).Clone()
	next.MaxIdleConnsPerHost, next.MaxIdleConns = lanesWidth, lanesWidth
	// Over HTTP/2 all calls share a connection, and one that is dead would take them all.
	next.HTTP2 = &http.HTTP2Config{SendPingTimeout: pingTime, PingTimeout: pingTime}
	c := &client{revoked: revoked, next: next}
	c.api.Token = token
	// The library puts the token and the method into it by format.
	c.api.SetAPIEndpoint(strings.ReplaceAll(strings.TrimSuffix(base.String(), "/"), "%", "%%") + "/bot%s/%s")
	return c, nil
}

// once carries one call: it ends with ctx, follows no redirection, and its errors hold no token.
type once struct {
	ctx   context.Context
	next  http.RoundTripper
	token string
}

// Do sends the request. What is no JSON, such as the page of a proxy, becomes an error with its status.
func (o once) Do(r *http.Request) (*http.Response, error) {
	resp, err := o.next.RoundTrip(r.WithContext(o.ctx))
	switch {
	case err != nil && strings.Contains(err.Error(), o.token):
		return nil, errors.New("the connection failed, in words that hold the token")
	case err != nil:
		return nil, err
	}
	if resp.StatusCode >= 500 || !strings.Contains(resp.Header.Get("Content-Type"), "json") {
		_, _ = io.CopyN(io.Discard, resp.Body, 1<<16)
		_ = resp.Body.Close()
		return nil, &statusError{resp.StatusCode}
	}
	return resp, nil
}

// call makes one call and returns the result. file, if not nil, is uploaded as field.
func (c *client) call(ctx context.Context, method string, p params, field string, file *picture) (json.RawMessage, error) {
	api := c.api
	api.Client = once{ctx, c.next, c.api.Token}
	var resp *tgbotapi.APIResponse
	var err error
	if file == nil {
		resp, err = api.MakeRequest(method, p)
	} else {
		resp, err = api.UploadFiles(method, p, []tgbotapi.RequestFile{{Name: field, Data: tgbotapi.FileBytes{Name: file.name, Bytes: file.png}}})
	}
	if err == nil {
		return resp.Result, nil
	}
	return nil, c.refusal(method, resp, err)
}

// refusal is the error of a call as one that can be logged.
func (c *client) refusal(method string, resp *tgbotapi.APIResponse, err error) error {
	var refused *tgbotapi.Error
	if !errors.As(err, &refused) {
		return fmt.Errorf("%s: %w", method, err)
	}
	e := &apiError{method: method, code: resp.ErrorCode, text: refused.Message,
		after: time.Duration(refused.RetryAfter) * time.Second, migrateTo: refused.MigrateToChatID}
	if e.code == http.StatusUnauthorized {
		c.revoked()
	}
	return e
}

// get makes a call that may be made twice and decodes its result into v, unless v is nil.
func (c *client) get(ctx context.Context, method string, p params, v any) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	raw, err := c.call(ctx, method, p, "", nil)
	if err != nil || v == nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%s: its result cannot be read", method)
	}
	return nil
}

// text is v as JSON. What is given can always be written: strings, numbers, and structs of them.
func text(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}
