package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// dropColumn takes a column away with the constraints and partitions over it.
func (a *alteration) dropColumn(cmd *parser.AlterCommand, node parser.Node) error {
	at := a.table.Column(cmd.Name)
	if at < 0 {
		if cmd.IfExists {
			a.def.notice(pgerr.UndefinedColumn, "column %q of relation %q does not exist, skipping", cmd.Name, a.table.Name)
			return nil
		}
		return a.errorf(node, pgerr.UndefinedColumn, "column %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	if slices.Contains(a.table.PrimaryKey, at) {
		return a.unsupported(node, "dropping a column of the primary key")
	}
	if err := a.undepend(at, cmd, node); err != nil {
		return err
	}
	a.table.Columns = slices.Delete(a.table.Columns, at, at+1)
	moved := func(i int) int {
		if i > at {
			return i - 1
		}
		return i
	}
	a.table.PrimaryKey = mapInts(a.table.PrimaryKey, moved)
	a.table.Constraints = slices.DeleteFunc(a.table.Constraints, func(c *catalog.Constraint) bool { return slices.Contains(c.Columns, at) })
	for i, c := range a.table.Constraints {
		copied := *c
		copied.Columns = mapInts(c.Columns, moved)
		if c.RefTable == a.table.OID {
			copied.RefColumns = mapInts(c.RefColumns, moved)
		}
		a.table.Constraints[i] = &copied
	}
	over := func(p *catalog.Partition) bool {
		return slices.ContainsFunc(p.Fields, func(f catalog.PartitionField) bool { return f.Column == at })
	}
	a.table.Partitions = slices.DeleteFunc(a.table.Partitions, over)
	for i, p := range a.table.Partitions {
		copied := *p
		copied.Fields = slices.Clone(p.Fields)
		for k := range copied.Fields {
			copied.Fields[k].Column = moved(copied.Fields[k].Column)
		}
		a.table.Partitions[i] = &copied
	}
	return nil
}

func mapInts(list []int, change func(int) int) []int {
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = change(x)
	}
	return out
}

// undepend refuses to drop a column that a generated one reads.
func (a *alteration) undepend(at int, cmd *parser.AlterCommand, node parser.Node) error {
	for i, c := range a.table.Columns {
		if c.Generated == "" || i == at {
			continue
		}
		bound, _, err := a.text(c.Generated, tableRow(a.table, a.table.Name, 0))
		if err != nil {
			return err
		}
		if !slices.Contains(expr.Columns(bound), at) {
			continue
		}
		if cmd.Behavior == parser.Cascade {
			a.def.notice(pgerr.SuccessfulCompletion, "drop cascades to column %s of table %s", c.Name, a.table.Name)
			return a.dropColumn(&parser.AlterCommand{Action: parser.DropColumn, Name: c.Name}, node)
		}
		return pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop column %s of table %s because other objects depend on it", cmd.Name, a.table.Name).
			WithDetail("column %s of table %s depends on column %s of table %s", c.Name, a.table.Name, cmd.Name, a.table.Name).
			WithHint("Use DROP ... CASCADE to drop the dependent objects too.")
	}
	return nil
}
