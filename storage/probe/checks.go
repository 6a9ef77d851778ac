package probe

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

const (
	racers = 10

	// late is how long a request is over when the store must refuse it, and
	// early how long another one has left.
	late, early = 10 * time.Second, time.Minute
)

func (p *prober) dates(ctx context.Context) error {
	info, err := p.put(ctx, "date", "x", storage.Condition{})
	if err != nil {
		return err
	}
	_, absent := p.b.Head(ctx, p.folder+"absent")
	if absent != nil && !errors.Is(absent, storage.ErrNotFound) {
		return absent
	}
	page, err := p.b.List(ctx, storage.ListOptions{Prefix: p.folder, Limit: 1})
	if err != nil {
		return err
	}
	p.result.Dates = !info.Date.IsZero() && !storage.DateOf(absent).IsZero() && !page.Date.IsZero()
	if !p.result.Dates {
		p.lacks("its answers carry no Date")
	}
	return nil
}

func (p *prober) ifAbsent(ctx context.Context) error {
	held, err := p.oneWins(ctx, "absent", storage.Condition{IfAbsent: true})
	if err != nil {
		return err
	}
	p.result.ConditionalPut = held
	if !held {
		p.lacks("PUT with If-None-Match does not let exactly one writer through")
	}
	return nil
}

func (p *prober) ifMatch(ctx context.Context) error {
	// If absent, so that a repeat of this request cannot come between.
	old, err := p.put(ctx, "match", "old", storage.Condition{IfAbsent: true})
	if errors.Is(err, storage.ErrPrecondition) {
		return fmt.Errorf("%w: an object is there that nobody has written", storage.ErrUnknown)
	}
	if err != nil {
		return err
	}
	held, err := p.oneWins(ctx, "match", storage.Condition{IfMatch: old.ETag})
	if err != nil {
		return err
	}
	p.result.ConditionalPut = p.result.ConditionalPut && held
	if !held {
		p.lacks("PUT with If-Match does not let exactly one writer through")
	}
	return nil
}

// oneWins reports whether of several writers at once exactly one succeeds,
// and is the one that the store then holds. If one of them does not know, or
// none has got through, the outcome is unknown: a request that was carried out
// twice is refused the second time.
func (p *prober) oneWins(ctx context.Context, name string, cond storage.Condition) (bool, error) {
	errs := make([]error, racers)
	var group sync.WaitGroup
	for i := range racers {
		group.Go(func() { _, errs[i] = p.put(ctx, name, racer(i), cond) })
	}
	group.Wait()
	winners := make([]string, 0, 1)
	for i, err := range errs {
		switch {
		case err == nil:
			winners = append(winners, racer(i))
		case !errors.Is(err, storage.ErrPrecondition) && !errors.Is(err, storage.ErrConflict):
			return false, err
		}
	}
	if len(winners) == 0 {
		return false, fmt.Errorf("%w: no writer was let through", storage.ErrUnknown)
	}
	body, err := p.holds(ctx, name)
	return slices.Equal(winners, []string{body}), err
}

func racer(i int) string { return fmt.Sprint("writer ", i) }

func (p *prober) order(ctx context.Context) error {
	want := []string{"A", "Z", "a", "a-", "a0", "é", "😀"}
	for _, name := range want {
		if _, err := p.put(ctx, "order/"+name, name, storage.Condition{}); err != nil {
			return err
		}
	}
	all, err := p.list(ctx, "", 3)
	if err != nil {
		return err
	}
	tail, err := p.list(ctx, "a", 3)
	if err != nil {
		return err
	}
	p.result.ListOrder = slices.Equal(all, want) && slices.Equal(tail, want[3:])
	if !p.result.ListOrder {
		p.lacks("its listings are not in byte order of the keys, or pages or StartAfter are wrong")
	}
	return nil
}

// list returns the names of order's objects after the given one, in pages of
// limit; it gives up on a store whose pages do not end.
func (p *prober) list(ctx context.Context, after string, limit int) ([]string, error) {
	folder := p.folder + "order/"
	opts := storage.ListOptions{Prefix: folder, Limit: limit}
	if after != "" {
		opts.StartAfter = folder + after
	}
	var names []string
	for range 10 {
		page, err := p.b.List(ctx, opts)
		if err != nil {
			return nil, err
		}
		for _, info := range page.Objects {
			names = append(names, strings.TrimPrefix(info.Key, folder))
		}
		if page.Next == "" {
			break
		}
		opts.Token = page.Next
	}
	return names, nil
}

// clock asks the store for its time; zero where it does not tell.
func (p *prober) clock(ctx context.Context) (time.Time, error) {
	page, err := p.b.List(ctx, storage.ListOptions{Prefix: p.folder, Limit: 1})
	if err != nil {
		return time.Time{}, err
	}
	return page.Date, nil
}

func (p *prober) expiry(ctx context.Context) error {
	now, err := p.clock(ctx)
	if err != nil {
		return err
	}
	if now.IsZero() {
		p.lacks("the expiry of signatures cannot be tried without a Date")
		return nil
	}
	_, lateErr := p.put(ctx, "late", "x", storage.Condition{ExpiresAt: now.Add(-late)})
	if errors.Is(lateErr, storage.ErrUnknown) {
		return lateErr
	}
	_, earlyErr := p.put(ctx, "early", "x", storage.Condition{ExpiresAt: now.Add(early)})
	if errors.Is(earlyErr, storage.ErrUnknown) {
		return earlyErr
	}
	body, err := p.holds(ctx, "late")
	p.result.Expiry = errors.Is(lateErr, storage.ErrExpired) && earlyErr == nil && body == ""
	if err == nil && !p.result.Expiry {
		p.lacks("it does not refuse a request whose signature has expired, or refuses one that has not")
	}
	return err
}

func (p *prober) deleteIfMatch(ctx context.Context) error {
	old, err := p.put(ctx, "delete", "old", storage.Condition{})
	if err != nil {
		return err
	}
	if _, err := p.put(ctx, "delete", "new", storage.Condition{}); err != nil {
		return err
	}
	err = p.b.Delete(ctx, p.folder+"delete", storage.Condition{IfMatch: old.ETag})
	if errors.Is(err, storage.ErrUnknown) {
		return err
	}
	body, getErr := p.holds(ctx, "delete")
	p.result.Capabilities.DeleteIfMatch = errors.Is(err, storage.ErrPrecondition) && body == "new"
	return getErr
}

// headerPrefix is what some stores count with each metadata name.
const headerPrefix = len("x-amz-meta-")

func (p *prober) metadata(ctx context.Context) error {
	limits := &p.result.Capabilities
	for _, overhead := range []int{limits.NameOverhead, headerPrefix} {
		_, err := p.b.Put(ctx, p.folder+"metadata", filled(limits.MetadataLimit, overhead), storage.Condition{})
		if err == nil {
			limits.NameOverhead = overhead
			return nil
		}
		if !errors.Is(err, storage.ErrTooLarge) && !errors.Is(err, storage.ErrInvalid) {
			return err
		}
	}
	p.lacks(fmt.Sprintf("it takes less than %d bytes of user metadata", limits.MetadataLimit))
	return nil
}

// filled returns an upload whose 20 metadata pairs have limit bytes when each
// name counts overhead more.
func filled(limit, overhead int) storage.Upload {
	const names, nameLength = 20, 3
	metadata := map[string]string{}
	room := limit
	for i := range names {
		share := room / (names - i)
		metadata[fmt.Sprintf("n%02d", i)] = strings.Repeat("v", share-nameLength-overhead)
		room -= share
	}
	return storage.Upload{Metadata: metadata}
}
