package s3_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/s3"
)

// answering is a server that gives one answer to every request.
func answering(t *testing.T, handler http.HandlerFunc) (*s3.Bucket, *int) {
	t.Helper()
	requests := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		w.Header().Set("Date", "Wed, 25 Nov 2026 22:00:00 GMT")
		handler(w, r)
	}))
	t.Cleanup(server.Close)
	b := open(t, strings.Replace(server.URL, "://", "://KEY:hush@", 1)+"/bucket")
	t.Cleanup(func() { b.Close() })
	return b, &requests
}

func TestErrors(t *testing.T) {
	type call int
	const (
		get call = iota
		put
		putUntil // presigned
		putMatch
		del
	)
	tests := []struct {
		status  int
		code    string
		message string
		call    call
		want    error // nil is success
	}{
		{404, "NoSuchKey", "", get, storage.ErrNotFound},
		{404, "NoSuchBucket", "", get, storage.ErrNoBucket},
		{404, "NoSuchKey", "", putMatch, storage.ErrPrecondition},
		{404, "NoSuchBucket", "", putMatch, storage.ErrNoBucket},
		{404, "NoSuchKey", "", del, nil},
		{412, "PreconditionFailed", "", put, storage.ErrPrecondition},
		{412, "PreconditionFailed", "", putUntil, storage.ErrPrecondition},
		{409, "ConditionalRequestConflict", "", put, storage.ErrConflict},
		{409, "ConditionalRequestConflict", "", putUntil, storage.ErrConflict},
		{409, "OperationAborted", "", put, storage.ErrConflict},
		{503, "SlowDown", "Please reduce your request rate.", put, storage.ErrThrottled},
		{503, "SlowDown", "", putUntil, storage.ErrThrottled},
		{503, "", "", put, storage.ErrUnknown},
		{503, "", "", get, storage.ErrThrottled},
		{429, "", "", put, storage.ErrThrottled},
		{500, "InternalError", "", put, storage.ErrUnknown},
		{500, "InternalError", "", putUntil, storage.ErrUnknown},
		{502, "", "", put, storage.ErrUnknown},
		{504, "", "", putUntil, storage.ErrUnknown},
		{403, "AccessDenied", "Request has expired", putUntil, storage.ErrExpired},
		{403, "RequestExpired", "", putUntil, storage.ErrExpired},
		{403, "ExpiredToken", "The provided token has expired.", put, storage.ErrDenied},
		{403, "AccessDenied", "Access Denied", put, storage.ErrDenied},
		{403, "SignatureDoesNotMatch", "", get, storage.ErrDenied},
		{400, "MetadataTooLarge", "", put, storage.ErrTooLarge},
		{400, "InvalidArgument", "", put, storage.ErrInvalid},
		{400, "RequestTimeout", "", put, storage.ErrUnknown},
		{301, "PermanentRedirect", "", get, storage.ErrInvalid},
	}
	date := time.Date(2026, 11, 25, 22, 0, 0, 0, time.UTC)
	for _, test := range tests {
		t.Run(fmt.Sprintf("%d %s %d", test.status, test.code, test.call), func(t *testing.T) {
			b, requests := answering(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				if test.code != "" {
					fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", test.code, test.message)
				}
			})
			var err error
			switch test.call {
			case get:
				_, err = b.Get(t.Context(), "k", storage.GetOptions{})
			case put:
				_, err = b.Put(t.Context(), "k", storage.Upload{}, storage.Condition{IfAbsent: true})
			case putUntil:
				_, err = b.Put(t.Context(), "k", storage.Upload{}, storage.Condition{ExpiresAt: date})
			case putMatch:
				_, err = b.Put(t.Context(), "k", storage.Upload{}, storage.Condition{IfMatch: `"x"`})
			case del:
				err = b.Delete(t.Context(), "k", storage.Condition{})
			}
			wantError(t, err, test.want)
			if *requests != 1 {
				t.Errorf("%d requests for one call", *requests)
			}
			if err != nil && !storage.DateOf(err).Equal(date) {
				t.Errorf("date of the error is %v", storage.DateOf(err))
			}
		})
	}
}

func TestDeleteManyNamesTheKeys(t *testing.T) {
	b, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code><Message>no</Message></Error>`+
			`<Error><Key>b</Key><Code>InternalError</Code></Error></DeleteResult>`)
	})
	err := b.DeleteMany(t.Context(), storage.Targets("a", "b", "c"), time.Time{})
	failed := storage.KeyErrors(err)
	if len(failed) != 2 || failed[0].Key != "a" || failed[1].Key != "b" {
		t.Fatalf("failed keys %v", failed)
	}
	wantError(t, failed[0], storage.ErrDenied)
	wantError(t, failed[1], storage.ErrUnknown)
}

func TestListDecodesKeys(t *testing.T) {
	b, _ := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("encoding-type") != "url" {
			t.Error("keys are not asked for in percent-encoding")
		}
		fmt.Fprint(w, `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>`+
			`<Contents><Key>a+b%2Bc%01</Key></Contents><CommonPrefixes><Prefix>p%20q/</Prefix></CommonPrefixes></ListBucketResult>`)
	})
	page, err := b.List(t.Context(), storage.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if page.Objects[0].Key != "a b+c\x01" || page.Prefixes[0] != "p q/" {
		t.Errorf("page %+v", page)
	}
}

// TestBrokenAnswers cuts connections at every stage: all of unknown outcome,
// none with the secret or the signature in its text.
func TestBrokenAnswers(t *testing.T) {
	cut := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	half := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "half")
	}
	slow := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, handler := range map[string]http.HandlerFunc{"cut": cut, "half": half, "slow": slow} {
		b, _ := answering(t, handler)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_, getErr := b.Get(ctx, "k", storage.GetOptions{})
		_, putErr := b.Put(ctx, "k", storage.Upload{}, storage.Condition{ExpiresAt: time.Now()})
		for _, err := range []error{getErr, putErr} {
			wantError(t, err, storage.ErrUnknown)
			if text := fmt.Sprint(err); strings.Contains(text, "hush") || strings.Contains(text, "Signature") {
				t.Errorf("%s: secrets in %s", name, text)
			}
		}
	}
}

// TestPresigned looks at what is sent when a write must end in time.
func TestPresigned(t *testing.T) {
	end := time.Date(2026, 11, 25, 22, 0, 7, 900, time.UTC)
	b, _ := answering(t, func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		signed, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
		if err != nil {
			t.Error(err)
		}
		life, err := time.ParseDuration(query.Get("X-Amz-Expires") + "s")
		if got := signed.Add(life); err != nil || !got.Equal(end.Truncate(time.Second)) {
			t.Errorf("ends at %v, want %v", got, end)
		}
		for _, header := range []string{"if-none-match", "x-amz-meta-a", "content-type"} {
			if !strings.Contains(query.Get("X-Amz-SignedHeaders"), header) || r.Header.Get(header) == "" {
				t.Errorf("%s is not signed or not sent: %s", header, query.Get("X-Amz-SignedHeaders"))
			}
		}
		w.Header().Set("ETag", `"e"`)
	})
	up := storage.Upload{Metadata: map[string]string{"a": "b"}, Body: []byte("x")}
	info, err := b.Put(t.Context(), "k", up, storage.Condition{IfAbsent: true, ExpiresAt: end})
	if err != nil || info.ETag != `"e"` || info.Date.IsZero() {
		t.Errorf("put: %+v, %v", info, err)
	}
}
