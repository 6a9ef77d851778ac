package session

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// systemSchemas have their OIDs from PostgreSQL.
var systemSchemas = map[string]types.OID{"pg_catalog": 11, "information_schema": 13000, "pg_toast": 99, functions.OwnSchema: functions.OwnOID}

// bootstrapUser is the OID of the role that every user is.
const bootstrapUser = 10

// relation finds a relation by a name as it is written in a string: perhaps
// qualified, perhaps quoted.
func (s *Session) relation(text string) (types.OID, any, error) {
	schema, name, err := qualifiedName(text)
	if err != nil {
		return 0, nil, err
	}
	path := s.styles.path
	if schema != "" {
		path = []string{schema}
		if s.Catalog().Schema(schema) == nil && systemSchemas[schema] == 0 {
			return 0, nil, pgerr.Newf(pgerr.InvalidSchemaName, "schema %q does not exist", schema)
		}
	}
	for _, schema := range path {
		if r := s.Catalog().Relation(schema, name); r != nil {
			return oidOf(r), r, nil
		}
		if oid, table := s.index(schema, name); oid != 0 {
			return oid, table, nil
		}
		if s.db.System != nil {
			if oid, ok := s.db.System.OID(schema, name); ok {
				return oid, nil, nil
			}
		}
	}
	return 0, nil, pgerr.Newf(pgerr.UndefinedTable, "relation %q does not exist", strings.Join(splitQualified(text), "."))
}

func oidOf(relation any) types.OID {
	switch r := relation.(type) {
	case *catalog.Table:
		return r.OID
	case *catalog.View:
		return r.OID
	case *catalog.Sequence:
		return r.OID
	}
	return 0
}

// qualifiedName splits the name of a relation.
func qualifiedName(text string) (schema, name string, err error) {
	parts := splitQualified(text)
	switch len(parts) {
	case 1:
		return "", parts[0], nil
	case 2:
		return parts[0], parts[1], nil
	case 3:
		return parts[1], parts[2], nil
	}
	return "", "", pgerr.Newf(pgerr.SyntaxError, "improper relation name (too many dotted names): %s", text)
}

// splitQualified splits a name at its dots outside of quotes.
func splitQualified(text string) []string {
	var parts []string
	var part strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' && quoted && i+1 < len(text) && text[i+1] == '"':
			part.WriteByte(c)
			i++
		case c == '"':
			quoted = !quoted
		case c == '.' && !quoted:
			parts = append(parts, part.String())
			part.Reset()
		case !quoted && 'A' <= c && c <= 'Z':
			part.WriteByte(c + 'a' - 'A')
		default:
			part.WriteByte(c)
		}
	}
	return append(parts, part.String())
}

// sequence finds a sequence by name.
func (s *Session) sequence(text string) (*catalog.Sequence, error) {
	_, r, err := s.relation(text)
	if err != nil {
		return nil, err
	}
	if seq, ok := r.(*catalog.Sequence); ok {
		return seq, nil
	}
	_, name, _ := qualifiedName(text)
	return nil, pgerr.Newf(pgerr.WrongObjectType, "%q is not a sequence", name)
}

// Relation implements functions.SessionInfo.
func (s *Session) Relation(name string) (types.OID, bool) {
	oid, _, err := s.relation(name)
	return oid, err == nil
}

// regOID reads the name of an object as regclass and its kin do.
func (s *Session) regOID(t *types.Type, text string) (types.OID, error) {
	switch t.Name {
	case "regclass":
		oid, _, err := s.relation(text)
		return oid, err
	case "regnamespace":
		return s.schemaOID(splitQualified(text)[0])
	case "regrole":
		if splitQualified(text)[0] == s.start.User {
			return bootstrapUser, nil
		}
		return 0, pgerr.Newf(pgerr.UndefinedObject, "role %q does not exist", text)
	case "regproc", "regprocedure":
		return s.functionOID(text)
	case "regtype":
		return 0, pgerr.Newf(pgerr.UndefinedObject, "type %q does not exist", text)
	}
	return 0, pgerr.Unsupported("the name of an object as " + t.SQLName)
}

func (s *Session) schemaOID(name string) (types.OID, error) {
	if oid := systemSchemas[name]; oid != 0 {
		return oid, nil
	}
	if schema := s.Catalog().Schema(name); schema != nil {
		return schema.OID, nil
	}
	return 0, pgerr.Newf(pgerr.InvalidSchemaName, "schema %q does not exist", name)
}

func (s *Session) functionOID(text string) (types.OID, error) {
	parts := splitQualified(text)
	name := parts[len(parts)-1]
	if len(parts) == 2 && parts[0] == functions.OwnSchema {
		name = functions.OwnSchema + "." + name
	}
	oids := callable(s.db.Functions, name)
	switch len(oids) {
	case 0:
		return 0, pgerr.Newf(pgerr.UndefinedFunction, "function %q does not exist", text)
	case 1:
		return oids[0], nil
	}
	return 0, pgerr.Newf(pgerr.AmbiguousFunction, "more than one function named %q", text)
}

// callable lists the OIDs of everything that is called by a name.
func callable(r *functions.Registry, name string) []types.OID {
	var oids []types.OID
	for _, f := range r.Functions(name) {
		oids = append(oids, f.OID)
	}
	for _, f := range r.Aggregates(name) {
		oids = append(oids, f.OID)
	}
	for _, f := range r.Windows(name) {
		oids = append(oids, f.OID)
	}
	for _, f := range r.Sets(name) {
		oids = append(oids, f.OID)
	}
	return oids
}

// regName is the name of an object, "" if there is none: qualified where its
// schema is not searched.
func (s *Session) regName(t *types.Type, oid types.OID) string {
	switch t.Name {
	case "regclass":
		return s.relationName(oid)
	case "regnamespace":
		return s.schemaName(oid)
	case "regrole":
		if oid == bootstrapUser {
			return parser.QuoteIdent(s.start.User)
		}
	}
	if s.db.System != nil {
		return s.db.System.RegName(s, t, oid)
	}
	return ""
}

func (s *Session) schemaName(oid types.OID) string {
	if schema, ok := s.Catalog().ByOID(oid).(*catalog.Schema); ok {
		return parser.QuoteIdent(schema.Name)
	}
	for name, known := range systemSchemas {
		if known == oid {
			return name
		}
	}
	return ""
}

func (s *Session) relationName(oid types.OID) string {
	schema, name := "", ""
	switch r := s.Catalog().ByOID(oid).(type) {
	case *catalog.Table:
		schema, name = r.Schema, r.Name
	case *catalog.View:
		schema, name = r.Schema, r.Name
	case *catalog.Sequence:
		schema, name = r.Schema, r.Name
	case *catalog.Partition, *catalog.Constraint:
		schema, name = s.indexName(oid)
	default:
		if s.db.System != nil {
			schema, name, _ = s.db.System.NameOf(oid)
		}
	}
	if name == "" {
		return ""
	}
	return s.visibleName(schema, name)
}

// visibleName is a relation's name, qualified unless it is found without.
func (s *Session) visibleName(schema, name string) string {
	quoted := parser.QuoteIdent(name)
	for _, searched := range s.styles.path {
		if searched == schema {
			return quoted
		}
		if s.Catalog().Relation(searched, name) != nil {
			break
		}
	}
	return parser.QuoteIdent(schema) + "." + quoted
}
