package s3db_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/s3dbsql/s3dbsql/s3db"
)

// open opens a database for an example. Programs name a bucket:
// s3://KEY:SECRET@BUCKET/databases/myapp.
func open(opts s3db.Options) (context.Context, *s3db.Database) {
	ctx := context.Background()
	db, err := s3db.Open(ctx, "memory:", opts)
	if err != nil {
		log.Fatal(err)
	}
	return ctx, db
}

// check ends an example that fails.
func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func Example() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{
		Name: "users",
		Attributes: s3db.Attributes{
			{"name", "string|min:2|max:100"},
			{"email", "email|unique"},
			{"age", "number|integer|positive"},
			{"isActive", "boolean"},
		},
		Timestamps: true,
	})
	check(err)

	user, err := users.Insert(ctx, s3db.Record{"name": "John Doe", "email": "john@example.com", "age": 30, "isActive": true})
	check(err)
	found, err := users.Get(ctx, user.ID())
	check(err)
	fmt.Printf("Hello, %s!\n", found["name"])

	_, err = users.Update(ctx, user.ID(), s3db.Record{"age": 31})
	check(err)
	all, err := users.List(ctx, s3db.ListOptions{})
	check(err)
	fmt.Printf("Total users: %d, the first is %d\n", len(all), all[0]["age"])
	// Output:
	// Hello, John Doe!
	// Total users: 1, the first is 31
}

// A definition may nest objects, and its attributes may be secret: they are
// encrypted in the bucket.
func ExampleDatabase_CreateResource() {
	ctx, db := open(s3db.Options{Passphrase: "correct horse battery staple"})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{
		Name: "users",
		Attributes: s3db.Attributes{
			{"name", "string|min:2|max:100"},
			{"profile", s3db.Attributes{{"bio", "string|optional"}, {"avatar", "url|optional"}}},
			{"tags", "array|items:string|unique|optional"},
			{"region", "string|optional"},
			{"password", "secret|optional"},
		},
		Behavior:   "user-managed",
		Partitions: []s3db.Partition{{"byRegion", []s3db.Field{{"region", "string"}}}},
	})
	check(err)
	user, err := users.Insert(ctx, s3db.Record{
		"id": "u1", "name": "Ana", "profile": s3db.Record{"bio": "Painter"}, "tags": []string{"a", "b"}, "password": "hunter2",
	})
	check(err)
	fmt.Println(user["profile"], user["tags"], user["password"])
	fmt.Println(db.Resources(), db.ResourceExists("users"), users.Version())
	// Output:
	// map[bio:Painter] [a b] hunter2
	// [users] true v0
}

// Records are judged by the rules of their attributes.
func ExampleValidationError() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{
		Name:       "users",
		Attributes: s3db.Attributes{{"name", "string|min:2"}, {"age", "number|integer|positive|optional"}},
	})
	check(err)
	_, err = users.Insert(ctx, s3db.Record{"name": "x", "age": -1})
	var broken *s3db.ValidationError
	if errors.As(err, &broken) {
		for _, v := range broken.Violations {
			fmt.Println(v.Path, v.Rule, v.Message)
		}
	}
	// Output:
	// name min:2 The 'name' field length must be greater than or equal to 2 characters long.
	// age positive The 'age' field must be a positive number.
}

// A partition is listed alone, without looking at other records.
func ExampleResource_List_partition() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	analytics, err := db.CreateResource(ctx, s3db.Config{
		Name:       "analytics",
		Attributes: s3db.Attributes{{"userId", "string"}, {"event", "string"}, {"timestamp", "string"}},
		Partitions: []s3db.Partition{
			{"byDate", []s3db.Field{{"timestamp", "date|maxlength:10"}}},
			{"byUserAndDate", []s3db.Field{{"userId", "string"}, {"timestamp", "date|maxlength:10"}}},
		},
	})
	check(err)
	_, err = analytics.InsertMany(ctx, []s3db.Record{
		{"id": "e1", "userId": "u1", "event": "login", "timestamp": "2024-01-15T10:00:00Z"},
		{"id": "e2", "userId": "u2", "event": "login", "timestamp": "2024-01-15T11:00:00Z"},
		{"id": "e3", "userId": "u1", "event": "logout", "timestamp": "2024-01-16T09:00:00Z"},
	})
	check(err)
	today, err := analytics.ListIDs(ctx, s3db.ListOptions{Partition: "byDate", Values: map[string]any{"timestamp": "2024-01-15"}})
	check(err)
	mine, err := analytics.ListIDs(ctx, s3db.ListOptions{
		Partition: "byUserAndDate", Values: map[string]any{"userId": "u1", "timestamp": "2024-01-15"},
	})
	check(err)
	n, err := analytics.Count(ctx, s3db.ListOptions{})
	check(err)
	fmt.Println(today, mine, n)
	// Output: [e1 e2] [e1] 3
}

func ExampleResource_List_nestedPartition() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{
		Name: "users",
		Attributes: s3db.Attributes{
			{"name", "string"},
			{"profile", s3db.Attributes{{"country", "string"}, {"preferences", s3db.Attributes{{"theme", "string"}}}}},
		},
		Partitions: []s3db.Partition{
			{"byCountry", []s3db.Field{{"profile.country", "string"}}},
			{"byTheme", []s3db.Field{{"profile.preferences.theme", "string"}}},
		},
	})
	check(err)
	for id, country := range map[string]string{"a": "US", "b": "BR", "c": "US"} {
		_, err := users.Insert(ctx, s3db.Record{
			"id": id, "name": id, "profile": s3db.Record{"country": country, "preferences": s3db.Record{"theme": "dark"}},
		})
		check(err)
	}
	us, err := users.List(ctx, s3db.ListOptions{Partition: "byCountry", Values: map[string]any{"profile.country": "US"}})
	check(err)
	for _, u := range us {
		fmt.Println(u.ID(), u["profile"])
	}
	// Output:
	// a map[country:US preferences:map[theme:dark]]
	// c map[country:US preferences:map[theme:dark]]
}

// A partition must be made of attributes.
func ExamplePartitionError() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	_, err := db.CreateResource(ctx, s3db.Config{
		Name:       "users",
		Attributes: s3db.Attributes{{"status", "string"}},
		Partitions: []s3db.Partition{{"byInvalid", []s3db.Field{{"invalid", "string"}}}},
	})
	fmt.Println(err)
	// Output: partition "byInvalid" of resource "users": the resource has no attribute invalid
}

func ExampleResource_InsertMany() {
	ctx, db, users := people()
	defer db.Close(ctx)
	stored, err := users.InsertMany(ctx, []s3db.Record{
		{"id": "user-1", "name": "User 1"}, {"id": "user-2"}, {"id": "user-3", "name": "User 3"},
	})
	fmt.Println(len(stored), "stored;", err)
	found, err := users.GetMany(ctx, []string{"user-3", "user-1", "user-2"})
	check(err)
	for _, rec := range found {
		fmt.Println(rec["name"])
	}
	n, err := users.DeleteMany(ctx, []string{"user-1", "user-2", "user-3"})
	check(err)
	fmt.Println(n, "deleted")
	// Output:
	// 2 stored; 1 records were not written; record 1: The 'name' field is required.
	// User 3
	// User 1
	// 2 deleted
}

// people is a small resource.
func people() (context.Context, *s3db.Database, *s3db.Resource) {
	ctx, db := open(s3db.Options{})
	users, err := db.CreateResource(ctx, s3db.Config{
		Name: "users",
		Attributes: s3db.Attributes{
			{"name", "string"}, {"age", "number|integer|optional"},
			{"address", s3db.Attributes{{"city", "string|optional"}, {"zip", "string|optional"}}},
		},
		Permissive: true,
	})
	check(err)
	return ctx, db, users
}

func ExampleResource_Update() {
	ctx, db, users := people()
	defer db.Close(ctx)
	_, err := users.Insert(ctx, s3db.Record{"id": "u", "name": "Ana", "age": 30, "address": s3db.Record{"city": "Rio", "zip": "1"}})
	check(err)
	rec, err := users.Update(ctx, "u", s3db.Record{"age": 31, "address.city": "Lima"})
	check(err)
	fmt.Println(rec["age"], rec["address"])
	rec, err = users.Patch(ctx, "u", s3db.Record{"age": nil, "address": s3db.Record{"zip": "2"}})
	check(err)
	fmt.Println(rec["age"], rec["address"])
	_, err = users.Update(ctx, "nobody", s3db.Record{"age": 1})
	fmt.Println(err)
	// Output:
	// 31 map[city:Lima zip:1]
	// <nil> map[city:Lima zip:2]
	// resource "users" has no record with id "nobody"
}

func ExampleResource_Upsert() {
	ctx, db, users := people()
	defer db.Close(ctx)
	for _, rec := range []s3db.Record{{"name": "Ana", "age": 30}, {"age": 31}} {
		stored, err := users.Upsert(ctx, "u", rec)
		check(err)
		fmt.Println(stored["name"], stored["age"])
	}
	stored, err := users.Replace(ctx, "u", s3db.Record{"name": "Bea"})
	check(err)
	fmt.Println(stored["name"], stored["age"])
	// Output:
	// Ana 30
	// Ana 31
	// Bea <nil>
}

func ExampleResource_Delete() {
	ctx, db, users := people()
	defer db.Close(ctx)
	_, err := users.Insert(ctx, s3db.Record{"id": "u", "name": "Ana"})
	check(err)
	exists, err := users.Exists(ctx, "u")
	check(err)
	fmt.Println(exists, users.Delete(ctx, "u"))
	fmt.Println(users.Delete(ctx, "u"))
	// Output:
	// true <nil>
	// resource "users" has no record with id "u"
}

// DeleteAll needs a resource that allows it.
func ExampleResource_DeleteAll() {
	ctx, db, users := people()
	defer db.Close(ctx)
	_, err := users.InsertMany(ctx, []s3db.Record{{"name": "Ana"}, {"name": "Bea"}})
	check(err)
	n, err := users.DeleteAll(ctx)
	fmt.Println(n, err)
	careful, err := db.CreateResource(ctx, s3db.Config{Name: "careful", Attributes: s3db.Attributes{{"name", "string"}}})
	check(err)
	_, err = careful.DeleteAll(ctx)
	fmt.Println(err)
	// Output:
	// 2 <nil>
	// resource "careful": deleteAll needs a resource defined as Permissive
}

func ExampleResource_Page() {
	ctx, db, users := people()
	defer db.Close(ctx)
	for i := range 25 {
		_, err := users.Insert(ctx, s3db.Record{"id": fmt.Sprintf("u%02d", i), "name": "n", "age": i % 5})
		check(err)
	}
	page, err := users.Page(ctx, s3db.PageOptions{ListOptions: s3db.ListOptions{Offset: 10, Limit: 10}})
	check(err)
	fmt.Println(page.Items[0].ID(), page.TotalItems, page.Page, page.TotalPages, page.HasMore)
	first, err := users.List(ctx, s3db.ListOptions{Limit: 2, Offset: 1})
	check(err)
	fmt.Println(first[0].ID(), first[1].ID())
	all, err := users.GetAll(ctx)
	check(err)
	young, err := users.Query(ctx, s3db.Record{"age": 1}, s3db.ListOptions{Limit: 3})
	check(err)
	fmt.Println(len(all), len(young))
	// Output:
	// u10 25 1 3 true
	// u01 u02
	// 25 3
}

func ExampleResource_Readable() {
	ctx, db, users := people()
	defer db.Close(ctx)
	_, err := users.InsertMany(ctx, []s3db.Record{{"id": "a", "name": "Ana"}, {"id": "b", "name": "Bea"}})
	check(err)
	for user, err := range users.Readable(ctx, s3db.ReadOptions{BatchSize: 50, Concurrency: 10}) {
		check(err)
		fmt.Println("Processing user:", user["name"])
	}
	// Output:
	// Processing user: Ana
	// Processing user: Bea
}

func ExampleResource_Writable() {
	ctx, db, users := people()
	defer db.Close(ctx)
	stream := users.Writable(ctx, s3db.WriteOptions{
		BatchSize: 25, Concurrency: 5,
		OnError: func(rec s3db.Record, err error) { fmt.Println("not written:", err) },
	})
	for i := range 100 {
		check(stream.Write(s3db.Record{"name": fmt.Sprint("User ", i)}))
	}
	check(stream.Write(s3db.Record{"age": 1}))
	check(stream.Close())
	fmt.Println(stream.Inserted(), "users written")
	// Output:
	// not written: The 'name' field is required.
	// 100 users written
}

// Several operations are one.
func ExampleDatabase_Transaction() {
	ctx, db, users := people()
	defer db.Close(ctx)
	err := db.Transaction(ctx, func(tx *s3db.Tx) error {
		u := tx.Resource("users")
		if _, err := u.Insert(ctx, s3db.Record{"id": "a", "name": "Ana"}); err != nil {
			return err
		}
		return errors.New("changed my mind")
	})
	fmt.Println(err)
	exists, err := users.Exists(ctx, "a")
	fmt.Println(exists, err)
	// Output:
	// changed my mind
	// false <nil>
}
