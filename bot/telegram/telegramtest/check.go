package telegramtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// request lists what is wrong with a request by the description: an undocumented parameter, a
// missing one, one of the wrong type. Without a description nothing is.
func (s *schema) request(c *call) []string {
	if s == nil {
		return nil
	}
	m, ok := s.methods[c.method]
	if !ok {
		return []string{"the method is not documented"}
	}
	var r report
	for name, text := range c.values {
		f := m.fields[name]
		switch {
		case f == nil:
			r.add(name, "is no documented parameter")
		case text != "":
			s.parameter(f, text, c, &r)
		}
	}
	for name := range c.files {
		if m.fields[name] == nil && !c.attached(name) {
			r.add(name, "is an upload that no parameter names")
		}
	}
	for _, name := range m.required {
		if _, uploaded := c.files[name]; !uploaded && !c.has(name) {
			r.add(name, "is required")
		}
	}
	slices.Sort(r.found)
	return r.found
}

// attached tells whether a parameter names an upload by attach://.
func (c *call) attached(name string) bool {
	for _, text := range c.values {
		if strings.Contains(text, "attach://"+name) {
			return true
		}
	}
	return false
}

// parameter holds one parameter, which arrives as text, to its documented kinds.
func (s *schema) parameter(f *field, text string, c *call, r *report) {
	kinds, plain := f.kinds, false
	for _, k := range kinds {
		switch k.name {
		case "String":
			plain = true
		case "Integer":
			_, err := strconv.ParseInt(text, 10, 64)
			plain = plain || err == nil
		case "Float":
			_, err := strconv.ParseFloat(text, 64)
			plain = plain || err == nil
		case "Boolean":
			plain = plain || slices.Contains([]string{"true", "false"}, strings.ToLower(text))
		}
	}
	if f.name == "chat_id" && !strings.HasPrefix(text, "@") {
		_, err := strconv.ParseInt(text, 10, 64)
		plain = err == nil
	}
	if plain || text == "null" && !scalar(kinds) {
		return
	}
	if scalar(kinds) {
		r.add(f.name, "is no "+names(kinds))
		return
	}
	v, err := decode([]byte(text))
	if err != nil {
		r.add(f.name, "is no JSON text of "+names(kinds))
		return
	}
	s.value(f.name, kinds, v, r)
	if f.name == "allowed_updates" {
		s.updateKinds(v, r)
	}
}

// updateKinds holds the names in allowed_updates to the fields of Update.
func (s *schema) updateKinds(v any, r *report) {
	list, _ := v.([]any)
	for _, name := range list {
		if text, ok := name.(string); ok && s.types["Update"].fields[text] == nil {
			r.add("allowed_updates", "has the unknown kind "+text)
		}
	}
}

// answer lists what is wrong with the result of a method.
func (s *schema) answer(method string, text json.RawMessage) []string {
	if s == nil || s.methods[method] == nil {
		return nil
	}
	if method == "getUpdates" {
		return nil // each was checked when it came, and Raw ones are wrong on purpose
	}
	return s.text("result", s.methods[method].returns, text)
}

// update lists what is wrong with an update.
func (s *schema) update(text json.RawMessage) []string {
	if s == nil {
		return nil
	}
	return s.text("update", []kind{{name: "Update", object: s.types["Update"]}}, text)
}

func (s *schema) text(path string, kinds []kind, text []byte) []string {
	v, err := decode(text)
	if err != nil {
		return []string{path + " is no JSON"}
	}
	var r report
	s.value(path, kinds, v, &r)
	slices.Sort(r.found)
	return r.found
}

// report collects problems.
type report struct{ found []string }

func (r *report) add(path, what string) { r.found = append(r.found, path+" "+what) }

// value holds a JSON value to one of its kinds: to the one with the fewest problems.
func (s *schema) value(path string, kinds []kind, v any, r *report) {
	if len(kinds) == 1 {
		s.one(path, kinds[0], v, r)
		return
	}
	var best *report
	for _, k := range kinds {
		if k.object != nil && !k.object.fits(v) {
			continue
		}
		var tried report
		s.one(path, k, v, &tried)
		if best == nil || len(tried.found) < len(best.found) {
			best = &tried
		}
		if len(best.found) == 0 {
			return
		}
	}
	if best == nil {
		r.add(path, "is none of "+names(kinds))
		return
	}
	r.found = append(r.found, best.found...)
}

// fits tells whether a value has the fixed fields of an object, or is not to be told by them.
func (o *object) fits(v any) bool {
	m, ok := v.(map[string]any)
	if !ok {
		return true
	}
	for name, want := range o.fixed {
		if m[name] != want {
			return false
		}
	}
	return true
}

func (s *schema) one(path string, k kind, v any, r *report) {
	if k.array != nil {
		list, ok := v.([]any)
		if !ok {
			r.add(path, "is no array")
			return
		}
		for i, element := range list {
			s.value(path+"["+strconv.Itoa(i)+"]", []kind{*k.array}, element, r)
		}
		return
	}
	if k.object != nil {
		s.object(path, k.object, v, r)
		return
	}
	if !isScalar(k.name, v) {
		r.add(path, "is no "+k.name)
	}
}

func isScalar(kind string, v any) bool {
	switch kind {
	case "String":
		_, ok := v.(string)
		return ok
	case "Boolean":
		_, ok := v.(bool)
		return ok
	case "Integer":
		n, ok := v.(json.Number)
		_, err := n.Int64()
		return ok && err == nil
	case "Float":
		_, ok := v.(json.Number)
		return ok
	}
	return false
}

func (s *schema) object(path string, o *object, v any, r *report) {
	if len(o.union) > 0 {
		s.value(path, o.union, v, r)
		return
	}
	m, ok := v.(map[string]any)
	if !ok {
		r.add(path, "is no "+o.name)
		return
	}
	for name, element := range m {
		f := o.fields[name]
		if f == nil {
			r.add(path+"."+name, "is no documented field of "+o.name)
			continue
		}
		s.value(path+"."+name, f.kinds, element, r)
	}
	for _, name := range o.required {
		if _, ok := m[name]; !ok {
			r.add(path+"."+name, "is required by "+o.name)
		}
	}
	for name, want := range o.fixed {
		if got, ok := m[name]; ok && got != want {
			r.add(path+"."+name, fmt.Sprintf("is %v; of %s it must be %s", got, o.name, want))
		}
	}
}

func decode(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return v, nil
}

// scalar tells whether a parameter is written as it stands; uploads are told apart before.
func scalar(kinds []kind) bool {
	for _, k := range kinds {
		if k.array != nil || k.object != nil && k.name != "InputFile" {
			return false
		}
	}
	return true
}

func names(kinds []kind) string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.name)
	}
	return strings.Join(out, " or ")
}
