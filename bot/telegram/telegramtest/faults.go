package telegramtest

import (
	"net/http"
	"time"
)

// TooMany is a 429 with retry_after.
func TooMany(method string, seconds int) Fault {
	return Fault{Method: method, Error: tooMany(time.Duration(seconds) * time.Second)}
}

// BadGateway is the HTML page of a proxy whose server is away.
func BadGateway(method string) Fault {
	return Fault{Method: method, Status: http.StatusBadGateway, Header: http.Header{"Content-Type": {"text/html"}},
		Body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"}
}

// Internal is a 500 in JSON.
func Internal(method string) Fault {
	return Fault{Method: method, Error: &Error{Code: http.StatusInternalServerError, Description: "Internal Server Error"}}
}

// Silence never answers.
func Silence(method string) Fault { return Fault{Method: method, Silent: true} }

// DropBefore closes the connection and does nothing.
func DropBefore(method string) Fault { return Fault{Method: method, Drop: true} }

// DropAfter does what was asked and closes the connection without an answer.
func DropAfter(method string) Fault { return Fault{Method: method, Drop: true, Effect: true} }

// SecondPoller is the 409 of another program polling with the same token.
func SecondPoller() Fault { return Fault{Method: "getUpdates", Error: conflict(conflictPoller)} }

// WebhookActive is the 409 of a webhook that is set.
func WebhookActive() Fault { return Fault{Method: "getUpdates", Error: conflict(conflictWebhook)} }

// Unauthorized is the 401 of a token that was revoked.
func Unauthorized(method string) Fault {
	return Fault{Method: method, Error: &Error{Code: http.StatusUnauthorized, Description: "Unauthorized"}}
}

// Blocked is the 403 of a user who blocked the bot.
func Blocked(method string) Fault {
	return Fault{Method: method, Error: forbidden("bot was blocked by the user")}
}

// Deactivated is the 403 of a user who deleted his account.
func Deactivated(method string) Fault {
	return Fault{Method: method, Error: forbidden("user is deactivated")}
}

// Kicked is the 403 of a group that threw the bot out.
func Kicked(method string) Fault {
	return Fault{Method: method, Error: forbidden("bot was kicked from the supergroup chat")}
}

// Upgraded is the 400 of a group that became a supergroup.
func Upgraded(method string, to int64) Fault { return Fault{Method: method, Error: upgraded(to)} }

// NoThread is the 400 of a topic that is gone.
func NoThread(method string) Fault {
	return Fault{Method: method, Error: refused("message thread not found")}
}

// Refused is a 400 with any text behind "Bad Request: ".
func Refused(method, text string) Fault { return Fault{Method: method, Error: refused("%s", text)} }
