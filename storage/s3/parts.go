package s3

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/base64"
	"errors"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// BeginParts implements storage.Parts.
func (b *Bucket) BeginParts(ctx context.Context, key string, up storage.Upload) (string, error) {
	if err := rules.CheckPut(key, up, storage.Condition{}); err != nil {
		return "", err
	}
	contentType := up.ContentType
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	out, err := b.client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{
		Bucket: &b.name, Key: &key, ContentType: &contentType, Metadata: up.Metadata,
	})
	if err != nil {
		return "", b.fail(ctx, storage.OpBeginParts, key, err)
	}
	return aws.ToString(out.UploadId), nil
}

// PutPart implements storage.Parts.
func (b *Bucket) PutPart(ctx context.Context, part storage.Part, body []byte) (string, error) {
	if err := rules.CheckPart(storage.OpPutPart, part); err != nil {
		return "", err
	}
	sum := md5.Sum(body)
	out, err := b.client.UploadPart(ctx, &s3.UploadPartInput{
		Bucket: &b.name, Key: &part.Key, UploadId: &part.Upload, PartNumber: aws.Int32(int32(part.Number)),
		Body:          bytes.NewReader(body),
		ContentLength: aws.Int64(int64(len(body))),
		ContentMD5:    aws.String(base64.StdEncoding.EncodeToString(sum[:])),
	})
	if err != nil {
		return "", b.fail(ctx, storage.OpPutPart, part.Key, err)
	}
	return aws.ToString(out.ETag), nil
}

// CopyPart implements storage.Parts.
func (b *Bucket) CopyPart(ctx context.Context, part storage.Part, src storage.Source) (string, error) {
	if err := rules.CheckPart(storage.OpCopyPart, part); err != nil {
		return "", err
	}
	out, err := b.client.UploadPartCopy(ctx, &s3.UploadPartCopyInput{
		Bucket: &b.name, Key: &part.Key, UploadId: &part.Upload, PartNumber: aws.Int32(int32(part.Number)),
		CopySource:        aws.String((&url.URL{Path: b.name + "/" + src.Key}).EscapedPath()),
		CopySourceIfMatch: optional(src.IfMatch),
		CopySourceRange:   rangeHeader(src.Range),
	})
	if err != nil {
		return "", b.fail(ctx, storage.OpCopyPart, src.Key, err)
	}
	return aws.ToString(out.CopyPartResult.ETag), nil
}

// FinishParts implements storage.Parts.
func (b *Bucket) FinishParts(ctx context.Context, key, upload string, etags []string, cond storage.Condition) (storage.Info, error) {
	if err := rules.CheckFinish(key, etags, cond); err != nil {
		return storage.Info{}, err
	}
	in := &s3.CompleteMultipartUploadInput{
		Bucket: &b.name, Key: &key, UploadId: &upload, MultipartUpload: &types.CompletedMultipartUpload{},
		IfMatch: optional(cond.IfMatch),
	}
	for i := range etags {
		in.MultipartUpload.Parts = append(in.MultipartUpload.Parts, types.CompletedPart{
			ETag: &etags[i], PartNumber: aws.Int32(int32(i + 1)),
		})
	}
	if cond.IfAbsent {
		in.IfNoneMatch = aws.String("*")
	}
	written := storage.Info{Key: key}
	out, err := b.client.CompleteMultipartUpload(until(ctx, cond.ExpiresAt), in)
	if err != nil {
		err = b.fail(ctx, storage.OpFinishParts, key, err)
		return written, absentTarget(err, cond)
	}
	written.ETag, written.Date = aws.ToString(out.ETag), resultDate(out.ResultMetadata)
	return written, nil
}

// AbortParts implements storage.Parts.
func (b *Bucket) AbortParts(ctx context.Context, key, upload string) error {
	_, err := b.client.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: &b.name, Key: &key, UploadId: &upload})
	if err = b.fail(ctx, storage.OpAbortParts, key, err); errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	return err
}
