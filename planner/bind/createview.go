package bind

import (
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func (b *binder) createView(def *Definition, c *parser.CreateView) error {
	for _, o := range c.Options {
		if o.Name == "check_option" {
			return b.unsupported(o, "the option check_option")
		}
	}
	schema, err := b.creation(def, c.View)
	if err != nil {
		return err
	}
	v := &catalog.View{Schema: schema, Name: c.View.Name.Name}
	if err := b.viewQuery(def, v, c); err != nil {
		return err
	}
	if err := b.checkOption(v, c); err != nil {
		return err
	}
	old := b.Catalog.Relation(v.Schema, v.Name)
	view, isView := old.(*catalog.View)
	if old != nil && (!c.Replace || !isView) || b.indexed(v.Schema, v.Name) {
		return pgerr.Newf(pgerr.DuplicateTable, "relation %q already exists", v.Name)
	}
	if isView {
		if err := b.replaces(view, v, c); err != nil {
			return err
		}
		v.OID = view.OID
	}
	def.Change = func(d *catalog.Draft) error {
		if v.OID == 0 {
			v.OID = d.OID()
		}
		d.PutView(v)
		return nil
	}
	return nil
}

// viewQuery binds the query of a view. One that reads temporary relations is
// temporary itself.
func (b *binder) viewQuery(def *Definition, v *catalog.View, c *parser.CreateView) (err error) {
	b.home, b.seen = v.Schema, map[types.OID]bool{}
	if v.Columns, err = b.described(c.Query, c.Columns, c); err != nil {
		return err
	}
	if v.Schema != catalog.TempSchema && b.sawTemporary() {
		def.notice(pgerr.SuccessfulCompletion, "view %q will be a temporary view", v.Name)
		v.Schema, def.Reach = catalog.TempSchema, OfSession
		return b.viewQuery(def, v, c)
	}
	v.Query = parser.Deparse(c.Query)
	return nil
}

// checkOption gives a view its check option, which it must be updatable for.
func (b *binder) checkOption(v *catalog.View, c *parser.CreateView) error {
	switch c.CheckOption {
	case parser.CheckLocal:
		v.Check = catalog.CheckLocal
	case parser.CheckCascaded:
		v.Check = catalog.CheckCascaded
	default:
		return nil
	}
	_, err := newBinder(b.Env, b.sql).changeableView(v, c.View, updating)
	var e *pgerr.Error
	if pgerr.CodeOf(err) == pgerr.ObjectNotInPrerequisiteState && errors.As(err, &e) {
		return pgerr.New(pgerr.FeatureNotSupported, "WITH CHECK OPTION is supported only on automatically updatable views").WithHint("%s", e.Detail)
	}
	return err
}

func (b *binder) sawTemporary() bool {
	for oid := range b.seen {
		if schema, _, _ := catalog.Identity(b.Catalog.ByOID(oid)); schema == catalog.TempSchema {
			return true
		}
	}
	return false
}

// replaces checks that a view keeps the columns of the one it replaces.
func (b *binder) replaces(old, v *catalog.View, node parser.Node) error {
	if len(v.Columns) < len(old.Columns) {
		return b.errorf(node, pgerr.InvalidTableDefinition, "cannot drop columns from view")
	}
	for i, c := range old.Columns {
		switch {
		case v.Columns[i].Name != c.Name:
			return b.at(pgerr.Newf(pgerr.InvalidTableDefinition, "cannot change name of view column %q to %q", c.Name, v.Columns[i].Name).
				WithHint("Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead."), node)
		case v.Columns[i].Type != c.Type:
			return b.errorf(node, pgerr.InvalidTableDefinition, "cannot change data type of view column %q from %s to %s", c.Name, c.Type.SQLName, v.Columns[i].Type.SQLName)
		}
	}
	return nil
}
