package probe

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Prefix is where the probe's objects live while it runs.
const Prefix = "s3dbsql/probe/"

// Result is what a store was found to keep.
type Result struct {
	ConditionalPut bool // If-None-Match and If-Match, under concurrency
	Expiry         bool // a presigned request is refused once it is over
	Dates          bool // every answer tells the store's clock
	ListOrder      bool // byte order, StartAfter, pages

	// Capabilities are the bucket's, corrected: those of DELETE, NameOverhead.
	Capabilities storage.Capabilities

	unusable []string
}

// Unusable says in one sentence why the store cannot be used at all; "" if it
// can.
func (r *Result) Unusable() string {
	if len(r.unusable) == 0 {
		return ""
	}
	return "the store cannot hold a database: " + strings.Join(r.unusable, "; ")
}

// UnusableError says in one sentence why a store cannot hold a database.
type UnusableError struct{ Reason string }

func (e *UnusableError) Error() string { return e.Reason }

// Ask is Run under a name of its own, drawn from random, for who needs a store
// that holds a database: one that cannot is an *UnusableError.
func Ask(ctx context.Context, b storage.Bucket, random io.Reader) (*Result, error) {
	id := make([]byte, 8)
	if _, err := io.ReadFull(random, id); err != nil {
		return nil, err
	}
	found, err := Run(ctx, b, hex.EncodeToString(id))
	if err != nil {
		return nil, err
	}
	if reason := found.Unusable(); reason != "" {
		return nil, &UnusableError{reason}
	}
	return found, nil
}

// prober is one run: a bucket, and a folder in it for this run alone.
type prober struct {
	b        storage.Bucket
	root     string
	attempts int
	folder   string // of the attempt, under root
	result   Result
}

// attempts is how often a step is tried whose requests had no clear outcome.
// What a lossy network does must not be taken for the store's word.
const attempts = 20

// Run probes b with about 60 small requests and removes what it wrote. id
// must be unique to the run, since servers may probe at the same time. An
// error is one of the store's own: it cannot be reached, denies access, has
// no such bucket; what a store lacks is in the result.
func Run(ctx context.Context, b storage.Bucket, id string) (*Result, error) {
	p := &prober{b: b, root: Prefix + id + "/"}
	p.result.Capabilities = b.Capabilities()
	steps := []func(context.Context) error{p.dates, p.ifAbsent, p.ifMatch, p.order, p.expiry, p.deleteIfMatch, p.deleteMany, p.metadata}
	var failed error
	for _, step := range steps {
		if failed = p.try(ctx, step); failed != nil {
			break
		}
	}
	if err := p.clean(ctx); failed == nil {
		failed = err
	}
	if failed != nil {
		return nil, fmt.Errorf("probing the store: %w", failed)
	}
	return &p.result, nil
}

// try takes a step, again in a new folder while its outcome is unknown.
func (p *prober) try(ctx context.Context, step func(context.Context) error) (err error) {
	for range attempts {
		p.attempts++
		p.folder = fmt.Sprint(p.root, p.attempts, "/")
		if err = step(ctx); !errors.Is(err, storage.ErrUnknown) || ctx.Err() != nil {
			break
		}
	}
	return err
}

func (p *prober) lacks(sentence string) { p.result.unusable = append(p.result.unusable, sentence) }

func (p *prober) put(ctx context.Context, name, body string, cond storage.Condition) (storage.Info, error) {
	return p.b.Put(ctx, p.folder+name, storage.Upload{Body: []byte(body)}, cond)
}

// holds returns the body of an object; "" if there is none.
func (p *prober) holds(ctx context.Context, name string) (string, error) {
	obj, err := p.b.Get(ctx, p.folder+name, storage.GetOptions{})
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return string(obj.Body), nil
}

// clean removes the run's objects, however many a broken store has made.
func (p *prober) clean(ctx context.Context) error {
	page, err := p.b.List(ctx, storage.ListOptions{Prefix: p.root})
	if err != nil {
		return err
	}
	keys := make([]string, len(page.Objects))
	for i, info := range page.Objects {
		keys[i] = info.Key
	}
	return p.b.DeleteMany(ctx, storage.Targets(keys...), time.Time{})
}
