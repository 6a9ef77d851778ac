package s3

import (
	"context"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3dbsql/s3dbsql/storage"
)

// List implements storage.Bucket. It asks for percent-encoded keys, since XML
// cannot hold every character, and takes plain ones from stores that do not
// know of it.
func (b *Bucket) List(ctx context.Context, opts storage.ListOptions) (*storage.Page, error) {
	limit := opts.Limit
	if limit <= 0 || limit > storage.MaxKeys {
		limit = storage.MaxKeys
	}
	out, err := b.client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{
		Bucket:            &b.name,
		Prefix:            optional(opts.Prefix),
		Delimiter:         optional(opts.Delimiter),
		StartAfter:        optional(opts.StartAfter),
		ContinuationToken: optional(opts.Token),
		MaxKeys:           aws.Int32(int32(limit)),
		EncodingType:      types.EncodingTypeUrl,
	})
	if err != nil {
		return nil, b.fail(ctx, storage.OpList, opts.Prefix, err)
	}
	page, err := readPage(out)
	if err != nil {
		return nil, b.fail(ctx, storage.OpList, opts.Prefix, err)
	}
	return page, nil
}

func readPage(out *s3.ListObjectsV2Output) (*storage.Page, error) {
	decode := func(key *string) (string, error) { return aws.ToString(key), nil }
	if out.EncodingType == types.EncodingTypeUrl {
		decode = func(key *string) (string, error) { return url.QueryUnescape(aws.ToString(key)) }
	}
	page := &storage.Page{Date: resultDate(out.ResultMetadata)}
	if aws.ToBool(out.IsTruncated) {
		page.Next = aws.ToString(out.NextContinuationToken)
	}
	for _, o := range out.Contents {
		key, err := decode(o.Key)
		if err != nil {
			return nil, err
		}
		page.Objects = append(page.Objects, storage.Info{
			Key: key, ETag: aws.ToString(o.ETag), Size: aws.ToInt64(o.Size),
			LastModified: aws.ToTime(o.LastModified).Truncate(time.Second), Date: page.Date,
		})
	}
	for _, p := range out.CommonPrefixes {
		prefix, err := decode(p.Prefix)
		if err != nil {
			return nil, err
		}
		page.Prefixes = append(page.Prefixes, prefix)
	}
	return page, nil
}
