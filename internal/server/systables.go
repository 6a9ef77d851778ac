package server

import (
	"context"
	"net/netip"
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog/infoschema"
	"github.com/s3dbsql/s3dbsql/catalog/pgcatalog"
	"github.com/s3dbsql/s3dbsql/catalog/s3dbschema"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// systemTables shows the system tables to the binder and to sessions.
type systemTables struct {
	list    *systable.List
	cluster *Server
}

var _ session.SystemTables = (*systemTables)(nil)

func newSystemTables(s *Server) *systemTables {
	return &systemTables{list: systable.NewList(pgcatalog.Tables(), infoschema.Tables(), s3dbschema.Tables()), cluster: s}
}

// virtual is a system table as plans hold it.
type virtual struct{ table *systable.Table }

// Name implements plan.Virtual.
func (v virtual) Name() string { return v.table.Name }

// Lookup implements bind.Virtual.
func (t *systemTables) Lookup(schema, name string) (plan.Virtual, plan.Schema, bool) {
	found := t.list.Lookup(schema, name)
	if found == nil {
		return nil, nil, false
	}
	cols := make(plan.Schema, len(found.Columns))
	for i, c := range found.Columns {
		cols[i] = plan.Column{Name: c.Name, Type: c.Type, Typmod: c.Typmod, Table: found.OID, Number: int16(i + 1)}
	}
	return virtual{found}, cols, true
}

// OID implements session.SystemTables.
func (t *systemTables) OID(schema, name string) (types.OID, bool) {
	found := t.list.Lookup(schema, name)
	if found == nil {
		return 0, false
	}
	return found.OID, true
}

// NameOf implements session.SystemTables.
func (t *systemTables) NameOf(oid types.OID) (schema, name string, ok bool) {
	found := t.list.ByOID(oid)
	if found == nil {
		return "", "", false
	}
	return found.Schema, found.Name, true
}

// Rows implements session.SystemTables.
func (t *systemTables) Rows(ctx context.Context, table plan.Virtual, s *session.Session) ([][]types.Value, error) {
	v, ok := table.(virtual)
	if !ok {
		return nil, pgerr.Newf(pgerr.InternalError, "no system table %s", table.Name())
	}
	env, err := t.env(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := lost(ctx, v.table, s, env); err != nil {
		return nil, err
	}
	return v.table.Rows(env)
}

// lost reads what the views of conflicts and of parked rows show.
func lost(ctx context.Context, table *systable.Table, s *session.Session, env *systable.Env) error {
	var list []engine.LostVersion
	var err error
	to := &env.Conflicts
	switch table.OID {
	case s3dbschema.ConflictsOID:
		list, err = s.Conflicts(ctx)
	case s3dbschema.ParkedOID:
		list, err = s.Parked(ctx)
		to = &env.Parked
	}
	for _, v := range list {
		*to = append(*to, systable.LostVersion(v))
	}
	return err
}

// RegName implements session.SystemTables.
func (t *systemTables) RegName(s *session.Session, typ *types.Type, oid types.OID) string {
	return pgcatalog.RegName(t.objects(s), typ, oid)
}

// Describe implements session.SystemTables.
func (t *systemTables) Describe(s *session.Session, what string, oid types.OID, column int) (string, bool) {
	return pgcatalog.Describe(t.objects(s), what, oid, column)
}

// objects is the part of env that describes objects; it sends no request.
func (t *systemTables) objects(s *session.Session) *systable.Env {
	return &systable.Env{
		Catalog: s.Catalog(), Functions: functions.Builtins(), System: t.list,
		Database: s.Database(), User: s.User(), Path: s.SearchPath(), Updatable: s.Updatable, Now: t.cluster.options.Clock(),
	}
}

// env is what the tables are computed from, as a session sees it.
func (t *systemTables) env(ctx context.Context, s *session.Session) (*systable.Env, error) {
	names, err := t.cluster.Databases(ctx)
	if err != nil {
		return nil, err
	}
	env := t.objects(s)
	for i, name := range names {
		env.Databases = append(env.Databases, systable.Database{OID: firstDatabase + types.OID(i), Name: name})
	}
	env.Zone, _ = s.Setting("TimeZone")
	for _, setting := range session.Settings {
		env.Settings = append(env.Settings, settingRow(setting, s))
	}
	for _, open := range t.cluster.sessions.list() {
		env.Backends = append(env.Backends, backendRow(open))
	}
	for _, l := range s.AdvisoryLocks() {
		env.Locks = append(env.Locks, systable.Lock{
			Class: l.Key.High, Object: l.Key.Low, Pair: l.Key.Pair, Shared: l.Shared, ProcessID: l.ProcessID, Granted: l.Granted,
		})
	}
	for _, p := range s.PreparedStatements() {
		env.Prepared = append(env.Prepared, systable.Prepared(p))
	}
	for _, t := range s.Tasks() {
		env.Building = append(env.Building, systable.Building{Command: t.Command, Table: t.Table, Index: t.Index, Done: t.Done})
	}
	for _, c := range s.Cursors() {
		env.Cursors = append(env.Cursors, systable.Cursor{
			Name: c.Name, Statement: c.Statement, Holdable: c.Holdable, Scrollable: c.Scrollable, At: c.At,
		})
	}
	return env, nil
}

// firstDatabase is the OID of the first database in order of name.
const firstDatabase types.OID = 5

func backendRow(s *session.Session) systable.Backend {
	start, a := s.Startup(), s.Activity()
	row := systable.Backend{
		ProcessID: start.ProcessID, Database: start.Database, User: start.User,
		Application: a.Application, Started: a.Started, TransactionStart: a.TransactionStart,
		QueryStart: a.QueryStart, StateChange: a.StateChange, State: a.State, Query: a.Query,
	}
	if client, err := netip.ParseAddrPort(start.RemoteAddr); err == nil {
		row.Address, row.Port = client.Addr().String(), int(client.Port())
	}
	return row
}

func settingRow(d *session.Setting, s *session.Session) systable.Setting {
	value, _ := s.Setting(d.Name)
	row := systable.Setting{
		Name: d.Name, Value: value, Unit: d.Unit, Help: d.Help, Context: "user", Kind: string(d.Kind),
		Source: "default", Values: d.Values, Boot: d.Default, Reset: d.Default,
	}
	if d.ReadOnly {
		row.Context = "internal"
	}
	if d.Kind == session.IntSetting {
		row.Min, row.Max = strconv.FormatInt(d.Min, 10), strconv.FormatInt(d.Max, 10)
	}
	if value != d.Default {
		row.Source = "session"
	}
	return row
}
