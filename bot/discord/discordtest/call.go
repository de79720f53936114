package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// maxRequest is the size of a whole request.
const maxRequest = 25 << 20

// call is a request, read and checked.
type call struct {
	req   *http.Request
	route *route
	path  string // with tokens masked
	body  []byte // the JSON
	files []File
	sent  payload // the message in it
	edits bool    // it changes a message, whose files are still there
	extra any     // what else the check has decoded
	found []violation
}

// The codes of violations that Discord answers with an error of their own.
const (
	codeTooLarge = "too large"
	codeEmpty    = "empty"
)

// violation is what is wrong at a place in the body.
type violation struct {
	at   string // such as embeds[0].title
	code string // Discord's word for it
	what string
	soft bool // breaks our rule, not Discord's
}

func (v violation) String() string {
	if v.at == "" {
		return v.what
	}
	return v.at + ": " + v.what
}

// bad notes a violation.
func (c *call) bad(at, code, format string, args ...any) {
	c.found = append(c.found, violation{at: at, code: code, what: fmt.Sprintf(format, args...)})
}

// read takes the request in and holds it to the description and the limits.
func (s *Server) read(w http.ResponseWriter, req *http.Request, r *route) *call {
	c := &call{req: req, route: r, path: masked(req)}
	if r.path == "?" {
		return c
	}
	s.checkHeaders(c)
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxRequest))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		c.bad("", codeTooLarge, "larger than 25 MiB")
		return c
	}
	c.unpack(body)
	var value any
	if len(c.body) > 0 {
		if err := json.Unmarshal(c.body, &value); err != nil {
			c.bad("", "", "not JSON: %v", err)
			return c
		}
	}
	if s.spec != nil {
		s.spec.check(c, value)
	}
	if r.check != nil {
		r.check(s, c)
	}
	return c
}

// checkHeaders holds the request to version, bot authorization and user agent.
func (s *Server) checkHeaders(c *call) {
	if v := c.req.PathValue("version"); v != "v9" && v != "v10" {
		c.bad("", "", "version %q of the interface", v)
	}
	if h := c.req.Header.Get("Authorization"); !c.route.open && !strings.HasPrefix(h, "Bot ") {
		c.bad("", "", `the Authorization header is not "Bot <token>"`)
	}
	if !strings.HasPrefix(c.req.UserAgent(), "DiscordBot (") {
		c.bad("", "", "the User-Agent is not of the form DiscordBot ($url, $version)")
	}
}

// unpack finds the JSON and the files in the body.
func (c *call) unpack(body []byte) {
	kind, params, err := mime.ParseMediaType(c.req.Header.Get("Content-Type"))
	switch {
	case len(body) == 0:
	case err != nil:
		c.bad("", "", "Content-Type: %v", err)
	case kind == "application/json":
		c.body = body
	case kind == "multipart/form-data":
		if err := c.unpackParts(multipart.NewReader(bytes.NewReader(body), params["boundary"])); err != nil {
			c.bad("", "", "multipart: %v", err)
		}
	default:
		c.bad("", "", "Content-Type %s", kind)
	}
}

var fileField = regexp.MustCompile(`^files\[([0-9]{1,2})\]$`)

func (c *call) unpackParts(r *multipart.Reader) error {
	for {
		part, err := r.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		match := fileField.FindStringSubmatch(part.FormName())
		switch {
		case part.FormName() == "payload_json":
			c.body = data
		case match == nil:
			c.bad(part.FormName(), "", "unknown part; files are named files[n]")
		case part.FileName() == "":
			c.bad(part.FormName(), "", "a file without a name")
		default:
			n, _ := strconv.Atoi(match[1])
			c.files = append(c.files, File{Name: part.FileName(), Type: part.Header.Get("Content-Type"), Bytes: data, part: n})
		}
	}
}

// decode reads the JSON into v.
func (c *call) decode(v any) bool {
	if len(c.body) == 0 {
		c.bad("", "", "no body")
		return false
	}
	err := json.Unmarshal(c.body, v)
	if mistyped := new(json.UnmarshalTypeError); errors.As(err, &mistyped) {
		c.bad(mistyped.Field, "", "a %s where a %v belongs", mistyped.Value, mistyped.Type)
	} else if err != nil {
		c.bad("", "", "%v", err)
	}
	return err == nil
}

// refusal is Discord's answer to what was found, if it is reason to refuse.
func (c *call) refusal(lenient bool) (answer, bool) {
	errs := object{}
	refused := false
	for _, v := range c.found {
		switch {
		case v.code == codeTooLarge:
			return problemAnswer(http.StatusRequestEntityTooLarge, 40005, "Request entity too large"), true
		case v.code == codeEmpty:
			return problemAnswer(http.StatusBadRequest, 50006, "Cannot send an empty message"), true
		case v.soft && lenient:
		default:
			refused = true
			v.enter(errs)
		}
	}
	if !refused {
		return answer{}, false
	}
	return answer{status: http.StatusBadRequest, body: object{"message": "Invalid Form Body", "code": 50035, "errors": errs}}, true
}

// enter puts the violation into Discord's tree of errors, where embeds[0].title is embeds → 0 → title.
func (v violation) enter(errs object) {
	for _, step := range strings.FieldsFunc(v.at, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		next, ok := errs[step].(object)
		if !ok {
			next = object{}
			errs[step] = next
		}
		errs = next
	}
	list, _ := errs["_errors"].([]object)
	code := v.code
	if code == "" {
		code = "BASE_TYPE_INVALID"
	}
	errs["_errors"] = append(list, object{"code": code, "message": v.what})
}
