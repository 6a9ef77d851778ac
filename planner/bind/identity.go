package bind

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// identity makes a column draw its values from a sequence of its own.
func (n *newTable) identity(c *catalog.Column, k *parser.Constraint) error {
	if err := mayCount(c); err != nil {
		return err
	}
	c.Identity, c.NotNull = 'a', true
	if k.ByDefault {
		c.Identity = 'd'
	}
	n.ownSequence(c, k.Sequence)
	c.Default = "nextval('" + quoted(c.Sequence) + "'::regclass)"
	return nil
}

// mayCount checks that a column has a type that sequences count in.
func mayCount(c *catalog.Column) error {
	if c.Type != types.Int2 && c.Type != types.Int4 && c.Type != types.Int8 {
		return pgerr.New(pgerr.InvalidParameterValue, "identity column type must be smallint, integer, or bigint")
	}
	return nil
}

// ownSequence makes the sequence that serial or identity draws from.
func (n *newTable) ownSequence(c *catalog.Column, options *parser.SequenceOptions) {
	usual := n.table.Name + "_" + c.Name + "_seq"
	name := usual
	for i := 1; n.Catalog.Relation(n.table.Schema, name) != nil; i++ {
		name = usual + strconv.Itoa(i)
	}
	if options != nil && options.Name != nil {
		name = options.Name.Name
	}
	s := newSequence(n.table.Schema, name, c.Type)
	s.Column = c.Number
	if options != nil {
		applySequence(s, options)
	}
	c.Sequence = quoteName(n.table.Schema) + "." + quoteName(name)
	n.sequences = append(n.sequences, s)
}

// addIdentity makes a column that has no default an identity.
func (a *alteration) addIdentity(c *catalog.Column, k *parser.Constraint) error {
	state := ""
	if err := mayCount(c); err != nil {
		return err
	}
	switch {
	case c.Identity != 0:
		state = "is already an identity column"
	case c.Default != "":
		state = "already has a default value"
	case !c.NotNull:
		state = "must be declared NOT NULL before identity can be added"
	default:
		return a.identity(c, k)
	}
	return a.wrongState(c, state)
}

func (a *alteration) wrongState(c *catalog.Column, state string) error {
	return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, "column %q of relation %q %s", c.Name, a.table.Name, state)
}

// alterIdentity changes how an identity column gets its values.
func (a *alteration) alterIdentity(c *catalog.Column, cmd *parser.AlterCommand) error {
	if c.Identity == 0 {
		return a.wrongState(c, "is not an identity column")
	}
	if cmd.ByDefault != nil {
		c.Identity = 'a'
		if *cmd.ByDefault {
			c.Identity = 'd'
		}
	}
	if cmd.Sequence == nil {
		return nil
	}
	for _, r := range a.Catalog.Relations() {
		if s, ok := r.(*catalog.Sequence); ok && s.OwnedBy == a.table.OID && s.Column == c.Number {
			changed, err := a.altered(a.def, s, cmd.Sequence)
			if err != nil {
				return err
			}
			a.altering = append(a.altering, changed)
		}
	}
	return nil
}

// dropExpression makes a generated column one like others, which keeps its
// values.
func (a *alteration) dropExpression(c *catalog.Column, ifExists bool) error {
	const state = "is not a stored generated column"
	switch {
	case c.Generated != "":
		c.Generated = ""
	case ifExists:
		a.def.notice(pgerr.SuccessfulCompletion, "column %q of relation %q %s, skipping", c.Name, a.table.Name, state)
	default:
		return a.wrongState(c, state)
	}
	return nil
}
