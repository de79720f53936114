package console

import (
	"context"
	"errors"
	"io"
	"sync"

	"golang.org/x/term"
)

// editor reads messages from a terminal where a line can be edited, recalled and completed.
// The terminal is in raw mode only while a line is read: replies, logs and a panic elsewhere find
// it as it was.
type editor struct {
	in       io.Reader
	out      io.Writer
	terminal *term.Terminal
	complete func(line string) []string
}

func newEditor(in io.Reader, out io.Writer, complete func(line string) []string) *editor {
	e := &editor{in: in, out: out, complete: complete}
	e.terminal = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, prompt)
	e.terminal.AutoCompleteCallback = e.key
	return e
}

func (e *editor) next(ctx context.Context) (string, error) {
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err := e.terminal.SetSize(size(e.out)); err != nil {
		return "", err
	}
	restore, err := e.raw()
	if err != nil {
		return "", err
	}
	defer restore()
	read := make(chan message, 1)
	go func() {
		defer restore() // a panic in here ends the process before next returns
		text, err := e.terminal.ReadLine()
		if errors.Is(err, term.ErrPasteIndicator) {
			err = nil
		}
		read <- message{text, err}
	}()
	select {
	case m := <-read:
		return m.text, m.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// raw puts a terminal in raw mode. restore undoes that, once, however often it is called.
func (e *editor) raw() (restore func(), err error) {
	fd, ok := file(e.in)
	if !ok || !term.IsTerminal(fd) {
		return func() {}, nil
	}
	state, err := term.MakeRaw(fd)
	if err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { _ = term.Restore(fd, state) }), nil
}
