package s3db

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// Method names a method of a resource for its middlewares.
type Method string

// The methods, with the Args that count and the type of the result.
const (
	MethodGet           Method = "get"           // ID; Record
	MethodGetMany       Method = "getMany"       // IDs; []Record
	MethodExists        Method = "exists"        // ID; bool
	MethodInsert        Method = "insert"        // Record; Record
	MethodUpdate        Method = "update"        // ID, Record: the changes, or from SQL the new row; Record
	MethodReplace       Method = "replace"       // ID, Record; Record
	MethodDelete        Method = "delete"        // ID; nil
	MethodDeleteMany    Method = "deleteMany"    // IDs; int
	MethodList          Method = "list"          // List; []Record
	MethodListIDs       Method = "listIds"       // List; []string
	MethodGetAll        Method = "getAll"        // []Record
	MethodCount         Method = "count"         // List; int
	MethodPage          Method = "page"          // Page; Page
	MethodQuery         Method = "query"         // Filter, List; []Record
	MethodContent       Method = "content"       // ID; *Content
	MethodHasContent    Method = "hasContent"    // ID; bool
	MethodSetContent    Method = "setContent"    // ID, ContentType; nil
	MethodDeleteContent Method = "deleteContent" // ID; nil
)

// writes reports whether a method changes records.
func (m Method) writes() bool {
	switch m {
	case MethodInsert, MethodUpdate, MethodReplace, MethodDelete, MethodDeleteMany, MethodSetContent, MethodDeleteContent:
		return true
	}
	return false
}

// Args are the arguments of a call. Which of them count the Method says.
type Args struct {
	ID          string
	IDs         []string
	Record      Record
	Filter      Record
	List        ListOptions
	Page        PageOptions
	ContentType string
}

// Call is a call of a method of a resource, as its middlewares see it.
type Call struct {
	Method   Method
	Resource *Resource      // works inside the transaction of the call
	Args                    // may be changed before next; the caller's stay as they are
	Values   map[string]any // for middlewares to tell each other
}

// Middleware stands around the calls of a method. next does the rest: the
// middlewares added later, the hooks before, the work, the hooks after; it
// returns the result, whose type the Method tells. What the middleware returns
// is the result of the call. Without next the call does nothing else; next may
// be called once.
//
// Everything is inside the transaction of the call, so an error undoes it. An
// error of a write that next returned cannot be taken back, except that there
// is no such record.
type Middleware func(ctx context.Context, c *Call, next func(context.Context) (any, error)) (any, error)

// Use adds a middleware around a method, inside of those that are there: they
// run in order of registration. It holds as a hook does. A record that SQL
// inserts, updates or deletes, or that DeleteMany or DeleteAll deletes, is a
// call of insert, update or delete.
func (r *Resource) Use(method Method, f Middleware) {
	r.middlewares.add(method, f)
	if method == MethodInsert || method == MethodUpdate || method == MethodDelete {
		r.interceptWrites()
	}
}

// middlewares are those of a resource.
type middlewares struct {
	mu     sync.RWMutex
	around map[Method][]Middleware
}

func (m *middlewares) add(method Method, f Middleware) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.around == nil {
		m.around = map[Method][]Middleware{}
	}
	m.around[method] = append(slices.Clip(m.around[method]), f)
}

func (m *middlewares) of(method Method) []Middleware {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.around[method]
}

// call runs the middlewares of a call around its work. R is the type of the
// result.
func call[R any](ctx context.Context, op *operation, method Method, args Args, work func(*operation, context.Context, Args) (R, error)) (R, error) {
	chain := op.r.middlewares.of(method)
	if len(chain) == 0 {
		return work(op, ctx, args)
	}
	args.Record, args.Filter = args.Record.clone(), args.Filter.clone()
	c := &Call{Method: method, Resource: op.inside(), Args: args, Values: map[string]any{}}
	var failed error
	result, err := c.run(ctx, chain, func(ctx context.Context) (any, error) {
		r, err := work(op, ctx, c.Args)
		failed = err
		return r, err
	})
	if err == nil && method.writes() && !errors.As(failed, new(*NotFoundError)) {
		err = failed
	}
	r, ok := result.(R)
	if !ok && result != nil && err == nil {
		err = &ResourceError{op.r.name, "a middleware of " + string(method) + " returned a result of the wrong type"}
	}
	return r, err
}

func (c *Call) run(ctx context.Context, chain []Middleware, work func(context.Context) (any, error)) (any, error) {
	if len(chain) == 0 {
		return work(ctx)
	}
	called := false
	return chain[0](ctx, c, func(ctx context.Context) (any, error) {
		if called {
			return nil, &ResourceError{c.Resource.name, "a middleware of " + string(c.Method) + " called next twice"}
		}
		called = true
		return c.run(ctx, chain[1:], work)
	})
}

// invoke calls a method: as a statement of the resource's transaction, or as
// a transaction of its own.
func invoke[R any](
	ctx context.Context, r *Resource, method Method, args Args, work func(*operation, context.Context, Args) (R, error),
) (result R, err error) {
	err = r.do(ctx, func(op *operation) error {
		result, err = call(ctx, op, method, args, work)
		return err
	})
	r.failed(method, args, err)
	return result, err
}
