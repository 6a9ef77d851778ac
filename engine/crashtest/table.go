package crashtest

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/types"
)

// row is a stored row of either table: its key and two values.
type row struct {
	Table  string // account or entry
	ID     string
	Region string // of account: the partition field; of entry: its account
	Amount int64
}

// The two tables that every transaction writes. Accounts have a partition.
var tableNames = []string{"account", "entry"}

func define(d *catalog.Draft) error {
	for _, name := range tableNames {
		t := &catalog.Table{
			OID: d.OID(), Schema: "public", Name: name, PrimaryKey: []int{0},
			Columns: []*catalog.Column{
				{Name: "id", Number: 1, Type: types.Text, Typmod: types.NoTypmod, NotNull: true},
				{Name: "region", Number: 2, Type: types.Text, Typmod: types.NoTypmod},
				{Name: "amount", Number: 3, Type: types.Int8, Typmod: types.NoTypmod},
			},
			Options: catalog.Options{Behavior: "user-managed", Dialect: "v10"},
		}
		t.Constraints = []*catalog.Constraint{{OID: d.OID(), Name: name + "_pkey", Kind: catalog.PrimaryKey, Columns: []int{0}}}
		if name == "account" {
			t.Partitions = []*catalog.Partition{{OID: d.OID(), Name: "byregion", Trusted: true, Fields: []catalog.PartitionField{{Column: 1}}}}
		}
		d.PutTable(t)
	}
	return nil
}

// prepare makes the tables on the first start.
func prepare(ctx context.Context, db *engine.DB) error {
	if db.Catalog().Table("public", "account") != nil {
		return nil
	}
	tx, err := db.Begin(ctx, engine.TxOptions{})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return err
	}
	if err := tx.ChangeCatalog(ctx, define); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func batch(rows []row) *types.Batch {
	b := types.NewBatch([]*types.Type{types.Text, types.Text, types.Int8}, len(rows))
	for _, r := range rows {
		b.Cols[0].AppendValue(types.NewText(r.ID))
		b.Cols[1].AppendValue(types.NewText(r.Region))
		b.Cols[2].AppendValue(types.NewInt(r.Amount))
	}
	b.SetRows(len(rows))
	return b
}

// scanAll reads every row of both tables.
func scanAll(ctx context.Context, db *engine.DB) (map[string]row, error) {
	tx, err := db.Begin(ctx, engine.TxOptions{})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return nil, err
	}
	all := map[string]row{}
	for _, name := range tableNames {
		t := tx.Catalog().Table("public", name)
		if t == nil {
			return nil, errors.New("table " + name + " is gone")
		}
		if err := scanTable(ctx, tx, t, &catalog.Access{Table: t, Kind: catalog.Full, Columns: []int{0, 1, 2}}, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanTable(ctx context.Context, tx *engine.Tx, t *catalog.Table, a *catalog.Access, into map[string]row) error {
	s, err := tx.Scan(ctx, a)
	if err != nil {
		return err
	}
	defer s.Close()
	for {
		rows, err := s.Next(ctx)
		if err != nil || rows == nil {
			return err
		}
		for i := range rows.Batch.Len() {
			at := rows.Batch.Index(i)
			r := row{t.Name, rows.Batch.Cols[0].Texts[at], rows.Batch.Cols[1].Texts[at], rows.Batch.Cols[2].Ints[at]}
			into[t.Name+"/"+r.ID] = r
		}
	}
}

func textValues(text string) []types.Value { return []types.Value{types.NewText(text)} }
