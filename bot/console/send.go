package console

import (
	"context"
	"errors"
	"io"

	"spotter/bot"
)

// Send shows a message that nobody has just asked for, above what is being typed; see bot.Sender. Its
// buttons are pressed like those of a reply. Before the console runs Send waits; after that the message may
// be shown another time.
func (c *Console) Send(ctx context.Context, m *bot.Message) error {
	if m.User != c.o.User || m.Chat != "" && m.Chat != c.o.Chat {
		return bot.ErrGone
	}
	select {
	case <-c.opened:
	case <-ctx.Done():
		return &bot.LaterError{Err: ctx.Err()}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.above == nil {
		return &bot.LaterError{Err: errors.New("nobody is at the terminal")}
	}
	if err := c.write(c.above, m.Reply); err != nil {
		return &bot.LaterError{Err: err}
	}
	return nil
}

// open lets Send write where messages come from s, and nowhere when it is nil.
func (c *Console) open(s source) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch s := s.(type) {
	case nil:
		c.above = nil
	case *editor:
		c.above = s.terminal
	case *lines:
		c.above = &belowPrompt{lines: s, out: c.out}
	}
}

// belowPrompt writes where the cursor may stand behind a prompt that cannot be moved: on a line of its
// own, with the prompt again after it.
type belowPrompt struct {
	lines *lines
	out   io.Writer
}

func (b *belowPrompt) Write(text []byte) (int, error) {
	if !b.lines.waiting.Load() {
		return b.out.Write(text)
	}
	if _, err := io.WriteString(b.out, "\n"+string(text)+prompt); err != nil {
		return 0, err
	}
	return len(text), nil
}
