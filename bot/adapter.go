package bot

import (
	"context"
	"log/slog"
	"time"
)

// Handler answers a request. A nil reply is silence. It is safe for concurrent use.
type Handler interface {
	Handle(ctx context.Context, r *Request) *Reply
}

// Adapter is a platform: it turns what happens there into requests and renders the replies.
// Run returns nil when ctx is done or the platform has nothing more to say.
type Adapter interface {
	Run(ctx context.Context, h Handler) error
}

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
