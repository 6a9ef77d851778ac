package functions

import (
	"context"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// OwnSchema is the schema of everything that is ours and not PostgreSQL's.
// OIDs from OwnOID up to 16383, which PostgreSQL leaves free, belong to it:
// the schema itself, then its functions from FirstOwnFunction, its views from
// FirstOwnView and its types from FirstOwnType.
const (
	OwnSchema                  = "s3db"
	OwnOID           types.OID = 15000
	FirstOwnFunction types.OID = 15100
	FirstOwnView     types.OID = 15500
	FirstOwnType               = types.FirstOwn
)

// SplitName splits the name under which a registry keeps a function: those of
// OwnSchema carry it in front, all others are of pg_catalog.
func SplitName(name string) (schema, bare string) {
	if bare, ours := strings.CutPrefix(name, OwnSchema+"."); ours {
		return OwnSchema, bare
	}
	return "pg_catalog", name
}

// Resources is what the functions of schema s3db ask of the engine.
type Resources interface {
	// WaitApplied waits until all that was committed before is objects, which
	// s3db.js reads, and returns the position of the journal.
	WaitApplied(ctx context.Context) (position uint64, err error)
	// CheckPartitions compares the references of a table with its records;
	// 42P01 and 42809 if the relation is none.
	CheckPartitions(ctx context.Context, relation types.OID) ([]ReferenceProblem, error)
	// History calls yield with the rows that are kept of older versions of a
	// table, of one row only unless id is ""; errors as of
	// CheckPartitions.
	History(ctx context.Context, table types.OID, id string, yield func(PastRow) error) error
	// EncodingStats counts the values of a table by column and form of the
	// compact encoding, in this order; errors as of CheckPartitions.
	EncodingStats(ctx context.Context, table types.OID) ([]EncodingStat, error)
	// Attributes describes the attributes of a table's resource, in order.
	Attributes(table types.OID) ([]Attribute, error)

	// SetContent, Content, HasContent and DeleteContent are about the binary
	// content of a row, by its _id, within the session's transaction. 42P01
	// and 42809 if the relation is no table; 42704 if there is no row to write.
	SetContent(ctx context.Context, table types.OID, id, body, mimeType string) error
	Content(ctx context.Context, table types.OID, id string) (body string, ok bool, err error)
	HasContent(ctx context.Context, table types.OID, id string) (bool, error)
	DeleteContent(ctx context.Context, table types.OID, id string) error
}

// resourceFunctions are those of schema s3db.
func resourceFunctions() []Overload {
	return []Overload{
		pure(FirstOwnFunction, "s3db.wait_applied", nil, types.Int8, scalar(waitApplied)).volatile(),
	}
}

func waitApplied(env *Env, _ []types.Value) (types.Value, error) {
	position, err := env.Resources.WaitApplied(env.Ctx)
	return types.NewInt(int64(position)), err
}

// rowsOf returns what makes a row of these columns of its values.
func rowsOf(cols []SetColumn) func(values ...types.Value) types.Value {
	row := types.Record{}
	for _, c := range cols {
		row.Names, row.Types = append(row.Names, c.Name), append(row.Types, c.Type)
	}
	return func(values ...types.Value) types.Value {
		next := row
		next.Values = values
		return types.NewRecord(&next)
	}
}
