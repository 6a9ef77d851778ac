package main

import (
	"fmt"
	"math"
	"time"

	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// What must hold of every operation: before the answer it needs no more
// requests than s3db.js 10, and in total it costs no more dollars, the probe
// and the keeper apart. A bulk insert must acknowledge bulkFactor times the
// rows a second.
const bulkFactor = 20

// claim compares a number of ours with theirs: the smaller, the better.
type claim struct{ theirs, ours float64 }

func (c claim) verdict() string {
	if c.ours <= c.theirs {
		return "kept"
	}
	return "**missed**"
}

// requestsClaim is about the requests of a call before the answer.
func requestsClaim(b baseline, m *measured) claim {
	return claim{each(b.requests.Requests(), b.calls), each(m.sums[answer].Requests(), m.calls)}
}

// dollarsClaim is about what a million calls cost in total.
func dollarsClaim(b baseline, m *measured) claim {
	return claim{dollars(b.requests, b.calls), dollars(m.sums.Total(probe, keeper), m.calls)}
}

// verdicts has a line for each operation at one latency.
func (r *results) verdicts(latency time.Duration) [][]string {
	rows := [][]string{{"operation", "requests before the answer, s3db.js 10", "s3dbsql", "", "dollars in total, s3db.js 10", "s3dbsql", ""}}
	for _, op := range r.operations {
		m, b := r.ours[latency][op.name], baselines[op.name]
		if m.err != nil {
			rows = append(rows, []string{op.name, "", m.err.Error(), "**missed**", "", "", "**missed**"})
			continue
		}
		requests, cost := requestsClaim(b, m), dollarsClaim(b, m)
		rows = append(rows, []string{
			op.name, number(requests.theirs), number(requests.ours), requests.verdict(),
			money(cost.theirs), money(cost.ours), cost.verdict(),
		})
	}
	return rows
}

// bulkVerdicts tells how a bulk insert compares, a line for each version of
// s3db.js.
func (r *results) bulkVerdicts(latency time.Duration) []string {
	const name = "bulk insert of 1,000"
	ours, theirs := r.ours[latency][name], r.peer[latency][name]
	if latency == 0 || ours == nil || ours.err != nil {
		return nil
	}
	times := map[string]time.Duration{"10": baselines[name].at(latency)}
	versions := []string{"10"}
	if theirs != nil && theirs.err == nil {
		versions = append(versions, r.version)
		times[r.version] = theirs.time()
	}
	var lines []string
	for _, v := range versions {
		c := claim{times[v].Seconds(), bulkFactor * ours.time().Seconds()}
		lines = append(lines, fmt.Sprintf("- %s, %s to the acknowledgement; s3db.js %s: %s. At least %d times as many: %.1f, %s.",
			name, rate(ours.time()), v, rate(times[v]), bulkFactor, times[v].Seconds()/ours.time().Seconds(), c.verdict()))
	}
	return lines
}

func rate(perBulk time.Duration) string { return fmt.Sprintf("%.0f rows/s", bulk/perBulk.Seconds()) }

// each is a number a call.
func each(n int64, calls int) float64 { return float64(n) / float64(calls) }

// dollars is the price of a million calls, in whole cents: sums of the same
// prices in another order are the same.
func dollars(u wrap.Usage, calls int) float64 {
	return math.Round(u.Dollars()/float64(calls)*1e8) / 100
}
