package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// reply is the body of a callback.
type reply struct {
	Type int             `json:"type"`
	Data json.RawMessage `json:"data"`

	modal   *Modal
	choices []Choice
}

func (s *Server) checkCallback(c *call) {
	r := &reply{}
	c.extra = r
	if !c.decode(r) {
		return
	}
	body := c.body
	defer func() { c.body = body }()
	c.body = r.Data
	switch r.Type {
	case AnswerMessage:
		c.decodeMessage()
		if !c.shows() {
			c.bad("data", codeEmpty, "an empty message")
		}
	case AnswerUpdate:
		c.edits = true
		c.decodeMessage()
	case AnswerDefer:
		if len(r.Data) > 0 && c.decode(&c.sent) && c.sent.Flags != nil && *c.sent.Flags&^FlagEphemeral != 0 {
			c.bad("data.flags", "", "a defer can only be ephemeral")
		}
	case AnswerDeferUpdate:
	case AnswerChoices:
		c.checkSuggestions(r)
	case AnswerModal:
		r.modal = &Modal{}
		if c.decode(r.modal) {
			c.checkModal(r.modal)
		}
	default:
		c.bad("type", "BASE_TYPE_CHOICES", "no answer of type %d", r.Type)
	}
	c.sent.raw = r.Data
}

func (c *call) decodeMessage() {
	if c.decode(&c.sent) {
		c.checkPayload("data.")
	}
}

func (c *call) checkSuggestions(r *reply) {
	var data struct {
		Choices []Choice `json:"choices"`
	}
	if !c.decode(&data) {
		return
	}
	c.count("data.choices", len(data.Choices), 0, 25)
	for _, choice := range data.Choices {
		c.checkChoice("data.choices", choice)
	}
	r.choices = orEmpty(data.Choices)
}

// callback is the first answer to an interaction.
func (s *Server) callback(c *call) answer {
	r := c.extra.(*reply)
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.pending[c.req.PathValue("interaction_token")]
	switch {
	case i == nil || i.ID != c.req.PathValue("interaction_id"):
		return problemAnswer(http.StatusNotFound, 10062, "Unknown interaction")
	case i.first != nil:
		return problemAnswer(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
	case time.Since(i.At) > s.o.AckWithin:
		return problemAnswer(http.StatusNotFound, 10062, "Unknown interaction")
	case !i.accepts(r.Type):
		s.refused(c, "this interaction takes no answer of such a type")
		return problemAnswer(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	first := &Callback{Type: r.Type, At: time.Now(), Raw: c.body, Modal: r.modal, Choices: r.choices}
	m, refusal := s.settle(i, first, c)
	if refusal.status != 0 {
		return refusal
	}
	first.Message, i.first = m, first
	i.touch()
	if c.req.URL.Query().Get("with_response") == "true" {
		return answer{status: http.StatusOK, body: s.callbackResponse(i)}
	}
	return answer{status: http.StatusNoContent}
}

// accepts says whether the interaction can be answered so.
func (i *Interaction) accepts(kind int) bool {
	switch kind {
	case AnswerChoices:
		return i.Type == typeAutocomplete
	case AnswerUpdate, AnswerDeferUpdate:
		return i.message != nil && (i.Type == typeComponent || i.Type == typeModal)
	case AnswerModal:
		return i.Type != typeModal && i.Type != typeAutocomplete
	}
	return i.Type != typeAutocomplete
}

// settle does what the first answer says, and returns the message that shows.
func (s *Server) settle(i *Interaction, first *Callback, c *call) (*Message, answer) {
	switch first.Type {
	case AnswerMessage, AnswerDefer:
		m := s.answerMessage(i, c)
		first.Ephemeral = m.Ephemeral()
		m.loading = first.Type == AnswerDefer
		if m.loading {
			m.Flags |= FlagLoading
		}
		i.original = m.ID
		s.publish(m)
		if !m.loading {
			return m, answer{}
		}
	case AnswerUpdate, AnswerDeferUpdate:
		i.original = i.message.ID
		first.Ephemeral = i.message.Ephemeral()
		if old := s.latest(i.original); old != nil && first.Type == AnswerUpdate {
			return s.edit(old, c)
		}
	}
	return nil, answer{}
}

// answerMessage makes a message that answers the interaction, private if it is sent so.
func (s *Server) answerMessage(i *Interaction, c *call) *Message {
	m := s.newMessage(i.Channel, c)
	m.Interaction = i
	if flags := c.sent.Flags; flags != nil && *flags&FlagEphemeral != 0 {
		m.VisibleTo = i.User
		m.Flags |= FlagEphemeral
	}
	s.ping(m)
	return m
}

// publish stores a message and tells the gateway, unless it is private.
func (s *Server) publish(m *Message) {
	s.put(m)
	if m.VisibleTo == nil && m.Channel.reachable() {
		s.dispatchMessage("MESSAGE_CREATE", m, s.wire(m))
	}
}

func (s *Server) callbackResponse(i *Interaction) object {
	about := object{"id": i.ID, "type": i.Type}
	o := object{"interaction": about}
	if m := s.latest(i.original); m != nil {
		about["response_message_id"] = m.ID
		about["response_message_loading"], about["response_message_ephemeral"] = m.loading, m.Ephemeral()
		if !i.first.Deferred() {
			o["resource"] = object{"type": i.first.Type, "message": s.wire(m)}
		}
	}
	return o
}

// webhook is the interaction whose token is in the path, or why it is of no use.
func (s *Server) webhook(c *call) (*Interaction, answer) {
	i := s.pending[c.req.PathValue("webhook_token")]
	switch {
	case c.req.PathValue("webhook_id") != s.AppID:
		return nil, problemAnswer(http.StatusNotFound, 10015, "Unknown Webhook")
	case i == nil, time.Since(i.At) > s.o.TokenLife:
		return nil, problemAnswer(http.StatusUnauthorized, 50027, "Invalid Webhook Token")
	case i.first == nil:
		return nil, problemAnswer(http.StatusNotFound, 10015, "Unknown Webhook")
	}
	return i, answer{}
}

// followUp is one more message to an interaction. The first after a defer takes the place that the
// defer has kept.
func (s *Server) followUp(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, refusal := s.webhook(c)
	if i == nil {
		return refusal
	}
	if i.foreign == 0 {
		return problemAnswer(http.StatusBadRequest, 40094, "Maximum number of follow-up messages for this interaction has been reached")
	}
	i.foreign--
	if old := s.latest(i.original); old != nil && old.loading {
		m, refusal := s.edit(old, c)
		if m == nil {
			return refusal
		}
		i.touch()
		return answer{status: http.StatusOK, body: s.wire(m)}
	}
	m := s.answerMessage(i, c)
	i.follow = append(i.follow, m.ID)
	s.publish(m)
	i.touch()
	return answer{status: http.StatusOK, body: s.wire(m)}
}

// replyOf is the message of the path: the first answer, or a follow-up.
func (s *Server) replyOf(c *call) (*Interaction, *Message, answer) {
	i, refusal := s.webhook(c)
	if i == nil {
		return nil, nil, refusal
	}
	id := c.req.PathValue("message_id")
	if id == "" {
		id = i.original
	}
	m := s.latest(id)
	if m == nil || id != i.original && !slices.Contains(i.follow, id) {
		return nil, nil, problemAnswer(http.StatusNotFound, 10008, "Unknown Message")
	}
	return i, m, answer{}
}

func (s *Server) getReply(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, m, refusal := s.replyOf(c)
	if m == nil {
		return refusal
	}
	return answer{status: http.StatusOK, body: s.wire(m)}
}

func (s *Server) editReply(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, m, refusal := s.replyOf(c)
	if m == nil {
		return refusal
	}
	m, refusal = s.edit(m, c)
	if m == nil {
		return refusal
	}
	i.touch()
	return answer{status: http.StatusOK, body: s.wire(m)}
}

func (s *Server) deleteReply(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, m, refusal := s.replyOf(c)
	if m == nil {
		return refusal
	}
	s.remove(m)
	i.touch()
	return answer{status: http.StatusNoContent}
}
