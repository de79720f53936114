package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// description is Discord's own description of its interface, by operation.
type description struct {
	operations map[string]*operation // method and path → what may be sent
}

type operation struct {
	body     *openapi3.Schema // nil when there is none
	required bool
	query    map[string]*openapi3.Schema
	path     map[string]*openapi3.Schema
}

// descriptions are those loaded in this process: it takes a moment each.
var descriptions sync.Map // dir → func() (*description, error)

// describe loads discord-openapi.json of dir, once per process. Without such a file it is nil.
func describe(dir string) (*description, error) {
	load, _ := descriptions.LoadOrStore(dir, sync.OnceValues(func() (*description, error) {
		src, err := os.ReadFile(filepath.Join(dir, "discord-openapi.json"))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		} else if err != nil {
			return nil, err
		}
		return parse(src)
	}))
	return load.(func() (*description, error))()
}

func parse(src []byte) (*description, error) {
	var doc object
	if err := json.Unmarshal(src, &doc); err != nil {
		return nil, err
	}
	prepare(doc)
	src, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	api, err := openapi3.NewLoader().LoadFromData(src)
	if err != nil {
		return nil, err
	}
	d := &description{operations: map[string]*operation{}}
	for _, r := range table {
		item := api.Paths.Find(r.path)
		if item == nil || item.GetOperation(r.method) == nil {
			return nil, fmt.Errorf("the description has no %s %s", r.method, r.path)
		}
		d.operations[r.method+" "+r.path] = newOperation(item, item.GetOperation(r.method))
	}
	return d, nil
}

func newOperation(item *openapi3.PathItem, op *openapi3.Operation) *operation {
	o := &operation{query: map[string]*openapi3.Schema{}, path: map[string]*openapi3.Schema{}}
	for _, parameters := range []openapi3.Parameters{item.Parameters, op.Parameters} {
		for _, p := range parameters {
			switch p.Value.In {
			case "query":
				o.query[p.Value.Name] = p.Value.Schema.Value
			case "path":
				o.path[p.Value.Name] = p.Value.Schema.Value
			}
		}
	}
	if op.RequestBody != nil {
		o.body = op.RequestBody.Value.Content["application/json"].Schema.Value
		o.required = op.RequestBody.Value.Required
	}
	return o
}

// check holds a request to its operation. value is the JSON in the body.
func (d *description) check(c *call, value any) {
	op := d.operations[c.route.method+" "+c.route.path]
	for name, schema := range op.path {
		op.parameter(c, name, schema, c.req.PathValue(name))
	}
	for name, values := range c.req.URL.Query() {
		if schema := op.query[name]; schema == nil {
			c.bad(name, "", "unknown parameter")
		} else {
			op.parameter(c, name, schema, values[0])
		}
	}
	switch {
	case value == nil && (op.body == nil || !op.required):
	case op.body == nil:
		c.bad("", "", "a body where none belongs")
	default:
		c.found = append(c.found, faults(member(op.body, value), value, "")...)
	}
}

// parameter holds a text to a schema that may want a boolean or a number.
func (op *operation) parameter(c *call, name string, schema *openapi3.Schema, text string) {
	var value any = text
	if schema.Type.Is("boolean") || schema.Type.Is("integer") {
		json.Unmarshal([]byte(text), &value)
	}
	for _, v := range faults(schema, value, "") {
		c.bad(name, v.code, "%s", v.what)
	}
}

// faults are what the schema has against the value.
func faults(schema *openapi3.Schema, value any, at string) []violation {
	if schema.VisitJSON(value, openapi3.FailFast()) == nil {
		return nil
	}
	return explain(schema.VisitJSON(value, openapi3.MultiErrors()), at)
}

// explain lists what an error says, looking into the alternatives of a union for the one meant.
func explain(err error, at string) []violation {
	if multi, ok := err.(openapi3.MultiError); ok { // not errors.As, which looks into the alternatives
		var list []violation
		for _, e := range multi {
			list = append(list, explain(e, at)...)
		}
		return list
	}
	e := new(openapi3.SchemaError)
	if !errors.As(err, &e) {
		return []violation{{at: at, what: err.Error()}}
	}
	at += indexed(e.JSONPointer())
	if meant := alternative(e); meant != nil {
		if list := faults(meant, e.Value, at); len(list) > 0 {
			return list
		}
	}
	what := e.Reason
	if what == "value must be a null" {
		what = "unknown property"
	}
	return []violation{{at: strings.TrimPrefix(at, "."), code: "SPEC", what: what}}
}

// indexed writes a pointer as embeds[0].title.
func indexed(pointer []string) string {
	var b strings.Builder
	for _, step := range pointer {
		if strings.Trim(step, "0123456789") == "" {
			b.WriteString("[" + step + "]")
		} else {
			b.WriteString("." + step)
		}
	}
	return b.String()
}

// alternative is the member of a union that the value was meant for: the one of its type.
func alternative(e *openapi3.SchemaError) *openapi3.Schema {
	if e.SchemaField != "oneOf" && e.SchemaField != "anyOf" {
		return nil
	}
	if meant := member(e.Schema, e.Value); meant != e.Schema {
		return meant
	}
	var meant *openapi3.Schema
	for _, ref := range slices.Concat(e.Schema.OneOf, e.Schema.AnyOf) {
		if !ref.Value.Type.Is("null") && ref.Value.Properties["type"] == nil {
			meant = ref.Value
		}
	}
	return meant
}

// member is the member of a union that has the value's type; the schema itself when there is none.
func member(schema *openapi3.Schema, value any) *openapi3.Schema {
	o, ok := value.(object)
	if !ok {
		return schema
	}
	for _, refs := range [...]openapi3.SchemaRefs{schema.OneOf, schema.AnyOf} {
		for _, ref := range refs {
			kind := ref.Value.Properties["type"]
			if kind != nil && kind.Value.VisitJSON(o["type"], openapi3.FailFast()) == nil {
				return ref.Value
			}
		}
	}
	return schema
}
