package main

import (
	"time"

	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// baseline is what s3db.js 10.0.0 needed for an operation, measured earlier
// with the same rows over MinIO: all requests until the last one behind the
// answer. It does not run beside today's version, so it is written down.
type baseline struct {
	calls     int // that the requests are of
	requests  wrap.Usage
	at0, at20 time.Duration // per call at 0 and 20 ms; 0 where not measured
}

const ms = time.Millisecond

var baselines = map[string]baseline{
	"insert (no partition)":               {1, wrap.Usage{Get: 1, Head: 1, Put: 1}, 8600 * time.Microsecond, 81660 * time.Microsecond},
	"insert":                              {1, wrap.Usage{Get: 1, Head: 1, Put: 2}, 10610 * time.Microsecond, 81060 * time.Microsecond},
	"insert by 32 clients (no partition)": {1, wrap.Usage{Get: atOnce, Head: atOnce, Put: atOnce}, 0, 0},
	"insert by 32 clients":                {1, wrap.Usage{Get: atOnce, Head: atOnce, Put: 2 * atOnce}, 0, 0},
	"bulk insert of 1,000":                {1, wrap.Usage{Get: bulk, Head: bulk, Put: 2 * bulk}, 8020 * ms, 10740 * ms},
	"get":                                 {1, wrap.Usage{Get: 1}, 2860 * time.Microsecond, 26400 * time.Microsecond},
	"getMany 100":                         {1, wrap.Usage{Get: 100}, 250 * ms, 320 * ms},
	"list of 1,000":                       {1, wrap.Usage{Get: 1000, List: 1}, 1810 * ms, 2990 * ms},
	"list of 10,000":                      {1, wrap.Usage{Get: 10000, List: 10}, 16180 * ms, 0},
	"partition, 1,000 of 10,000":          {1, wrap.Usage{Get: 1000, Head: 1000, List: 1}, 3450 * ms, 5100 * ms},
	"count of 10,000":                     {1, wrap.Usage{List: 11}, 790 * ms, 1350 * ms},
	"filter over 10,000":                  {1, wrap.Usage{Get: 10000, List: 1301}, 91340 * ms, 0},
	"update (other attribute)":            {1, wrap.Usage{Get: 1, Head: 1, List: 2, Put: 3}, 28740 * time.Microsecond, 153690 * time.Microsecond},
	"update (partition attribute)": {1, wrap.Usage{Get: 2, Head: 1, List: 2, Put: 3, Delete: 2},
		36620 * time.Microsecond, 214360 * time.Microsecond},
	"delete":               {2, wrap.Usage{Get: 3, Head: 2, Delete: 2, DeleteMany: 2}, 11370 * time.Microsecond, 77560 * time.Microsecond},
	"delete by 32 clients": {1, wrap.Usage{Get: atOnce * 3 / 2, Head: atOnce, Delete: atOnce, DeleteMany: atOnce}, 0, 0},
}

// at is the time of a call at a latency, 0 where it was not measured.
func (b baseline) at(latency time.Duration) time.Duration {
	if latency == 0 {
		return b.at0
	}
	return b.at20
}
