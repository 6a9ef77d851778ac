// Package s3db is a document database on a bucket: s3db.js v10 for Go
// programs, with transactions. It needs no SQL, and a server of this module
// shows the same records as tables.
//
//	db, err := s3db.Open(ctx, "s3://KEY:SECRET@bucket/databases/myapp", s3db.Options{})
//	users, err := db.CreateResource(ctx, s3db.Config{
//		Name:       "users",
//		Attributes: s3db.Attributes{{"name", "string|min:2|max:100"}, {"email", "email|unique"}},
//		Timestamps: true,
//	})
//	user, err := users.Insert(ctx, s3db.Record{"name": "John Doe", "email": "john@example.com"})
//
// A Database has Resources, a Resource has Records. The methods carry the
// names of s3db.js in Go's spelling; what differs is said at each of them, and
// docs/s3db.md has all of it in one table.
//
//   - database.go opens a database; config.go defines resources;
//   - resource.go one resource and how an operation runs; record.go the
//     values of a record;
//   - insert.go, get.go, update.go, delete.go the operations on one record;
//     list.go and query.go those on many;
//   - hook.go and middleware.go what stands around operations, intercept.go
//     the same around rows that SQL writes; databasehook.go what stands around
//     the life of a database;
//   - event.go what listeners (listener.go) are told, follow.go where it comes
//     from, tell.go those of operations, emitter.go how it gets to them;
//   - errors.go what goes wrong.
//
// A call runs, from outside in: middlewares, hooks before, the work, hooks
// after; all in one transaction, so that an error of any undoes everything.
// Events come after the commit.
//
// Every operation commits by one entry of the journal (see engine/DESIGN.md),
// so it is there as a whole or not at all; Database.Transaction makes several
// operations one. s3db.js sees a commit once it is applied, which Options can
// make operations wait for.
package s3db
