package s3

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

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
func (b *Bucket) DeleteMany(ctx context.Context, keys []string) error {
	if err := rules.CheckDeleteMany(keys); err != nil || len(keys) == 0 {
		return err
	}
	objects := make([]types.ObjectIdentifier, len(keys))
	for i := range keys {
		objects[i].Key = &keys[i]
	}
	out, err := b.client.DeleteObjects(ctx, &s3.DeleteObjectsInput{
		Bucket: &b.name,
		Delete: &types.Delete{Objects: objects, Quiet: aws.Bool(true)},
	})
	if err != nil {
		return b.fail(ctx, storage.OpDeleteMany, "", err)
	}
	failed := make([]error, 0, len(out.Errors))
	for _, e := range out.Errors {
		failed = append(failed, keyError(e))
	}
	return errors.Join(failed...)
}

func keyError(e types.Error) error {
	answer := &answerError{code: aws.ToString(e.Code), message: aws.ToString(e.Message)}
	return &storage.KeyError{Key: aws.ToString(e.Key), Err: &storage.OpError{
		Op: storage.OpDeleteMany, Key: aws.ToString(e.Key), Err: answer.sentinel(storage.OpDeleteMany), Cause: answer,
	}}
}
