package wrap

import "github.com/s3dbsql/s3dbsql/storage"

// WithCapabilities returns b with the capabilities that a probe found instead
// of those that the driver presumes.
func WithCapabilities(b storage.Bucket, found storage.Capabilities) storage.Bucket {
	return probed{b, found}
}

type probed struct {
	storage.Bucket
	found storage.Capabilities
}

func (p probed) Capabilities() storage.Capabilities { return p.found }
