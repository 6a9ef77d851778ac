package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

func (a *alteration) alterColumn(cmd *parser.AlterCommand, node parser.Node) error {
	i := a.table.Column(cmd.Name)
	if i < 0 {
		return pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", cmd.Name, a.table.Name)
	}
	c := a.table.Columns[i]
	switch cmd.Action {
	case parser.SetStatistics, parser.SetStorage, parser.SetCompression, parser.SetColumnOptions, parser.ResetColumnOptions:
		return nil // no statistics targets and no storage classes to choose
	case parser.SetDefaultValue:
		if err := a.mayDefault(c, "", node); err != nil {
			return err
		}
		return a.setDefault(c, cmd.Expr)
	case parser.DropDefault:
		c.Default = ""
		return a.mayDefault(c, "Use ALTER TABLE ... ALTER COLUMN ... DROP ", node)
	case parser.SetNotNull:
		c.NotNull = true
		return nil
	case parser.DropNotNull:
		return a.dropNotNull(i, node)
	case parser.AlterType:
		return a.alterType(i, cmd)
	case parser.DropIdentity:
		return a.dropIdentity(c, cmd, node)
	case parser.AddIdentity:
		return a.addIdentity(c, cmd.Constraint)
	case parser.AlterIdentity:
		return a.alterIdentity(c, cmd)
	case parser.DropExpression:
		return a.dropExpression(c, cmd.IfExists)
	}
	return a.unsupported(node, "this ALTER TABLE action")
}

// mayDefault refuses to change the default of a column whose values the system
// makes; hint begins how to stop it, "" if that is no help.
func (a *alteration) mayDefault(c *catalog.Column, hint string, node parser.Node) error {
	what, property := "", ""
	switch {
	case c.Identity != 0:
		what, property = "an identity", "IDENTITY instead."
	case c.Generated != "":
		what, property = "a generated", "EXPRESSION instead."
	default:
		return nil
	}
	err := pgerr.Newf(pgerr.SyntaxError, "column %q of relation %q is %s column", c.Name, a.table.Name, what)
	if hint != "" {
		err = err.WithHint("%s", hint+property)
	}
	return err
}

func (a *alteration) dropNotNull(i int, node parser.Node) error {
	c := a.table.Columns[i]
	switch {
	case c.Identity != 0:
		return pgerr.Newf(pgerr.SyntaxError, "column %q of relation %q is an identity column", c.Name, a.table.Name)
	case slices.Contains(a.table.PrimaryKey, i):
		return pgerr.Newf(pgerr.InvalidTableDefinition, "column %q is in a primary key", c.Name)
	case c.NotNull && c.Rule != "":
		return ofRule("column "+c.Name, "dropping the NOT NULL of")
	}
	c.NotNull = false
	return nil
}

// ofRule refuses to drop what an attribute rule of s3db.js demands: only
// s3db.js can change the rule, and would go on demanding it.
func ofRule(object, action string) error {
	return pgerr.Unsupported(action + " " + object + ", which an attribute rule of s3db.js demands,").
		WithHint("Change the rule of the attribute in s3db.js.")
}

// dropIdentity makes an ordinary column of one whose values a sequence gave.
func (a *alteration) dropIdentity(c *catalog.Column, cmd *parser.AlterCommand, node parser.Node) error {
	if c.Identity == 0 {
		if cmd.IfExists {
			a.def.notice(pgerr.SuccessfulCompletion, "column %q of relation %q is not an identity column, skipping", c.Name, a.table.Name)
			return nil
		}
		return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, "column %q of relation %q is not an identity column", c.Name, a.table.Name)
	}
	a.disown(c)
	c.Identity, c.Default, c.Sequence = 0, "", ""
	return nil
}

// disown lets the sequence of a column go with it.
func (a *alteration) disown(c *catalog.Column) {
	for _, r := range a.Catalog.Relations() {
		if s, ok := r.(*catalog.Sequence); ok && s.OwnedBy == a.table.OID && s.Column == c.Number {
			a.unowned = append(a.unowned, s.Name)
		}
	}
}
