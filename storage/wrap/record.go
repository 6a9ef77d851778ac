package wrap

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Record calls print with one line for each request of b when it is
// answered, for golden tests:
//
//	PUT resource=users/data/id=u1 if-absent metadata=3 body=64 -> ok
//	GET s3dbsql/journal/00000000000000000007 -> object not found
//	LIST resource=users/data/ limit=10 -> 10 objects, 0 prefixes, more
//
// Lines hold no times and no ETags. print is called by the goroutine of the
// request.
func Record(b storage.Bucket, print func(line string)) storage.Bucket {
	return intercepted{b, func(ctx context.Context, r *request) error {
		err := r.send(ctx)
		print(requestText(r) + " -> " + answerText(r, err))
		return err
	}}
}

func requestText(r *request) string {
	var text strings.Builder
	text.WriteString(string(r.op))
	if r.key != "" {
		text.WriteString(" " + r.key)
	}
	option := func(set bool, format string, args ...any) {
		if set {
			fmt.Fprintf(&text, " "+format, args...)
		}
	}
	option(r.get.IfNoneMatch != "", "if-none-match")
	option(r.cond.IfMatch != "", "if-match")
	option(r.cond.IfAbsent, "if-absent")
	option(!r.cond.ExpiresAt.IsZero(), "expires")
	option(r.get.IfMatch != "", "if-match")
	option(r.get.Range != storage.Range{}, "bytes=%d+%d", r.get.Range.From, r.get.Range.Size)
	option(r.op == storage.OpPut, "metadata=%d body=%d", len(r.upload.Metadata), len(r.upload.Body))
	option(r.op == storage.OpBeginParts, "metadata=%d", len(r.upload.Metadata))
	option(r.part.Number != 0, "part=%d", r.part.Number)
	option(r.op == storage.OpPutPart, "body=%d", len(r.upload.Body))
	option(r.op == storage.OpCopyPart, "of %s bytes=%d+%d", r.src.Key, r.src.From, r.src.Size)
	option(r.parts != 0, "parts=%d", r.parts)
	for _, t := range r.many {
		option(true, "%s", t.Key)
		option(t.IfMatch != "", "if-match")
	}
	option(r.list.Delimiter != "", "delimiter=%s", r.list.Delimiter)
	option(r.list.StartAfter != "", "start-after=%s", r.list.StartAfter)
	option(r.list.Limit != 0, "limit=%d", r.list.Limit)
	option(r.list.Token != "", "continued")
	return text.String()
}

func answerText(r *request, err error) string {
	var op *storage.OpError
	switch {
	case errors.As(err, &op):
		return op.Err.Error()
	case err != nil:
		return err.Error()
	case r.page == nil:
		return "ok"
	}
	text := fmt.Sprintf("%d objects, %d prefixes", len(r.page.Objects), len(r.page.Prefixes))
	if r.page.Next != "" {
		text += ", more"
	}
	return text
}
