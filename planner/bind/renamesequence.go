package bind

import (
	"regexp"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/types"
)

// renameSequence renames a sequence and the defaults that draw from it.
func (b *binder) renameSequence(def *Definition, r *parser.Rename, s *catalog.Sequence) error {
	if err := b.unusedName(s.Schema, r.NewName); err != nil {
		return err
	}
	changed := *s
	changed.Name = r.NewName
	qualified := quoteName(s.Schema) + "." + quoteName(r.NewName)
	def.Change = func(d *catalog.Draft) error {
		b.redraw(d, s.OID, qualified)
		d.Drop(s.Schema, s.Name)
		d.PutSequence(&changed)
		return nil
	}
	return nil
}

// redraw changes the defaults that draw from a sequence.
func (b *binder) redraw(d *catalog.Draft, sequence types.OID, name string) {
	for _, t := range d.Tables() {
		if next := b.redrawn(t, sequence, name); next != nil {
			d.PutTable(next)
		}
	}
}

// redrawn is a table whose defaults call a sequence by a new name, nil if none
// does.
func (b *binder) redrawn(t *catalog.Table, sequence types.OID, name string) *catalog.Table {
	changed, touched := copyTable(t), false
	for _, c := range changed.Columns {
		if c.Sequence != "" && b.names(c.Sequence, sequence) {
			c.Sequence, touched = name, true
		}
		text := b.drawings(c, sequence, func(call, text string) string {
			return strings.TrimSuffix(call, text) + "'" + quoted(name) + "'"
		})
		c.Default, touched = text, touched || text != c.Default
	}
	if !touched {
		return nil
	}
	return changed
}

// draws reports whether the default of a column draws from a sequence.
func (b *binder) draws(c *catalog.Column, sequence types.OID) (found bool) {
	b.drawings(c, sequence, func(call, _ string) string {
		found = true
		return call
	})
	return found
}

// drawings replaces the calls of a default that name a sequence. replace gets
// the beginning of the call, and the literal that ends it.
func (b *binder) drawings(c *catalog.Column, sequence types.OID, replace func(call, text string) string) string {
	return drawing.ReplaceAllStringFunc(c.Default, func(call string) string {
		text := call[strings.IndexByte(call, '\''):]
		if !b.names(strings.ReplaceAll(text[1:len(text)-1], "''", "'"), sequence) {
			return call
		}
		return replace(call, text)
	})
}

// drawing is the beginning of a call that names a sequence, as Deparse writes
// it.
var drawing = regexp.MustCompile(`\b(?:nextval|currval|setval)\(+'(?:[^']|'')*'`)

// names reports whether a text, read as a name in SQL, is that of a sequence.
func (b *binder) names(text string, sequence types.OID) bool {
	stmts, err := parser.Parse("TABLE " + text)
	if err != nil {
		return false
	}
	q, _ := stmts[0].Node.(*parser.Query)
	s, ok := q.Body.(*parser.Select)
	if !ok || len(s.From) != 1 {
		return false
	}
	t, ok := s.From[0].(*parser.Table)
	if !ok {
		return false
	}
	relation, err := b.relation(t.Name, parser.Unknown)
	_, _, oid := catalog.Identity(relation)
	return err == nil && oid == sequence
}
