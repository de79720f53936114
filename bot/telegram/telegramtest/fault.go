package telegramtest

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// Fault is something that goes wrong with requests. Without an answer, Silent or Drop it only delays.
type Fault struct {
	Method string // "" means any
	Chat   int64  // 0 means any
	Times  int    // 0 means once, negative for ever

	Effect bool          // the method is carried out all the same, before the fault shows
	Delay  time.Duration // before anything
	Silent bool          // no answer until the client leaves
	Drop   bool          // the connection is closed without an answer

	Error  *Error      // the answer
	Status int         // of Body
	Body   string      // the answer as it stands, such as the page of a proxy
	Header http.Header // of Body
}

// Failure is a fault at work.
type Failure struct {
	fault Fault
	s     *Server
	left  int // negative: for ever
	hits  int
	spent chan struct{}
	first chan struct{}
}

// Fail makes the next requests that fit go wrong. Of several faults that fit, the oldest plays. A
// waiting getUpdates ends with no updates when the fault is for it, so that its next call meets it.
func (s *Server) Fail(f Fault) *Failure {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	made := &Failure{fault: f, s: s, left: f.Times, spent: make(chan struct{}), first: make(chan struct{})}
	s.failures = append(s.failures, made)
	if f.Method == "" || f.Method == "getUpdates" {
		s.endPoll(nil)
	}
	return made
}

// Hits is how many requests it has met.
func (f *Failure) Hits() int {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	return f.hits
}

// Met waits for the first request it meets.
func (f *Failure) Met() {
	f.s.t.Helper()
	if !f.s.await(f.first) {
		f.s.fail("the fault for %q met no request within %v", f.fault.Method, f.s.o.Wait)
	}
}

// Spent waits until it has met as many requests as it was made for.
func (f *Failure) Spent() {
	f.s.t.Helper()
	if !f.s.await(f.spent) {
		f.s.fail("the fault for %q met %d requests within %v", f.fault.Method, f.Hits(), f.s.o.Wait)
	}
}

// End ends it.
func (f *Failure) End() {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	f.s.failures = slices.DeleteFunc(f.s.failures, func(g *Failure) bool { return g == f })
}

// failure is the fault that a request meets, nil for none.
func (s *Server) failure(method string, chat int64) *Failure {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.failures {
		if f.fault.Method != "" && f.fault.Method != method || f.fault.Chat != 0 && f.fault.Chat != chat {
			continue
		}
		if f.hits++; f.hits == 1 {
			close(f.first)
		}
		if f.left > 0 {
			if f.left--; f.left == 0 {
				close(f.spent)
				s.failures = slices.Delete(s.failures, i, i+1)
			}
		}
		return f
	}
	return nil
}

// passes delays, and tells whether the request is then handled as usual.
func (f *Failure) passes(ctx context.Context, s *Server) bool {
	if f.fault.Delay > 0 {
		timer := time.NewTimer(f.fault.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		case <-s.done:
		}
	}
	return !f.fault.Silent && !f.fault.Drop && f.fault.Error == nil && f.fault.Body == "" && f.fault.Status == 0
}

// play answers with the fault and returns the status, 0 for none.
func (f *Failure) play(w http.ResponseWriter, ctx context.Context, s *Server) int {
	switch {
	case f.fault.Silent:
		s.leave(ctx)
		panic(http.ErrAbortHandler)
	case f.fault.Drop:
		panic(http.ErrAbortHandler) // closes the connection without a word
	case f.fault.Error != nil:
		return write(w, f.fault.Error)
	}
	for name, values := range f.fault.Header {
		w.Header()[name] = values
	}
	status := f.fault.Status
	if status == 0 {
		status = http.StatusOK
	}
	w.WriteHeader(status)
	w.Write([]byte(f.fault.Body))
	return status
}
