package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// schema is the machine-readable description of the Bot API, indexed.
type schema struct {
	methods map[string]*object
	types   map[string]*object
}

// object is a type or the parameters of a method.
type object struct {
	name     string
	fields   map[string]*field
	required []string
	union    []kind            // what it can be instead of having fields
	fixed    map[string]string // fields that always have one value, which tells members of a union apart
	returns  []kind
}

type field struct {
	name     string
	kinds    []kind
	required bool
}

// kind is a type as a field has it: "Integer", "Array of Message".
type kind struct {
	name   string
	array  *kind   // of the elements
	object *object // nil for scalars
}

// described is the file as it stands.
type described struct {
	Methods, Types map[string]definition
}

type definition struct {
	Returns  []string
	Subtypes []string
	Fields   []parameter
}

type parameter struct {
	Name        string
	Types       []string
	Required    bool
	Description string
}

// indexed are the descriptions read in this process, by folder: reading one takes longer than a test.
var indexed sync.Map

// specOf is the index of the description in a folder; nil when the folder has none.
func specOf(dir string) (*schema, error) {
	once, _ := indexed.LoadOrStore(dir, sync.OnceValues(func() (*schema, error) { return readSpec(dir) }))
	return once.(func() (*schema, error))()
}

func readSpec(dir string) (*schema, error) {
	text, err := os.ReadFile(filepath.Join(dir, "telegram-bot-api.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var d described
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, fmt.Errorf("telegram-bot-api.json: %w", err)
	}
	return index(d), nil
}

// fixedValue finds the value in 'Type of the result, must be article' and 'always "creator"'.
var fixedValue = regexp.MustCompile(`(?:must be |always ")([a-z0-9_]+)"?$`)

func index(d described) *schema {
	s := &schema{methods: map[string]*object{}, types: map[string]*object{}}
	for name := range d.Types {
		s.types[name] = &object{name: name}
	}
	for name := range d.Methods {
		s.methods[name] = &object{name: name}
	}
	for name, o := range s.types {
		t := d.Types[name]
		o.union = s.kinds(t.Subtypes)
		for _, f := range t.Fields {
			o.add(field{f.Name, s.kinds(f.Types), f.Required})
			if v := fixedValue.FindStringSubmatch(f.Description); v != nil {
				o.fix(f.Name, v[1])
			}
		}
	}
	for name, o := range s.methods {
		m := d.Methods[name]
		o.returns = s.kinds(m.Returns)
		for _, f := range m.Fields {
			o.add(field{f.Name, s.kinds(f.Types), f.Required})
		}
	}
	return s
}

func (o *object) add(f field) {
	if o.fields == nil {
		o.fields = map[string]*field{}
	}
	o.fields[f.name] = &f
	if f.required {
		o.required = append(o.required, f.name)
	}
}

func (o *object) fix(name, value string) {
	if o.fixed == nil {
		o.fixed = map[string]string{}
	}
	o.fixed[name] = value
}

func (s *schema) kinds(names []string) []kind {
	var out []kind
	for _, name := range names {
		out = append(out, s.kind(name))
	}
	return out
}

func (s *schema) kind(name string) kind {
	k := kind{name: name}
	if of, ok := strings.CutPrefix(name, "Array of "); ok {
		element := s.kind(of)
		k.array = &element
		return k
	}
	k.object = s.types[name]
	return k
}
