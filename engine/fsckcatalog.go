package engine

import (
	"context"
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// manifest compares s3db.json with itself and with catalog.json. What was
// repaired is looked at once more.
func (c *checker) manifest(ctx context.Context) error {
	found, err := c.manifestFindings(ctx)
	if err != nil {
		return err
	}
	c.report.Findings = append(c.report.Findings, found...)
	if !c.repair || len(found) == 0 {
		return nil
	}
	if err := c.redefine(ctx, found); err != nil {
		return err
	}
	if err := c.db.ask(ctx, func(ctx context.Context, k *keeper) error { return k.mendManifest(ctx) }); err != nil {
		return err
	}
	left, err := c.manifestFindings(ctx)
	for _, f := range found {
		f.Repaired = err == nil && !has(left, f)
	}
	return err
}

func has(list []*Finding, f *Finding) bool {
	for _, g := range list {
		if g.Problem == f.Problem && g.Table == f.Table && g.Detail == f.Detail {
			return true
		}
	}
	return false
}

func (c *checker) manifestFindings(ctx context.Context) ([]*Finding, error) {
	var found []*Finding
	add := func(p Problem, table, format string, args ...any) {
		found = append(found, &Finding{Problem: p, Table: table, Key: keys.ManifestKey, Detail: fmt.Sprintf(format, args...)})
	}
	m := catalog.NewManifest(c.db.now())
	obj, err := c.db.bucket.Get(ctx, keys.ManifestKey, storage.GetOptions{})
	switch {
	case err == nil:
		if m, err = catalog.ParseManifest(obj.Body); err != nil {
			add(DamagedManifest, "", "%v", err)
			m, _ = catalog.Heal(obj.Body, c.db.now())
		}
	case !notThere(err):
		return nil, err
	}
	for _, r := range m.Resources {
		for _, v := range r.Versions {
			if r.Dialect == codec.V10 && v.Hash != v.DefinitionHash() {
				add(WrongHash, r.Name, "version %s of resource %s has the hash of another definition", v.Name, r.Name)
			}
		}
	}
	for _, rel := range c.applied() {
		r := m.Resource(rel.resource.Name)
		switch t := rel.table; {
		case r == nil || r.Current() == nil:
			add(LostResource, rel.qualified(), "resource %s", rel.resource.Name)
		case !t.Options.RawKeys && !t.Options.ExternalWriters && catalog.DefinitionOf(t).Hash() != r.Current().DefinitionHash():
			add(OtherDefinition, rel.qualified(), "version %s of resource %s is not what SQL made", r.CurrentVersion, r.Name)
		}
	}
	return found, nil
}

// applied are the relations whose definitions are objects, in order of name.
func (c *checker) applied() []*relation {
	c.db.mu.RLock()
	defer c.db.mu.RUnlock()
	var list []*relation
	for _, t := range c.db.schema.Tables() {
		if rel := c.db.schema.relations[t.Resource]; rel != nil && rel.changed <= c.db.applied {
			list = append(list, rel)
		}
	}
	return list
}

// redefine gives resources that s3db.json defines otherwise their definition
// again, as a new version: records may have been written under the other.
func (c *checker) redefine(ctx context.Context, found []*Finding) error {
	other := map[string]bool{}
	for _, f := range found {
		other[f.Table] = other[f.Table] || f.Problem == OtherDefinition
	}
	tx, err := c.db.Begin(ctx, TxOptions{})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return err
	}
	for _, rel := range c.applied() {
		if !other[rel.qualified()] {
			continue
		}
		again := *rel.table
		if err := tx.ChangeCatalog(ctx, func(d *catalog.Draft) error { d.PutTable(&again); return nil }); err != nil {
			return err
		}
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	return c.db.WaitApplied(ctx, c.db.Position())
}

// mendManifest writes s3db.json anew: healed, with all resources and their
// versions under the hashes of what they define.
func (k *keeper) mendManifest(ctx context.Context) error {
	return k.editManifest(ctx, func(f *manifestFile) *catalog.Manifest {
		m := f.mended(k.applied, k.applied, k.db.now())
		for _, r := range m.Resources {
			if r.Dialect == codec.V10 {
				m = m.With(r.Rehashed(), k.db.now())
			}
		}
		return m
	})
}
