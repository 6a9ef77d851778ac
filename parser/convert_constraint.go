package parser

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

var constraintKinds = map[pg.ConstrType]ConstraintKind{
	pg.ConstrType_CONSTR_NULL:      NullConstraint,
	pg.ConstrType_CONSTR_NOTNULL:   NotNullConstraint,
	pg.ConstrType_CONSTR_DEFAULT:   DefaultConstraint,
	pg.ConstrType_CONSTR_IDENTITY:  IdentityConstraint,
	pg.ConstrType_CONSTR_GENERATED: GeneratedConstraint,
	pg.ConstrType_CONSTR_CHECK:     CheckConstraint,
	pg.ConstrType_CONSTR_PRIMARY:   PrimaryKey,
	pg.ConstrType_CONSTR_UNIQUE:    UniqueConstraint,
	pg.ConstrType_CONSTR_EXCLUSION: ExcludeConstraint,
	pg.ConstrType_CONSTR_FOREIGN:   ForeignKey,
}

func (c *converter) constraint(s *pg.Constraint) *Constraint {
	out := &Constraint{
		Loc:              Loc(s.Location),
		Kind:             constraintKinds[s.Contype],
		Name:             s.Conname,
		Expr:             c.expr(s.RawExpr),
		Columns:          names(s.Keys),
		Include:          names(s.Including),
		Exclusions:       each(s.Exclusions, c.exclusion),
		Index:            s.Indexname,
		Method:           s.AccessMethod,
		Tablespace:       s.Indexspace,
		Where:            c.expr(s.WhereClause),
		NullsNotDistinct: s.NullsNotDistinct,
		NoInherit:        s.IsNoInherit,
		NotValid:         s.SkipValidation,
		Deferrable:       s.Deferrable,
		Deferred:         s.Initdeferred,
	}
	switch out.Kind {
	case IdentityConstraint:
		options := c.sequenceOptions(s.Options)
		out.ByDefault, out.Sequence = s.GeneratedWhen == "d", &options
	case ForeignKey:
		out.Columns, out.References = names(s.FkAttrs), c.references(s)
	default:
		out.Options = c.options(s.Options)
	}
	return out
}

// exclusion reads a pair of an element and the name of its operator.
func (c *converter) exclusion(n *pg.Node) *Exclusion {
	pair := n.GetList().GetItems()
	return &Exclusion{
		Elem: c.indexElem(pair[0].GetIndexElem()),
		Op:   c.qualified(pair[1].GetList().GetItems(), int32(Unknown)),
	}
}

func (c *converter) references(s *pg.Constraint) *References {
	return &References{
		Table:           c.table(s.Pktable),
		Columns:         names(s.PkAttrs),
		Match:           foreignKeyMatches[s.FkMatchtype],
		OnUpdate:        foreignKeyActions[s.FkUpdAction],
		OnDelete:        foreignKeyActions[s.FkDelAction],
		OnDeleteColumns: names(s.FkDelSetCols),
	}
}

// The letters of pg_constraint.confmatchtype and confupdtype.
var (
	foreignKeyMatches = map[string]ForeignKeyMatch{"s": MatchSimple, "f": MatchFull, "p": MatchPartial}
	foreignKeyActions = map[string]ForeignKeyAction{
		"a": NoAction, "r": RestrictAction, "c": CascadeAction, "n": SetNull, "d": SetDefault,
	}
)

// columnConstraints converts the constraints of a column. DEFERRABLE and its
// kin are constraints of their own to the grammar; here they are properties of
// the one before them.
func (c *converter) columnConstraints(list []*pg.Node) []*Constraint {
	var out []*Constraint
	var attrs constraintAttrs
	for _, n := range list {
		s := n.GetConstraint()
		if _, ok := constraintKinds[s.GetContype()]; ok {
			attrs = constraintAttrs{on: c.constraint(s)}
			out = append(out, attrs.on)
		} else if problem := attrs.add(s.GetContype()); problem != "" {
			c.fail(pgerr.New(pgerr.SyntaxError, problem), int(s.GetLocation()))
		}
	}
	return out
}

// constraintAttrs collects what follows a constraint of a column, and says
// what PostgreSQL says of a wrong order (transformConstraintAttrs).
type constraintAttrs struct {
	on            *Constraint
	sawDeferrable bool
	sawInitially  bool
	notDeferrable bool
}

func (a *constraintAttrs) add(attr pg.ConstrType) string {
	clause := attrClauses[attr]
	if a.on == nil || !a.on.Kind.deferrable() {
		return "misplaced " + clause + " clause"
	}
	if attr == pg.ConstrType_CONSTR_ATTR_DEFERRABLE || attr == pg.ConstrType_CONSTR_ATTR_NOT_DEFERRABLE {
		return a.addDeferrable(attr == pg.ConstrType_CONSTR_ATTR_DEFERRABLE)
	}
	return a.addInitially(attr == pg.ConstrType_CONSTR_ATTR_DEFERRED)
}

func (a *constraintAttrs) addDeferrable(deferrable bool) string {
	if a.sawDeferrable {
		return "multiple DEFERRABLE/NOT DEFERRABLE clauses not allowed"
	}
	a.sawDeferrable, a.notDeferrable = true, !deferrable
	a.on.Deferrable = deferrable
	return a.contradiction()
}

func (a *constraintAttrs) addInitially(deferred bool) string {
	if a.sawInitially {
		return "multiple INITIALLY IMMEDIATE/DEFERRED clauses not allowed"
	}
	a.sawInitially, a.on.Deferred = true, deferred
	// INITIALLY DEFERRED alone implies DEFERRABLE.
	a.on.Deferrable = a.on.Deferrable || deferred && !a.sawDeferrable
	return a.contradiction()
}

func (a *constraintAttrs) contradiction() string {
	if a.notDeferrable && a.on.Deferred {
		return "constraint declared INITIALLY DEFERRED must be DEFERRABLE"
	}
	return ""
}

func (k ConstraintKind) deferrable() bool { return k >= PrimaryKey }

var attrClauses = map[pg.ConstrType]string{
	pg.ConstrType_CONSTR_ATTR_DEFERRABLE:     "DEFERRABLE",
	pg.ConstrType_CONSTR_ATTR_NOT_DEFERRABLE: "NOT DEFERRABLE",
	pg.ConstrType_CONSTR_ATTR_DEFERRED:       "INITIALLY DEFERRED",
	pg.ConstrType_CONSTR_ATTR_IMMEDIATE:      "INITIALLY IMMEDIATE",
}
