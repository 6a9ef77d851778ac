package parser

import pg "github.com/pganalyze/pg_query_go/v5"

// relationKinds are the kinds of objects that ALTER TABLE's grammar covers.
var relationKinds = map[pg.ObjectType]ObjectKind{
	pg.ObjectType_OBJECT_TABLE:         TableObject,
	pg.ObjectType_OBJECT_VIEW:          ViewObject,
	pg.ObjectType_OBJECT_MATVIEW:       MaterializedViewObject,
	pg.ObjectType_OBJECT_FOREIGN_TABLE: ForeignTableObject,
	pg.ObjectType_OBJECT_INDEX:         IndexObject,
	pg.ObjectType_OBJECT_SEQUENCE:      SequenceObject,
}

// plainKinds are the other kinds whose names are nothing but names.
var plainKinds = map[pg.ObjectType]ObjectKind{
	pg.ObjectType_OBJECT_DOMAIN:    DomainObject,
	pg.ObjectType_OBJECT_TYPE:      TypeObject,
	pg.ObjectType_OBJECT_SCHEMA:    SchemaObject,
	pg.ObjectType_OBJECT_DATABASE:  DatabaseObject,
	pg.ObjectType_OBJECT_ROLE:      RoleObject,
	pg.ObjectType_OBJECT_EXTENSION: ExtensionObject,
	pg.ObjectType_OBJECT_COLLATION: CollationObject,
}

// memberKinds are the kinds that belong to a relation.
var memberKinds = map[pg.ObjectType]ObjectKind{
	pg.ObjectType_OBJECT_COLUMN:        ColumnObject,
	pg.ObjectType_OBJECT_ATTRIBUTE:     AttributeObject,
	pg.ObjectType_OBJECT_TABCONSTRAINT: ConstraintObject,
}

func objectKind(t pg.ObjectType) (ObjectKind, bool) {
	if kind, ok := relationKinds[t]; ok {
		return kind, true
	}
	kind, ok := plainKinds[t]
	return kind, ok
}

func (c *converter) drop(s *pg.DropStmt) Stmt {
	kind, ok := objectKind(s.RemoveType)
	if !ok {
		return &Unmodelled{Loc: c.start, Feature: "DROP " + objectName(s.RemoveType)}
	}
	return &Drop{
		Loc:          c.start,
		Kind:         kind,
		Names:        each(s.Objects, c.nameOf),
		IfExists:     s.MissingOk,
		Concurrently: s.Concurrent,
		Behavior:     behavior(s.Behavior),
	}
}

func (c *converter) rename(s *pg.RenameStmt) Stmt {
	r := &Rename{Loc: c.start, NewName: s.Newname, IfExists: s.MissingOk, Behavior: behavior(s.Behavior)}
	if kind, ok := memberKinds[s.RenameType]; ok {
		r.Kind, r.Relation, r.Sub = kind, relationKinds[s.RelationType], s.Subname
		r.Name = c.relationName(s.Relation)
		return r
	}
	kind, ok := objectKind(s.RenameType)
	if !ok {
		return &Unmodelled{Loc: c.start, Feature: "ALTER " + alteredName(s.RenameType)}
	}
	r.Kind, r.Name = kind, c.nameOf(s.Object)
	switch {
	case s.Relation != nil:
		r.Name = c.relationName(s.Relation)
	case s.Object == nil:
		r.Name = QualifiedName{Name: s.Subname}
	}
	return r
}

func (c *converter) relationName(r *pg.RangeVar) QualifiedName {
	return QualifiedName{Catalog: r.GetCatalogname(), Schema: r.GetSchemaname(), Name: r.GetRelname()}
}

func (c *converter) setSchema(s *pg.AlterObjectSchemaStmt) Stmt {
	kind, ok := objectKind(s.ObjectType)
	if !ok {
		return &Unmodelled{Loc: c.start, Feature: "ALTER " + alteredName(s.ObjectType)}
	}
	set := &SetSchema{Loc: c.start, Kind: kind, Schema: s.Newschema, IfExists: s.MissingOk}
	if s.Relation != nil {
		set.Name = c.relationName(s.Relation)
	} else {
		set.Name = c.nameOf(s.Object)
	}
	return set
}

func (c *converter) comment(s *pg.CommentStmt) Stmt {
	out := &Comment{Loc: c.start}
	// An empty comment is no comment to PostgreSQL, too.
	if s.Comment != "" {
		out.Text = &s.Comment
	}
	var ok bool
	if out.Kind, ok = memberKinds[s.Objtype]; ok {
		out.Name, out.Sub = c.memberOf(names(s.Object.GetList().GetItems()))
		return out
	}
	if out.Kind, ok = objectKind(s.Objtype); !ok {
		return &Unmodelled{Loc: c.start, Feature: "COMMENT ON " + objectName(s.Objtype)}
	}
	out.Name = c.nameOf(s.Object)
	return out
}

func (c *converter) truncate(s *pg.TruncateStmt) Stmt {
	return &Truncate{
		Loc:             c.start,
		Tables:          c.tables(s.Relations),
		RestartIdentity: s.RestartSeqs,
		Behavior:        behavior(s.Behavior),
	}
}

func (c *converter) createSchema(s *pg.CreateSchemaStmt) Stmt {
	return &CreateSchema{
		Loc:         c.start,
		Name:        s.Schemaname,
		Owner:       role(s.Authrole),
		IfNotExists: s.IfNotExists,
		Elems:       each(s.SchemaElts, c.inner),
	}
}

func (c *converter) createDatabase(s *pg.CreatedbStmt) Stmt {
	return &CreateDatabase{Loc: c.start, Name: s.Dbname, Options: c.options(s.Options)}
}

func (c *converter) dropDatabase(s *pg.DropdbStmt) Stmt {
	// FORCE is the only option of the grammar.
	return &DropDatabase{Loc: c.start, Name: s.Dbname, IfExists: s.MissingOk, Force: len(s.Options) > 0}
}
