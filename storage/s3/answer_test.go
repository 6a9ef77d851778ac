package s3

import (
	"net/http"
	"testing"

	"github.com/s3dbsql/s3dbsql/storage"
)

// FuzzAnswerError gives presigned requests any answer: each is classified.
func FuzzAnswerError(f *testing.F) {
	f.Add(403, []byte(`<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>`))
	f.Add(502, []byte("<html>bad gateway"))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		answer := newAnswerError(&http.Response{StatusCode: status, Header: http.Header{}}, body)
		if answer.sentinel(storage.OpPut) == nil || answer.Error() == "" {
			t.Errorf("%d %q is not classified", status, body)
		}
	})
}
