package telegramtest

import (
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"
)

// query is what can be answered once, for a while: a Callback or an InlineQuery.
type query interface {
	open(now time.Time) bool
}

// asked is what the two have in common.
type asked struct {
	ID       string
	UpdateID int64 // 0 when the bot was not told

	s        *Server
	expires  time.Time
	done     chan struct{}
	answered bool
}

func (a *asked) open(now time.Time) bool { return !a.answered && now.Before(a.expires) }

// ask registers a query; s.mu held.
func (s *Server) ask(life time.Duration) asked {
	if s.o.QueryLife != 0 {
		life = s.o.QueryLife
	}
	id := itoa(4_100_000_000_000_000_000 + s.nextID())
	return asked{ID: id, s: s, expires: time.Now().Add(life), done: make(chan struct{})}
}

const tooOld = "query is too old and response timeout expired or query ID is invalid"

// Callback is a pressed button.
type Callback struct {
	asked
	answer CallbackAnswer
}

// CallbackAnswer is what the bot answered to a pressed button.
type CallbackAnswer struct {
	Text      string
	ShowAlert bool
	URL       string
	CacheTime int64
}

// Answer waits for answerCallbackQuery.
func (cb *Callback) Answer() CallbackAnswer {
	cb.s.t.Helper()
	if !cb.s.await(cb.done) {
		cb.s.fail("the pressed button was not answered within %v", cb.s.o.Wait)
	}
	return cb.answer
}

// Answered tells whether the bot has answered.
func (cb *Callback) Answered() bool {
	select {
	case <-cb.done:
		return true
	default:
		return false
	}
}

// callbackQuery is a Callback on the wire.
type callbackQuery struct {
	ID       string `json:"id"`
	From     *User  `json:"from"`
	Message  any    `json:"message,omitempty"`
	InlineID string `json:"inline_message_id,omitempty"`
	Instance string `json:"chat_instance"`
	Data     string `json:"data"`
}

// Press is a user pressing a button of the bot's message, found by its label on the message as it
// stands now. The button must be one that calls the bot.
func (s *Server) Press(u *User, m *Message, label string) *Callback {
	s.t.Helper()
	b, ok := s.Current(m).Button(label)
	if !ok {
		s.fail("the message has no button %q, only %q", label, s.Current(m).Labels())
	}
	if b.Data == "" {
		s.fail("the button %q does not call the bot", label)
	}
	return s.PressData(u, m, b.Data)
}

// PressData is a client sending data that the message need not have.
func (s *Server) PressData(u *User, m *Message, data string) *Callback {
	if m.InlineID != "" {
		return s.pressed(callbackQuery{From: u, InlineID: m.InlineID, Instance: "-58", Data: data})
	}
	now := s.Current(m)
	return s.pressed(callbackQuery{From: u, Message: now, Instance: itoa(hash(itoa(m.Chat.ID))), Data: data})
}

// PressInaccessible is a user pressing a button of a message that the bot can't see any more.
func (s *Server) PressInaccessible(u *User, m *Message, data string) *Callback {
	gone := struct {
		Chat *Chat `json:"chat"`
		ID   int64 `json:"message_id"`
		Date int64 `json:"date"`
	}{Chat: m.Chat, ID: m.ID}
	return s.pressed(callbackQuery{From: u, Message: gone, Instance: itoa(hash(itoa(m.Chat.ID))), Data: data})
}

func (s *Server) pressed(q callbackQuery) *Callback {
	s.mu.Lock()
	defer s.mu.Unlock()
	cb := &Callback{asked: s.ask(callbackLife)}
	q.ID = cb.ID
	s.queries[q.ID] = cb
	cb.UpdateID = s.enqueue("callback_query", q, time.Until(cb.expires))
	return cb
}

func answerCallbackQuery(s *Server, c *call) (any, error) {
	cache, err := c.integer("cache_time", 0)
	if err != nil {
		return nil, err
	}
	a := CallbackAnswer{c.values["text"], c.yes("show_alert"), c.values["url"], cache}
	if n := utf8.RuneCountInString(a.Text); n > 200 {
		return nil, wrong("MESSAGE_TOO_LONG: the text of the answer has %d characters, more than 200", n)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	cb, ok := s.queries[c.values["callback_query_id"]].(*Callback)
	if !ok || !cb.open(time.Now()) {
		return nil, refused(tooOld)
	}
	cb.answer, cb.answered = a, true
	close(cb.done)
	return true, nil
}

// InlineQuery is a user typing the bot's name and something in any chat.
type InlineQuery struct {
	asked
	From   *User
	Query  string
	answer InlineAnswer
}

// InlineAnswer is what the bot offered.
type InlineAnswer struct {
	Results    []InlineResult
	CacheTime  int64 // seconds, 300 when the bot gave none
	IsPersonal bool
	NextOffset string
	Button     *InlineButton
}

// InlineButton is the button above the results.
type InlineButton struct {
	Text           string `json:"text"`
	StartParameter string `json:"start_parameter"`
}

// InlineResult is one offered result. Text and Entities are of the message it sends.
type InlineResult struct {
	Type        string    `json:"type"`
	ID          string    `json:"id"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Markup      *Keyboard `json:"reply_markup"`
	Content     struct {
		Text        string       `json:"message_text"`
		Mode        string       `json:"parse_mode"`
		Entities    []Entity     `json:"entities"`
		LinkPreview *LinkPreview `json:"link_preview_options"`
	} `json:"input_message_content"`
	Caption         string   `json:"caption"`
	Mode            string   `json:"parse_mode"`
	CaptionEntities []Entity `json:"caption_entities"`

	Text     string          `json:"-"`
	Entities []Entity        `json:"-"`
	JSON     json.RawMessage `json:"-"`
}

// Inline is a user asking the bot inline. Every query reaches the bot: results are not cached here.
func (s *Server) Inline(u *User, text string) *InlineQuery {
	s.mu.Lock()
	defer s.mu.Unlock()
	iq := &InlineQuery{asked: s.ask(inlineLife), From: u, Query: text}
	s.queries[iq.ID] = iq
	if !s.o.InlineOff {
		wire := map[string]any{"id": iq.ID, "from": u, "query": text, "offset": "", "chat_type": "supergroup"}
		iq.UpdateID = s.enqueue("inline_query", wire, time.Until(iq.expires))
	}
	return iq
}

// Answer waits for answerInlineQuery.
func (iq *InlineQuery) Answer() InlineAnswer {
	iq.s.t.Helper()
	if !iq.s.await(iq.done) {
		iq.s.fail("the inline query was not answered within %v", iq.s.o.Wait)
	}
	return iq.answer
}

// ChooseInline is the user sending one of the offered results: the message, in no chat of the bot's,
// and a chosen_inline_result. With an inline keyboard the message can be edited and pressed.
func (s *Server) ChooseInline(iq *InlineQuery, id string) *Message {
	s.t.Helper()
	for _, r := range iq.Answer().Results {
		if r.ID == id {
			return s.choose(iq, r)
		}
	}
	s.fail("the bot offered no result %q", id)
	return nil
}

func (s *Server) choose(iq *InlineQuery, r InlineResult) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &Message{From: iq.From, ViaBot: s.Bot, Text: r.Text, Entities: r.Entities, Markup: r.Markup, Date: time.Now().Unix()}
	wire := map[string]any{"result_id": r.ID, "from": iq.From, "query": iq.Query}
	if r.Markup != nil {
		m.InlineID = fmt.Sprintf("AQAAAB%012d", s.nextID())
		s.inlines[m.InlineID] = m
		wire["inline_message_id"] = m.InlineID
	}
	m.UpdateID = s.enqueue("chosen_inline_result", wire, chosenLife)
	return m
}
