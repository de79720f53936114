package telegramtest_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"spotter/bot/telegram/telegramtest"
)

// answer is what a method answered.
type answer struct {
	status      int
	OK          bool
	Result      json.RawMessage
	Code        int `json:"error_code"`
	Description string
	Parameters  telegramtest.Parameters
}

// client calls the server by plain HTTP.
type client struct {
	t *testing.T
	s *telegramtest.Server
}

func start(t *testing.T, o telegramtest.Options) (*telegramtest.Server, client) {
	t.Helper()
	s := telegramtest.New(t, o)
	return s, client{t, s}
}

func (c client) url(method string) string { return c.s.URL + "/bot" + c.s.Token + "/" + method }

// call posts a form: names and values in turn.
func (c client) call(method string, params ...string) answer {
	c.t.Helper()
	form := url.Values{}
	for i := 0; i < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	resp, err := http.PostForm(c.url(method), form)
	return c.read(resp, err)
}

func (c client) read(resp *http.Response, err error) answer {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	a := answer{status: resp.StatusCode}
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		c.t.Fatal(err)
	}
	return a
}

// good is call that must be accepted.
func (c client) good(method string, params ...string) answer {
	c.t.Helper()
	a := c.call(method, params...)
	if !a.OK || a.status != 200 {
		c.t.Fatalf("%s %q: %d %s", method, params, a.status, a.Description)
	}
	return a
}

// bad is call that must be refused with a text that holds want.
func (c client) bad(code int, want, method string, params ...string) answer {
	c.t.Helper()
	a := c.call(method, params...)
	if a.OK || a.status != code || a.Code != code || !strings.Contains(a.Description, want) {
		c.t.Fatalf("%s %q: %d %q, want %d %q", method, params, a.status, a.Description, code, want)
	}
	return a
}

// updates are the decoded ones of a getUpdates answer.
type updates []struct {
	ID            int64                  `json:"update_id"`
	Message       *telegramtest.Message  `json:"message"`
	Edited        *telegramtest.Message  `json:"edited_message"`
	CallbackQuery map[string]interface{} `json:"callback_query"`
	MyChatMember  map[string]interface{} `json:"my_chat_member"`
}

func (c client) poll(params ...string) updates {
	c.t.Helper()
	var u updates
	if err := json.Unmarshal(c.good("getUpdates", params...).Result, &u); err != nil {
		c.t.Fatal(err)
	}
	return u
}

func id(n int64) string {
	b, _ := json.Marshal(n)
	return string(b)
}

// upload posts a multipart body.
func (c client) upload(method, field string, data []byte, params ...string) answer {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(params); i += 2 {
		w.WriteField(params[i], params[i+1])
	}
	part, _ := w.CreateFormFile(field, "chart.png")
	part.Write(data)
	w.Close()
	resp, err := http.Post(c.url(method), w.FormDataContentType(), &body)
	return c.read(resp, err)
}

func picture(w, h int) []byte {
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)))
	return b.Bytes()
}
