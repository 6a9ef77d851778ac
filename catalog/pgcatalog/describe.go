package pgcatalog

import (
	"cmp"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Describe writes SQL text about an object for functions.SessionInfo: what is
// one of view, constraint, index (column: 0 or its place), comment (column: 0
// or an attribute number), rule, function arguments, function result, or
// "sequence of NAME" for the sequence that a column of a table owns. It
// reports false where there is nothing to say, which SQL shows as NULL.
func Describe(env *systable.Env, what string, oid types.OID, column int) (string, bool) {
	if name, ok := strings.CutPrefix(what, "sequence of "); ok {
		return serialSequence(env.Catalog, oid, name)
	}
	describe := describers[what]
	if describe == nil {
		return "", false
	}
	text := describe(env, oid, column)
	return text, text != ""
}

// describers write each sort of text; "" is none.
var describers = map[string]func(env *systable.Env, oid types.OID, column int) string{
	"view": func(env *systable.Env, oid types.OID, _ int) string {
		if v, ok := env.Catalog.ByOID(oid).(*catalog.View); ok {
			return viewText(v)
		}
		return ""
	},
	"rule": func(env *systable.Env, oid types.OID, _ int) string {
		if v, ok := env.Catalog.ByOID(oid).(*catalog.View); ok {
			return "CREATE RULE \"_RETURN\" AS\n    ON SELECT TO " + qualified(v.Schema, v.Name) + " DO INSTEAD " + viewText(v)
		}
		return ""
	},
	"constraint": func(env *systable.Env, oid types.OID, _ int) string {
		if c, ok := env.Catalog.ByOID(oid).(*catalog.Constraint); ok {
			return constraintText(env, c)
		}
		return ""
	},
	"index": func(env *systable.Env, oid types.OID, column int) string {
		if r := relationOf(env.Catalog, oid); r != nil && r.index != nil {
			return indexText(r.index, column)
		}
		return ""
	},
	"comment": commentText,
	"function arguments": func(env *systable.Env, oid types.OID, _ int) string {
		if p := procOf(env.Functions, oid); p != nil {
			return p.arguments()
		}
		return ""
	},
	"function result": func(env *systable.Env, oid types.OID, _ int) string {
		if p := procOf(env.Functions, oid); p != nil {
			return p.resultText()
		}
		return ""
	},
}

// relationOf finds what pg_class has under an OID, or nil.
func relationOf(s *catalog.Snapshot, oid types.OID) *relation {
	for _, r := range relations(s) {
		if r.oid == oid {
			return &r
		}
	}
	return nil
}

// serialSequence is the qualified name of the sequence that a column owns.
func serialSequence(s *catalog.Snapshot, table types.OID, column string) (string, bool) {
	t, ok := s.ByOID(table).(*catalog.Table)
	if !ok {
		return "", false
	}
	i := t.Column(column)
	if i < 0 {
		return "", false
	}
	seq := sequenceBehind(s, t, t.Columns[i])
	if seq == nil {
		return "", false
	}
	return qualified(seq.Schema, seq.Name), true
}

func commentText(env *systable.Env, oid types.OID, column int) string {
	if s, ok := env.Catalog.ByOID(oid).(*catalog.Schema); ok {
		return s.Comment
	}
	if c, ok := env.Catalog.ByOID(oid).(*catalog.Constraint); ok && column == 0 {
		return cmp.Or(c.IndexComment, c.Comment)
	}
	r := relationOf(env.Catalog, oid)
	if r == nil || column == 0 {
		return commentOf(r)
	}
	for _, c := range r.columns {
		if int(c.Number) == column {
			return c.Comment
		}
	}
	return ""
}

func commentOf(r *relation) string {
	if r == nil {
		return ""
	}
	return r.comment
}

func qualified(schema, name string) string {
	return functions.QuoteIdent(schema) + "." + functions.QuoteIdent(name)
}
