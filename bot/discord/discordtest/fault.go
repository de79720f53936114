package discordtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// Drop says when a connection is closed without an answer.
type Drop int

const (
	DropBefore Drop = iota + 1 // nothing has happened
	DropAfter                  // what was asked has happened
)

// Fault is something that goes wrong with a request.
type Fault struct {
	Method string // "" for every method
	Path   string // a regular expression for the path after /api/v9; "" for every path
	Times  int    // how often; 0 for ever

	Delay  time.Duration // before anything happens
	Drop   Drop          // close the connection without an answer
	Status int           // answered instead of what was asked; 0 to go on as usual
	Code   int           // in the JSON body, with Message
	Header map[string]string
	// Message is the text of the JSON body. Body, if any, is sent as it stands instead.
	Message string
	Body    string

	path *regexp.Regexp
	hits int
}

// On is the fault for a method and a path.
func (f Fault) On(method, path string) Fault {
	f.Method, f.Path = method, path
	return f
}

// For is the fault for a number of requests.
func (f Fault) For(times int) Fault {
	f.Times = times
	return f
}

// Failure is a fault at work.
type Failure struct {
	s *Server
	f *Fault
}

// Fail makes requests fail from now on. The oldest fault that fits is the one that happens.
func (s *Server) Fail(f Fault) *Failure {
	s.t.Helper()
	path, err := regexp.Compile(f.Path)
	if err != nil {
		s.t.Fatal(err)
	}
	f.path = path
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
	return &Failure{s, &f}
}

// Hits is how many requests the fault befell.
func (f *Failure) Hits() int {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	return f.f.hits
}

// Await waits until the fault befell n requests.
func (f *Failure) Await(n int) {
	f.s.t.Helper()
	f.s.patiently("a fault to happen", func() bool { return f.f.hits >= n })
}

// End makes the fault stop.
func (f *Failure) End() {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	f.f.Times = max(f.f.hits, 1)
	f.f.path = nil
}

var version = regexp.MustCompile(`^/api/v[0-9]+`)

// fault is the one that befalls the request, or none.
func (s *Server) fault(c *call) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.faults) == 0 {
		return Fault{}
	}
	path := version.ReplaceAllString(c.path, "")
	for _, f := range s.faults {
		if f.path == nil || f.Times > 0 && f.hits >= f.Times {
			continue
		}
		if (f.Method == "" || f.Method == c.req.Method) && f.path.MatchString(path) {
			f.hits++
			return *f
		}
	}
	return Fault{}
}

func (f Fault) answer() answer {
	a := answer{status: f.Status, header: http.Header{}}
	for name, value := range f.Header {
		a.header.Set(name, value)
	}
	if f.Body != "" {
		a.body = []byte(f.Body)
		return a
	}
	a.body = object{"message": f.Message, "code": f.Code}
	return a
}

func coded(status, code int, message string) Fault {
	return Fault{Status: status, Code: code, Message: message}
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

// wholeSeconds is d for Retry-After, which is rounded up.
func wholeSeconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}

// limited is a 429 in JSON.
func limited(d time.Duration, global bool, header map[string]string) Fault {
	var body bytes.Buffer
	json.NewEncoder(&body).Encode(object{"message": "You are being rate limited.", "retry_after": d.Seconds(), "global": global})
	header["Retry-After"], header["Content-Type"] = wholeSeconds(d), "application/json"
	return Fault{Status: http.StatusTooManyRequests, Body: body.String(), Header: header}
}

// GlobalLimit is the 429 for the whole bot, without X-RateLimit-Reset-After, as documented.
func GlobalLimit(d time.Duration) Fault {
	return limited(d, true, map[string]string{"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"})
}

// RouteLimit is the 429 of one bucket. It is a user's limit, so it counts as an invalid request.
func RouteLimit(d time.Duration) Fault {
	return limited(d, false, map[string]string{"X-RateLimit-Scope": "user", "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0",
		"X-RateLimit-Reset": seconds(time.Duration(time.Now().Add(d).UnixNano())), "X-RateLimit-Reset-After": seconds(d), "X-RateLimit-Bucket": "fault"})
}

// SharedLimit is the 429 of a resource that others use up.
func SharedLimit(d time.Duration) Fault {
	f := RouteLimit(d)
	f.Header["X-RateLimit-Scope"] = "shared"
	return f
}

// EdgeLimit is Cloudflare's 429: a page, no JSON.
func EdgeLimit(d time.Duration) Fault {
	return page(http.StatusTooManyRequests, "error code: 1015", map[string]string{"Retry-After": wholeSeconds(d)})
}

func page(status int, title string, header map[string]string) Fault {
	header["Content-Type"], header["Server"] = "text/html; charset=UTF-8", "cloudflare"
	return Fault{Status: status, Header: header, Body: "<!DOCTYPE html><html><head><title>" + title + "</title></head><body>" + title + "</body></html>"}
}

// BadGateway is a 502 with a page.
func BadGateway() Fault {
	return page(http.StatusBadGateway, "502 Bad Gateway", map[string]string{})
}

// Unavailable is a 503 with a page.
func Unavailable() Fault {
	return page(http.StatusServiceUnavailable, "503 Service Unavailable", map[string]string{})
}

// Unauthorized is a 401: the token is revoked. [Server.Revoke] revokes it everywhere.
func Unauthorized() Fault { return coded(401, 0, "401: Unauthorized") }

// ClosedDM is somebody who takes no messages from the bot.
func ClosedDM() Fault { return coded(403, 50007, "Cannot send messages to this user") }

// NoMutualGuild is somebody who shares no guild with the bot.
func NoMutualGuild() Fault {
	return coded(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
}

// TooManyDMs is the limit on opening private channels.
func TooManyDMs() Fault { return coded(400, 40003, "You are opening direct messages too fast") }

// MissingAccess is a channel that the bot may not see.
func MissingAccess() Fault { return coded(403, 50001, "Missing Access") }

// MissingPermissions is something that the bot may not do there.
func MissingPermissions() Fault { return coded(403, 50013, "Missing Permissions") }

// UnknownChannel is a channel that is gone.
func UnknownChannel() Fault { return coded(404, 10003, "Unknown Channel") }

// UnknownMessage is a message that is gone.
func UnknownMessage() Fault { return coded(404, 10008, "Unknown Message") }

// UnknownInteraction is an answer that comes too late, or from a second instance.
func UnknownInteraction() Fault { return coded(404, 10062, "Unknown interaction") }

// Acknowledged is an answer after another instance's.
func Acknowledged() Fault {
	return coded(400, 40060, "Interaction has already been acknowledged.")
}

// ExpiredToken is an interaction's token after its 15 minutes.
func ExpiredToken() Fault { return coded(401, 50027, "Invalid Webhook Token") }

// InvalidForm is a body that Discord does not take.
func InvalidForm() Fault { return coded(400, 50035, "Invalid Form Body") }

// NoHistory is a reply where the bot may not read the history.
func NoHistory() Fault {
	return coded(400, 160002, "Cannot reply without permission to read message history")
}

// AutoMod is a text that the guild's rules block.
func AutoMod() Fault { return coded(400, 200000, "Message was blocked by automatic moderation") }

// AutoModTitle is a title that the guild's rules block.
func AutoModTitle() Fault { return coded(400, 200001, "Title was blocked by automatic moderation") }

// HarmfulLink is a text that Discord's filter of links blocks.
func HarmfulLink() Fault { return coded(400, 240000, "Message blocked by harmful links filter") }

// TooLarge is a file or a request that is too large.
func TooLarge() Fault { return coded(413, 40005, "Request entity too large") }
