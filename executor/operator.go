package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/types"
)

// Operator produces the rows of a plan node. It is used by one goroutine.
type Operator interface {
	// Next returns the next rows, at least one, or nil at the end. The batch
	// is valid until the following call of Next or Close.
	Next(ctx context.Context) (*types.Batch, error)
	// Close releases what the operator holds and ends what it started. It is
	// called once, also after an error.
	Close()
}
