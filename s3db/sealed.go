package s3db

import (
	"errors"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/validation"
)

// SecretError says that a secret cannot be decrypted with Options.Passphrase:
// another one wrote it. s3db.js returns the ciphertext.
type SecretError struct{ Resource, ID, Attribute string }

func (e *SecretError) Error() string {
	return fmt.Sprintf("resource %q, record %q: the secret %q cannot be decrypted; set Options.Passphrase to the one under which it was written",
		e.Resource, e.ID, e.Attribute)
}

// Unwrap returns codec.ErrDecrypt.
func (e *SecretError) Unwrap() error { return codec.ErrDecrypt }

// secretError makes a *SecretError of an error about a secret of a record.
func (s *shared) secretError(id string, err error) error {
	var e *document.SecretError
	if errors.As(err, &e) {
		return &SecretError{s.name, id, e.Path}
	}
	return err
}

// Sealed stands for a secret that Options.Passphrase does not decrypt, in what
// an update returns and in the records that hooks are given. Writing it back
// leaves the secret as it is.
type Sealed struct{ text string }

// String returns asterisks.
func (Sealed) String() string { return document.Mask }

// GoString returns asterisks.
func (Sealed) GoString() string { return document.Mask }

// MarshalJSON returns asterisks.
func (Sealed) MarshalJSON() ([]byte, error) { return []byte(`"` + document.Mask + `"`), nil }

// sealed is record with Sealed in place of secrets that cannot be decrypted.
func (op *operation) sealed(e *engine.Record) (Record, error) {
	o, sealed, err := op.tx.Unsealed(op.table, e)
	if err != nil {
		return nil, err
	}
	rec := recordOf(e.ID, o, attributesOf(op.resource, e))
	for _, f := range sealed {
		setPath(rec, f.Path, Sealed{f.Text})
	}
	return rec, nil
}

// sealedAt is what stands sealed at a path of a record.
func sealedAt(rec Record, path string) (s Sealed, ok bool) {
	var v any = map[string]any(rec)
	for _, name := range strings.Split(path, ".") {
		o, _ := asObject(v)
		v = o[name]
	}
	s, ok = v.(Sealed)
	return s, ok
}

// keepSealed gives what is sealed in a record the ciphertext it had.
func (op *operation) keepSealed(fields document.Fields, rec Record) error {
	attributes := op.resource.Current().Attributes
	for i, f := range fields {
		s, ok := sealedAt(rec, f.Path)
		if !ok {
			continue
		}
		if rule, _ := attributes.Rule(f.Path); !codec.IsSecret(rule) {
			return &SecretError{op.r.name, rec.ID(), f.Path}
		}
		fields[i].Text = s.text
	}
	return nil
}

// openViolations are those that are not of sealed values, which no rule can
// judge.
func openViolations(list []validation.Violation, rec Record) (open []validation.Violation) {
	for _, v := range list {
		if _, ok := sealedAt(rec, v.Path); !ok {
			open = append(open, v)
		}
	}
	return open
}

// reseal puts what is sealed in from into to, at the same paths.
func reseal(to, from map[string]any) {
	for name, v := range from {
		switch v := v.(type) {
		case Sealed:
			to[name] = v
		case map[string]any:
			if child, ok := to[name].(map[string]any); ok {
				reseal(child, v)
			}
		}
	}
}
