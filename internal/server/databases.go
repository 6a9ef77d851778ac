package server

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// list returns the names of the databases in order.
func (r *registry) list(ctx context.Context) ([]string, error) {
	if r.sole != "" {
		return []string{r.sole}, nil
	}
	c, _, err := readCluster(ctx, r.server.store.Bucket)
	if err != nil {
		return nil, err
	}
	return slices.Sorted(slices.Values(c.Databases)), nil
}

// create makes an empty database.
func (r *registry) create(ctx context.Context, name string) error {
	if r.sole != "" {
		return pgerr.Unsupported("CREATE DATABASE in a store that is one database")
	}
	b := r.server.store.Bucket
	c, _, err := readCluster(ctx, b)
	if err == nil && slices.Contains(c.Dropping, name) {
		err = removeAll(ctx, r.bucket(name))
	}
	if err != nil {
		return err
	}
	return changeCluster(ctx, b, func(c *cluster) error {
		if c.has(name) {
			return pgerr.Newf(pgerr.DuplicateDatabase, "database %q already exists", name)
		}
		c.Databases = append(c.Databases, name)
		c.Dropping = without(c.Dropping, name)
		return nil
	})
}

// drop removes a database. Its name goes first, so that nobody opens what is
// being deleted.
func (r *registry) drop(ctx context.Context, name string) error {
	if r.sole != "" {
		return pgerr.Unsupported("DROP DATABASE in a store that is one database")
	}
	open, err := r.unused(name)
	if err != nil {
		return err
	}
	err = changeCluster(ctx, r.server.store.Bucket, func(c *cluster) error {
		if !c.has(name) {
			return missing(name)
		}
		c.Databases = without(c.Databases, name)
		c.Dropping = append(without(c.Dropping, name), name)
		return nil
	})
	if err != nil {
		return err
	}
	if open != nil {
		if err := open.Engine.Close(ctx); err != nil {
			return err
		}
	}
	if err := removeAll(ctx, r.bucket(name)); err != nil {
		return err
	}
	return changeCluster(ctx, r.server.store.Bucket, func(c *cluster) error {
		c.Dropping = without(c.Dropping, name)
		return nil
	})
}

// unused takes a database out of the registry, unless sessions use it.
func (r *registry) unused(name string) (*database, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	d := r.mu.byName[name]
	if d == nil {
		return nil, nil
	}
	if d.sessions > 0 {
		err := pgerr.Newf(pgerr.ObjectInUse, "database %q is being accessed by other users", name)
		if d.sessions == 1 {
			return nil, err.WithDetail("There is 1 other session using the database.")
		}
		return nil, err.WithDetail("There are %d other sessions using the database.", d.sessions)
	}
	delete(r.mu.byName, name)
	return d, nil
}
