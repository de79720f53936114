package telegram

import (
	"slices"
	"strings"
)

// A link into the bot's own chat carries a command line as its payload: 1 to 64 of A-Za-z0-9_-
// (docs: deep linking). Small letters, digits and - stand for themselves, a blank is _, and other
// signs of our lines are capital letters.
const maxPayload = 64

var payloadSigns = map[byte]byte{' ': '_', '/': 'S', '.': 'D', '=': 'E', ':': 'C', ',': 'K', '_': 'U', '+': 'P', '@': 'A'}

// payload is a command line as a payload; "" when it cannot be one.
func payload(line string) string {
	line = strings.TrimPrefix(line, "/")
	if len(line) > maxPayload {
		return ""
	}
	out := []byte(line)
	for i, c := range out {
		sign, known := payloadSigns[c]
		switch {
		case known:
			out[i] = sign
		case !plainSign(c):
			return ""
		}
	}
	return string(out)
}

func plainSign(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' }

// readPayload is the command line of a payload; "" when it is none of ours.
func readPayload(s string) string {
	out := []byte(s)
	for i, c := range out {
		if plainSign(c) {
			continue
		}
		found := false
		for sign, code := range payloadSigns {
			if code == c {
				out[i], found = sign, true
			}
		}
		if !found {
			return ""
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "/" + string(out)
}

// linked is the line that a link may call in the private chat: anybody can write a link and have
// somebody else follow it, so that it changes nothing. A line that may not be called is bare, or, when
// there is no such command, "".
func (t *Telegram) linked(line string) string {
	c := t.command(line)
	if c == nil {
		return ""
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	if rest == "" || slices.Contains(t.o.Linked, c.Name) {
		return line
	}
	return "/" + name
}

// followed is the text of a message with the payload of a link carried out: /start warmup_squat is
// /warmup squat.
func (t *Telegram) followed(text string) string {
	rest, found := strings.CutPrefix(text, "/start ")
	if !found {
		return text
	}
	if line := t.linked(readPayload(strings.TrimSpace(rest))); line != "" {
		return line
	}
	return "/start"
}

// link is the address that goes on with a line in the bot's own chat; "" before we know our name.
func (t *Telegram) link(line string) string {
	me := t.me.Load().Username
	if me == "" {
		return ""
	}
	address := "https://t.me/" + me
	line = t.linked(line)
	p := payload(line)
	if p == "" {
		name, _, _ := strings.Cut(line, " ")
		p = payload(name)
	}
	if p == "" {
		return address
	}
	return address + "?start=" + p
}
