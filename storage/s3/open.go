package s3

import (
	"context"
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/internal/rules"
)

// Bucket is a bucket of an S3 store. It knows nothing of Config.Prefix, which
// is wrap.Prefix's.
type Bucket struct {
	name   string
	client *s3.Client
	http   *http.Client // for presigned requests, the same as the client's
}

var _ storage.Bucket = (*Bucket)(nil)

// Open returns the bucket of cfg. It sends no request to it; finding the
// credentials may ask other services.
func Open(ctx context.Context, cfg Config) (*Bucket, error) {
	load := []func(*awsconfig.LoadOptions) error{awsconfig.WithRegion(cfg.Region)}
	if cfg.AccessKeyID != "" {
		static := credentials.NewStaticCredentialsProvider(cfg.AccessKeyID, cfg.SecretAccessKey, "")
		load = append(load, awsconfig.WithCredentialsProvider(static))
	}
	sdk, err := awsconfig.LoadDefaultConfig(ctx, load...)
	if err != nil {
		return nil, errors.New("S3 settings of the environment cannot be loaded")
	}
	b := &Bucket{name: cfg.Bucket, http: newHTTPClient(cfg.HTTP)}
	b.client = s3.NewFromConfig(sdk, func(o *s3.Options) {
		o.HTTPClient = b.http
		o.HTTPSignerV4 = signer{v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })}
		o.UsePathStyle = cfg.ForcePathStyle
		if cfg.Endpoint != "" {
			o.BaseEndpoint = aws.String(cfg.Endpoint)
		}
		// One attempt for each call: whether a write may be repeated is not
		// for the transport to decide.
		o.Retryer = aws.NopRetryer{}
		// PUT carries Content-MD5, which older servers know too.
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired
	})
	return b, nil
}

func newHTTPClient(opts HTTPOptions) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = !opts.KeepAlive
	transport.MaxConnsPerHost = opts.MaxSockets
	transport.MaxIdleConns = opts.IdleSockets
	transport.MaxIdleConnsPerHost = opts.IdleSockets
	transport.DisableCompression = true // bodies arrive as they were stored
	return &http.Client{
		Transport: transport,
		Timeout:   opts.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // a signature is good for one host
		},
	}
}

// Capabilities implements storage.Bucket with what Amazon S3 promises; for
// another store the probe corrects it.
func (b *Bucket) Capabilities() storage.Capabilities {
	return storage.Capabilities{
		DeleteIfMatch: true, DeleteManyIfMatch: true, DeleteManyExpires: true, Shared: true, MetadataLimit: rules.MetadataLimit,
	}
}

// Create makes the bucket if it does not exist.
func (b *Bucket) Create(ctx context.Context) error {
	_, err := b.client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &b.name})
	if code := apiCode(err); code == "BucketAlreadyOwnedByYou" || code == "BucketAlreadyExists" {
		return nil
	}
	return b.fail(ctx, storage.OpPut, "", err)
}

// Close implements storage.Bucket.
func (b *Bucket) Close() error {
	b.http.CloseIdleConnections()
	return nil
}
