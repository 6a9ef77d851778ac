package probe

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/storage"
)

// deleteMany finds out whether a request that deletes several objects can be
// signed to expire, and whether it spares those that are another version than
// the one asked for.
func (p *prober) deleteMany(ctx context.Context) error {
	now, err := p.clock(ctx)
	if err != nil || now.IsZero() {
		return err
	}
	spare, doomed, err := p.targets(ctx)
	if err != nil {
		return err
	}
	lateErr := p.b.DeleteMany(ctx, storage.Targets(spare.Key), now.Add(-late))
	spared, err := p.holds(ctx, "many/spare")
	if err := errors.Join(unknown(lateErr), err); err != nil {
		return err
	}
	earlyErr := p.b.DeleteMany(ctx, []storage.Target{spare, doomed}, now.Add(early))
	spareBody, err1 := p.holds(ctx, "many/spare")
	doomedBody, err2 := p.holds(ctx, "many/doomed")
	if err := errors.Join(unknown(earlyErr), err1, err2); err != nil {
		return err
	}
	refused := storage.KeyErrors(earlyErr)
	caps := &p.result.Capabilities
	caps.DeleteManyExpires = errors.Is(lateErr, storage.ErrExpired) && spared != "" && (earlyErr == nil || len(refused) > 0)
	caps.DeleteManyIfMatch = caps.DeleteManyExpires && len(refused) == 1 &&
		errors.Is(refused[0], storage.ErrPrecondition) && spareBody != "" && doomedBody == ""
	return nil
}

// targets writes two objects; the first is another version than its target
// says.
func (p *prober) targets(ctx context.Context) (spare, doomed storage.Target, err error) {
	old, err1 := p.put(ctx, "many/spare", "old", storage.Condition{})
	_, err2 := p.put(ctx, "many/spare", "new", storage.Condition{})
	same, err3 := p.put(ctx, "many/doomed", "same", storage.Condition{})
	spare = storage.Target{Key: p.folder + "many/spare", IfMatch: old.ETag}
	doomed = storage.Target{Key: p.folder + "many/doomed", IfMatch: same.ETag}
	return spare, doomed, errors.Join(err1, err2, err3)
}

// unknown is an error that does not tell what the store does, else nil.
func unknown(err error) error {
	if errors.Is(err, storage.ErrUnknown) {
		return err
	}
	return nil
}
