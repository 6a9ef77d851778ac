package s3db_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/ids"
	"github.com/s3dbsql/s3dbsql/s3db"
	"github.com/s3dbsql/s3dbsql/validation"
)

// Records keep the version that wrote them and are read by it. An update
// takes them to the current one.
func ExampleConfig_versioning() {
	ctx, db := open(s3db.Options{Versioning: true})
	defer db.Close(ctx)
	config := s3db.Config{Name: "users", Attributes: s3db.Attributes{{"name", "string"}, {"email", "string"}}}
	users, err := db.CreateResource(ctx, config)
	check(err)
	_, err = users.Insert(ctx, s3db.Record{"id": "u1", "name": "John", "email": "john@example.com"})
	check(err)

	config.Attributes = append(config.Attributes, s3db.Attribute{Name: "age", Rule: "number|optional"})
	_, err = db.CreateResource(ctx, config)
	check(err)
	_, err = users.Insert(ctx, s3db.Record{"id": "u2", "name": "Ana", "email": "ana@example.com", "age": 30})
	check(err)
	for _, id := range []string{"u1", "u2"} {
		rec, err := users.Get(ctx, id)
		check(err)
		info, err := users.Info(ctx, id)
		check(err)
		fmt.Println(rec["name"], rec["age"], info.Version)
	}
	old, err := users.ListIDs(ctx, s3db.ListOptions{Partition: "byVersion", Values: map[string]any{"_v": "v0"}})
	check(err)
	_, err = users.Update(ctx, "u1", s3db.Record{"age": 40})
	check(err)
	info, err := users.Info(ctx, "u1")
	check(err)
	fmt.Println(old, users.Version(), info.Version)
	// Output:
	// John <nil> v0
	// Ana 30 v1
	// [u1] v1 v1
}

func ExampleConfig_idSize() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	short, err := db.CreateResource(ctx, s3db.Config{Name: "short-users", Attributes: s3db.Attributes{{"name", "string"}}, IDSize: 8})
	check(err)
	user, err := short.Insert(ctx, s3db.Record{"name": "Ana"})
	check(err)
	fmt.Println(len(user.ID()))
	// Output: 8
}

func ExampleConfig_idGenerator() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	n := 0
	numbered, err := db.CreateResource(ctx, s3db.Config{
		Name: "numbered", Attributes: s3db.Attributes{{"name", "string"}},
		IDGenerator: func() string { n++; return fmt.Sprint("user_", n) },
	})
	check(err)
	uuids, err := db.CreateResource(ctx, s3db.Config{
		Name: "uuid-users", Attributes: s3db.Attributes{{"name", "string"}},
		IDGenerator: func() string {
			id, err := ids.UUIDv4(strings.NewReader("any 16 bytes do."))
			check(err)
			return id.String()
		},
	})
	check(err)
	for _, r := range []*s3db.Resource{numbered, numbered, uuids} {
		user, err := r.Insert(ctx, s3db.Record{"name": "Ana"})
		check(err)
		fmt.Println(user.ID())
	}
	// Output:
	// user_1
	// user_2
	// 616e7920-3136-4062-b974-657320646f2e
}

// Timestamps add two attributes, and partitions by their days.
func ExampleConfig_timestamps() {
	now := time.Date(2024, 1, 15, 10, 30, 0, 0, time.UTC)
	ctx, db := open(s3db.Options{Clock: func() time.Time { return now }})
	defer db.Close(ctx)
	events, err := db.CreateResource(ctx, s3db.Config{
		Name: "events", Attributes: s3db.Attributes{{"name", "string"}}, Timestamps: true,
	})
	check(err)
	event, err := events.Insert(ctx, s3db.Record{"id": "e1", "name": "login"})
	check(err)
	now = now.Add(24 * time.Hour)
	updated, err := events.Update(ctx, "e1", s3db.Record{"name": "logout"})
	check(err)
	fmt.Println(event["createdAt"], updated["updatedAt"])
	first, err := events.ListIDs(ctx, s3db.ListOptions{Partition: "byCreatedDate", Values: map[string]any{"createdAt": "2024-01-15"}})
	check(err)
	last, err := events.ListIDs(ctx, s3db.ListOptions{Partition: "byUpdatedDate", Values: map[string]any{"updatedAt": "2024-01-16"}})
	check(err)
	fmt.Println(first, last)
	// Output:
	// 2024-01-15T10:30:00.000Z 2024-01-16T10:30:00.000Z
	// [e1] [e1]
}

// A custom type is a function that judges a value and may convert it.
func ExampleOptions_types() {
	ctx, db := open(s3db.Options{Types: map[string]validation.Func{
		"even": func(value any, _ map[string]any) (any, error) {
			if n, ok := value.(float64); ok && int(n)%2 == 0 {
				return value, nil
			}
			return value, errors.New("the number must be even")
		},
	}})
	defer db.Close(ctx)
	pairs, err := db.CreateResource(ctx, s3db.Config{Name: "pairs", Attributes: s3db.Attributes{{"n", "even"}}})
	check(err)
	_, err = pairs.Insert(ctx, s3db.Record{"n": 3})
	fmt.Println(err)
	_, err = pairs.Insert(ctx, s3db.Record{"n": 4})
	fmt.Println(err)
	// Output:
	// the number must be even
	// <nil>
}

// Binary content lies beside a record's attributes. It may be larger than
// memory: it is read and written as a stream.
func ExampleResource_SetContent() {
	ctx, db, users := people()
	defer db.Close(ctx)
	_, err := users.Insert(ctx, s3db.Record{"id": "user-123", "name": "Ana"})
	check(err)
	check(users.SetContent(ctx, "user-123", strings.NewReader("Hello World"), "text/plain"))
	_, err = users.Update(ctx, "user-123", s3db.Record{"age": 30})
	check(err)
	content, err := users.Content(ctx, "user-123")
	check(err)
	body, err := content.Bytes()
	check(err)
	fmt.Println(content.Type, content.Size, string(body))
	check(users.DeleteContent(ctx, "user-123"))
	has, err := users.HasContent(ctx, "user-123")
	check(err)
	_, err = users.Content(ctx, "user-123")
	fmt.Println(has, err)
	// Output:
	// text/plain 11 Hello World
	// false record "user-123" of resource "users" has no binary content
}

// UpdateIf changes a record that nobody else has changed since.
func ExampleResource_UpdateIf() {
	ctx, db, users := people()
	defer db.Close(ctx)
	_, err := users.Insert(ctx, s3db.Record{"id": "u", "name": "Ana"})
	check(err)
	info, err := users.Info(ctx, "u")
	check(err)
	_, err = users.UpdateIf(ctx, "u", s3db.Record{"age": 30}, info.Revision)
	fmt.Println(err)
	_, err = users.UpdateIf(ctx, "u", s3db.Record{"age": 31}, info.Revision)
	fmt.Println(errors.As(err, new(*s3db.ChangedError)))
	// Output:
	// <nil>
	// true
}
