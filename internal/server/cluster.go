package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// clusterFormat is the version of cluster.json that this program writes.
const clusterFormat = 1

// defaultDatabase exists from the start.
const defaultDatabase = "postgres"

// cluster is the document cluster.json: the databases of a bucket.
type cluster struct {
	Format    int      `json:"format"`
	Databases []string `json:"databases"`
	// Dropping are databases whose objects may not all be deleted yet.
	Dropping []string `json:"dropping,omitempty"`
}

// readCluster reads cluster.json; without one there is the default database.
func readCluster(ctx context.Context, b storage.Bucket) (c *cluster, etag string, err error) {
	obj, err := b.Get(ctx, keys.ClusterKey, storage.GetOptions{})
	if errors.Is(err, storage.ErrNotFound) {
		return &cluster{Format: clusterFormat, Databases: []string{defaultDatabase}}, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	c = &cluster{}
	if err := json.Unmarshal(obj.Body, c); err != nil {
		return nil, "", fmt.Errorf("%s is damaged: %w", keys.ClusterKey, err)
	}
	if c.Format != clusterFormat {
		return nil, "", fmt.Errorf("%s has format %d, this program knows format %d", keys.ClusterKey, c.Format, clusterFormat)
	}
	return c, obj.ETag, nil
}

// changeCluster replaces cluster.json by what change makes of it; an error of
// change leaves it alone. Other servers may do the same at once.
func changeCluster(ctx context.Context, b storage.Bucket, change func(*cluster) error) error {
	for {
		c, etag, err := readCluster(ctx, b)
		if err != nil {
			return err
		}
		if err := change(c); err != nil {
			return err
		}
		body, err := json.MarshalIndent(c, "", "  ")
		if err != nil {
			return err
		}
		up := storage.Upload{ContentType: "application/json", Body: append(body, '\n')}
		_, err = b.Put(ctx, keys.ClusterKey, up, storage.Condition{IfMatch: etag, IfAbsent: etag == ""})
		if !errors.Is(err, storage.ErrPrecondition) {
			return err
		}
	}
}

func (c *cluster) has(name string) bool { return slices.Contains(c.Databases, name) }

func without(list []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == name })
}

// removeAll deletes every object of a bucket.
func removeAll(ctx context.Context, b storage.Bucket) error {
	for {
		page, err := b.List(ctx, storage.ListOptions{})
		if err != nil || len(page.Objects) == 0 {
			return err
		}
		names := make([]string, len(page.Objects))
		for i, o := range page.Objects {
			names[i] = o.Key
		}
		if err := b.DeleteMany(ctx, storage.Targets(names...), time.Time{}); err != nil {
			return err
		}
	}
}
