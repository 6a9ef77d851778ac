package main

import (
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/sqltests/bench/tap"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// TestReport prints a report of numbers that are known: one claim of each kind
// is kept and one is missed, and s3db.js gives up once.
func TestReport(t *testing.T) {
	latency := 20 * time.Millisecond
	one := func(m *measured) map[time.Duration]map[string]*measured {
		return map[time.Duration]map[string]*measured{latency: {"insert": m, "bulk insert of 1,000": m, "get": m}}
	}
	r := &results{runs: 1, version: "21", latencies: []time.Duration{latency}}
	for _, op := range operations {
		if op.name == "insert" || op.name == "bulk insert of 1,000" || op.name == "get" {
			r.operations = append(r.operations, op)
		}
	}
	r.ours = one(&measured{took: []time.Duration{100 * time.Millisecond}, calls: 2, sums: tap.Sums{
		answer: wrap.Usage{Get: 2, Put: 2}, later: wrap.Usage{Put: 4}, probe: wrap.Usage{Get: 2}, keeper: wrap.Usage{Put: 1},
	}})
	r.peer = one(&measured{took: []time.Duration{time.Second}, calls: 1, sums: tap.Sums{answer: wrap.Usage{Put: 3}}})
	var b strings.Builder
	r.write(&b)
	for _, want := range []string{
		"## 20 ms added to each answer",
		"| insert               | 81.1 ms    | 1.00 s     | 100.0 ms | 10.0         |",
		"| 1 HEAD + 1 GET + 2 PUT          | 3 PUT      | 1 GET + 1 PUT             | 2 PUT     | 1 GET | 0.5 PUT |",
		"| $10.80     | $15.00     | $15.40  | $0.40 | $2.50  | $18.30    |",
		"| 4                                      | 2       | kept       | $10.80                       | $15.40  | **missed** |",
		"s3db.js 10: 93 rows/s. At least 20 times as many: 107.4, kept.",
		"s3db.js 21: 1000 rows/s. At least 20 times as many: 10.0, **missed**.",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, b.String())
		}
	}
}

// TestBaselines: every operation is compared with something.
func TestBaselines(t *testing.T) {
	for _, op := range operations {
		if b := baselines[op.name]; b.calls == 0 || b.requests.Requests() == 0 {
			t.Errorf("there is no baseline for %q", op.name)
		}
	}
}
