package parser

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

func (c *converter) options(list []*pg.Node) []*Option {
	return each(list, func(n *pg.Node) *Option { return c.option(n.GetDefElem()) })
}

func (c *converter) option(d *pg.DefElem) *Option {
	return &Option{
		Loc:       Loc(d.GetLocation()),
		Namespace: d.GetDefnamespace(),
		Name:      d.GetDefname(),
		Value:     c.optionValue(d),
	}
}

func (c *converter) optionValue(d *pg.DefElem) Node {
	loc := Loc(d.GetLocation())
	switch v := d.GetArg().GetNode().(type) {
	case nil:
		return nil
	case *pg.Node_Integer:
		return &Literal{Loc: loc, Kind: Integer, Text: strconv.Itoa(int(v.Integer.Ival))}
	case *pg.Node_Float:
		return &Literal{Loc: loc, Kind: Numeric, Text: v.Float.Fval}
	case *pg.Node_String_:
		return &Literal{Loc: loc, Kind: String, Text: v.String_.Sval}
	case *pg.Node_Boolean:
		return &Literal{Loc: loc, Kind: Bool, Text: strconv.FormatBool(v.Boolean.Boolval)}
	case *pg.Node_TypeName:
		return c.typeName(v.TypeName)
	case *pg.Node_AStar:
		return &Names{Loc: loc, Star: true}
	case *pg.Node_List:
		return &Names{Loc: loc, List: names(v.List.Items)}
	}
	return c.expr(d.GetArg())
}

// sequenceOptions reads the options of CREATE SEQUENCE, ALTER SEQUENCE and
// identity columns.
func (c *converter) sequenceOptions(list []*pg.Node) SequenceOptions {
	var o SequenceOptions
	seen := map[string]bool{}
	for _, n := range list {
		d := n.GetDefElem()
		if seen[d.GetDefname()] {
			c.fail(pgerr.New(pgerr.SyntaxError, "conflicting or redundant options"), int(d.GetLocation()))
		}
		seen[d.GetDefname()] = true
		c.sequenceOption(&o, d)
	}
	return o
}

func (c *converter) sequenceOption(o *SequenceOptions, d *pg.DefElem) {
	switch d.GetDefname() {
	case "as":
		o.Type = c.typeName(d.Arg.GetTypeName())
	case "increment":
		o.Increment = c.int64(d)
	case "minvalue":
		o.MinValue = c.int64(d)
		o.NoMinValue = d.Arg == nil
	case "maxvalue":
		o.MaxValue = c.int64(d)
		o.NoMaxValue = d.Arg == nil
	case "start":
		o.Start = c.int64(d)
	case "restart":
		o.Restart, o.RestartWith = true, c.int64(d)
	case "cache":
		o.Cache = c.int64(d)
	case "cycle":
		cycle := d.Arg.GetBoolean().GetBoolval()
		o.Cycle = &cycle
	case "owned_by":
		o.OwnedBy = c.ownedBy(d)
	case "sequence_name":
		name := c.qualified(d.Arg.GetList().GetItems(), d.Location)
		o.Name = &name
	}
}

func (c *converter) ownedBy(d *pg.DefElem) *OwnedBy {
	o := &OwnedBy{Loc: Loc(d.Location)}
	parts := names(d.Arg.GetList().GetItems())
	if len(parts) > 1 {
		o.Table, o.Column = c.memberOf(parts)
		return o
	}
	if o.None = parts[0] == "none"; !o.None {
		err := pgerr.New(pgerr.SyntaxError, "invalid OWNED BY option")
		err.Hint = "Specify OWNED BY table.column or OWNED BY NONE."
		c.fail(err, int(Unknown))
	}
	return o
}

// int64 is the number of an option, nil where none was written.
func (c *converter) int64(d *pg.DefElem) *int64 {
	var n int64
	switch v := d.Arg.GetNode().(type) {
	case *pg.Node_Integer:
		n = int64(v.Integer.Ival)
	case *pg.Node_Float:
		n = c.parseInt64(v.Float.Fval)
	default:
		return nil
	}
	return &n
}

func (c *converter) parseInt64(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err == nil:
	case isRange(err):
		c.fail(pgerr.Newf(pgerr.NumericValueOutOfRange, "value %q is out of range for type bigint", text), int(Unknown))
	default:
		c.fail(pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type bigint: %q", text), int(Unknown))
	}
	return n
}
