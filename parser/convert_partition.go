package parser

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

func (c *converter) partitionSpec(s *pg.PartitionSpec) *PartitionSpec {
	if s == nil {
		return nil
	}
	strategy := strings.TrimPrefix(s.Strategy.String(), "PARTITION_STRATEGY_")
	return &PartitionSpec{
		Loc:      Loc(s.Location),
		Strategy: strings.ToLower(strategy),
		Elems:    each(s.PartParams, c.partitionElem),
	}
}

func (c *converter) partitionElem(n *pg.Node) *IndexElem {
	e := n.GetPartitionElem()
	return &IndexElem{
		Loc:       Loc(e.GetLocation()),
		Column:    e.GetName(),
		Expr:      c.expr(e.GetExpr()),
		Collation: c.optionalName(e.GetCollation()),
		OpClass:   c.optionalName(e.GetOpclass()),
	}
}

func (c *converter) partitionBound(b *pg.PartitionBoundSpec) *PartitionBound {
	if b == nil {
		return nil
	}
	return &PartitionBound{
		Loc:       Loc(b.Location),
		Default:   b.IsDefault,
		In:        c.exprs(b.Listdatums),
		From:      c.exprs(b.Lowerdatums),
		To:        c.exprs(b.Upperdatums),
		Modulus:   int(b.Modulus),
		Remainder: int(b.Remainder),
	}
}
