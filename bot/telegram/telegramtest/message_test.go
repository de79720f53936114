package telegramtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"spotter/bot/telegram/telegramtest"
)

func TestOnlyTheTokenOpens(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	for path, want := range map[string]int{
		"/bot" + s.Token + "/getMe":                                200,
		"/bot7318024551:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/getMe": 401,
		"/botnonsense/getMe":                                       404,
		"/getMe":                                                   404,
		"/bot" + s.Token:                                           404,
		"/file/bot" + s.Token + "/none":                            404,
	} {
		resp, err := http.Get(s.URL + path)
		if a := c.read(resp, err); a.status != want {
			t.Errorf("%s: %d %s, want %d", path, a.status, a.Description, want)
		}
	}
}

// TestFourWays holds that a method reads its parameters from a query, a form, JSON and multipart.
func TestFourWays(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	chat := s.Open(s.User("Ann"))
	markup := `{"inline_keyboard":[[{"text":"Next","callback_data":"/next"}]]}`
	query := url.Values{"chat_id": {id(chat.ID)}, "text": {"hi"}, "reply_markup": {markup}}
	c.good("sendMessage", "chat_id", id(chat.ID), "text", "hi", "reply_markup", markup)
	resp, err := http.Get(c.url("sendMessage") + "?" + query.Encode())
	c.read(resp, err)
	resp, err = http.Post(c.url("sendMessage"), "application/json", strings.NewReader(`{"chat_id":`+id(chat.ID)+`,"text":"hi","reply_markup":`+markup+`}`))
	c.read(resp, err)
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, v := range query {
		w.WriteField(name, v[0])
	}
	w.Close()
	resp, err = http.Post(c.url("sendMessage"), w.FormDataContentType(), &body)
	c.read(resp, err)
	for range 4 {
		if m := s.Next(chat); m.Text != "hi" || len(m.Labels()) != 1 || m.Labels()[0] != "Next" {
			t.Errorf("got %q with %q", m.Text, m.Labels())
		}
	}
}

func TestMessages(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	chat := s.Private(ann)
	asked := s.Start(ann, "ask_42")
	c.good("sendMessage", "chat_id", id(chat.ID), "parse_mode", "HTML",
		"text", `<b>Warm-up 🏋️</b> &amp; <pre><code class="language-kg">20 x 5</code></pre>`,
		"reply_parameters", `{"message_id":`+id(asked.ID)+`}`, "link_preview_options", `{"is_disabled":true}`,
		"reply_markup", `{"inline_keyboard":[[{"text":"Next","callback_data":"/next"},{"text":"Open","url":"https://t.me/x?start=a"}]]}`)
	m := s.Next(chat)
	if m.Text != "Warm-up 🏋️ & 20 x 5" || !m.LinkPreview.Disabled || m.ReplyTo == nil || m.ReplyTo.ID != asked.ID {
		t.Errorf("got %+v", m)
	}
	if len(m.Entities) != 2 || m.Part(m.Entities[0]) != "Warm-up 🏋️" || m.Entities[1].Language != "kg" || m.Part(m.Entities[1]) != "20 x 5" {
		t.Errorf("entities %+v", m.Entities)
	}
	same := []string{"chat_id", id(chat.ID), "message_id", id(m.ID), "text", "Done"}
	c.good("editMessageText", same...)
	after := s.Edited(m)
	if after.Text != "Done" || after.Labels() != nil || after.Before.Text != m.Text {
		t.Errorf("edited to %+v", after)
	}
	c.bad(400, "message is not modified", "editMessageText", same...)
	c.bad(400, "message to edit not found", "editMessageText", "chat_id", id(chat.ID), "message_id", "4711", "text", "x")
	c.bad(400, "message can't be edited", "editMessageText", "chat_id", id(chat.ID), "message_id", id(asked.ID), "text", "x")
	c.good("deleteMessage", "chat_id", id(chat.ID), "message_id", id(m.ID))
	if end := s.Edited(after); !end.Deleted {
		t.Error("the message is not deleted")
	}
}

func TestCallbacks(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	chat := s.Open(ann)
	c.good("sendMessage", "chat_id", id(chat.ID), "text", "Menu", "reply_markup", `{"inline_keyboard":[[{"text":"Next","callback_data":"/next 1"}]]}`)
	m := s.Next(chat)
	cb := s.Press(ann, m, "Next")
	q := c.poll()[0].CallbackQuery
	if q["data"] != "/next 1" || q["id"] != cb.ID || q["message"] == nil {
		t.Fatalf("got %v", q)
	}
	c.good("answerCallbackQuery", "callback_query_id", cb.ID, "text", "Not your menu", "show_alert", "true")
	if a := cb.Answer(); a.Text != "Not your menu" || !a.ShowAlert {
		t.Errorf("answer %+v", a)
	}
	c.bad(400, "query is too old", "answerCallbackQuery", "callback_query_id", cb.ID)
	s.PressInaccessible(ann, m, "/old")
	s.PressData(ann, m, "/forged")
	u := c.poll("offset", id(cb.UpdateID+1))
	if msg := u[0].CallbackQuery["message"].(map[string]any); msg["date"] != 0.0 || u[1].CallbackQuery["data"] != "/forged" {
		t.Errorf("got %v", u)
	}
}

// TestQueryLife holds that a button can be answered for a while only.
func TestQueryLife(t *testing.T) {
	s, c := start(t, telegramtest.Options{QueryLife: time.Nanosecond})
	ann := s.User("Ann")
	c.good("sendMessage", "chat_id", id(s.Open(ann).ID), "text", "Menu")
	cb := s.PressData(ann, s.Next(s.Private(ann)), "/x")
	c.bad(400, "query is too old", "answerCallbackQuery", "callback_query_id", cb.ID)
	if cb.Answered() {
		t.Error("answered all the same")
	}
}

func TestInline(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	iq := s.Inline(ann, "180 dl")
	c.good("answerInlineQuery", "inline_query_id", iq.ID, "cache_time", "5", "is_personal", "true", "results",
		`[{"type":"article","id":"w","title":"Warm-up","input_message_content":{"message_text":"<b>20</b> x 5","parse_mode":"HTML"},
		"reply_markup":{"inline_keyboard":[[{"text":"Next","callback_data":"/next"}]]}}]`)
	if a := iq.Answer(); len(a.Results) != 1 || a.Results[0].Text != "20 x 5" || a.CacheTime != 5 || !a.IsPersonal {
		t.Errorf("answer %+v", a)
	}
	m := s.ChooseInline(iq, "w")
	s.Press(ann, m, "Next")
	c.good("editMessageText", "inline_message_id", m.InlineID, "text", "next")
	if after := s.Edited(m); after.Text != "next" {
		t.Errorf("edited to %q", after.Text)
	}
	u := c.poll("offset", "-1")
	if q := u[0].CallbackQuery; q["inline_message_id"] != m.InlineID || q["message"] != nil {
		t.Errorf("pressed: %v", q)
	}
}

func TestPhotos(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	chat := s.Open(s.User("Ann"))
	data := picture(800, 400)
	if a := c.upload("sendPhoto", "photo", data, "chat_id", id(chat.ID), "caption", "Your month"); !a.OK {
		t.Fatal(a.Description)
	}
	m := s.Next(chat)
	if m.Caption != "Your month" || !bytes.Equal(m.File, data) || len(m.Photo) != 2 || m.Photo[1].Width != 800 {
		t.Errorf("got %+v", m.Photo)
	}
	c.good("sendPhoto", "chat_id", id(chat.ID), "photo", m.Photo[1].ID)
	if again := s.Next(chat); !bytes.Equal(again.File, data) {
		t.Error("the picture sent by its id is another")
	}
	if a := c.upload("sendDocument", "document", []byte("a,b\n"), "chat_id", id(chat.ID)); !a.OK {
		t.Fatal(a.Description)
	}
	if d := s.Next(chat); d.Document.Name != "chart.png" || string(d.File) != "a,b\n" {
		t.Errorf("document %+v", d.Document)
	}
	media := `{"type":"photo","media":"attach://new","caption":"later"}`
	if a := c.upload("editMessageMedia", "new", picture(10, 10), "chat_id", id(chat.ID), "message_id", id(m.ID), "media", media); !a.OK {
		t.Fatal(a.Description)
	}
	if e := s.Edited(m); e.Caption != "later" || e.Photo[0].Width != 10 {
		t.Errorf("edited to %+v", e)
	}
	var f struct {
		Path string `json:"file_path"`
	}
	json.Unmarshal(c.good("getFile", "file_id", m.Photo[1].ID).Result, &f)
	resp, err := http.Get(s.URL + "/file/bot" + s.Token + "/" + f.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got, _ := io.ReadAll(resp.Body); !bytes.Equal(got, data) {
		t.Error("the file downloaded is another")
	}
}
