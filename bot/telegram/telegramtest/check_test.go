package telegramtest_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"spotter/bot/telegram/telegramtest"
)

// broken are requests that the documentation rules out, whatever the description says: name, what
// the refusal holds, method, parameters. CHAT stands for a private chat.
var broken = [][]string{
	{"empty text", "text is empty", "sendMessage", "chat_id", "CHAT", "text", " \n"},
	{"text too long", "message is too long", "sendMessage", "chat_id", "CHAT", "text", strings.Repeat("🏋", 2049)},
	{"unclosed tag", "can't parse entities", "sendMessage", "chat_id", "CHAT", "parse_mode", "HTML", "text", "<b>x"},
	{"unknown tag", "Unsupported start tag", "sendMessage", "chat_id", "CHAT", "parse_mode", "HTML", "text", "<h1>x</h1>"},
	{"crossed tags", "Unmatched end tag", "sendMessage", "chat_id", "CHAT", "parse_mode", "HTML", "text", "<b><i>x</b></i>"},
	{"bare less-than", "Unclosed start tag", "sendMessage", "chat_id", "CHAT", "parse_mode", "HTML", "text", "5 < 6"},
	{"end without a start", "Unexpected end tag", "sendMessage", "chat_id", "CHAT", "parse_mode", "HTML", "text", "x</b>"},
	{"unknown mode", "parse_mode", "sendMessage", "chat_id", "CHAT", "parse_mode", "BBCode", "text", "x"},
	{"entity past the end", "after the end of the text", "sendMessage", "chat_id", "CHAT", "text", "abc", "entities", `[{"type":"bold","offset":1,"length":3}]`},
	{"entity within a symbol", "middle of a UTF-16 symbol", "sendMessage", "chat_id", "CHAT", "text", "🏋x", "entities", `[{"type":"bold","offset":1,"length":2}]`},
	{"overlapping entities", "overlap", "sendMessage", "chat_id", "CHAT", "text", "abcdef", "entities", `[{"type":"bold","offset":0,"length":3},{"type":"italic","offset":2,"length":3}]`},
	{"bold within code", "nested", "sendMessage", "chat_id", "CHAT", "text", "abcdef", "entities", `[{"type":"code","offset":0,"length":6},{"type":"bold","offset":2,"length":3}]`},
	{"unknown entity", "unknown", "sendMessage", "chat_id", "CHAT", "text", "abc", "entities", `[{"type":"loud","offset":0,"length":3}]`},
	{"data too long", "BUTTON_DATA_INVALID", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","callback_data":"` + strings.Repeat("ä", 33) + `"}`)},
	{"data empty", "BUTTON_DATA_INVALID", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","callback_data":""}`)},
	{"no action", "does nothing", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a"}`)},
	{"two actions", "2 actions", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","callback_data":"a","url":"https://x.org"}`)},
	{"no label", "without a label", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"","callback_data":"a"}`)},
	{"bad address", "URL", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","url":"ftp://x.org"}`)},
	{"bad deep link", "URL", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","url":"https://t.me/x?start=a+b"}`)},
	{"long row", "a row of 9", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(strings.TrimSuffix(strings.Repeat(`{"text":"a","callback_data":"a"},`, 9), ","))},
	{"many rows", "more than 100 buttons", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup",
		`{"inline_keyboard":[` + strings.TrimSuffix(strings.Repeat(`[{"text":"a","callback_data":"a"}],`, 101), ",") + `]}`},
	{"copy too long", "copy_text", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","copy_text":{"text":"` + strings.Repeat("x", 257) + `"}}`)},
	{"unknown style", "STYLE", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","callback_data":"a","style":"pink"}`)},
	{"no JSON", "JSON", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", `{"inline_keyboard":[[`},
	{"no chat", "chat_id", "sendMessage", "text", "x"},
	{"chat in words", "chat_id", "sendMessage", "chat_id", "home", "text", "x"},
	{"message in words", "message_id", "deleteMessage", "chat_id", "CHAT", "message_id", "last"},
	{"nothing to edit", "identifier", "editMessageText", "text", "x"},
	{"no picture", "photo", "sendPhoto", "chat_id", "CHAT"},
	{"caption too long", "caption is too long", "sendPhoto", "chat_id", "CHAT", "photo", "id", "caption", strings.Repeat("x", 1025)},
	{"alert too long", "200", "answerCallbackQuery", "callback_query_id", "1", "text", strings.Repeat("x", 201)},
	{"unknown action", "action", "sendChatAction", "chat_id", "CHAT", "action", "lifting"},
	{"limit", "limit", "getUpdates", "limit", "101"},
	{"timeout", "timeout", "getUpdates", "timeout", "-1"},
	{"capital command", "BOT_COMMAND_INVALID", "setMyCommands", "commands", `[{"command":"Warmup","description":"x"}]`},
	{"empty description", "DESCRIPTION_INVALID", "setMyCommands", "commands", `[{"command":"warmup","description":""}]`},
	{"too many commands", "more than 100", "setMyCommands", "commands", `[` + strings.TrimSuffix(strings.Repeat(`{"command":"a","description":"x"},`, 101), ",") + `]`},
	{"unknown scope", "cope", "setMyCommands", "commands", `[]`, "scope", `{"type":"everybody"}`},
	{"scope without a chat", "cope", "setMyCommands", "commands", `[]`, "scope", `{"type":"chat"}`},
	{"language", "language code", "setMyName", "name", "x", "language_code", "de-AT"},
	{"long name", "more than 64", "setMyName", "name", strings.Repeat("x", 65)},
	{"long description", "more than 512", "setMyDescription", "description", strings.Repeat("x", 513)},
	{"long short description", "more than 120", "setMyShortDescription", "short_description", strings.Repeat("x", 121)},
	{"two results of one id", "DUPLICATE", "answerInlineQuery", "inline_query_id", "1", "results", `[` + article("a") + `,` + article("a") + `]`},
	{"long result id", "RESULT_ID_INVALID", "answerInlineQuery", "inline_query_id", "1", "results", `[` + article(strings.Repeat("x", 65)) + `]`},
	{"51 results", "more than 50", "answerInlineQuery", "inline_query_id", "1", "results", `[` + strings.TrimSuffix(strings.Repeat(article("a")+`,`, 51), ",") + `]`},
	{"start parameter", "START_PARAM_INVALID", "answerInlineQuery", "inline_query_id", "1", "results", `[]`, "button", `{"text":"Open","start_parameter":"a b"}`},
	{"long offset", "next_offset", "answerInlineQuery", "inline_query_id", "1", "results", `[]`, "next_offset", strings.Repeat("x", 65)},
}

func keyboard(row string) string { return `{"inline_keyboard":[[` + row + `]]}` }

func article(id string) string {
	return `{"type":"article","id":"` + id + `","title":"T","input_message_content":{"message_text":"x"}}`
}

// TestBroken holds that what the documentation rules out is refused and noted, and nothing sent.
func TestBroken(t *testing.T) {
	for _, b := range broken {
		t.Run(b[0], func(t *testing.T) {
			s, c := start(t, telegramtest.Options{Lenient: true})
			chat := s.Open(s.User("Ann"))
			params := append([]string{}, b[3:]...)
			for i, p := range params {
				if p == "CHAT" {
					params[i] = id(chat.ID)
				}
			}
			c.bad(400, b[1], b[2], params...)
			if p := s.Problems(); len(p) == 0 || !strings.HasPrefix(p[0], b[2]+": ") {
				t.Errorf("problems %q", p)
			}
			if len(s.Sent(chat)) != 0 {
				t.Error("it was sent all the same")
			}
		})
	}
}

func TestBrokenUploads(t *testing.T) {
	s, c := start(t, telegramtest.Options{Lenient: true})
	chat := id(s.Open(s.User("Ann")).ID)
	for want, data := range map[string][]byte{
		"IMAGE_PROCESS_FAILED":     []byte("no picture"),
		"PHOTO_INVALID_DIMENSIONS": picture(210, 10),
		"too big":                  make([]byte, 10<<20+1),
		"non-empty":                {},
	} {
		if a := c.upload("sendPhoto", "photo", data, "chat_id", chat); a.Code != 400 || !strings.Contains(a.Description, want) {
			t.Errorf("%s: %d %s", want, a.Code, a.Description)
		}
	}
	if p := s.Problems(); len(p) != 4 {
		t.Errorf("problems %q", p)
	}
}

func TestUnknownMethod(t *testing.T) {
	s, c := start(t, telegramtest.Options{Lenient: true})
	c.bad(404, "Not Found", "sendPoll")
	c.bad(404, "Not Found", "logOut")
	if p := s.Problems(); len(p) != 2 || !strings.HasPrefix(p[0], "sendPoll: ") {
		t.Errorf("problems %q", p)
	}
}

// TestProblemsHideTheToken holds that a request that carries the token does not bring it into a problem.
func TestProblemsHideTheToken(t *testing.T) {
	s, c := start(t, telegramtest.Options{Lenient: true})
	c.call("setMyCommands", "commands", `[{"command":"`+s.Token+`","description":"x"}]`)
	if p := s.Problems(); len(p) != 1 || strings.Contains(p[0], s.Token) {
		t.Errorf("problems %q", p)
	}
}

// described skips a test when there is no description to hold requests to.
func described(t *testing.T) {
	if _, err := os.Stat(os.Getenv("SPEC_DIR") + "/telegram-bot-api.json"); err != nil {
		t.Skip("SPEC_DIR holds no telegram-bot-api.json")
	}
}

// undocumented are requests that only the description rules out: what the problem holds, method, parameters.
var undocumented = [][]string{
	{"disable_web_page_preview is no documented parameter", "sendMessage", "chat_id", "CHAT", "text", "x", "disable_web_page_preview", "true"},
	{"reply_to_message_id is no documented parameter", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_to_message_id", "1"},
	{"text is required", "sendMessage", "chat_id", "CHAT"},
	{"photo is required", "sendPhoto", "chat_id", "CHAT"},
	{"message_thread_id is no Integer", "sendMessage", "chat_id", "CHAT", "text", "x", "message_thread_id", "general"},
	{"protect_content is no Boolean", "sendMessage", "chat_id", "CHAT", "text", "x", "protect_content", "maybe"},
	{"chat_id is no Integer or String", "sendMessage", "chat_id", "home", "text", "x"},
	{"entities is no array", "sendMessage", "chat_id", "CHAT", "text", "x", "entities", `{"type":"bold"}`},
	{"entities[0].length is required by MessageEntity", "sendMessage", "chat_id", "CHAT", "text", "x", "entities", `[{"type":"bold","offset":0}]`},
	{"entities[0].offset is no Integer", "sendMessage", "chat_id", "CHAT", "text", "x", "entities", `[{"type":"bold","offset":"0","length":1}]`},
	{"reply_markup.inline_keyboard[0][0].data is no documented field of InlineKeyboardButton", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", keyboard(`{"text":"a","callback_data":"a","data":"a"}`)},
	{"reply_markup.selective is no documented field of InlineKeyboardMarkup", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_markup", `{"inline_keyboard":[],"selective":true}`},
	{"reply_parameters.message_id is required by ReplyParameters", "sendMessage", "chat_id", "CHAT", "text", "x", "reply_parameters", `{"allow_sending_without_reply":true}`},
	{"link_preview_options.is_disabled is no Boolean", "sendMessage", "chat_id", "CHAT", "text", "x", "link_preview_options", `{"is_disabled":1}`},
	{"results[0].input_message_content", "answerInlineQuery", "inline_query_id", "1", "results", `[{"type":"article","id":"a","title":"T","input_message_content":{"text":"x"}}]`},
	{"results[0] is none of", "answerInlineQuery", "inline_query_id", "1", "results", `[{"type":"poem","id":"a"}]`},
	{"switch_pm_text is no documented parameter", "answerInlineQuery", "inline_query_id", "1", "results", `[]`, "switch_pm_text", "Open"},
	{"media is none of", "editMessageMedia", "media", `{"type":"poem","media":"x"}`},
	{"scope is none of", "setMyCommands", "commands", `[]`, "scope", `{"type":"everybody"}`},
	{"scope.chat_id is required by BotCommandScopeChat", "setMyCommands", "commands", `[]`, "scope", `{"type":"chat"}`},
	{"allowed_updates has the unknown kind messages", "getUpdates", "allowed_updates", `["messages"]`},
	{"offset is no Integer", "getUpdates", "offset", "last"},
}

// TestUndocumented holds requests to the description, each by the line it must bring.
func TestUndocumented(t *testing.T) {
	described(t)
	for _, u := range undocumented {
		t.Run(u[0], func(t *testing.T) {
			s, c := start(t, telegramtest.Options{Lenient: true})
			chat := s.Open(s.User("Ann"))
			params := append([]string{}, u[2:]...)
			for i, p := range params {
				if p == "CHAT" {
					params[i] = id(chat.ID)
				}
			}
			c.bad(400, "Bad Request: ", u[1], params...)
			if p := s.Problems(); len(p) == 0 || !strings.Contains(strings.Join(p, "\n"), u[0]) {
				t.Errorf("problems %q", p)
			}
		})
	}
}

// TestDocumented holds that what the description allows passes, in every shape of a union.
func TestDocumented(t *testing.T) {
	s, c := start(t, telegramtest.Options{})
	ann := s.User("Ann")
	chat := id(s.Open(ann).ID)
	send := func(name, value string) { c.good("sendMessage", "chat_id", chat, "text", "abc", name, value) }
	send("reply_markup", `{"force_reply":true,"selective":true,"input_field_placeholder":"100 kg"}`)
	if m := s.Next(s.Private(ann)); !m.ForceReply.Selective || m.ForceReply.Placeholder != "100 kg" || m.Param("text") != "abc" {
		t.Errorf("got %+v", m.ForceReply)
	}
	send("reply_markup", `{"keyboard":[[{"text":"a"},{"text":"b"}]],"resize_keyboard":true}`)
	send("reply_markup", `{"remove_keyboard":true}`)
	send("reply_markup", keyboard(`{"text":"a","switch_inline_query":""},{"text":"b","copy_text":{"text":"20"},"style":"success"},{"text":"c","web_app":{"url":"https://x.org"}}`))
	send("entities", `[{"type":"bold","offset":0,"length":3},{"type":"italic","offset":1,"length":1},{"type":"text_link","offset":0,"length":1,"url":"https://x.org"}]`)
	send("entities", "null")
	send("link_preview_options", `{"is_disabled":true}`)
	send("text", strings.Repeat("🏋", 2048))
	for _, scope := range []string{"default", "all_private_chats", "all_group_chats", "all_chat_administrators"} {
		c.good("setMyCommands", "commands", `[{"command":"a","description":"x"}]`, "scope", `{"type":"`+scope+`"}`)
	}
	c.good("setMyCommands", "commands", `[]`, "scope", `{"type":"chat_member","chat_id":-5,"user_id":7}`)
	if s.Commands("chat_member:-5:7", "") == nil {
		t.Error("no commands for the member")
	}
	iq := s.Inline(ann, "form")
	c.good("answerInlineQuery", "inline_query_id", iq.ID, "button", `{"text":"Open","start_parameter":"a_b"}`, "results",
		`[`+article("a")+`,{"type":"photo","id":"b","photo_url":"https://x.org/a.jpg","thumbnail_url":"https://x.org/a.jpg"},
		{"type":"photo","id":"c","photo_file_id":"x","caption":"<i>x</i>","parse_mode":"HTML"}]`)
	if a := iq.Answer(); a.Button.StartParameter != "a_b" || a.Results[2].Text != "x" {
		t.Errorf("got %+v", a)
	}
}

// TestIndexedOnce holds that the description is read once: a second server costs nothing to speak of.
func TestIndexedOnce(t *testing.T) {
	described(t)
	telegramtest.New(t, telegramtest.Options{})
	if n := testing.AllocsPerRun(1, func() { telegramtest.New(t, telegramtest.Options{}) }); n > 1000 {
		t.Errorf("a server allocates %.0f times", n)
	}
}

// TestProblemsFailTheTest holds that an unnoticed violation does not stay unnoticed.
func TestProblemsFailTheTest(t *testing.T) {
	inner := &recorder{TB: t}
	s := telegramtest.New(inner, telegramtest.Options{})
	resp, err := http.Get(s.URL + "/bot" + s.Token + "/sendPoll")
	if err != nil {
		t.Fatal(err)
	}
	json.NewDecoder(resp.Body).Decode(&answer{})
	resp.Body.Close()
	inner.end()
	if inner.errors != 1 {
		t.Errorf("%d errors, want 1", inner.errors)
	}
}

// recorder is a test whose failures are counted instead.
type recorder struct {
	testing.TB
	errors   int
	cleanups []func()
}

func (r *recorder) Errorf(string, ...any) { r.errors++ }
func (r *recorder) Cleanup(f func())      { r.cleanups = append(r.cleanups, f) }
func (r *recorder) end() {
	for _, f := range r.cleanups {
		f()
	}
}
