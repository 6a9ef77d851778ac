package document

import (
	"errors"
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
)

// SecretError says that the secret of an attribute cannot be decrypted.
type SecretError struct {
	Path string
	Err  error // wraps codec.ErrDecrypt
}

func (e *SecretError) Error() string { return fmt.Sprintf("attribute %q: %v", e.Path, e.Err) }

// Unwrap returns Err.
func (e *SecretError) Unwrap() error { return e.Err }

// Sealed splits fields into those that can be read and the secrets that the
// passphrase does not decrypt.
func Sealed(a *catalog.Attributes, f Fields, secrets *codec.Secrets) (open, sealed Fields) {
	return split(a, f, func(rule, text string) bool {
		_, err := a.Dialect().ForRule(rule, secrets).Decode(text)
		return errors.Is(err, codec.ErrDecrypt)
	})
}

// Mask stands for a secret that is not to be seen.
const Mask = "********"

// Masked is Assemble with a Mask in the place of each secret.
func Masked(a *catalog.Attributes, f Fields) (*catalog.Object, error) {
	plain, secret := split(a, f, func(string, string) bool { return true })
	o, err := Assemble(a, plain, nil)
	if err != nil {
		return nil, err
	}
	for _, field := range secret {
		o = set(o, field.Path, Mask)
	}
	return o, nil
}

// split takes secrets that are to be hidden out of fields.
func split(a *catalog.Attributes, f Fields, hide func(rule, text string) bool) (open, hidden Fields) {
	for _, field := range f {
		if rule, _ := a.Rule(field.Path); codec.IsSecret(rule) && hide(rule, field.Text) {
			hidden = append(hidden, field)
		} else {
			open = append(open, field)
		}
	}
	return open, hidden
}
