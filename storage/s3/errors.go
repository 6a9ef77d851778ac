package s3

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3dbsql/s3dbsql/storage"
)

// answerError is an answer of the store other than success.
type answerError struct {
	status  int // 0 for one key of DeleteObjects
	code    string
	message string
	date    time.Time
}

func (e *answerError) Error() string {
	return strings.TrimSuffix(fmt.Sprintf("%d %s: %s", e.status, e.code, e.message), ": ")
}

// newAnswerError reads the answer to a presigned request.
func newAnswerError(resp *http.Response, body []byte) *answerError {
	var text struct{ Code, Message string }
	_ = xml.Unmarshal(body, &text) // a proxy may have answered with anything
	return &answerError{resp.StatusCode, text.Code, text.Message, headerDate(resp.Header)}
}

func headerDate(h http.Header) time.Time {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date.UTC()
}

// asAnswer finds the store's answer in an error of the SDK or of send.
func asAnswer(err error) (*answerError, bool) {
	var own *answerError
	if errors.As(err, &own) {
		return own, true
	}
	var resp *smithyhttp.ResponseError
	if !errors.As(err, &resp) || resp.Response == nil || resp.HTTPStatusCode() == 0 || resp.HTTPStatusCode()/100 == 2 {
		return nil, false
	}
	answer := &answerError{status: resp.HTTPStatusCode(), date: headerDate(resp.Response.Header)}
	var api smithy.APIError
	if errors.As(err, &api) {
		answer.code, answer.message = api.ErrorCode(), api.ErrorMessage()
	}
	return answer, true
}

func apiCode(err error) string {
	if answer, ok := asAnswer(err); ok {
		return answer.code
	}
	return ""
}

// sentinels by the code of the answer; see "Error responses" in the Amazon S3
// API reference.
var sentinels = map[string]error{
	"NoSuchBucket":                 storage.ErrNoBucket,
	"NoSuchKey":                    storage.ErrNotFound,
	"PreconditionFailed":           storage.ErrPrecondition,
	"ConditionalRequestConflict":   storage.ErrConflict,
	"OperationAborted":             storage.ErrConflict,
	"SlowDown":                     storage.ErrThrottled,
	"RequestExpired":               storage.ErrExpired,
	"MetadataTooLarge":             storage.ErrTooLarge,
	"EntityTooLarge":               storage.ErrTooLarge,
	"RequestHeaderSectionTooLarge": storage.ErrTooLarge,
	"AccessDenied":                 storage.ErrDenied,
	"InternalError":                storage.ErrUnknown,
	"RequestTimeout":               storage.ErrUnknown,
}

// sentinel classifies the answer to op. A 503 without the code SlowDown may
// come from a proxy, behind which a write goes on.
func (e *answerError) sentinel(op storage.Op) error {
	if e.status == http.StatusForbidden && strings.Contains(e.message, "expired") && e.code != "ExpiredToken" {
		return storage.ErrExpired
	}
	if sentinel, ok := sentinels[e.code]; ok {
		return sentinel
	}
	switch e.status {
	case http.StatusNotModified:
		return storage.ErrNotModified
	case http.StatusNotFound:
		return storage.ErrNotFound
	case http.StatusPreconditionFailed:
		return storage.ErrPrecondition
	case http.StatusUnauthorized, http.StatusForbidden:
		return storage.ErrDenied
	case http.StatusTooManyRequests:
		return storage.ErrThrottled
	case http.StatusServiceUnavailable:
		if !op.Write() {
			return storage.ErrThrottled
		}
	}
	if e.status >= 300 && e.status < 500 {
		return storage.ErrInvalid
	}
	return storage.ErrUnknown
}

// fail makes err a *storage.OpError without secrets; nil stays nil.
func (b *Bucket) fail(ctx context.Context, op storage.Op, key string, err error) error {
	if err == nil {
		return nil
	}
	if answer, ok := asAnswer(err); ok {
		return &storage.OpError{Op: op, Key: key, Err: answer.sentinel(op), Date: answer.date, Cause: answer}
	}
	return &storage.OpError{Op: op, Key: key, Err: storage.ErrUnknown, Cause: transportCause(ctx, err)}
}

// failPut is fail for PUT, where a missing object is an If-Match that does
// not hold.
func (b *Bucket) failPut(ctx context.Context, key string, cond storage.Condition, err error) error {
	return absentTarget(b.fail(ctx, storage.OpPut, key, err), cond)
}

// absentTarget makes a missing object an If-Match that does not hold, but not
// a missing upload.
func absentTarget(err error, cond storage.Condition) error {
	var op *storage.OpError
	if apiCode(err) == "NoSuchUpload" {
		return err
	}
	if errors.As(err, &op) && cond.IfMatch != "" && errors.Is(op.Err, storage.ErrNotFound) {
		op.Err = storage.ErrPrecondition
	}
	return err
}

// transportCause keeps what can be said of a request without an answer. A
// *url.Error quotes the URL, which holds the signature of presigned requests.
func transportCause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var quoting *url.Error
	if errors.As(err, &quoting) {
		return quoting.Err
	}
	return err
}
