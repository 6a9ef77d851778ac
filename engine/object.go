package engine

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
)

// Fields encodes the members of a JSON object by the attribute rules of a
// table's resource. Secrets that base has too, with the same plain text, keep
// their ciphertext. base may be nil.
func (tx *Tx) Fields(t *catalog.Table, o *catalog.Object, base *Record) (document.Fields, error) {
	rel, err := tx.relation(t)
	if err != nil {
		return nil, err
	}
	fields, err := document.Flatten(rel.version.Attributes, o, tx.db.env.secrets)
	if err != nil || base == nil {
		return fields, err
	}
	rel.keepSecrets(fields, base.Fields.Get, tx.db.env.secrets)
	return fields, nil
}

// keepSecrets gives secrets the ciphertext that before has for the same plain
// text.
func (rel *relation) keepSecrets(fields document.Fields, before func(path string) (string, bool), secrets *codec.Secrets) {
	for i, f := range fields {
		rule, _ := rel.version.Attributes.Rule(f.Path)
		if !codec.IsSecret(rule) {
			continue
		}
		old, ok := before(f.Path)
		if !ok {
			continue
		}
		now, err := secrets.Decrypt(f.Text)
		was, failed := secrets.Decrypt(old)
		if err == nil && failed == nil && now == was {
			fields[i].Text = old
		}
	}
}

// Object decodes a record into a JSON object without its id, by the rules of
// the version that wrote it. *document.SecretError if the passphrase does not
// decrypt a secret.
func (tx *Tx) Object(t *catalog.Table, r *Record) (*catalog.Object, error) {
	rel, err := tx.relation(t)
	if err != nil {
		return nil, err
	}
	return rel.object(r, &tx.db.env)
}

// Unsealed is Object without the secrets that the passphrase does not decrypt,
// which it returns as they are stored.
func (tx *Tx) Unsealed(t *catalog.Table, r *Record) (*catalog.Object, document.Fields, error) {
	rel, err := tx.relation(t)
	if err != nil {
		return nil, nil, err
	}
	a, secrets := rel.attributesOf(r.Version), tx.db.env.secrets
	open, sealed := document.Sealed(a, r.Fields, secrets)
	o, err := document.Assemble(a, open, secrets)
	return o, sealed, err
}

func (rel *relation) object(r *Record, env *environment) (*catalog.Object, error) {
	return document.Assemble(rel.attributesOf(r.Version), r.Fields, env.secrets)
}

// attributesOf are those of a version of the definition, of the current one if
// it is not known.
func (rel *relation) attributesOf(version string) *catalog.Attributes {
	if v := rel.resource.Version(version); v != nil {
		return v.Attributes
	}
	return rel.version.Attributes
}
