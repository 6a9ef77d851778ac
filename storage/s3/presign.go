package s3

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// window is the life of a presigned request. It is dated back from its end,
// so its end is exact by the store's clock whatever ours says. It must be
// longer than any ExpiresAt is ahead of the store.
const window = time.Hour

// datedSigner signs as if it were another time.
type datedSigner struct {
	*v4.Signer
	at time.Time
}

func (s datedSigner) PresignHTTP(
	ctx context.Context, creds aws.Credentials, r *http.Request, payloadHash, service, region string,
	_ time.Time, optFns ...func(*v4.SignerOptions),
) (string, http.Header, error) {
	return s.Signer.PresignHTTP(ctx, creds, r, payloadHash, service, region, s.at, optFns...)
}

// endsAt makes a presigned request end at t, rounded down to whole seconds.
func endsAt(t time.Time) func(*s3.PresignOptions) {
	signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
	return func(o *s3.PresignOptions) {
		o.Presigner = datedSigner{signer, t.UTC().Truncate(time.Second).Add(-window)}
		o.Expires = window
	}
}

type endKey struct{}

// until makes requests of the client itself such that the store refuses after
// t; the zero time changes nothing.
func until(ctx context.Context, t time.Time) context.Context {
	if t.IsZero() {
		return ctx
	}
	return context.WithValue(ctx, endKey{}, t.UTC().Truncate(time.Second))
}

// signer signs the client's requests: in a header, which is good for a quarter
// of an hour, or where until asks for it in the URL.
type signer struct{ *v4.Signer }

// SignHTTP implements s3.HTTPSignerV4.
func (s signer) SignHTTP(
	ctx context.Context, creds aws.Credentials, r *http.Request, payloadHash, service, region string,
	at time.Time, optFns ...func(*v4.SignerOptions),
) error {
	end, ends := ctx.Value(endKey{}).(time.Time)
	if !ends {
		return s.Signer.SignHTTP(ctx, creds, r, payloadHash, service, region, at, optFns...)
	}
	r.Header.Del("X-Amz-Content-Sha256")
	query := r.URL.Query()
	query.Set("X-Amz-Expires", strconv.Itoa(int(window/time.Second)))
	r.URL.RawQuery = query.Encode()
	signed, _, err := s.PresignHTTP(ctx, creds, r, "UNSIGNED-PAYLOAD", service, region, end.Add(-window), optFns...)
	if err != nil {
		return err
	}
	r.URL, err = url.Parse(signed)
	return err
}

// putUntil sends a PUT that the store refuses after t and returns the headers
// of the answer.
func (b *Bucket) putUntil(ctx context.Context, in *s3.PutObjectInput, body []byte, t time.Time) (http.Header, error) {
	signed, err := s3.NewPresignClient(b.client).PresignPutObject(ctx, in, endsAt(t))
	if err != nil {
		return nil, err
	}
	return b.send(ctx, signed, body)
}

// deleteUntil is putUntil for DELETE.
func (b *Bucket) deleteUntil(ctx context.Context, in *s3.DeleteObjectInput, t time.Time) error {
	signed, err := s3.NewPresignClient(b.client).PresignDeleteObject(ctx, in, endsAt(t))
	if err != nil {
		return err
	}
	_, err = b.send(ctx, signed, nil)
	return err
}

// send sends a presigned request. An answer other than success is an
// *answerError.
func (b *Bucket) send(ctx context.Context, signed *v4.PresignedHTTPRequest, body []byte) (http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, signed.Method, signed.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header = signed.SignedHeader.Clone()
	resp, err := b.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	if err != nil {
		return nil, err
	}
	if resp.StatusCode/100 != 2 {
		return nil, newAnswerError(resp, text)
	}
	return resp.Header, nil
}

const maxErrorBody = 64 << 10
