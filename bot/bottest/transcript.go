package bottest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// action is what a step of a transcript does.
type action uint8

const (
	nothing action = iota // a comment or an empty line
	send                  // somebody sends a message
	press                 // somebody presses a button
	edit                  // somebody changes the message he sent last
	wait                  // time passes
	restart               // everything is closed and opened again
	down                  // everything is closed, and opened again when time has passed
)

// step is a line of a transcript, and the output that stands under it.
type step struct {
	line   int    // in the file, from 1
	source string // the line as it stands there
	want   []string

	action action
	who    string
	group  string // the group chat; "" is the person's own chat with the bot
	admin  bool   // of the group chat
	text   string // the message, or the label of the button
	wait   time.Duration
}

// speaker is who acts: nobody named, NAME, NAME#GROUP, or NAME*#GROUP for an admin of the group.
const speaker = `([\pL\pN_-]+)?(\*)?(?:#([\pL\pN_-]+))?`

var (
	sendForm  = regexp.MustCompile(`^` + speaker + `>(?: (.*))?$`)
	pressForm = regexp.MustCompile(`^` + speaker + `!press (.+)$`)
	editForm  = regexp.MustCompile(`^` + speaker + `!edit (.+)$`)
	waitForm  = regexp.MustCompile(`^(@|!down )(\S+)$`)
)

// defaultPerson is who speaks when nobody is named.
const defaultPerson = "ana"

// parse reads a transcript. The error has the name of the file and the line.
func parse(file, src string) ([]*step, error) {
	var steps []*step
	var empty []*step // those since the last output, which may turn out to be part of it
	var last *step
	if src == "" {
		return nil, nil
	}
	for i, l := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		if strings.TrimSpace(l) == "" {
			l = ""
		}
		if out, ok := strings.CutPrefix(l, "\t"); ok {
			if last == nil {
				return nil, fmt.Errorf("%s:%d: output under nothing that has one", file, i+1)
			}
			last.want = append(last.want, make([]string, len(empty))...)
			last.want, steps, empty = append(last.want, out), steps[:len(steps)-len(empty)], nil
			continue
		}
		s, err := parseStep(l)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
		s.line, s.source = i+1, l
		steps = append(steps, s)
		switch {
		case l == "" && last != nil && len(last.want) > 0:
			empty = append(empty, s)
		case s.action != nothing:
			last, empty = s, nil
		default:
			last, empty = nil, nil
		}
	}
	return steps, nil
}

func parseStep(l string) (*step, error) {
	if l == "" || l[0] == '#' && !sendForm.MatchString(l) && !pressForm.MatchString(l) && !editForm.MatchString(l) {
		return &step{}, nil
	}
	if l == "!restart" {
		return &step{action: restart}, nil
	}
	if m := waitForm.FindStringSubmatch(l); m != nil {
		d, err := parseWait(m[2])
		if m[1] != "@" {
			return &step{action: down, wait: d}, err
		}
		return &step{action: wait, wait: d}, err
	}
	act, m := send, sendForm.FindStringSubmatch(l)
	if m == nil {
		act, m = press, pressForm.FindStringSubmatch(l)
	}
	if m == nil {
		act, m = edit, editForm.FindStringSubmatch(l)
	}
	if m == nil {
		return nil, fmt.Errorf("%q is no message, press, edit, wait, restart, downtime, comment or output", l)
	}
	text, err := unescape(m[4])
	s := &step{action: act, who: m[1], admin: m[2] != "", group: m[3], text: text}
	if s.who == "" {
		s.who = defaultPerson
	}
	return s, err
}

// unescape reads a Go string in double quotes; in any other text \n is a newline.
func unescape(s string) (string, error) {
	if !strings.HasPrefix(s, `"`) {
		return strings.ReplaceAll(s, `\n`, "\n"), nil
	}
	text, err := strconv.Unquote(s)
	if err != nil {
		return "", fmt.Errorf("%s begins with a double quote and is no Go string", s)
	}
	return text, nil
}

// parseWait reads a Go duration, or days as in 3d.
func parseWait(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 {
			return 0, fmt.Errorf("%q is no number of days", s)
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(s)
	if err == nil && d < 0 {
		err = fmt.Errorf("time does not go back by %q", s)
	}
	return d, err
}

// format writes a transcript with the outputs that were got.
func format(steps []*step, got map[*step][]string) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString(s.source + "\n")
		for _, l := range got[s] {
			if l != "" {
				l = "\t" + l
			}
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}
