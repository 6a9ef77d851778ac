package crashtest

import (
	"os"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// killer ends the process at a request: before it is sent, or right after it
// was done and before anybody saw the answer.
type killer struct {
	at    int64
	after bool
	armed atomic.Bool
	count atomic.Int64
}

// arm starts the counting.
func (k *killer) arm() { k.armed.Store(true) }

// remoteFaults is the weather on the way to a real S3 server.
var remoteFaults = wrap.FaultRates{Internal: 0.01, SlowDown: 0.02, LostReply: 0.02, Late: 0.005, Duplicate: 0.01, Conflict: 0.01}

// around puts the killer, and for a remote store the weather, between the
// engine and a bucket.
func (k *killer) around(b storage.Bucket, url string, seed uint64) storage.Bucket {
	rates := wrap.FaultRates{}
	if !strings.HasPrefix(url, "file:") {
		rates = remoteFaults
	}
	faults := wrap.NewFaults(seed, rates)
	faults.Before = func(storage.Op, string) {
		if k.at > 0 && k.armed.Load() && k.count.Add(1) == k.at && !k.after {
			die()
		}
	}
	faults.After = func(storage.Op, string) {
		if k.after && k.armed.Load() && k.at > 0 && k.count.Load() >= k.at {
			die()
		}
	}
	return wrap.Stack(b, wrap.StackOptions{Retry: &wrap.RetryOptions{}, Faults: faults})
}

// die is kill -9 of oneself: nothing deferred runs, nothing is flushed.
func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}
