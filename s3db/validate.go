package s3db

import (
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/validation"
)

// ValidationError says which rules a record breaks: s3db.js's
// InvalidResourceItem.
type ValidationError struct {
	Resource   string
	Violations []validation.Violation // at least one, in the order of the attributes
}

// Error is the message of the first violation.
func (e *ValidationError) Error() string { return e.Violations[0].Message }

// validate judges a record by the rules of the current version and returns
// what is to be stored: the record, or under the dialect of s3db.js 21 what
// the rules make of it.
func (op *operation) validate(rec Record) (Record, error) {
	v, err := op.validator()
	if err != nil {
		return nil, err
	}
	converted, err := v.Record(judged(map[string]any(rec)).(map[string]any))
	var broken *validation.Error
	if errors.As(err, &broken) {
		if open := openViolations(broken.Violations, rec); len(open) > 0 {
			return nil, &ValidationError{op.r.name, open}
		}
		err = nil
	}
	switch {
	case err != nil:
		return nil, err
	case op.resource.Dialect == codec.V21:
		reseal(converted, rec)
		return converted, nil
	}
	return rec, nil
}

// validator is that of the current version, compiled at its first use.
func (op *operation) validator() (*validation.Validator, error) {
	r, version := op.r.shared, op.resource.Current()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.validated == version {
		return r.validator, nil
	}
	v, err := validation.Compile(version.Attributes, validation.Options{
		V21: op.resource.Dialect == codec.V21, NestedRequired: version.NestedRequired(), Customs: r.db.opts.Types,
	})
	if err == nil {
		r.validator, r.validated = v, version
	}
	return v, err
}

// judged makes of a value one that rules can judge: nil, bool, float64,
// string, time.Time, []any, map[string]any.
func judged(v any) any {
	switch v := v.(type) {
	case nil, bool, string, float64, time.Time:
		return v
	case Record:
		return judged(map[string]any(v))
	case map[string]any:
		m := make(map[string]any, len(v))
		for name, child := range v {
			m[name] = judged(child)
		}
		return m
	}
	switch value := reflect.ValueOf(v); value.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return float64(value.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return float64(value.Uint())
	case reflect.Slice:
		list := make([]any, value.Len())
		for i := range list {
			list[i] = judged(value.Index(i).Interface())
		}
		return list
	}
	return throughJSON(v)
}

// throughJSON is a value as JSON has it; one that JSON cannot say stays.
func throughJSON(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var plain any
	if json.Unmarshal(text, &plain) != nil {
		return v
	}
	return plain
}

// withDefaults gives a record the defaults of the attributes it lacks.
func (op *operation) withDefaults(rec Record) Record {
	return validation.ApplyDefaults(op.resource.Current().Attributes, rec)
}
