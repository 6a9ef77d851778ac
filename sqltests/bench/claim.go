package main

import (
	"fmt"
	"time"

	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// claim is something that must hold of an operation.
type claim struct {
	text, operation string
	theirs, ours    string
	kept            bool
}

func (c claim) verdict() string {
	if c.kept {
		return "kept"
	}
	return "**missed**"
}

// bulkFactor is how many times more rows a second a bulk insert must
// acknowledge at 20 ms than s3db.js.
const bulkFactor = 20

// claims judges what was measured at one latency.
func (r *results) claims(latency time.Duration) []claim {
	var list []claim
	for _, op := range r.operations {
		m, b := r.ours[latency][op.name], baselines[op.name]
		if m.err != nil {
			list = append(list, claim{"it runs", op.name, "", m.err.Error(), false})
			continue
		}
		theirs, ours := each(b.requests.Requests(), b.calls), each(m.sums[answer].Requests(), m.calls)
		list = append(list, claim{
			"no more requests before the answer than s3db.js 10", op.name,
			number(theirs), number(ours), ours <= theirs,
		})
		cost, price := dollars(b.requests, b.calls), dollars(m.sums.Total(probe, keeper), m.calls)
		list = append(list, claim{
			"no more dollars in total than s3db.js 10 (probe and keeper apart)", op.name,
			money(cost), money(price), price <= cost,
		})
	}
	if latency > 0 {
		list = append(list, r.bulkClaims(latency)...)
	}
	return list
}

// bulkClaims compares the rows a second of a bulk insert.
func (r *results) bulkClaims(latency time.Duration) []claim {
	const name = "bulk insert of 1,000"
	text := fmt.Sprintf("%d times the rows/s to the acknowledgement, %v added", bulkFactor, latency)
	judge := func(version string, theirs, ours time.Duration) claim {
		return claim{
			text + ", than s3db.js " + version, name, rate(theirs), fmt.Sprintf("%s, %.1f times", rate(ours), float64(theirs)/float64(ours)),
			theirs >= bulkFactor*ours,
		}
	}
	ours := r.ours[latency][name]
	if ours == nil || ours.err != nil {
		return nil
	}
	list := []claim{judge("10", baselines[name].at(latency), ours.time())}
	if p := r.peer[latency][name]; p != nil && p.err == nil {
		list = append(list, judge(r.version, p.time(), ours.time()))
	}
	return list
}

func rate(perBulk time.Duration) string { return fmt.Sprintf("%.0f rows/s", bulk/perBulk.Seconds()) }

// each is a number a call.
func each(n int64, calls int) float64 { return float64(n) / float64(calls) }

// dollars is the price of a million calls.
func dollars(u wrap.Usage, calls int) float64 { return u.Dollars() / float64(calls) * 1e6 }
