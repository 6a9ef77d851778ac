package session

import (
	"context"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// prepared is a prepared statement: of Parse or of PREPARE.
type prepared struct {
	name     string
	text     string // as the client sent it
	at       time.Time
	fromSQL  bool // by PREPARE
	*command      // nil: an empty text
	plan     *planned
	params   []*types.Type
}

// fields are the result columns, nil if there are none.
func (p *prepared) fields() []Field { return p.plan.fields }

// current is the plan under the catalog and settings of now. A result that
// would look different is an error: the client was told of the old one.
func (s *Session) current(ctx context.Context, p *prepared) (*planned, error) {
	if !movesRows(p.stmt) || p.plan.valid(s.Catalog(), s.styles.key) {
		return p.plan, nil
	}
	fresh, err := s.bind(ctx, p.sql, p.stmt, p.params)
	if err != nil {
		return nil, err
	}
	if !slices.EqualFunc(p.plan.fields, fresh.fields, sameResult) {
		return nil, pgerr.New(pgerr.FeatureNotSupported, "cached plan must not change result type")
	}
	p.plan = fresh
	return fresh, nil
}

func sameResult(a, b Field) bool { return a.Name == b.Name && a.Type == b.Type && a.Typmod == b.Typmod }

// newPrepared binds a statement to be kept. Types that the client left open
// are inferred.
func (s *Session) newPrepared(ctx context.Context, name string, c *command, given []*types.Type) (*prepared, error) {
	p := &prepared{name: name, at: s.statementStart, command: c, plan: &planned{}}
	if c == nil {
		return p, nil
	}
	var err error
	if p.plan, err = s.describe(ctx, c, given); err != nil {
		return nil, err
	}
	if p.params = p.plan.given; p.plan.Prepared != nil {
		p.params = p.plan.Query.Params
	}
	return p, nil
}

// statement finds a prepared statement.
func (s *Session) statement(name string) (*prepared, error) {
	if p := s.prepared[name]; p != nil {
		return p, nil
	}
	if name == "" {
		return nil, pgerr.New(pgerr.InvalidSQLStatementName, "unnamed prepared statement does not exist")
	}
	return nil, pgerr.Newf(pgerr.InvalidSQLStatementName, "prepared statement %q does not exist", name)
}

// keep adds a prepared statement; a named one must be new.
func (s *Session) keep(p *prepared) error {
	if p.name != "" && s.prepared[p.name] != nil {
		return pgerr.Newf(pgerr.DuplicatePreparedStatement, "prepared statement %q already exists", p.name)
	}
	s.prepared[p.name] = p
	return nil
}

// runPrepare runs PREPARE.
func (s *Session) runPrepare(ctx context.Context, c *command, stmt *parser.Prepare) (*result, error) {
	given := make([]*types.Type, len(stmt.Types))
	for i, name := range stmt.Types {
		t, err := typeNamed(c.sql, name)
		if err != nil {
			return nil, err
		}
		given[i] = t
	}
	p, err := s.newPrepared(ctx, stmt.Name, &command{sql: c.sql, stmt: stmt.Query}, given)
	if err != nil {
		return nil, err
	}
	p.text, p.fromSQL = c.sql, true
	return done("PREPARE"), s.keep(p)
}

// typeNamed finds the type of a parameter; "unknown" leaves it open.
func typeNamed(sql string, n *parser.TypeName) (*types.Type, error) {
	t := types.ByName(n.Name.Name)
	if t != nil && len(n.Dims) > 0 {
		t = t.Array
	}
	if t == nil {
		return nil, pgerr.Newf(pgerr.UndefinedObject, "type %q does not exist", n.Name.Name).
			At(parser.Position(sql, n.Pos()))
	}
	return t, nil
}

// runExecute runs EXECUTE: its arguments first, then the statement.
func (s *Session) runExecute(ctx context.Context, c *command, stmt *parser.Execute, w Writer) (*result, error) {
	p, params, err := s.executed(ctx, c, stmt)
	if err != nil {
		return nil, err
	}
	return s.runPrepared(ctx, p, params, w)
}

// executed finds the statement of an EXECUTE and computes its arguments.
func (s *Session) executed(ctx context.Context, c *command, stmt *parser.Execute) (*prepared, []types.Value, error) {
	p, err := s.statement(stmt.Name)
	if err != nil {
		return nil, nil, err
	}
	if len(p.params) > 0 && len(stmt.Args) != len(p.params) {
		return nil, nil, pgerr.Newf(pgerr.SyntaxError, "wrong number of parameters for prepared statement %q", stmt.Name).
			WithDetail("Expected %d parameters but got %d.", len(p.params), len(stmt.Args))
	}
	params, err := s.arguments(ctx, c.sql, stmt.Args, p.params)
	return p, params, err
}

// arguments computes the arguments of EXECUTE, cast to the parameters' types.
func (s *Session) arguments(ctx context.Context, sql string, args []parser.Expr, ts []*types.Type) ([]types.Value, error) {
	if len(ts) == 0 {
		return nil, nil // PostgreSQL ignores the arguments then
	}
	row := &parser.Select{Loc: parser.Unknown}
	for i, arg := range args {
		row.Targets = append(row.Targets, &parser.Target{Loc: parser.Unknown, Expr: castTo(arg, ts[i])})
	}
	q := &command{sql: sql, stmt: &parser.Query{Loc: parser.Unknown, Body: row}}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	bound, err := s.bind(ctx, q.sql, q.stmt, nil)
	if pgerr.CodeOf(err) == pgerr.CannotCoerce {
		err = s.cannotPass(sql, args, ts, err)
	}
	if err != nil {
		return nil, err
	}
	rows, err := s.rowsOf(ctx, bound)
	if err != nil {
		return nil, err
	}
	values := make([]types.Value, len(args))
	for i := range values {
		values[i] = rows.Cols[i].Value(0)
	}
	return values, nil
}

// cannotPass says which argument has a type that cannot become its
// parameter's.
func (s *Session) cannotPass(sql string, args []parser.Expr, ts []*types.Type, err error) error {
	for i, arg := range args {
		target := &parser.Target{Loc: parser.Unknown, Expr: arg}
		row := &parser.Select{Loc: parser.Unknown, Targets: []*parser.Target{target}}
		alone, failed := s.bindNow(sql, &parser.Query{Loc: parser.Unknown, Body: row}, nil)
		if failed != nil || s.db.Functions.CanCoerce(alone.fields[0].Type, ts[i], functions.AssignmentCast) {
			continue
		}
		return pgerr.Newf(pgerr.DatatypeMismatch, "parameter $%d of type %s cannot be coerced to the expected type %s",
			i+1, alone.fields[0].Type.SQLName, ts[i].SQLName).
			WithHint("You will need to rewrite or cast the expression.").At(parser.Position(sql, arg.Pos()))
	}
	return err
}

func castTo(arg parser.Expr, t *types.Type) parser.Expr {
	name := &parser.TypeName{Loc: parser.Unknown, Name: parser.QualifiedName{Name: t.Name}}
	if t.Own() {
		name.Name.Schema = functions.OwnSchema
	}
	return &parser.Cast{Loc: parser.Loc(arg.Pos()), Arg: arg, Type: name}
}

// runPrepared runs a prepared statement.
func (s *Session) runPrepared(ctx context.Context, p *prepared, params []types.Value, w Writer) (*result, error) {
	if !movesRows(p.stmt) {
		return s.runOther(ctx, p.command, w)
	}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	plan, err := s.current(ctx, p)
	if err != nil {
		return nil, err
	}
	return s.runPlanned(ctx, plan, params)
}

// runDeallocate runs DEALLOCATE.
func (s *Session) runDeallocate(stmt *parser.Deallocate) (*result, error) {
	if stmt.Name == "" {
		clear(s.prepared)
		return done("DEALLOCATE ALL"), nil
	}
	if _, err := s.statement(stmt.Name); err != nil {
		return nil, err
	}
	delete(s.prepared, stmt.Name)
	return done("DEALLOCATE"), nil
}
