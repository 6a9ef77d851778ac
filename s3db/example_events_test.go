package s3db_test

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/s3db"
)

// Listeners get the events of committed operations, of SQL and of other
// servers too.
func ExampleResource_On() {
	ctx, db := open(s3db.Options{})
	users, err := db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: person})
	check(err)
	users.On(s3db.EventInsert, func(e s3db.Event) { fmt.Println("created:", e.Record["name"]) })
	users.On(s3db.EventUpdate, func(e s3db.Event) {
		if e.Before["email"] != e.After["email"] {
			fmt.Println("email changed:", e.Before["email"], "to", e.After["email"])
		}
	})
	users.Once(s3db.EventDelete, func(e s3db.Event) { fmt.Println("first delete:", e.ID) })

	for _, id := range []string{"john", "jane"} {
		_, err = users.Insert(ctx, s3db.Record{"id": id, "name": id, "email": id + "@example.com"})
		check(err)
	}
	_, err = users.Update(ctx, "john", s3db.Record{"email": "doe@example.com"})
	check(err)
	_, err = users.DeleteMany(ctx, []string{"jane", "john"})
	check(err)
	check(db.Close(ctx)) // waits for the listeners
	// Output:
	// created: john
	// created: jane
	// email changed: john@example.com to doe@example.com
	// first delete: jane
}

// Listeners may be declared with the resource. With SyncEvents operations wait
// for them.
func ExampleConfig_events() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{
		Name: "users", Attributes: person, SyncEvents: true,
		Events: map[s3db.EventName][]func(s3db.Event){
			s3db.EventInsert: {func(e s3db.Event) { fmt.Println("declared:", e.Record["name"]) }},
			s3db.EventList:   {func(e s3db.Event) { fmt.Println("listed:", e.Count) }},
		},
	})
	check(err)
	listener := users.On(s3db.EventInsert, func(e s3db.Event) { fmt.Println("added:", e.Record["name"]) })
	_, err = users.Insert(ctx, s3db.Record{"name": "John"})
	check(err)
	users.Off(listener)
	_, err = users.Insert(ctx, s3db.Record{"name": "Jane"})
	check(err)
	_, err = users.List(ctx, s3db.ListOptions{})
	check(err)
	// Output:
	// declared: John
	// added: John
	// declared: Jane
	// listed: 2
}

// A resource that gets a new definition gets a new version.
func ExampleEvent_version() {
	ctx, db := open(s3db.Options{})
	users, err := db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: person})
	check(err)
	users.On(s3db.EventVersionUpdated, func(e s3db.Event) { fmt.Println("from", e.OldVersion, "to", e.NewVersion) })
	_, err = db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: append(person, s3db.Attribute{"age", "number|optional"})})
	check(err)
	check(db.Close(ctx))
	// Output: from v0 to v1
}
