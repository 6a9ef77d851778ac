package s3db_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/s3db"
)

// store inserts a record under a behavior and shows what is read back once it
// is an object.
func store(behavior string, rec s3db.Record) {
	ctx, db := open(s3db.Options{Apply: true})
	defer db.Close(ctx)
	r := article(ctx, db, behavior)
	rec["id"] = "1"
	if _, err := r.Insert(ctx, rec); err != nil {
		fmt.Println(err)
		return
	}
	got, err := r.Get(ctx, "1")
	check(err)
	fmt.Println(got["title"], len(got["content"].(string)))
}

func article(ctx context.Context, db *s3db.Database, behavior string) *s3db.Resource {
	r, err := db.CreateResource(ctx, s3db.Config{
		Name: "articles", Behavior: behavior,
		Attributes: s3db.Attributes{{"title", "string"}, {"content", "string"}},
	})
	check(err)
	return r
}

// What exceeds the metadata goes to the body: nothing is lost.
func ExampleConfig_userManaged() {
	store("user-managed", s3db.Record{"title": "Large", "content": strings.Repeat("A", 3000)})
	// Output: Large 3000
}

func ExampleConfig_enforceLimits() {
	store("enforce-limits", s3db.Record{"title": "Small", "content": strings.Repeat("A", 300)})
	store("enforce-limits", s3db.Record{"title": "Large", "content": strings.Repeat("A", 3000)})
	// Output:
	// Small 300
	// record needs 3011 bytes of metadata, more than the limit of 2043
}

// The largest value is cut, and no more than needed.
func ExampleConfig_truncateData() {
	store("truncate-data", s3db.Record{"title": "Large", "content": strings.Repeat("A", 3000)})
	// Output: Large 2018
}

func ExampleConfig_bodyOverflow() {
	store("body-overflow", s3db.Record{"title": "Large", "content": strings.Repeat("A", 5000)})
	// Output: Large 5000
}

func ExampleConfig_bodyOnly() {
	store("body-only", s3db.Record{"title": "Large", "content": strings.Repeat("A", 100000)})
	// Output: Large 100000
}
