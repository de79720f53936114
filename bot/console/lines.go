package console

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"
)

// prompt stands before what somebody types.
const prompt = "> "

// maxLine is how many bytes of a line are read, the rest is dropped: room for the longest message
// that is taken (bot.MaxText characters of up to four bytes), and more to tell it is too long.
const maxLine = 64 << 10

// lines reads messages line by line, of a pipe or of a terminal that cannot do more.
type lines struct {
	prompt  io.Writer // nil: no prompt
	read    <-chan message
	waiting atomic.Bool // the cursor stands behind the prompt
}

// message is a line, or why there is none.
type message struct {
	text string
	err  error
}

func newLines(ctx context.Context, in io.Reader, prompt io.Writer) *lines {
	read := make(chan message)
	go func() {
		for r := bufio.NewReader(in); ; {
			text, err := readLine(r)
			select {
			case read <- message{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return &lines{prompt: prompt, read: read}
}

func (l *lines) next(ctx context.Context) (string, error) {
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if l.prompt != nil {
		l.waiting.Store(true)
		defer l.waiting.Store(false)
		if _, err := io.WriteString(l.prompt, prompt); err != nil {
			return "", err
		}
	}
	select {
	case m := <-l.read:
		return m.text, m.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// readLine reads a line without its end, LF or CRLF. Of a line longer than maxLine it returns the
// beginning. The last line may lack its end; an error comes without text.
func readLine(r *bufio.Reader) (string, error) {
	var kept []byte
	for {
		part, err := r.ReadSlice('\n')
		kept = append(kept, part[:min(len(part), maxLine-len(kept))]...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && len(kept) == 0 {
			return "", err
		}
		return strings.TrimSuffix(strings.TrimSuffix(string(kept), "\n"), "\r"), nil
	}
}
