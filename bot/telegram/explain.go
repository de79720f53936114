package telegram

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// explain draws the consequence of a message that could not be sent, and puts what a host can mend into
// the log.
func (t *Telegram) explain(ctx context.Context, p place, err error) {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
	case isGone(err):
		t.lost(ctx, p)
	case errors.Is(err, errLate):
		t.warn("answers were left out: Telegram's limits did not let them through in time")
	case says(err, http.StatusBadRequest, "not enough rights", "have no rights"):
		t.warn("I may not write in a group where somebody wrote to me; its administrators can allow it")
	case says(err, http.StatusUnauthorized): // ends the run
	case isFault(err):
		t.warn("Telegram did not take an answer", "error", err)
	default:
		t.o.Log.Error("an answer could not be sent", "platform", Platform, "error", err)
	}
}

// lost notes a chat in which nobody can be reached any more: a person who blocked us, or a group that
// removed us.
func (t *Telegram) lost(ctx context.Context, p place) {
	ctx = context.WithoutCancel(ctx)
	switch {
	case p.chat == 0:
	case p.private:
		t.reachable(ctx, itoa(p.chat), false)
	default:
		t.failed("a group could not be noted", t.o.Memory.Leave(ctx, Platform, itoa(p.chat), time.Now()))
	}
}
