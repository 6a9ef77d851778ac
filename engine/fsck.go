package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Check compares what a bucket holds with itself, without opening it: journal,
// records, references and catalog. Nothing is written. It may run beside a
// server; what is on its way is passed over. The logger of opts is told how
// far it is.
func Check(ctx context.Context, bucket storage.Bucket, opts Options) (*Report, error) {
	opts.setDefaults()
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	c := &checker{db: newDB(bucket, opts), report: &Report{Findings: []*Finding{}}}
	if err := c.load(ctx); err != nil {
		return nil, err
	}
	return c.report, c.run(ctx)
}

// Repair is Check of an open database, which mends what it finds where it is
// known what is right: each finding says whether it was.
func (db *DB) Repair(ctx context.Context) (*Report, error) {
	c := &checker{db: db, repair: true, report: &Report{Findings: []*Finding{}}}
	if err := db.WaitApplied(ctx, db.Position()); err != nil {
		return nil, err
	}
	return c.report, c.run(ctx)
}

// checker goes over one database.
type checker struct {
	db     *DB
	repair bool
	report *Report
}

// load reads what is known of the journal and the catalog. A bucket that no
// server has opened has s3db.json only; an entry that cannot be read ends the
// walk and is found by the look at all entries.
func (c *checker) load(ctx context.Context) error {
	_, err := c.db.readKeeper(ctx)
	if err == nil {
		err = c.db.restart(ctx)
	} else if notThere(err) {
		c.db.schema, err = c.db.loadSchema(ctx)
		c.db.overlay = newOverlay()
	}
	if err != nil && !isCorrupt(err) {
		return err
	}
	return c.adopt(ctx)
}

// adopt makes resources that only s3db.json knows tables, as a server does that
// opens the database.
func (c *checker) adopt(ctx context.Context) error {
	f, err := c.db.readManifest(ctx, "")
	if err != nil {
		return err
	}
	next, err := c.db.schema.adopt(f.Manifest, &c.db.env)
	if err == nil && next != nil {
		c.db.schema = next
	}
	return err
}

func (c *checker) run(ctx context.Context) error {
	c.report.Owed = len(c.db.Status().Owed)
	for _, stage := range []func(context.Context) error{c.journal, c.manifest, c.tables} {
		if err := stage(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) found(f *Finding) { c.report.Findings = append(c.report.Findings, f) }

// mend repairs findings by something that the keeper does, if repairs are
// asked for.
func (c *checker) mend(ctx context.Context, found []*Finding, do func(ctx context.Context, k *keeper) error) error {
	if !c.repair || len(found) == 0 {
		return nil
	}
	if err := c.db.ask(ctx, do); errors.Is(err, errKept) {
		return nil
	} else if err != nil {
		return err
	}
	for _, f := range found {
		f.Repaired = true
	}
	return nil
}

// tables compares each table with its references, in order of name.
func (c *checker) tables(ctx context.Context) error {
	c.db.mu.RLock()
	relations := slices.SortedFunc(maps.Values(c.db.schema.relations), func(a, b *relation) int {
		return strings.Compare(a.resource.Name, b.resource.Name)
	})
	c.db.mu.RUnlock()
	for _, rel := range relations {
		if err := c.table(ctx, rel); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) table(ctx context.Context, rel *relation) error {
	a := &audit{rel: rel, task: c.db.begin(Task{Command: "FSCK", Table: rel.table.OID, Name: rel.table.Name})}
	defer a.task.end()
	r := &recordCheck{checker: c, rel: rel}
	a.look = r.look
	found, err := c.db.audit(ctx, a)
	if err != nil {
		return err
	}
	c.report.Tables++
	c.report.Records += a.records
	c.report.References += a.references
	c.report.Findings = append(append(c.report.Findings, r.sorted()...), found...)
	if !c.repair {
		return nil
	}
	if err := r.mend(ctx); err != nil {
		return err
	}
	return c.db.mend(ctx, a, found)
}
