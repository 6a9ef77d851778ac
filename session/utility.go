package session

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// runUtility runs the commands that need no plan.
func (s *Session) runUtility(ctx context.Context, c *command, w Writer) (*result, error) {
	if defines(c.stmt) {
		return s.runDefinition(ctx, c, w)
	}
	switch stmt := c.stmt.(type) {
	case *parser.Set:
		return s.runSet(stmt, w)
	case *parser.Reset:
		return s.runReset(stmt)
	case *parser.Show:
		return s.runShow(stmt)
	case *parser.SetTransaction:
		return s.runSetTransaction(stmt, w)
	case *parser.SetConstraints:
		return done("SET CONSTRAINTS"), nil // none is deferrable
	case *parser.Discard:
		return s.runDiscard(ctx, stmt)
	case *parser.Vacuum:
		return s.runVacuum(stmt)
	case *parser.Reindex:
		return s.runReindex(ctx, c, stmt, w)
	case *parser.Checkpoint:
		return s.runCheckpoint(ctx)
	case *parser.Listen:
		return s.runListen(stmt)
	case *parser.Unlisten:
		return s.runUnlisten(stmt)
	case *parser.Notify:
		return done("NOTIFY"), s.Notify(channelName(stmt.Channel), stmt.Payload)
	}
	return nil, pgerr.Unsupported(parser.Tag(c.stmt))
}

// runDiscard runs DISCARD.
func (s *Session) runDiscard(ctx context.Context, stmt *parser.Discard) (*result, error) {
	switch stmt.Target {
	case "TEMP":
		if err := s.discardTemporary(ctx); err != nil {
			return nil, err
		}
	case "PLANS":
		s.plans = planCache{}
	case "SEQUENCES":
		s.sequences.forget()
	case "ALL":
		if err := s.outsideBlock("DISCARD ALL"); err != nil {
			return nil, err
		}
		if err := s.discardTemporary(ctx); err != nil {
			return nil, err
		}
		s.dropPortals()
		s.unlisten("")
		clear(s.prepared)
		s.UnlockAllAdvisory()
		s.plans = planCache{}
		s.sequences.forget()
		s.vars.ResetAll()
		s.restyle()
	}
	return done("DISCARD " + stmt.Target), nil
}

// runVacuum answers VACUUM and ANALYZE: a bucket has no dead rows, and plans
// need no statistics.
func (s *Session) runVacuum(stmt *parser.Vacuum) (*result, error) {
	tag := parser.Tag(stmt)
	if !stmt.Analyze {
		if err := s.outsideBlock(tag); err != nil {
			return nil, err
		}
	}
	for _, t := range stmt.Relations {
		name := parser.QuoteIdent(t.Table.Name.Name)
		if t.Table.Name.Schema != "" {
			name = parser.QuoteIdent(t.Table.Name.Schema) + "." + name
		}
		_, r, err := s.relation(name)
		if err != nil {
			return nil, err
		}
		if err := haveColumns(r, t.Columns, stmt); err != nil {
			return nil, err
		}
	}
	return done(tag), nil
}

// haveColumns checks the column list of a VACUUM or ANALYZE.
func haveColumns(relation any, names []string, stmt *parser.Vacuum) error {
	table, ok := relation.(*catalog.Table)
	if !ok || len(names) == 0 {
		return nil
	}
	if !stmt.Analyze && !slices.ContainsFunc(stmt.Options, func(o *parser.Option) bool { return o.Name == "analyze" }) {
		return pgerr.New(pgerr.FeatureNotSupported, "ANALYZE option must be specified when a column list is provided")
	}
	for _, name := range names {
		if table.Column(name) < 0 {
			return pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", name, table.Name)
		}
	}
	return nil
}

// runCheckpoint waits until everything committed is objects.
func (s *Session) runCheckpoint(ctx context.Context) (*result, error) {
	return done("CHECKPOINT"), s.db.Engine.WaitApplied(ctx, s.db.Engine.Position())
}

// runCreateDatabase runs CREATE DATABASE. Options that name what every
// database here has are accepted.
func (s *Session) runCreateDatabase(ctx context.Context, c *command, stmt *parser.CreateDatabase) (*result, error) {
	if err := s.outsideBlock("CREATE DATABASE"); err != nil {
		return nil, err
	}
	if err := checkDatabaseOptions(c.sql, stmt.Options); err != nil {
		return nil, err
	}
	return done("CREATE DATABASE"), s.db.Cluster.CreateDatabase(ctx, stmt.Name)
}

func checkDatabaseOptions(sql string, options []*parser.Option) error {
	for _, o := range options {
		switch o.Name {
		case "owner", "template", "encoding", "lc_collate", "lc_ctype", "locale", "connection_limit", "strategy",
			"locale_provider", "allow_connections", "is_template", "tablespace", "collation_version":
		default:
			return pgerr.Newf(pgerr.SyntaxError, "option %q not recognized", o.Name).At(parser.Position(sql, o.Pos()))
		}
	}
	return nil
}

// runDropDatabase runs DROP DATABASE.
func (s *Session) runDropDatabase(ctx context.Context, stmt *parser.DropDatabase, w Writer) (*result, error) {
	if err := s.outsideBlock("DROP DATABASE"); err != nil {
		return nil, err
	}
	if stmt.Name == s.db.Name {
		return nil, pgerr.New(pgerr.ObjectInUse, "cannot drop the currently open database")
	}
	err := s.db.Cluster.DropDatabase(ctx, stmt.Name)
	if stmt.IfExists && pgerr.CodeOf(err) == pgerr.InvalidCatalogName {
		err = s.notice(w, "NOTICE", pgerr.Newf(pgerr.SuccessfulCompletion, "database %q does not exist, skipping", stmt.Name))
	}
	return done("DROP DATABASE"), err
}

// describeOther returns the columns of a command that the planner knows
// nothing of, nil if it gives no rows.
func (s *Session) describeOther(c *command) ([]Field, error) {
	switch stmt := c.stmt.(type) {
	case *parser.Show:
		r, err := s.runShow(stmt)
		if err != nil {
			return nil, err
		}
		return r.fields, nil
	case *parser.Explain:
		return explainFields(stmt)
	case *parser.Execute:
		p, err := s.statement(stmt.Name)
		if err != nil {
			return nil, err
		}
		return p.fields(), nil
	case *parser.Fetch:
		if p := s.portals[stmt.Cursor]; p != nil && p.cursor != nil && !stmt.Move {
			return p.result.fields, nil
		}
	}
	return nil, nil
}
