package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/executor"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner"
	"github.com/s3dbsql/s3dbsql/planner/bind"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// copyFrom runs COPY FROM STDIN as the INSERT that it is: of the rows of a
// feed, which the binder takes for a system table.
func (s *Session) copyFrom(ctx context.Context, c *command, stmt *parser.Copy, opts *copyOptions, w Writer) (*result, error) {
	t, columns, err := s.copyTable(ctx, stmt)
	if err != nil {
		return nil, err
	}
	feed, err := newCopyFeed(s, t, columns, opts)
	if err != nil {
		return nil, err
	}
	q, err := s.copyPlan(c, stmt, t, feed)
	if err != nil {
		return nil, err
	}
	in, err := w.CopyIn(len(columns), opts.binary)
	if err != nil {
		return nil, err
	}
	feed.read(in)
	x := s.executorContext(ctx, nil)
	x.Feed = feed
	op, err := executor.Build(x, q)
	if err != nil {
		return nil, err
	}
	defer op.Close()
	if _, err := op.Next(ctx); err != nil {
		return nil, err
	}
	n := op.(interface{ Affected() int64 }).Affected()
	return &result{tag: "COPY", counted: true, sent: n}, nil
}

// feedSchema is where the binder finds a feed; no schema can have this name.
const feedSchema = "\x00copy"

// copyPlan plans INSERT INTO t (columns) SELECT columns FROM the feed.
func (s *Session) copyPlan(c *command, stmt *parser.Copy, t *catalog.Table, feed *copyFeed) (*plan.Query, error) {
	from := &parser.Table{Loc: parser.Unknown, Name: parser.QualifiedName{Schema: feedSchema, Name: t.Name}}
	row := &parser.Select{Loc: parser.Unknown, From: []parser.TableExpr{from}, Where: stmt.Where}
	insert := &parser.Insert{
		Loc: parser.Unknown, Table: stmt.Table, Overriding: parser.OverridingSystem,
		Source: &parser.Query{Loc: parser.Unknown, Body: row},
	}
	for _, col := range feed.cols {
		ref := &parser.ColumnRef{Loc: parser.Unknown, Names: []string{col.Name}}
		row.Targets = append(row.Targets, &parser.Target{Loc: parser.Unknown, Expr: ref})
		insert.Columns = append(insert.Columns, &parser.AssignTarget{Loc: parser.Unknown, Column: col.Name})
	}
	env := s.bindEnv(nil)
	env.Virtual = feedTable{env.Virtual, feed}
	prepared, err := planner.Prepare(env, c.sql, insert)
	if err != nil {
		return nil, err
	}
	if len(prepared.Query.Subplans) > 0 {
		return nil, pgerr.New(pgerr.FeatureNotSupported, "cannot use subquery in COPY FROM WHERE condition")
	}
	q, err := prepared.Plan(env, nil)
	if err != nil {
		return nil, err
	}
	fed := *q
	fed.Root = plan.Rewrite(q.Root, func(n plan.Node) plan.Node {
		if scan, ok := n.(*plan.VirtualScan); ok && scan.Table == plan.Virtual(feed) {
			return &plan.Feed{Cols: scan.Cols}
		}
		return n
	})
	return &fed, nil
}

// feedTable adds a feed to the system tables.
type feedTable struct {
	bind.Virtual
	feed *copyFeed
}

// Lookup implements bind.Virtual.
func (t feedTable) Lookup(schema, name string) (plan.Virtual, plan.Schema, bool) {
	if schema == feedSchema {
		return t.feed, t.feed.cols, true
	}
	if t.Virtual == nil {
		return nil, nil, false
	}
	return t.Virtual.Lookup(schema, name)
}
