package engine

import (
	"context"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// CheckPartitions compares the references of a table with its records: one
// LIST for each 1,000 references and records, and a GET a record if the table
// has partitions. Nothing is changed.
func (db *DB) CheckPartitions(ctx context.Context, t *catalog.Table) ([]*Finding, error) {
	a, err := db.auditOf(ctx, t)
	if err != nil || a == nil {
		return nil, err
	}
	a.task = db.begin(Task{Command: "CHECK", Table: t.OID, Name: t.Name})
	defer a.task.end()
	found, err := db.audit(ctx, a)
	return found, storeError(ctx, err)
}

// Reindex makes the references of a table agree with its records, and returns
// what it found. What the transaction has not committed it does not see. If
// no foreign client writes the table its partitions are trusted from then on,
// as far as SQL can tell which key a value has and no row is missing because
// its value has none.
func (tx *Tx) Reindex(ctx context.Context, t *catalog.Table) ([]*Finding, error) {
	db := tx.db
	a, err := db.auditOf(ctx, t)
	if err != nil || a == nil {
		return nil, err
	}
	a.task = db.begin(Task{Command: "REINDEX", Table: t.OID, Name: t.Name})
	defer a.task.end()
	found, err := db.audit(ctx, a)
	if err == nil {
		err = db.mend(ctx, a, found)
	}
	if err != nil {
		return nil, storeError(ctx, err)
	}
	return found, tx.trust(ctx, a)
}

// auditOf prepares the audit of a table as it is committed, once its
// definition and rows are objects; nil if it is not committed.
func (db *DB) auditOf(ctx context.Context, t *catalog.Table) (*audit, error) {
	if err := db.WaitApplied(ctx, db.Position()); err != nil {
		return nil, err
	}
	db.mu.RLock()
	defer db.mu.RUnlock()
	rel := db.schema.relations[t.Resource]
	if rel == nil || rel.table.OID != t.OID {
		return nil, nil
	}
	return &audit{rel: rel}, nil
}

// trust lets the planner rely on the partitions that have every row.
func (tx *Tx) trust(ctx context.Context, a *audit) error {
	if a.rel.table.Options.ExternalWriters || tx.opts.ReadOnly {
		return nil
	}
	complete := func(p *catalog.Partition) bool {
		part := a.rel.partitionOf(p)
		return part != nil && !a.refused[part] && part.known()
	}
	if !anyUntrusted(a.rel.table, complete) {
		return nil
	}
	return tx.ChangeCatalog(ctx, func(d *catalog.Draft) error {
		t := d.Table(a.rel.table.Schema, a.rel.table.Name)
		if t == nil || t.OID != a.rel.table.OID {
			return concurrent("change of the table's definition")
		}
		trusting := *t
		trusting.Partitions = nil
		for _, p := range t.Partitions {
			trusted := *p
			trusted.Trusted = p.Trusted || complete(p)
			trusting.Partitions = append(trusting.Partitions, &trusted)
		}
		d.PutTable(&trusting)
		return nil
	})
}

// known reports whether SQL forms the keys of values as they are stored. Of a
// resource found in a bucket it does for texts, numbers and booleans.
func (p *partition) known() bool {
	if !p.rel.table.Options.RawKeys {
		return true
	}
	return !slices.ContainsFunc(p.catalog.Fields, func(f catalog.PartitionField) bool {
		rule, _ := p.rel.version.Attributes.Rule(f.Path)
		return slices.ContainsFunc([]string{"secret", "array", "json", "object", "date"}, func(word string) bool { return strings.Contains(rule, word) })
	})
}

func anyUntrusted(t *catalog.Table, complete func(*catalog.Partition) bool) bool {
	for _, p := range t.Partitions {
		if !p.Trusted && complete(p) {
			return true
		}
	}
	return false
}
