package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Handler answers a request. A nil reply is silence. It is safe for concurrent use.
type Handler interface {
	Handle(ctx context.Context, r *Request) *Reply
}

// Adapter is a platform: it turns what happens there into requests and renders the replies.
// Run returns nil when ctx is done or the platform has nothing more to say; its error is a sentence
// that tells the host what to do.
type Adapter interface {
	Run(ctx context.Context, h Handler) error
}

// Sender is a platform on which the bot can speak first.
type Sender interface {
	// Send delivers m. Its error is ErrGone when nobody can be reached there any more, a LaterError
	// when it may go well later, any other when this message cannot be delivered.
	Send(ctx context.Context, m *Message) error
}

// Message is a reply that nobody has just asked for, such as a reminder.
type Message struct {
	ID    string // a platform that can tell delivers the same ID once
	User  string // the account it is for; it is the only one whom the message may notify
	Chat  string // where it goes; "" is the user's own chat with the bot
	Reply *Reply
}

// ErrGone says that nobody can be reached there any more: closed messages, a chat that is gone.
var ErrGone = errors.New("nobody can be reached there any more")

// LaterError says that a message was not delivered, and may be after a while.
type LaterError struct {
	After time.Duration // 0: not known
	Err   error
}

func (e *LaterError) Error() string { return fmt.Sprintf("not now: %v", e.Err) }

func (e *LaterError) Unwrap() error { return e.Err }

// HandlerFunc makes a function a Handler.
type HandlerFunc func(ctx context.Context, r *Request) *Reply

// Handle calls f.
func (f HandlerFunc) Handle(ctx context.Context, r *Request) *Reply { return f(ctx, r) }

// Logged writes one line for each request that h answers: where, what, how long, how it ended.
// Never a text, a name or an id.
func Logged(h Handler, log *slog.Logger, clock func() time.Time) Handler {
	return HandlerFunc(func(ctx context.Context, r *Request) *Reply {
		start := clock()
		reply := h.Handle(ctx, r)
		name, outcome := "none", "answered"
		if r.Command != nil {
			name = r.Command.Name
		}
		if reply == nil {
			outcome = "silent"
		}
		log.Info("handled", "platform", r.Platform, "command", name, "took", clock().Sub(start), "outcome", outcome)
		return reply
	})
}
