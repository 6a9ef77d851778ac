package session

import (
	"context"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// runReindex runs REINDEX: the references of tables are made to agree with
// their records. What it mends stays mended if the transaction is rolled back.
func (s *Session) runReindex(ctx context.Context, c *command, stmt *parser.Reindex, w Writer) (*result, error) {
	options, err := reindexOptions(c.sql, stmt)
	if err != nil {
		return nil, err
	}
	if err := s.reindexPlace(stmt, options); err != nil {
		return nil, err
	}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	tables, err := s.reindexed(stmt)
	if err != nil {
		return nil, err
	}
	for _, t := range tables {
		if len(t.Partitions) == 0 && len(t.PrimaryKey) == 0 && stmt.Kind == "TABLE" {
			if err := s.notice(w, "NOTICE", noIndexes(t, options["concurrently"])); err != nil {
				return nil, err
			}
		}
		if err := s.reindex(ctx, t, w, options["verbose"]); err != nil {
			return nil, err
		}
	}
	return done("REINDEX"), nil
}

func noIndexes(t *catalog.Table, concurrently bool) *pgerr.Error {
	if concurrently {
		return pgerr.Newf(pgerr.SuccessfulCompletion, "table %q has no indexes that can be reindexed concurrently", t.Name)
	}
	return pgerr.Newf(pgerr.SuccessfulCompletion, "table %q has no indexes to reindex", t.Name)
}

// reindexOptions reads the options: which are there and not off.
func reindexOptions(sql string, stmt *parser.Reindex) (map[string]bool, error) {
	on := map[string]bool{}
	for _, o := range stmt.Options {
		switch o.Name {
		case "verbose", "concurrently", "tablespace":
			lit, ok := o.Value.(*parser.Literal)
			on[o.Name] = !ok || lit.Text != "false" && lit.Text != "off" && lit.Text != "0"
		default:
			return nil, pgerr.Newf(pgerr.SyntaxError, "unrecognized REINDEX option %q", o.Name).At(parser.Position(sql, o.Pos()))
		}
	}
	return on, nil
}

// reindexPlace refuses within a block what PostgreSQL refuses there.
func (s *Session) reindexPlace(stmt *parser.Reindex, options map[string]bool) error {
	switch {
	case options["concurrently"]:
		return s.outsideBlock("REINDEX CONCURRENTLY")
	case stmt.Table == nil:
		return s.outsideBlock("REINDEX " + stmt.Kind)
	}
	return nil
}

// reindexed returns the tables that a REINDEX is about.
func (s *Session) reindexed(stmt *parser.Reindex) ([]*catalog.Table, error) {
	if stmt.Table != nil {
		return s.reindexedTable(stmt)
	}
	if stmt.Kind == "SCHEMA" && s.Catalog().Schema(stmt.Name) == nil && systemSchemas[stmt.Name] == 0 {
		return nil, pgerr.Newf(pgerr.InvalidSchemaName, "schema %q does not exist", stmt.Name)
	}
	if stmt.Kind != "SCHEMA" && stmt.Name != s.db.Name {
		return nil, pgerr.New(pgerr.FeatureNotSupported, "can only reindex the currently open database")
	}
	var tables []*catalog.Table
	for _, t := range s.Catalog().Tables() {
		if stmt.Kind == "DATABASE" || stmt.Kind == "SCHEMA" && t.Schema == stmt.Name {
			tables = append(tables, t)
		}
	}
	return tables, nil
}

func (s *Session) reindexedTable(stmt *parser.Reindex) ([]*catalog.Table, error) {
	name := stmt.Table.Name
	text := parser.QuoteIdent(name.Name)
	if name.Schema != "" {
		text = parser.QuoteIdent(name.Schema) + "." + text
	}
	oid, r, err := s.relation(text)
	if err != nil {
		return nil, err
	}
	t, _ := r.(*catalog.Table)
	isTable := t != nil && t.OID == oid
	switch {
	case stmt.Kind == "INDEX" && (t == nil || isTable):
		return nil, pgerr.Newf(pgerr.WrongObjectType, "%q is not an index", name.Name)
	case stmt.Kind == "INDEX" || isTable:
		return []*catalog.Table{t}, nil
	case r == nil && s.isSystemTable(text):
		return nil, nil
	}
	return nil, pgerr.Newf(pgerr.WrongObjectType, "%q is not a table or materialized view", name.Name)
}

// isSystemTable reports whether a name is that of a system table, which has no
// references.
func (s *Session) isSystemTable(text string) bool {
	oid, r, err := s.relation(text)
	return err == nil && r == nil && oid != 0
}

// reindex makes one table agree with its references. VERBOSE tells how it
// was.
func (s *Session) reindex(ctx context.Context, t *catalog.Table, w Writer, verbose bool) error {
	tx := s.source().of(t)
	if tx == nil {
		return nil
	}
	found, err := tx.Reindex(ctx, t)
	if err != nil || !verbose {
		return err
	}
	for _, p := range t.Partitions {
		e := pgerr.Newf(pgerr.SuccessfulCompletion, "index %q was reindexed", p.Name).WithDetail("%s", mended(found, p.Key))
		if err := s.notice(w, "INFO", e); err != nil {
			return err
		}
	}
	return nil
}

// mended counts what was wrong with the references of a partition.
func mended(found []*engine.Finding, partition string) string {
	counts := map[engine.Problem]int{}
	for _, f := range found {
		if f.Partition == partition && f.Repaired {
			counts[f.Problem]++
		}
	}
	parts := []string{}
	for _, p := range []engine.Problem{engine.Missing, engine.Stale, engine.Orphan, engine.WrongVersion} {
		if n := counts[p]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, p))
		}
	}
	if len(parts) == 0 {
		return "Its references were right."
	}
	return "References mended: " + strings.Join(parts, ", ") + "."
}
