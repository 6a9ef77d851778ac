package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// dropColumn takes a column away with the constraints and partitions over it.
func (a *alteration) dropColumn(cmd *parser.AlterCommand) error {
	at := a.table.Column(cmd.Name)
	if at < 0 || a.values[a.table.Columns[at].Number] != nil {
		if cmd.IfExists {
			a.def.notice(pgerr.UndefinedColumn, "column %q of relation %q does not exist, skipping", cmd.Name, a.table.Name)
			return nil
		}
		return pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	d, err := a.dependentsOf(at)
	if err != nil {
		return err
	}
	what := "column " + cmd.Name + " of table " + a.table.Name
	if err := a.release(d, what, cmd.Behavior == parser.Cascade); err != nil {
		return err
	}
	a.removeColumn(a.table.Column(cmd.Name))
	return nil
}

// dependentsOf finds what else must go with a column.
func (a *alteration) dependentsOf(at int) ([]dependent, error) {
	c := a.table.Columns[at]
	on := "column " + c.Name + " of table " + a.table.Name
	refers := a.referrers(func(columns []int16) bool { return slices.Contains(columns, c.Number) })
	list := dependentReferences(slices.DeleteFunc(refers, func(r reference) bool { // goes with its own column
		return r.table == a.table && slices.Contains(r.key.Columns, at)
	}), on)
	for _, v := range a.viewsOver(c) {
		list = append(list, dependent{oid: v.OID, what: "view " + v.Name, on: on, view: v})
	}
	g, err := a.generatedFrom(at)
	if g != nil && err == nil {
		list = append(list, dependent{what: "column " + g.Name + " of table " + a.table.Name, on: on, column: g})
	}
	return list, err
}

// removeColumn removes a column; what stands behind it moves up.
func (a *alteration) removeColumn(at int) {
	if slices.Contains(a.table.PrimaryKey, at) {
		a.unkey()
	}
	if c := a.table.Columns[at].Attribute; c == catalog.CreatedAt || c == catalog.UpdatedAt {
		a.table.Options.Timestamps = false
	}
	a.disown(a.table.Columns[at])
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
}

func mapInts(list []int, change func(int) int) []int {
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = change(x)
	}
	return out
}
