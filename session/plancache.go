package session

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/planner"
	"github.com/s3dbsql/s3dbsql/types"
)

// maxPlans bounds the texts that a session keeps plans of; beyond it all are
// dropped and those in use come back.
const maxPlans = 256

// planCache keeps the commands of texts of a simple Query, and their plans: a
// driver that puts values into the text gains nothing, one that sends the same
// text again saves parser and binder.
type planCache struct {
	commands map[string][]*command
	plans    map[*command]*planned
}

// planned is a bound statement and what it was bound against. Any other
// catalog, settings or parameter types make it invalid: a catalog never
// changes, so the pointer says enough.
type planned struct {
	*planner.Prepared
	fields   []Field // nil if it returns no rows
	catalog  *catalog.Snapshot
	settings string
	given    []*types.Type // parameter types that the client gave
	once     bool          // it holds the time of its binding ('now')
}

func (p *planned) valid(now *catalog.Snapshot, settings string) bool {
	return p != nil && p.catalog == now && p.settings == settings
}

// parse returns the commands of a text.
func (c *planCache) parse(sql string) ([]*command, error) {
	if commands, ok := c.commands[sql]; ok {
		return commands, nil
	}
	commands, err := parse(sql)
	if err != nil || len(commands) != 1 || !movesRows(commands[0].stmt) {
		return commands, err
	}
	if c.commands == nil || len(c.commands) >= maxPlans {
		c.commands, c.plans = map[string][]*command{}, map[*command]*planned{}
	}
	c.commands[sql] = commands
	return commands, nil
}

// keep remembers the plan of a command that parse remembers.
func (c *planCache) keep(cmd *command, p *planned) {
	if kept := c.commands[cmd.sql]; len(kept) == 1 && kept[0] == cmd && !p.once {
		c.plans[cmd] = p
	}
}

// prepare binds a command, or finds it bound already.
func (s *Session) prepare(ctx context.Context, c *command) (*planned, error) {
	if p := s.plans.plans[c]; p.valid(s.Catalog(), s.styles.key) {
		return p, nil
	}
	p, err := s.bind(ctx, c.sql, c.stmt, nil)
	if err == nil {
		s.plans.keep(c, p)
	}
	return p, err
}

// bind makes a plan of a statement. given are the parameter types that the
// client said.
func (s *Session) bind(ctx context.Context, sql string, stmt parser.Stmt, given []*types.Type) (p *planned, err error) {
	err = s.finding(ctx, func() error {
		p, err = s.bindNow(sql, stmt, given)
		return err
	})
	return p, err
}

func (s *Session) bindNow(sql string, stmt parser.Stmt, given []*types.Type) (*planned, error) {
	p := &planned{catalog: s.Catalog(), settings: s.styles.key, given: given}
	env := s.bindEnv(&p.once)
	env.Params = slices.Clone(given)
	var err error
	if p.Prepared, err = planner.Prepare(env, sql, stmt); err != nil {
		return nil, err
	}
	if p.Returns {
		p.fields = fieldsOf(p.Fields())
	}
	return p, nil
}

// describe returns what the columns of a command will be and the types of its
// parameters, without running it.
func (s *Session) describe(ctx context.Context, c *command, given []*types.Type) (*planned, error) {
	if movesRows(c.stmt) {
		return s.bind(ctx, c.sql, c.stmt, given)
	}
	fields, err := s.describeOther(c)
	if err != nil {
		return nil, err
	}
	if e, ok := c.stmt.(*parser.Explain); ok && movesRows(e.Query) {
		inner, err := s.bind(ctx, c.sql, e.Query, given)
		if err != nil {
			return nil, err
		}
		given = inner.Query.Params
	}
	return &planned{fields: fields, given: given}, nil
}
