package bind

import (
	"fmt"
	"math"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func (b *binder) createSequence(def *Definition, c *parser.CreateSequence) error {
	schema, err := b.creation(def, c.Sequence)
	if err != nil {
		return err
	}
	if ok, err := b.free(def, schema, c.Sequence.Name.Name, c.IfNotExists); !ok {
		return err
	}
	t := types.Int8
	if c.Options.Type != nil {
		if t, _, err = b.typeName(c.Options.Type); err != nil {
			return err
		}
	}
	s := newSequence(schema, c.Sequence.Name.Name, t)
	applySequence(s, &c.Options)
	if err := checkSequence(s); err != nil {
		return err
	}
	if err := b.own(s, c.Options.OwnedBy); err != nil {
		return err
	}
	def.Change = func(d *catalog.Draft) error {
		s.OID = d.OID()
		d.PutSequence(s)
		return nil
	}
	return nil
}

// newSequence is a sequence with the defaults of its type.
func newSequence(schema, name string, t *types.Type) *catalog.Sequence {
	s := &catalog.Sequence{Schema: schema, Name: name, Type: t, Start: 1, Increment: 1, Min: 1, Max: math.MaxInt64, Cache: 1}
	switch t {
	case types.Int2:
		s.Max = math.MaxInt16
	case types.Int4:
		s.Max = math.MaxInt32
	}
	return s
}

// applySequence sets the options that were written for a new sequence.
func applySequence(s *catalog.Sequence, o *parser.SequenceOptions) {
	if o.Increment != nil && *o.Increment < 0 {
		s.Min, s.Max = -s.Max-1, -1
	}
	applyOptions(s, o)
	if o.Start == nil && s.Increment < 0 {
		s.Start = s.Max
	} else if o.Start == nil {
		s.Start = s.Min
	}
}

func applyOptions(s *catalog.Sequence, o *parser.SequenceOptions) {
	set := func(to *int64, from *int64) {
		if from != nil {
			*to = *from
		}
	}
	set(&s.Increment, o.Increment)
	set(&s.Min, o.MinValue)
	set(&s.Max, o.MaxValue)
	set(&s.Start, o.Start)
	set(&s.Cache, o.Cache)
	if o.Cycle != nil {
		s.Cycle = *o.Cycle
	}
}

// checkSequence checks that the options of a sequence go together.
func checkSequence(s *catalog.Sequence) error {
	problem := ""
	switch {
	case s.Increment == 0:
		problem = "INCREMENT must not be zero"
	case s.Min >= s.Max:
		problem = fmt.Sprintf("MINVALUE (%d) must be less than MAXVALUE (%d)", s.Min, s.Max)
	case s.Start < s.Min:
		problem = fmt.Sprintf("START value (%d) cannot be less than MINVALUE (%d)", s.Start, s.Min)
	case s.Start > s.Max:
		problem = fmt.Sprintf("START value (%d) cannot be greater than MAXVALUE (%d)", s.Start, s.Max)
	case s.Cache <= 0:
		problem = fmt.Sprintf("CACHE (%d) must be greater than zero", s.Cache)
	default:
		return nil
	}
	return pgerr.New(pgerr.InvalidParameterValue, problem)
}
