package s3

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// Delete implements storage.Bucket.
func (b *Bucket) Delete(ctx context.Context, key string, cond storage.Condition) error {
	if err := rules.CheckDelete(key, cond); err != nil {
		return err
	}
	in := &s3.DeleteObjectInput{Bucket: &b.name, Key: &key, IfMatch: optional(cond.IfMatch)}
	var err error
	if cond.ExpiresAt.IsZero() {
		_, err = b.client.DeleteObject(ctx, in)
	} else {
		err = b.deleteUntil(ctx, in, cond.ExpiresAt)
	}
	if err = b.fail(ctx, storage.OpDelete, key, err); errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	return err
}

// DeleteMany implements storage.Bucket.
func (b *Bucket) DeleteMany(ctx context.Context, targets []storage.Target, expires time.Time) error {
	if err := rules.CheckDeleteMany(targets); err != nil || len(targets) == 0 {
		return err
	}
	objects := make([]types.ObjectIdentifier, len(targets))
	for i, t := range targets {
		objects[i] = types.ObjectIdentifier{Key: &targets[i].Key, ETag: optional(t.IfMatch)}
	}
	out, err := b.client.DeleteObjects(until(ctx, expires), &s3.DeleteObjectsInput{
		Bucket: &b.name,
		Delete: &types.Delete{Objects: objects, Quiet: aws.Bool(true)},
	}, md5Only)
	if err != nil {
		return b.fail(ctx, storage.OpDeleteMany, "", err)
	}
	failed := make([]error, 0, len(out.Errors))
	for _, e := range out.Errors {
		failed = append(failed, keyError(e))
	}
	return errors.Join(failed...)
}

// md5Only makes a request carry Content-MD5 in place of the SDK's checksum,
// whose header a request that is signed in its URL would leave unsigned, which
// Amazon S3 refuses. Older servers know no other.
func md5Only(o *s3.Options) {
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		_, err := stack.Finalize.Remove("AWSChecksum:ComputeInputPayloadChecksum")
		return errors.Join(err, smithyhttp.AddContentChecksumMiddleware(stack))
	})
}

func keyError(e types.Error) error {
	answer := &answerError{code: aws.ToString(e.Code), message: aws.ToString(e.Message)}
	return &storage.KeyError{Key: aws.ToString(e.Key), Err: &storage.OpError{
		Op: storage.OpDeleteMany, Key: aws.ToString(e.Key), Err: answer.sentinel(storage.OpDeleteMany), Cause: answer,
	}}
}
