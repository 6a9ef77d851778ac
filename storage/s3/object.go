package s3

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// Get implements storage.Bucket.
func (b *Bucket) Get(ctx context.Context, key string, opts storage.GetOptions) (*storage.Object, error) {
	if err := rules.CheckKey(key); err != nil {
		return nil, rules.Fail(storage.OpGet, key, storage.ErrInvalid, err)
	}
	in := &s3.GetObjectInput{
		Bucket: &b.name, Key: &key, IfNoneMatch: optional(opts.IfNoneMatch), IfMatch: optional(opts.IfMatch),
		Range: rangeHeader(opts.Range),
	}
	out, err := b.client.GetObject(ctx, in)
	if err != nil {
		return nil, b.fail(ctx, storage.OpGet, key, err)
	}
	defer out.Body.Close()
	obj := &storage.Object{
		Info:        info(key, out.ETag, wholeSize(out), out.LastModified, out.ResultMetadata),
		ContentType: aws.ToString(out.ContentType),
		Metadata:    out.Metadata,
	}
	if opts.Wanted != nil && !opts.Wanted(obj) {
		return obj, nil
	}
	if obj.Body, err = readBody(out.Body, aws.ToInt64(out.ContentLength)); err != nil {
		return nil, b.fail(ctx, storage.OpGet, key, err)
	}
	return obj, nil
}

func rangeHeader(r storage.Range) *string {
	if r == (storage.Range{}) {
		return nil
	}
	return aws.String(fmt.Sprintf("bytes=%d-%d", r.From, r.From+r.Size-1))
}

// wholeSize is the size of the body of which an answer holds a range.
func wholeSize(out *s3.GetObjectOutput) *int64 {
	_, total, _ := strings.Cut(aws.ToString(out.ContentRange), "/")
	if size, err := strconv.ParseInt(total, 10, 64); err == nil {
		return &size
	}
	return out.ContentLength
}

func readBody(r io.Reader, size int64) ([]byte, error) {
	var body bytes.Buffer
	if size > 0 && size < 64<<20 {
		body.Grow(int(size) + bytes.MinRead)
	}
	_, err := body.ReadFrom(r)
	return body.Bytes(), err
}

// Head implements storage.Bucket.
func (b *Bucket) Head(ctx context.Context, key string) (*storage.Object, error) {
	if err := rules.CheckKey(key); err != nil {
		return nil, rules.Fail(storage.OpHead, key, storage.ErrInvalid, err)
	}
	out, err := b.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.name, Key: &key})
	if err != nil {
		return nil, b.fail(ctx, storage.OpHead, key, err)
	}
	return &storage.Object{
		Info:        info(key, out.ETag, out.ContentLength, out.LastModified, out.ResultMetadata),
		ContentType: aws.ToString(out.ContentType),
		Metadata:    out.Metadata,
	}, nil
}

// Put implements storage.Bucket.
func (b *Bucket) Put(ctx context.Context, key string, up storage.Upload, cond storage.Condition) (storage.Info, error) {
	if err := rules.CheckPut(key, up, cond); err != nil {
		return storage.Info{}, err
	}
	in := b.putInput(key, up, cond)
	written := storage.Info{Key: key, Size: int64(len(up.Body))}
	if !cond.ExpiresAt.IsZero() {
		answer, err := b.putUntil(ctx, in, up.Body, cond.ExpiresAt)
		if err != nil {
			return storage.Info{}, b.failPut(ctx, key, cond, err)
		}
		written.ETag, written.Date = answer.Get("ETag"), headerDate(answer)
		return written, nil
	}
	out, err := b.client.PutObject(ctx, in)
	if err != nil {
		return storage.Info{}, b.failPut(ctx, key, cond, err)
	}
	written.ETag, written.Date = aws.ToString(out.ETag), resultDate(out.ResultMetadata)
	return written, nil
}

func (b *Bucket) putInput(key string, up storage.Upload, cond storage.Condition) *s3.PutObjectInput {
	contentType := up.ContentType
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	sum := md5.Sum(up.Body)
	in := &s3.PutObjectInput{
		Bucket:        &b.name,
		Key:           &key,
		Body:          bytes.NewReader(up.Body),
		ContentLength: aws.Int64(int64(len(up.Body))),
		ContentMD5:    aws.String(base64.StdEncoding.EncodeToString(sum[:])),
		ContentType:   &contentType,
		Metadata:      up.Metadata,
		IfMatch:       optional(cond.IfMatch),
	}
	if cond.IfAbsent {
		in.IfNoneMatch = aws.String("*")
	}
	return in
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func info(key string, etag *string, size *int64, modified *time.Time, result middleware.Metadata) storage.Info {
	return storage.Info{
		Key:          key,
		ETag:         aws.ToString(etag),
		Size:         aws.ToInt64(size),
		LastModified: aws.ToTime(modified).Truncate(time.Second),
		Date:         resultDate(result),
	}
}

// resultDate returns the Date header of an answer.
func resultDate(result middleware.Metadata) time.Time {
	date, _ := awsmiddleware.GetServerTime(result)
	return date.UTC()
}
