package discordtest

import (
	"maps"
	"net/http"
	"slices"
)

func (s *Server) putCommands(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, refusal, ok := s.scope(c)
	if !ok {
		return refusal
	}
	kept := []*Command{}
	for _, sent := range c.extra.([]object) {
		cmd, _, err := s.place(scope, sent)
		if err != nil {
			return tooMany()
		}
		kept = append(kept, cmd)
	}
	if s.commands.scopes == nil {
		s.commands.scopes, s.commands.creates = map[string][]*Command{}, map[string]int{}
	}
	s.commands.scopes[scope] = kept
	s.commands.puts++
	s.notify()
	return answer{status: http.StatusOK, body: s.commandList(scope, true)}
}

func (s *Server) postCommand(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, refusal, ok := s.scope(c)
	if !ok {
		return refusal
	}
	cmd, created, err := s.place(scope, c.extra.(object))
	if err != nil {
		return tooMany()
	}
	s.notify()
	if created {
		return answer{status: http.StatusCreated, body: cmd.raw}
	}
	return answer{status: http.StatusOK, body: cmd.raw}
}

// registered is the command of the path, with its scope and place there, or why not.
func (s *Server) registered(c *call) (scope string, at int, refusal answer) {
	scope, refusal, ok := s.scope(c)
	if !ok {
		return "", -1, refusal
	}
	at = slices.IndexFunc(s.commands.scopes[scope], func(cmd *Command) bool { return cmd.ID == c.req.PathValue("command_id") })
	return scope, at, problemAnswer(http.StatusNotFound, 10063, "Unknown application command")
}

func (s *Server) getCommand(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, at, refusal := s.registered(c)
	if at < 0 {
		return refusal
	}
	return answer{status: http.StatusOK, body: s.commands.scopes[scope][at].raw}
}

func (s *Server) patchCommand(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, at, refusal := s.registered(c)
	if at < 0 {
		return refusal
	}
	old := s.commands.scopes[scope][at]
	sent := maps.Clone(old.raw)
	maps.Copy(sent, c.extra.(object))
	cmd, err := s.compose(scope, old, sent)
	if err != nil {
		return problemAnswer(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	s.commands.scopes[scope][at] = cmd
	s.notify()
	return answer{status: http.StatusOK, body: cmd.raw}
}

func (s *Server) deleteCommand(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, at, refusal := s.registered(c)
	if at < 0 {
		return refusal
	}
	s.commands.scopes[scope] = slices.Delete(slices.Clone(s.commands.scopes[scope]), at, at+1)
	s.notify()
	return answer{status: http.StatusNoContent}
}
