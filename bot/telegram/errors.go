package telegram

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"
)

// hostError is an error that trying again does not mend; it tells the host what to do.
type hostError struct{ text string }

func (e *hostError) Error() string { return e.text }

var errToken error = &hostError{"Telegram does not accept the token. Ask @BotFather for it (/mybots, your bot, API Token), and put it into SPOTTER_TELEGRAM_TOKEN or the configuration."}

// apiError is Telegram's refusal of a call.
type apiError struct {
	method    string
	code      int
	text      string // its description
	after     time.Duration
	migrateTo int64
}

// Error leaves out what Telegram quotes: that may be somebody's words.
func (e *apiError) Error() string {
	said, _, _ := strings.Cut(e.text, `"`)
	return fmt.Sprintf("Telegram refused %s: %d %s", e.method, e.code, said)
}

// statusError is an answer that does not come from the Bot API itself, such as a proxy's page.
type statusError struct{ status int }

func (e *statusError) Error() string {
	return fmt.Sprintf("the answer was no JSON, status %d", e.status)
}

// says tells whether Telegram refused with the code, and with one of the texts if there are any. The
// texts are those of the Bot API server; it has no finer codes.
func says(err error, code int, texts ...string) bool {
	var e *apiError
	if !errors.As(err, &e) || e.code != code {
		return false
	}
	for _, t := range texts {
		if strings.Contains(strings.ToLower(e.text), t) {
			return true
		}
	}
	return len(texts) == 0
}

// isWrongToken tells whether the token is refused: 404 when it is none at all.
func isWrongToken(err error) bool {
	return says(err, http.StatusUnauthorized) || says(err, http.StatusNotFound)
}

// retryAfter is how long Telegram asks to wait, 0 when it does not.
func retryAfter(err error) time.Duration {
	var e *apiError
	if errors.As(err, &e) {
		return e.after
	}
	return 0
}

// migratedTo is the new id of a group that became a supergroup, 0 when that is not the matter.
func migratedTo(err error) int64 {
	var e *apiError
	if errors.As(err, &e) {
		return e.migrateTo
	}
	return 0
}

// isUnsent tells whether the call surely never reached Telegram.
func isUnsent(err error) bool {
	var op *net.OpError
	return errors.Is(err, syscall.ECONNREFUSED) || errors.As(err, &op) && op.Op == "dial"
}

// isFault tells whether the error is not Telegram's word about the call, but something on the way
// or within Telegram.
func isFault(err error) bool {
	var e *apiError
	return err != nil && (!errors.As(err, &e) || e.code >= 500)
}

// isGone tells whether nobody can be reached in the chat any more.
func isGone(err error) bool {
	return says(err, http.StatusForbidden) || says(err, http.StatusBadRequest, "chat not found", "user not found", "peer_id_invalid")
}

// warn writes a sentence to the log, the same at most once in ten minutes.
func (t *Telegram) warn(sentence string, attrs ...any) {
	if t.rare.Due(sentence, time.Now()) {
		t.o.Log.Warn(sentence, append([]any{"platform", Platform}, attrs...)...)
	}
}
