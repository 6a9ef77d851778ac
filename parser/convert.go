package parser

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// converter turns the grammar's tree of one command into ours. It remembers
// the first error and goes on, so that its many small functions return nodes
// and nothing else.
type converter struct {
	sql   string
	start Loc            // of the command, which most commands have no offset of their own for
	into  *pg.IntoClause // the INTO that stands where one may
	err   error
}

// fail records an error at an offset; only the first counts.
func (c *converter) fail(err *pgerr.Error, offset int) {
	if c.err == nil {
		c.err = err.At(Position(c.sql, offset))
	}
}

func (c *converter) unsupported(feature string, location int32) {
	c.fail(pgerr.Unsupported(feature), int(location))
}

// each applies a conversion to every node of a list; nil stays nil.
func each[In, Out any](list []In, convert func(In) Out) []Out {
	if len(list) == 0 {
		return nil
	}
	out := make([]Out, len(list))
	for i, item := range list {
		out[i] = convert(item)
	}
	return out
}

// names are the strings of a list.
func names(list []*pg.Node) []string {
	return each(list, func(n *pg.Node) string { return n.GetString_().GetSval() })
}

// qualified makes a name of one to three strings.
func (c *converter) qualified(list []*pg.Node, location int32) QualifiedName {
	return c.qualify(names(list), location)
}

func (c *converter) qualify(parts []string, location int32) QualifiedName {
	switch len(parts) {
	case 0:
		return QualifiedName{}
	case 1:
		return QualifiedName{Name: parts[0]}
	case 2:
		return QualifiedName{Schema: parts[0], Name: parts[1]}
	case 3:
		return QualifiedName{Catalog: parts[0], Schema: parts[1], Name: parts[2]}
	}
	c.fail(pgerr.Newf(pgerr.SyntaxError,
		"improper qualified name (too many dotted names): %s", dotted(parts)), int(location))
	return QualifiedName{}
}

// memberOf splits the name of a column or constraint from its relation's.
func (c *converter) memberOf(parts []string) (QualifiedName, string) {
	last := len(parts) - 1
	if last < 0 {
		return QualifiedName{}, ""
	}
	return c.qualify(parts[:last], int32(Unknown)), parts[last]
}

// nameOf reads the name of an object in whichever node the grammar chose for
// its kind.
func (c *converter) nameOf(n *pg.Node) QualifiedName {
	switch n := n.GetNode().(type) {
	case *pg.Node_String_:
		return QualifiedName{Name: n.String_.Sval}
	case *pg.Node_List:
		return c.qualified(n.List.Items, int32(Unknown))
	case *pg.Node_TypeName:
		return c.qualified(n.TypeName.Names, n.TypeName.Location)
	}
	return QualifiedName{}
}

func (c *converter) table(r *pg.RangeVar) *Table {
	if r == nil {
		return nil
	}
	return &Table{
		Loc:         Loc(r.Location),
		Name:        QualifiedName{Catalog: r.Catalogname, Schema: r.Schemaname, Name: r.Relname},
		Only:        !r.Inh,
		Alias:       alias(r.Alias),
		Persistence: persistence(r.Relpersistence),
	}
}

func (c *converter) tables(list []*pg.Node) []*Table {
	return each(list, func(n *pg.Node) *Table { return c.table(n.GetRangeVar()) })
}

func persistence(letter string) Persistence {
	switch letter {
	case "t":
		return Temporary
	case "u":
		return Unlogged
	}
	return Permanent
}

func alias(a *pg.Alias) *Alias {
	if a == nil {
		return nil
	}
	return &Alias{Name: a.Aliasname, Columns: names(a.Colnames)}
}

func behavior(b pg.DropBehavior) DropBehavior {
	if b == pg.DropBehavior_DROP_CASCADE {
		return Cascade
	}
	return Restrict
}
