package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sort"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Error codes of Discord that are worth a branch (docs: opcodes and status codes).
const (
	unknownChannel     = 10003
	unknownInteraction = 10062
	openingTooFast     = 40003
	alreadyAnswered    = 40060
	missingAccess      = 50001
	closedMessages     = 50007
	missingPermissions = 50013
	badForm            = 50035
	noCommonServer     = 50278
	noHistory          = 160002
	blockedByAutoMod   = 200000
	blockedTitle       = 240000
)

// hostError is an error that trying again does not mend; it tells the host what to do.
type hostError struct{ text string }

func (e *hostError) Error() string { return e.text }

func hostErrorf(format string, args ...any) error { return &hostError{fmt.Sprintf(format, args...)} }

// What a host is told.
var (
	errToken = hostErrorf("Discord does not accept the token. Make a new one in the Developer Portal (your application, Bot, Reset Token), and put it into SPOTTER_DISCORD_TOKEN or the configuration.")
	errDead  = errors.New("the connection is dead")
)

// apiError is Discord's refusal of a call. It never holds what was sent.
type apiError struct {
	status int
	code   int // Discord's own, 0 when there is none
	fields []string
}

func (e *apiError) Error() string {
	s := fmt.Sprintf("Discord answered %d, code %d", e.status, e.code)
	if len(e.fields) > 0 {
		s += fmt.Sprintf(" about %q", e.fields)
	}
	return s
}

// waitError says to try again after a while.
type waitError struct{ after time.Duration }

func (e *waitError) Error() string { return fmt.Sprintf("Discord asks to wait %v", e.after) }

// plain makes an error of the library one that can be logged: without addresses, which hold tokens,
// and without texts.
func plain(err error) error {
	var refused *discordgo.RESTError
	var limited *discordgo.RateLimitError
	var where *url.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused):
		return refusal(refused)
	case errors.As(err, &limited):
		return &waitError{limited.RetryAfter}
	case errors.As(err, &where):
		return where.Err
	default:
		return err
	}
}

func refusal(r *discordgo.RESTError) error {
	e := &apiError{}
	if r.Response != nil {
		e.status = r.Response.StatusCode
	}
	if r.Message != nil {
		e.code = r.Message.Code
	}
	if e.code == badForm {
		e.fields = badFields(r.ResponseBody)
	}
	return e
}

// badFields are the paths of the fields that Discord found wrong, without their contents.
func badFields(body []byte) (paths []string) {
	var answer struct {
		Errors map[string]any `json:"errors"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return nil
	}
	var walk func(path string, at any)
	walk = func(path string, at any) {
		fields, _ := at.(map[string]any)
		for name, next := range fields {
			if name == "_errors" {
				paths = append(paths, path)
				continue
			}
			walk(path+"/"+name, next)
		}
	}
	walk("", answer.Errors)
	sort.Strings(paths)
	return paths[:min(len(paths), 5)]
}

// code is Discord's code of the error, 0 when it has none.
func code(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.code
	}
	return 0
}

func status(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.status
	}
	return 0
}

// isCode tells whether Discord refused with one of the codes.
func isCode(err error, codes ...int) bool { return slices.Contains(codes, code(err)) }

// warn writes a sentence to the log, the same at most once in ten minutes.
func (d *Discord) warn(sentence string, attrs ...any) {
	if d.rare.Due(sentence, time.Now()) {
		d.o.Log.Warn(sentence, append([]any{"platform", Platform}, attrs...)...)
	}
}
