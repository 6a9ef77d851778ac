package s3db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/s3db"
)

// person are the attributes that the examples of hooks and events need.
var person = s3db.Attributes{{"name", "string"}, {"email", "string|optional"}, {"slug", "string|optional"}}

// Hooks run in the order in which they were added: those before, the insert,
// those after.
func ExampleHook() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	say := func(what string) s3db.Hook {
		return func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
			fmt.Println(what)
			return rec, nil
		}
	}
	users, err := db.CreateResource(ctx, s3db.Config{
		Name: "users", Attributes: person,
		Hooks: map[s3db.HookPoint][]s3db.Hook{
			s3db.BeforeInsert: {say("1. before insert"), say("2. before insert")},
			s3db.AfterInsert:  {say("3. after insert"), say("4. after insert")},
		},
	})
	check(err)
	_, err = users.Insert(ctx, s3db.Record{"name": "John"})
	check(err)
	// Output:
	// 1. before insert
	// 2. before insert
	// 3. after insert
	// 4. after insert
}

// A hook before a write changes what is written.
func ExampleResource_AddHook() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: person})
	check(err)
	users.AddHook(s3db.BeforeInsert, func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
		rec["slug"] = strings.ToLower(strings.ReplaceAll(rec["name"].(string), " ", "-"))
		return rec, nil
	})
	user, err := users.Insert(ctx, s3db.Record{"name": "John Doe"})
	check(err)
	fmt.Println(user["slug"])
	// Output: john-doe
}

// The error of a hook is the error of the operation, of which nothing is
// committed.
func ExampleHook_error() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: person})
	check(err)
	users.AddHook(s3db.AfterInsert, func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
		return nil, errors.New("the mail server is away")
	})
	_, err = users.Insert(ctx, s3db.Record{"name": "John"})
	fmt.Println(err)
	n, err := users.Count(ctx, s3db.ListOptions{})
	fmt.Println(n, err)
	// Output:
	// the mail server is away
	// 0 <nil>
}

// The resource that a hook is given works inside of the transaction.
func ExampleHook_context() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: person})
	check(err)
	users.AddHook(s3db.BeforeInsert, func(ctx context.Context, r *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
		fmt.Println("version", r.Version(), "of", r.Name())
		same, err := r.Query(ctx, s3db.Record{"email": rec["email"]}, s3db.ListOptions{Limit: 1})
		if err == nil && len(same) > 0 {
			err = errors.New("user already exists")
		}
		return rec, err
	})
	for range 2 {
		_, err = users.Insert(ctx, s3db.Record{"name": "John", "email": "john@example.com"})
		fmt.Println(err)
	}
	// Output:
	// version v0 of users
	// <nil>
	// version v0 of users
	// user already exists
}

// A middleware stands around a method and may change its arguments.
func ExampleResource_Use() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: person})
	check(err)
	users.Use(s3db.MethodInsert, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
		fmt.Println("before", c.Method, c.Record["name"])
		c.Record["name"] = strings.ToUpper(c.Record["name"].(string))
		result, err := next(ctx)
		if err == nil {
			fmt.Println("after", c.Method, result.(s3db.Record)["name"])
		}
		return result, err
	})
	_, err = users.Insert(ctx, s3db.Record{"name": "john"})
	check(err)
	// Output:
	// before insert john
	// after insert JOHN
}

// userKey finds the user of a request in its context.
type userKey struct{}

// Middlewares that know who asks, write an audit log, and let admins alone
// delete.
func ExampleMiddleware() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	orders, err := db.CreateResource(ctx, s3db.Config{Name: "orders", Attributes: s3db.Attributes{{"amount", "number"}}})
	check(err)
	for _, method := range []s3db.Method{s3db.MethodInsert, s3db.MethodDelete} {
		orders.Use(method, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
			role, ok := ctx.Value(userKey{}).(string)
			if !ok {
				return nil, fmt.Errorf("%s needs a user", c.Method)
			}
			c.Values["role"] = role
			result, err := next(ctx)
			fmt.Println("audit:", role, c.Method, err)
			return result, err
		})
	}
	orders.Use(s3db.MethodDelete, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
		if c.Values["role"] != "admin" {
			return nil, errors.New("only admins can delete orders")
		}
		return next(ctx)
	})
	_, err = orders.Insert(ctx, s3db.Record{"amount": 1})
	fmt.Println(err)
	ctx = context.WithValue(ctx, userKey{}, "customer")
	_, err = orders.Insert(ctx, s3db.Record{"id": "order-123", "amount": 99.99})
	check(err)
	fmt.Println(orders.Delete(ctx, "order-123"))
	// Output:
	// insert needs a user
	// audit: customer insert <nil>
	// audit: customer delete only admins can delete orders
	// only admins can delete orders
}

// A middleware that does not call next answers itself.
func ExampleMiddleware_cache() {
	ctx, db := open(s3db.Options{})
	defer db.Close(ctx)
	users, err := db.CreateResource(ctx, s3db.Config{Name: "users", Attributes: person})
	check(err)
	cache := map[string]s3db.Record{"john": {"id": "john", "name": "John"}}
	users.Use(s3db.MethodGet, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
		if rec, ok := cache[c.ID]; ok {
			return rec, nil
		}
		return next(ctx)
	})
	user, err := users.Get(ctx, "john")
	fmt.Println(user["name"], err)
	// Output: John <nil>
}
