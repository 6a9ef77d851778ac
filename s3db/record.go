package s3db

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
)

// Record is a document: attributes by name, nested objects as map[string]any.
// The id stands under "id".
//
// What a Resource returns holds string, bool, int64 (attributes of rule
// integer), float64 (other numbers), time.Time (rule date), []any,
// map[string]any. What it is given
// may hold whatever encoding/json can write; time.Time becomes the ISO text
// that s3db.js makes of a Date. nil is no value: it removes an attribute.
type Record map[string]any

// ID returns the record's id, "" if it has none.
func (r Record) ID() string {
	id, _ := r["id"].(string)
	return id
}

// clone copies a record with the objects and lists inside it.
func (r Record) clone() Record {
	c := make(Record, len(r))
	for name, v := range r {
		c[name] = cloneValue(v)
	}
	return c
}

// withID is a copy of a record with an id.
func (r Record) withID(id string) Record {
	c := r.clone()
	c["id"] = id
	return c
}

func cloneValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return map[string]any(Record(v).clone())
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = cloneValue(item)
		}
		return list
	}
	return v
}

// isoMillis is how JavaScript writes a Date.
const isoMillis = "2006-01-02T15:04:05.000Z"

// plain makes of a value one that encoding/json writes as s3db.js would.
func plain(v any) any {
	switch v := v.(type) {
	case time.Time:
		return v.UTC().Format(isoMillis)
	case Record:
		return plain(map[string]any(v))
	case map[string]any:
		m := make(map[string]any, len(v))
		for name, child := range v {
			m[name] = plain(child)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = plain(item)
		}
		return list
	}
	return v
}

// object is the record without its id as the engine takes it. What JSON cannot
// say is an error: NaN, channels and the like.
func (r Record) object() (*catalog.Object, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(plain(r)); err != nil {
		return nil, err
	}
	v, err := catalog.ParseJSON(b.Bytes())
	if err != nil {
		return nil, err
	}
	o, _ := v.(*catalog.Object)
	return o.Without("id"), nil
}

// recordOf is the record of an object that was read under a version.
func recordOf(id string, o *catalog.Object, a *catalog.Attributes) Record {
	r := Record(valueOf(o, a, "").(map[string]any))
	r["id"] = id
	return r
}

// valueOf makes Go's value of a JSON value at a path.
func valueOf(v any, a *catalog.Attributes, path string) any {
	switch v := v.(type) {
	case *catalog.Object:
		m := make(map[string]any, len(v.Members()))
		for _, member := range v.Members() {
			m[member.Key] = valueOf(member.Value, a, strings.TrimPrefix(path+"."+member.Key, "."))
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = valueOf(item, a, path)
		}
		return list
	case json.Number:
		rule, _ := a.Rule(path)
		return numberOf(v, codec.IsInteger(rule))
	case string:
		if rule, ok := a.Rule(path); ok && catalog.ParseRule(rule).Type == "date" {
			return dateOf(v)
		}
	}
	return v
}

// dateOf is the time of an ISO text, or the text.
func dateOf(text string) any {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.UTC()
	}
	return text
}

func numberOf(n json.Number, integer bool) any {
	if integer {
		if i, err := strconv.ParseInt(string(n), 10, 64); err == nil {
			return i
		}
	}
	f, _ := n.Float64() // JSON has no number that is none
	return f
}
