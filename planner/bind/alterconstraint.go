package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// addConstraint adds a constraint that the stored rows must satisfy too.
func (a *alteration) addConstraint(k *parser.Constraint) error {
	if k.Kind == parser.UniqueConstraint {
		return a.unsupported(k, "adding a unique constraint to an existing table")
	}
	a.keyed = a.keyed || k.Kind == parser.PrimaryKey
	a.pending = append(a.pending, k)
	if err := a.constraints(); err != nil {
		return err
	}
	if k.NotValid || k.Kind == parser.PrimaryKey {
		return nil
	}
	c := a.table.Constraints[len(a.table.Constraints)-1]
	if c.Kind == catalog.Check {
		e := pgerr.Newf(pgerr.CheckViolation, "check constraint %q of relation %q is violated by some row", c.Name, a.table.Name)
		e.Schema, e.Table, e.Constraint = a.table.Schema, a.table.Name, c.Name
		a.def.Refuse = append(a.def.Refuse, Refusal{"SELECT 1 FROM " + a.sqlName() + " WHERE NOT (" + c.Expr + ") LIMIT 1", e, []*catalog.Table{a.table}})
		return nil
	}
	a.refuseOrphans(c)
	return nil
}

// refuseOrphans makes the statement fail if a stored row refers to none.
func (a *alteration) refuseOrphans(c *catalog.Constraint) {
	to := a.table
	if c.RefTable != a.table.OID {
		to = a.Catalog.ByOID(c.RefTable).(*catalog.Table)
	}
	join, known := "", ""
	for i, col := range c.Columns {
		name := "f." + quoteName(a.table.Columns[col].Name)
		if i > 0 {
			join, known = join+" AND ", known+" AND "
		}
		join += "t." + quoteName(to.Columns[c.RefColumns[i]].Name) + " = " + name
		known += name + " IS NOT NULL"
	}
	e := pgerr.Newf(pgerr.ForeignKeyViolation, "insert or update on table %q violates foreign key constraint %q", a.table.Name, c.Name)
	e.Schema, e.Table, e.Constraint = a.table.Schema, a.table.Name, c.Name
	a.def.Refuse = append(a.def.Refuse, Refusal{"SELECT 1 FROM " + a.sqlName() + " f WHERE " + known + " AND NOT EXISTS (SELECT 1 FROM " +
		quoteName(to.Schema) + "." + quoteName(to.Name) + " t WHERE " + join + ") LIMIT 1", e, []*catalog.Table{a.table, to}})
}

func (a *alteration) dropConstraint(cmd *parser.AlterCommand, node parser.Node) error {
	at := slices.IndexFunc(a.table.Constraints, func(c *catalog.Constraint) bool { return c.Name == cmd.Name })
	if at < 0 {
		if cmd.IfExists {
			a.def.notice(pgerr.UndefinedObject, "constraint %q of relation %q does not exist, skipping", cmd.Name, a.table.Name)
			return nil
		}
		return a.errorf(node, pgerr.UndefinedObject, "constraint %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	switch c := a.table.Constraints[at]; c.Kind {
	case catalog.PrimaryKey:
		return a.unsupported(node, "dropping a primary key")
	case catalog.Unique:
		a.table.Partitions = slices.DeleteFunc(a.table.Partitions, func(p *catalog.Partition) bool { return p.Name == c.Name })
	}
	a.table.Constraints = slices.Delete(a.table.Constraints, at, at+1)
	return nil
}
