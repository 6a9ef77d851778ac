package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// addConstraint adds a constraint that the stored rows must satisfy too. A
// primary key gives them new ids.
func (a *alteration) addConstraint(k *parser.Constraint) error {
	if k.Index != "" {
		return a.takeIndex(k)
	}
	a.pending = append(a.pending, k)
	if err := a.constraints(); err != nil {
		return err
	}
	c := a.table.Constraints[len(a.table.Constraints)-1]
	c.NotValid = k.NotValid
	if k.Kind == parser.PrimaryKey {
		a.key()
	}
	return nil
}

// takeIndex makes a unique index that there is a constraint.
func (a *alteration) takeIndex(k *parser.Constraint) error {
	p := a.table.Partition(k.Index)
	switch {
	case p == nil:
		return a.errorf(k, pgerr.UndefinedObject, "index %q does not exist", k.Index)
	case a.table.Constraint(p.Name) != nil:
		return a.errorf(k, pgerr.ObjectNotInPrerequisiteState, "index %q is already associated with a constraint", p.Name)
	case !p.Unique:
		return a.at(pgerr.Newf(pgerr.WrongObjectType, "%q is not a unique index", p.Name).
			WithDetail("Cannot create a primary key or unique constraint using such an index."), k)
	}
	c := &catalog.Constraint{Name: p.Name, Kind: catalog.Unique}
	for _, f := range p.Fields {
		c.Columns = append(c.Columns, f.Column)
	}
	if k.Name != "" && k.Name != p.Name {
		a.def.notice(pgerr.SuccessfulCompletion, "ALTER TABLE / ADD CONSTRAINT USING INDEX will rename index %q to %q", p.Name, k.Name)
		c.Name = k.Name
	}
	at := slices.Index(a.table.Partitions, p)
	if k.Kind == parser.PrimaryKey {
		a.table.Partitions = slices.Delete(a.table.Partitions, at, at+1) // ids take its place
		keyed := *k
		keyed.Index, keyed.Name, keyed.Columns = "", c.Name, namesOf(a.table, c.Columns)
		return a.addConstraint(&keyed)
	}
	renamed := *p
	renamed.Name = c.Name
	a.table.Partitions[at] = &renamed
	return a.add(c)
}

// key makes the primary key the ids of rows.
func (a *alteration) key() {
	a.rewrites, a.reshapes = true, true
	if len(a.table.PrimaryKey) == 1 {
		if c := a.table.Columns[a.table.PrimaryKey[0]]; c.Name == "id" && c.Type.Kind == types.KindText {
			c.Attribute = "" // the id itself holds it
		}
	}
}

// unkey takes the primary key away. Rows keep their ids, which mean nothing
// from then on; what only an id held must be written into its row.
func (a *alteration) unkey() {
	for _, c := range a.table.Columns {
		a.rewrites = a.rewrites || c.Attribute == "" && a.oldColumn(c.Number) != nil
	}
	a.reshapes = true
	a.table.PrimaryKey = nil
	a.table.Constraints = slices.DeleteFunc(a.table.Constraints, func(c *catalog.Constraint) bool { return c.Kind == catalog.PrimaryKey })
}

// validateConstraint holds the rows there are to a constraint that was added
// NOT VALID.
func (a *alteration) validateConstraint(cmd *parser.AlterCommand) error {
	i := slices.IndexFunc(a.table.Constraints, func(c *catalog.Constraint) bool { return c.Name == cmd.Name })
	if i < 0 {
		return pgerr.Newf(pgerr.UndefinedObject, "constraint %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	c := *a.table.Constraints[i]
	switch {
	case c.Kind != catalog.Check && c.Kind != catalog.ForeignKey:
		return pgerr.Newf(pgerr.WrongObjectType, "constraint %q of relation %q is not a foreign key or check constraint", c.Name, a.table.Name)
	case c.NotValid:
		c.NotValid = false
		a.table.Constraints[i] = &c // it is new to refusals
	}
	return nil
}

func (a *alteration) dropConstraint(cmd *parser.AlterCommand) error {
	c := a.table.Constraint(cmd.Name)
	if c == nil {
		if cmd.IfExists {
			a.def.notice(pgerr.UndefinedObject, "constraint %q of relation %q does not exist, skipping", cmd.Name, a.table.Name)
			return nil
		}
		return pgerr.Newf(pgerr.UndefinedObject, "constraint %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	if c.OfRule {
		return ofRule("constraint "+c.Name, "dropping")
	}
	if c.Kind == catalog.PrimaryKey || c.Kind == catalog.Unique {
		if err := a.releaseKey(c, cmd.Behavior == parser.Cascade); err != nil {
			return err
		}
	}
	if c.Kind == catalog.PrimaryKey {
		a.unkey()
		return nil
	}
	named := func(p *catalog.Partition) bool { return c.Kind == catalog.Unique && p.Name == c.Name }
	a.table.Partitions = slices.DeleteFunc(a.table.Partitions, named)
	a.table.Constraints = slices.DeleteFunc(a.table.Constraints, func(other *catalog.Constraint) bool { return other == c })
	return nil
}

// releaseKey looks for the foreign keys that need a key which is dropped.
func (a *alteration) releaseKey(c *catalog.Constraint, cascade bool) error {
	for _, other := range a.table.UniqueKeys() {
		if other.Name != c.Name && sameSet(other.Columns, c.Columns) {
			return nil // finds what they refer to as well
		}
	}
	key := a.numbersOf(c.Columns)
	refers := a.referrers(func(columns []int16) bool { return sameSet(columns, key) })
	return a.release(dependentReferences(refers, "index "+c.Name), "constraint "+c.Name+" on table "+a.table.Name, cascade)
}
