package discordtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// route is one operation of the REST interface. The path is written as in Discord's description.
type route struct {
	method, path string
	open         bool // needs no bot token: the path carries one
	check        func(*Server, *call)
	serve        func(*Server, *call) answer
}

const (
	commandPath = "/applications/{application_id}/commands"
	guildPath   = "/applications/{application_id}/guilds/{guild_id}/commands"
	messagePath = "/channels/{channel_id}/messages"
	webhookPath = "/webhooks/{webhook_id}/{webhook_token}"
)

var table = []route{
	{"GET", "/gateway", true, nil, (*Server).getGateway},
	{"GET", "/gateway/bot", false, nil, (*Server).getGatewayBot},
	{"GET", "/applications/@me", false, nil, (*Server).getApplication},
	{"GET", "/oauth2/applications/@me", false, nil, (*Server).getApplication},
	{"GET", "/users/@me", false, nil, (*Server).getMe},
	{"POST", "/users/@me/channels", false, (*Server).checkDM, (*Server).createDM},
	{"GET", "/guilds/{guild_id}", false, nil, (*Server).getGuild},
	{"GET", "/channels/{channel_id}", false, nil, (*Server).getChannel},
	{"POST", "/channels/{channel_id}/typing", false, nil, (*Server).startTyping},

	{"GET", messagePath, false, nil, (*Server).listMessages},
	{"POST", messagePath, false, (*Server).checkMessage, (*Server).createMessage},
	{"GET", messagePath + "/{message_id}", false, nil, (*Server).getMessage},
	{"PATCH", messagePath + "/{message_id}", false, (*Server).checkEdit, (*Server).editMessage},
	{"DELETE", messagePath + "/{message_id}", false, nil, (*Server).deleteMessage},

	{"GET", commandPath, false, nil, (*Server).listCommands},
	{"PUT", commandPath, false, (*Server).checkCommands, (*Server).putCommands},
	{"POST", commandPath, false, (*Server).checkCommand, (*Server).postCommand},
	{"GET", commandPath + "/{command_id}", false, nil, (*Server).getCommand},
	{"PATCH", commandPath + "/{command_id}", false, (*Server).checkCommandEdit, (*Server).patchCommand},
	{"DELETE", commandPath + "/{command_id}", false, nil, (*Server).deleteCommand},
	{"GET", guildPath, false, nil, (*Server).listCommands},
	{"PUT", guildPath, false, (*Server).checkCommands, (*Server).putCommands},
	{"POST", guildPath, false, (*Server).checkCommand, (*Server).postCommand},
	{"GET", guildPath + "/{command_id}", false, nil, (*Server).getCommand},
	{"PATCH", guildPath + "/{command_id}", false, (*Server).checkCommandEdit, (*Server).patchCommand},
	{"DELETE", guildPath + "/{command_id}", false, nil, (*Server).deleteCommand},

	{"POST", "/interactions/{interaction_id}/{interaction_token}/callback", true, (*Server).checkCallback, (*Server).callback},
	{"POST", webhookPath, true, (*Server).checkMessage, (*Server).followUp},
	{"GET", webhookPath + "/messages/@original", true, nil, (*Server).getReply},
	{"PATCH", webhookPath + "/messages/@original", true, (*Server).checkEdit, (*Server).editReply},
	{"DELETE", webhookPath + "/messages/@original", true, nil, (*Server).deleteReply},
	{"GET", webhookPath + "/messages/{message_id}", true, nil, (*Server).getReply},
	{"PATCH", webhookPath + "/messages/{message_id}", true, (*Server).checkEdit, (*Server).editReply},
	{"DELETE", webhookPath + "/messages/{message_id}", true, nil, (*Server).deleteReply},
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range table {
		mux.Handle(r.method+" /api/{version}"+r.path, s.handler(&r))
	}
	mux.HandleFunc("GET /{$}", s.serveGateway)
	mux.Handle("/", s.handler(&route{path: "?", open: true, serve: (*Server).unknown}))
	return mux
}

// handler is the way of every request: read, checked, perhaps failed on purpose, served, written.
func (s *Server) handler(r *route) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		start := time.Now()
		c := s.read(w, req, r)
		fault := s.fault(c)
		if fault.Delay > 0 && !s.pause(req, fault.Delay) {
			fault.Drop = DropBefore
		}
		var a answer
		switch {
		case fault.Drop == DropBefore:
			// Nothing happens.
		case fault.Status != 0:
			a = fault.answer()
		default:
			a = s.answer(c)
		}
		if fault.Drop != 0 {
			a = answer{}
		}
		s.record(c, a, start)
		if a.status == 0 {
			panic(http.ErrAbortHandler)
		}
		s.write(w, c, a)
	}
}

// answer decides on a request that no fault befell.
func (s *Server) answer(c *call) answer {
	if !s.authorized(c) {
		return problemAnswer(http.StatusUnauthorized, 0, "401: Unauthorized")
	}
	if a, limited := s.limit(c); limited {
		return a
	}
	if a, refused := c.refusal(s.o.Lenient); refused {
		return a
	}
	return c.route.serve(s, c)
}

// authorized says whether the request bears the bot's token, or may come without.
func (s *Server) authorized(c *call) bool {
	if c.route.open {
		return true
	}
	s.mu.Lock()
	revoked := s.revoked
	s.mu.Unlock()
	return !revoked && c.req.Header.Get("Authorization") == "Bot "+s.Token
}

// pause waits for d, unless the client leaves or the server stops.
func (s *Server) pause(req *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-req.Context().Done():
	case <-s.done:
	}
	return false
}

func (s *Server) record(c *call, a answer, start time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range c.found {
		s.problems = append(s.problems, Problem{c.req.Method, c.path, v.String()})
	}
	s.requests = append(s.requests, Request{c.req.Method, c.path, a.status, start, time.Since(start)})
	s.notify()
}

// answer is what goes back. Status 0 closes the connection instead.
type answer struct {
	status int
	body   any // JSON, or []byte as it stands
	header http.Header
}

func (s *Server) write(w http.ResponseWriter, c *call, a answer) {
	h := w.Header()
	if a.header == nil {
		s.limitHeaders(h, c)
	}
	for name, values := range a.header {
		h[name] = values
	}
	body, raw := a.body.([]byte)
	if a.body != nil && !raw {
		var err error
		if body, err = json.Marshal(a.body); err != nil {
			s.problem(c.req.Method, c.path, "the test server cannot answer: "+err.Error())
		}
	}
	if h.Get("Content-Type") == "" && body != nil {
		h.Set("Content-Type", "application/json")
	}
	w.WriteHeader(a.status)
	w.Write(body)
}

// problemAnswer is an error as Discord words it.
func problemAnswer(status, code int, message string) answer {
	return answer{status: status, body: object{"message": message, "code": code}}
}

// unknown answers what Discord does not have.
func (s *Server) unknown(c *call) answer {
	c.bad("", "", "Discord has no such operation")
	return problemAnswer(http.StatusNotFound, 0, "404: Not Found")
}

// masked is the path with the tokens in it replaced.
func masked(req *http.Request) string {
	path := req.URL.Path
	for _, name := range []string{"interaction_token", "webhook_token"} {
		if token := req.PathValue(name); token != "" {
			path = strings.Replace(path, token, "{token}", 1)
		}
	}
	return path
}
