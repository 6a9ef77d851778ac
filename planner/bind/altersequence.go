package bind

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Position is where a sequence goes on: at a value, or where it stood under
// another definition. As setval it is not undone.
type Position struct {
	Sequence *catalog.Sequence
	Value    *int64            // the next value, nil to keep the position
	Before   *catalog.Sequence // under which the position is read; nil with Value
	// Stands makes the error of a position outside the bounds.
	Stands func(v int64) error
}

func (b *binder) alterSequence(def *Definition, a *parser.AlterSequence) error {
	relation, err := b.relation(a.Sequence.Name, parser.Unknown)
	if err != nil {
		if a.IfExists {
			def.notice(pgerr.SuccessfulCompletion, "relation %q does not exist, skipping", a.Sequence.Name.Name)
			return nil
		}
		return err
	}
	s, ok := relation.(*catalog.Sequence)
	if !ok {
		return pgerr.Newf(pgerr.WrongObjectType, "%q is not a sequence", a.Sequence.Name.Name)
	}
	def.Reach = reachOf(s.Schema)
	changed, err := b.altered(def, s, &a.Options)
	if err != nil {
		return err
	}
	if err := b.own(changed, a.Options.OwnedBy); err != nil {
		return err
	}
	def.Change = func(d *catalog.Draft) error { d.PutSequence(changed); return nil }
	return nil
}

// altered is a sequence with other options. It goes on where it stood unless
// it is restarted.
func (b *binder) altered(def *Definition, s *catalog.Sequence, o *parser.SequenceOptions) (*catalog.Sequence, error) {
	changed := *s
	if err := b.retype(&changed, o); err != nil {
		return nil, err
	}
	start := changed.Start
	if o.Increment == nil {
		o.Increment = &s.Increment
	}
	resetBounds(&changed, o)
	applyOptions(&changed, o)
	if o.Start == nil {
		changed.Start = start
	}
	if err := checkSequence(&changed); err != nil {
		return nil, err
	}
	p := Position{Sequence: &changed, Before: s, Stands: func(v int64) error { return inBounds(&changed, v) }}
	switch {
	case o.RestartWith != nil:
		p.Value = o.RestartWith
	case o.Restart:
		p.Value = &changed.Start
	}
	if p.Value != nil {
		if err := inBounds(&changed, *p.Value); err != nil {
			return nil, err
		}
	}
	def.Positions = append(def.Positions, p)
	return &changed, nil
}

// retype gives a sequence another type; bounds that were the type's follow.
func (b *binder) retype(s *catalog.Sequence, o *parser.SequenceOptions) error {
	if o.Type == nil {
		return nil
	}
	t, _, err := b.typeName(o.Type)
	if err != nil {
		return err
	}
	if t != types.Int2 && t != types.Int4 && t != types.Int8 {
		return pgerr.New(pgerr.InvalidParameterValue, "sequence type must be smallint, integer, or bigint")
	}
	old, fresh := newSequence("", "", s.Type), newSequence("", "", t)
	if s.Max == old.Max {
		s.Max = fresh.Max
	}
	if s.Min == -old.Max-1 {
		s.Min = -fresh.Max - 1
	}
	s.Type = t
	return nil
}

// resetBounds sets the bounds of a direction where NO MINVALUE or NO MAXVALUE
// asks for them.
func resetBounds(s *catalog.Sequence, o *parser.SequenceOptions) {
	usual := newSequence("", "", s.Type)
	if *o.Increment < 0 {
		usual.Min, usual.Max = -usual.Max-1, -1
	}
	if o.NoMinValue {
		s.Min = usual.Min
	}
	if o.NoMaxValue {
		s.Max = usual.Max
	}
}

func inBounds(s *catalog.Sequence, v int64) error {
	problem := ""
	switch {
	case v < s.Min:
		problem = fmt.Sprintf("RESTART value (%d) cannot be less than MINVALUE (%d)", v, s.Min)
	case v > s.Max:
		problem = fmt.Sprintf("RESTART value (%d) cannot be greater than MAXVALUE (%d)", v, s.Max)
	default:
		return nil
	}
	return pgerr.New(pgerr.InvalidParameterValue, problem)
}

// own links a sequence to a column, with which it will be dropped.
func (b *binder) own(s *catalog.Sequence, o *parser.OwnedBy) error {
	if o == nil {
		return nil
	}
	if t, ok := b.Catalog.ByOID(s.OwnedBy).(*catalog.Table); ok && s.OwnedBy != 0 {
		for _, c := range t.Columns {
			if c.Number == s.Column && c.Identity != 0 {
				return pgerr.New(pgerr.FeatureNotSupported, "cannot change ownership of identity sequence").
					WithDetail("Sequence %q is linked to table %q.", s.Name, t.Name)
			}
		}
	}
	if s.OwnedBy, s.Column = 0, 0; o.None {
		return nil
	}
	relation, err := b.relation(o.Table, parser.Unknown)
	if err != nil {
		return err
	}
	t, ok := relation.(*catalog.Table)
	if !ok {
		return pgerr.Newf(pgerr.WrongObjectType, "sequence cannot be owned by relation %q", o.Table.Name)
	}
	i := t.Column(o.Column)
	switch {
	case t.Schema != s.Schema:
		return pgerr.New(pgerr.ObjectNotInPrerequisiteState, "sequence must be in same schema as table it is linked to")
	case i < 0:
		return pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", o.Column, t.Name)
	}
	s.OwnedBy, s.Column = t.OID, t.Columns[i].Number
	return nil
}
