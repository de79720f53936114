package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// upload is a file in a request.
type upload struct {
	name string
	data []byte
}

// errGone is a client that left in the middle of its request; that is nobody's mistake.
var errGone = errors.New("the client has left")

// maxBody is more than any upload the documentation allows (documents, 50 MB).
const maxBody = 60 << 20

// read takes the parameters of a request in any of the four documented ways: query string, form,
// JSON, multipart.
func read(r *http.Request, method string) (*call, error) {
	c := &call{ctx: r.Context(), method: method, values: map[string]string{}}
	if err := c.add(r.URL.RawQuery); err != nil {
		return nil, err
	}
	switch r.Method {
	case http.MethodGet:
		return c, nil
	case http.MethodPost:
		return c, c.body(r)
	}
	return nil, fmt.Errorf("%s is neither GET nor POST", r.Method)
}

func (c *call) add(query string) error {
	values, err := url.ParseQuery(query)
	for name, v := range values {
		c.values[name] = v[0]
	}
	return err
}

func (c *call) body(r *http.Request) error {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return errGone
	}
	if len(body) > maxBody {
		return errors.New("the body is too large")
	}
	if len(body) == 0 {
		return nil
	}
	kind, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return errors.New("the content type can't be read")
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		return c.add(string(body))
	case "application/json":
		return c.json(body)
	case "multipart/form-data":
		return c.multipart(multipart.NewReader(bytes.NewReader(body), options["boundary"]))
	}
	return fmt.Errorf("content type %s is none of the documented ones", kind)
}

// json takes an object: strings as they are, anything else as its JSON text.
func (c *call) json(body []byte) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		return errors.New("the body is no JSON object")
	}
	for name, raw := range object {
		var text string
		switch {
		case string(raw) == "null":
		case json.Unmarshal(raw, &text) == nil:
			c.values[name] = text
		default:
			c.values[name] = string(raw)
		}
	}
	return nil
}

func (c *call) multipart(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errors.New("the multipart body can't be read")
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return errors.New("the multipart body can't be read")
		}
		if part.FileName() == "" {
			c.values[part.FormName()] = string(data)
			continue
		}
		if c.files == nil {
			c.files = map[string]upload{}
		}
		c.files[part.FormName()] = upload{part.FileName(), data}
	}
}

// has tells whether a parameter carries something.
func (c *call) has(name string) bool { return c.values[name] != "" }

// integer is a parameter as a number, other when it is absent.
func (c *call) integer(name string, other int64) (int64, error) {
	if !c.has(name) {
		return other, nil
	}
	n, err := strconv.ParseInt(c.values[name], 10, 64)
	if err != nil {
		return 0, wrong("parameter %q is no integer", name)
	}
	return n, nil
}

// yes is a Boolean parameter, in the spellings the server takes.
func (c *call) yes(name string) bool {
	switch strings.ToLower(c.values[name]) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// object decodes a JSON parameter and tells whether there was one. null counts as absent.
func (c *call) object(name string, v any) (bool, error) {
	text := c.values[name]
	if text == "" || text == "null" {
		return false, nil
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return false, wrong("can't parse %s JSON object", name)
	}
	return true, nil
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}
