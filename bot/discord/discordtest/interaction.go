package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// The types of interactions.
const (
	typeCommand      = 2
	typeComponent    = 3
	typeAutocomplete = 4
	typeModal        = 5
)

// The types of answers.
const (
	AnswerMessage     = 4
	AnswerDefer       = 5
	AnswerDeferUpdate = 6
	AnswerUpdate      = 7
	AnswerChoices     = 8
	AnswerModal       = 9
)

// Interaction is something that a person did with the bot's commands, buttons or forms.
type Interaction struct {
	ID, Token string
	Type      int
	User      *User
	Channel   *Channel
	At        time.Time

	s       *Server
	message *Message     // whose button was clicked
	form    *Interaction // that a submitted form has answered
	foreign int          // follow-ups left where the app is only installed by the user; -1 for any number

	// Guarded by the server's lock.
	first    *Callback
	original string // id of the message that @original means
	follow   []string
	changed  chan struct{}
}

// Callback is the first answer to an interaction.
type Callback struct {
	Type      int
	Message   *Message // with AnswerMessage and AnswerUpdate
	Modal     *Modal   // with AnswerModal
	Choices   []Choice // with AnswerChoices
	Ephemeral bool     // only the person will see the message
	At        time.Time
	Raw       json.RawMessage
}

// Deferred says whether the real answer comes later.
func (c *Callback) Deferred() bool { return c.Type == AnswerDefer || c.Type == AnswerDeferUpdate }

// touch wakes whoever waits for the interaction. The caller holds the lock.
func (i *Interaction) touch() {
	close(i.changed)
	i.changed = make(chan struct{})
}

// await blocks until cond, called under the lock, is true.
func (i *Interaction) await(ctx context.Context, cond func() bool) error {
	for {
		i.s.mu.Lock()
		ok, changed := cond(), i.changed
		i.s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-i.s.done:
			return errors.New("the server has stopped")
		}
	}
}

func (i *Interaction) patiently(what string, cond func() bool) {
	i.s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), i.s.o.Patience)
	defer cancel()
	if err := i.await(ctx, cond); err != nil {
		i.s.t.Fatalf("discord: waited in vain for %s to an interaction; the last requests: %s", what, i.s.tail())
	}
}

// Callback waits for the first answer.
func (i *Interaction) Callback(ctx context.Context) (*Callback, error) {
	var first *Callback
	err := i.await(ctx, func() bool { first = i.first; return first != nil })
	return first, err
}

// Wait waits for the first answer, and fails the test if none comes.
func (i *Interaction) Wait() *Callback {
	i.s.t.Helper()
	var first *Callback
	i.patiently("an answer", func() bool { first = i.first; return first != nil })
	return first
}

// Final waits for the message that answers: at once, or after a defer.
func (i *Interaction) Final() *Message {
	i.s.t.Helper()
	var m *Message
	i.patiently("a message", func() bool { m = i.final(); return m != nil })
	return m
}

// Message waits like Final, until ctx is done.
func (i *Interaction) Message(ctx context.Context) (*Message, error) {
	var m *Message
	err := i.await(ctx, func() bool { m = i.final(); return m != nil })
	return m, err
}

func (i *Interaction) final() *Message {
	if i.first == nil || i.original == "" {
		return nil
	}
	m := i.s.latest(i.original)
	if m == nil || m.loading || i.first.Type == AnswerDeferUpdate && m.Edits == i.message.Edits {
		return nil
	}
	return m
}

// Modal waits for a form as the answer.
func (i *Interaction) Modal() *Modal {
	i.s.t.Helper()
	first := i.Wait()
	if first.Modal == nil {
		i.s.t.Fatalf("discord: the answer is of type %d, not a modal", first.Type)
	}
	return first.Modal
}

// FollowUps are the messages sent after the first answer, as they stand.
func (i *Interaction) FollowUps() []*Message {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	var list []*Message
	for _, id := range i.follow {
		if m := i.s.latest(id); m != nil {
			list = append(list, m)
		}
	}
	return list
}

// FollowUp waits for the nth follow-up, from 0.
func (i *Interaction) FollowUp(n int) *Message {
	i.s.t.Helper()
	var m *Message
	i.patiently("a follow-up", func() bool {
		if len(i.follow) > n {
			m = i.s.latest(i.follow[n])
		}
		return m != nil
	})
	return m
}

// owners are who installed the app where the interaction happens: "0" the guild, "1" the user.
func (c *Channel) owners(u *User) object {
	switch {
	case c.apart, c.Guild != nil && c.Guild.foreign:
		return object{"1": u.ID}
	case c.Guild != nil:
		return object{"0": c.Guild.ID}
	}
	return object{"0": "0"}
}

// metadata is what a message says of the interaction that it answers.
func (i *Interaction) metadata() object {
	o := object{"id": i.ID, "type": i.Type, "user": i.User.wire(), "authorizing_integration_owners": i.Channel.owners(i.User)}
	switch {
	case i.form != nil:
		o["triggering_interaction_metadata"] = i.form.metadata()
	case i.message != nil:
		o["interacted_message_id"] = i.message.ID
	}
	return o
}

// context is where it happens: a guild, the bot's private channel, or another private channel.
func (c *Channel) context() int {
	switch {
	case c.Guild != nil:
		return 0
	case c.apart:
		return 2
	}
	return 1
}

// maxForeign is how many follow-ups an app has that only a user has installed.
const maxForeign = 5

// interact sends an interaction. The caller holds the lock.
func (s *Server) interact(kind int, u *User, channel *Channel, data object, about *Message, form *Interaction) *Interaction {
	i := &Interaction{ID: s.ids.next(), Token: "aW50ZXJhY3Rpb246" + secret(180), Type: kind, User: u, Channel: channel,
		At: time.Now(), s: s, message: about, form: form, foreign: -1, changed: make(chan struct{})}
	if _, installed := channel.owners(u)["0"]; !installed {
		i.foreign = maxForeign
	}
	s.pending[i.Token] = i
	s.dispatch("INTERACTION_CREATE", 0, channel.Guild, s.interactionCreate(i, data))
	return i
}

func (s *Server) interactionCreate(i *Interaction, data object) object {
	c := i.Channel
	o := object{"id": i.ID, "application_id": s.AppID, "type": i.Type, "token": i.Token, "version": 1, "data": data,
		"channel_id": c.ID, "channel": c.wire(), "locale": "en-US", "context": c.context(),
		"authorizing_integration_owners": c.owners(i.User), "app_permissions": memberPermissions,
		"attachment_size_limit": 10 << 20, "entitlements": []any{}, "entitlement_sku_ids": []any{}}
	if c.Guild != nil {
		o["guild_id"], o["guild_locale"], o["member"] = c.Guild.ID, "en-US", i.User.member()
		o["guild"] = object{"id": c.Guild.ID, "locale": "en-US", "features": []string{}}
	} else {
		o["user"] = i.User.wire()
	}
	if i.message != nil {
		o["message"] = s.wire(i.message)
	}
	return o
}
