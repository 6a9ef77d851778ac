package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/executor"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
	"github.com/s3dbsql/s3dbsql/types"
)

// explanation is one EXPLAIN: its options, and what ANALYZE measured.
type explanation struct {
	analyze, verbose, costs, timing, summary bool
	json                                     bool

	query    *plan.Query
	measured map[plan.Node]*measure
	requests wrap.Usage
	planning time.Duration
	running  time.Duration
}

// measure is what ANALYZE saw of one node: over all its loops.
type measure struct {
	rows, loops int64
	first, all  time.Duration // until the first batch, and in all
}

// explainFields describes the result of EXPLAIN.
func explainFields(e *parser.Explain) ([]Field, error) {
	x, err := newExplanation("", e)
	if err != nil {
		return nil, err
	}
	return x.result(nil).fields, nil
}

// newExplanation reads the options. sql is the text in which positions count.
func newExplanation(sql string, e *parser.Explain) (*explanation, error) {
	x := &explanation{costs: true, timing: true, measured: map[plan.Node]*measure{}}
	given, wal := map[string]bool{}, false
	flags := map[string]*bool{
		"analyze": &x.analyze, "verbose": &x.verbose, "costs": &x.costs, "timing": &x.timing, "summary": &x.summary,
		"buffers": new(bool), "settings": new(bool), "wal": &wal,
	}
	for _, o := range e.Options {
		if o.Name == "format" {
			if err := x.format(sql, o); err != nil {
				return nil, err
			}
			continue
		}
		flag := flags[o.Name]
		if flag == nil {
			return nil, pgerr.Newf(pgerr.SyntaxError, "unrecognized EXPLAIN option %q", o.Name).
				At(parser.Position(sql, o.Pos()))
		}
		on, err := o.Bool()
		if err != nil {
			return nil, err
		}
		*flag, given[o.Name] = on, true
	}
	if !given["summary"] {
		x.summary = x.analyze
	}
	switch {
	case wal && !x.analyze:
		return nil, pgerr.New(pgerr.InvalidParameterValue, "EXPLAIN option WAL requires ANALYZE")
	case given["timing"] && x.timing && !x.analyze:
		return nil, pgerr.New(pgerr.InvalidParameterValue, "EXPLAIN option TIMING requires ANALYZE")
	}
	return x, nil
}

func (x *explanation) format(sql string, o *parser.Option) error {
	name, err := o.Text()
	if err != nil {
		return err
	}
	switch strings.ToLower(name) {
	case "text":
	case "json":
		x.json = true
	case "xml", "yaml":
		return pgerr.Unsupported("EXPLAIN (FORMAT " + strings.ToUpper(name) + ")")
	default:
		return pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized value for EXPLAIN option \"format\": %q", name).
			At(parser.Position(sql, o.Pos()))
	}
	return nil
}

// runExplain prints the plan of a statement and, under ANALYZE, runs it.
func (s *Session) runExplain(ctx context.Context, c *command, e *parser.Explain, _ Writer) (*result, error) {
	x, err := newExplanation(c.sql, e)
	if err != nil {
		return nil, err
	}
	if err := s.checkExplained(x, e.Query); err != nil {
		return nil, err
	}
	start := s.db.Clock()
	p, params, err := s.explained(ctx, c, e.Query)
	if err != nil {
		return nil, err
	}
	if x.query, err = p.Plan(s.bindEnv(nil), params); err != nil {
		return nil, err
	}
	x.planning = s.db.Clock().Sub(start)
	if x.analyze {
		err = x.run(ctx, s, params)
	}
	return x.result(x.print()), err
}

// checkExplained refuses what ANALYZE would write in a read-only transaction.
func (s *Session) checkExplained(x *explanation, stmt parser.Stmt) error {
	if !x.analyze {
		return nil
	}
	return s.checkWritable(stmt)
}

// explained binds the statement that EXPLAIN is about: one that moves rows, or
// an EXECUTE of one.
func (s *Session) explained(ctx context.Context, c *command, stmt parser.Stmt) (*planned, []types.Value, error) {
	if execute, ok := stmt.(*parser.Execute); ok {
		return s.explainedExecute(ctx, c, execute)
	}
	if !movesRows(stmt) {
		return nil, nil, pgerr.Unsupported("EXPLAIN " + parser.Tag(stmt))
	}
	if err := s.begin(ctx); err != nil {
		return nil, nil, err
	}
	if c.args != nil {
		p, err := s.bind(ctx, c.sql, stmt, c.args.types)
		return p, c.args.values, err
	}
	p, err := s.prepare(ctx, &command{sql: c.sql, stmt: stmt})
	return p, nil, err
}

func (s *Session) explainedExecute(ctx context.Context, c *command, stmt *parser.Execute) (*planned, []types.Value, error) {
	p, params, err := s.executed(ctx, c, stmt)
	if err != nil {
		return nil, nil, err
	}
	if !movesRows(p.stmt) {
		return nil, nil, pgerr.Unsupported("EXPLAIN " + parser.Tag(p.stmt))
	}
	if err := s.begin(ctx); err != nil {
		return nil, nil, err
	}
	plan, err := s.current(ctx, p)
	return plan, params, err
}

// run runs the plan to its end and measures it.
func (x *explanation) run(ctx context.Context, s *Session, params []types.Value) error {
	counts := &wrap.Counts{}
	ctx = wrap.WithCounter(ctx, counts)
	c := s.executorContext(ctx, params)
	c.Observe = func(n plan.Node, op executor.Operator) executor.Operator { return x.observe(s, n, op) }
	op, err := executor.Build(c, x.query)
	if err != nil {
		return err
	}
	defer op.Close()
	began := s.db.Clock()
	for {
		b, err := op.Next(ctx)
		if err != nil {
			return err
		}
		if b == nil {
			break
		}
	}
	x.running, x.requests = s.db.Clock().Sub(began), counts.Usage()
	return nil
}

// observe counts what an operator gives.
func (x *explanation) observe(s *Session, n plan.Node, op executor.Operator) executor.Operator {
	m := x.measured[n]
	if m == nil {
		m = &measure{}
		x.measured[n] = m
	}
	m.loops++
	return &observed{Operator: op, m: m, clock: s.db.Clock}
}

// observed measures an operator.
type observed struct {
	executor.Operator
	m     *measure
	clock func() time.Time
}

// Next implements executor.Operator.
func (o *observed) Next(ctx context.Context) (*types.Batch, error) {
	start := o.clock()
	b, err := o.Operator.Next(ctx)
	o.m.all += o.clock().Sub(start)
	if o.m.first == 0 {
		o.m.first = o.m.all
	}
	if b != nil {
		o.m.rows += int64(b.Len())
	}
	return b, err
}

// Affected reports the rows that a change changed.
func (o *observed) Affected() int64 {
	if a, ok := o.Operator.(interface{ Affected() int64 }); ok {
		return a.Affected()
	}
	return 0
}

// result makes the result of the printed lines.
func (x *explanation) result(lines []string) *result {
	rows := make([][]string, len(lines))
	for i, line := range lines {
		rows[i] = []string{line}
	}
	r := texts("EXPLAIN", []string{"QUERY PLAN"}, rows...)
	if x.json {
		r.fields[0].Type = types.JSON
	}
	return r
}

// annotate is what stands behind the title of a node.
func (x *explanation) annotate(n plan.Node) string {
	m := x.measured[n]
	if m == nil {
		return ""
	}
	if !x.timing {
		return fmt.Sprintf("  (actual rows=%d loops=%d)", m.rows/m.loops, m.loops)
	}
	return fmt.Sprintf("  (actual time=%.3f..%.3f rows=%d loops=%d)", millis(m.first), millis(m.all), m.rows/m.loops, m.loops)
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
