package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Error is a refusal, as the Bot API words it.
type Error struct {
	Code        int         `json:"error_code"`
	Description string      `json:"description"`
	Parameters  *Parameters `json:"parameters,omitempty"`

	violation bool // the bot should not have asked for this, whatever the state of the chat
}

// Parameters are what a refusal says to programs.
type Parameters struct {
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	RetryAfter int   `json:"retry_after,omitempty"` // seconds
}

func (e *Error) Error() string { return e.Description }

// refused is a 400 that comes from the state of things.
func refused(format string, args ...any) *Error {
	return &Error{Code: http.StatusBadRequest, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// wrong is a 400 for what the documentation rules out; it becomes a problem too.
func wrong(format string, args ...any) *Error {
	e := refused(format, args...)
	e.violation = true
	return e
}

// call is one request to a method.
type call struct {
	ctx    context.Context
	method string
	values map[string]string // JSON texts for what is no scalar
	files  map[string]upload
}

// handler carries out a method; s.mu is free.
type handler func(s *Server, c *call) (any, error)

// wellFormed is a token that could be one; others are not even routed.
var wellFormed = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]{20,}$`)

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	rest, file := strings.CutPrefix(r.URL.Path, "/file/bot")
	if !file {
		var ok bool
		if rest, ok = strings.CutPrefix(r.URL.Path, "/bot"); !ok {
			write(w, &Error{Code: http.StatusNotFound, Description: "Not Found"})
			return
		}
	}
	token, path, _ := strings.Cut(rest, "/")
	switch {
	case !wellFormed.MatchString(token) && token != s.Token || path == "":
		write(w, &Error{Code: http.StatusNotFound, Description: "Not Found"})
	case token != s.Token:
		write(w, &Error{Code: http.StatusUnauthorized, Description: "Unauthorized"})
	case file:
		s.download(w, path)
	default:
		s.call(w, r, path)
	}
}

// call reads, plays faults, carries out, answers and records one request.
func (s *Server) call(w http.ResponseWriter, r *http.Request, method string) {
	q := Request{Method: method, At: time.Now()}
	defer func() {
		q.Took = time.Since(q.At)
		s.record(q)
	}()
	c, err := read(r, method)
	if errors.Is(err, errGone) {
		return
	}
	if err != nil {
		s.problem(method, "%v", err)
		q.Status = write(w, wrong("%v", err))
		return
	}
	q.Chat, _ = strconv.ParseInt(c.values["chat_id"], 10, 64)
	if f := s.failure(method, q.Chat); f != nil && !f.passes(c.ctx, s) {
		if f.fault.Effect {
			s.carryOut(c)
		}
		q.Status = f.play(w, c.ctx, s)
		return
	}
	body, refusal := s.carryOut(c)
	if c.ctx.Err() != nil {
		return // the client has left
	}
	if refusal != nil {
		q.Status = write(w, refusal)
		return
	}
	q.Status = http.StatusOK
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// carryOut runs the method: the body of its answer, or the refusal.
func (s *Server) carryOut(c *call) ([]byte, *Error) {
	run, ok := methods[c.method]
	if !ok {
		s.problem(c.method, "there is no such method, or this server does not play it")
		return nil, &Error{Code: http.StatusNotFound, Description: "Not Found"}
	}
	if found := s.spec.request(c); len(found) > 0 {
		for _, p := range found {
			s.problem(c.method, "%s", p)
		}
		return nil, refused("%s", found[0])
	}
	result, err := run(s, c)
	if err != nil {
		e, ok := err.(*Error)
		if !ok {
			e = wrong("%v", err)
		}
		if e.violation {
			s.problem(c.method, "%s", e.Description)
		}
		return nil, e
	}
	return s.envelope(c.method, result)
}

// envelope is a result on the wire, held to the description if there is one.
func (s *Server) envelope(method string, result any) ([]byte, *Error) {
	text, ok := result.(json.RawMessage)
	if !ok {
		var err error
		if text, err = json.Marshal(result); err != nil {
			s.problem(method, "the answer can't be written: %v", err)
			return nil, &Error{Code: http.StatusInternalServerError, Description: "Internal Server Error"}
		}
	}
	for _, p := range s.spec.answer(method, text) {
		s.problem(method, "this server's answer: %s", p)
	}
	var b bytes.Buffer
	b.Grow(len(text) + len(`{"ok":true,"result":}`))
	b.WriteString(`{"ok":true,"result":`)
	b.Write(text)
	b.WriteString(`}`)
	return b.Bytes(), nil
}

// write answers with a refusal and returns its status.
func write(w http.ResponseWriter, e *Error) int {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(e.Code)
	json.NewEncoder(w).Encode(struct {
		OK bool `json:"ok"`
		*Error
	}{Error: e})
	return e.Code
}
