package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// results are what was measured: by latency and operation.
type results struct {
	machine    string
	version    string // of s3db.js, "" if it was not there
	runs       int
	operations []operation
	latencies  []time.Duration
	ours, peer map[time.Duration]map[string]*measured
}

const preface = `# Benchmarks

Written by ` + "`make bench`" + `: the server (bin/s3dbsql, through pgx) and s3db.js, one after the other, each over the same
versitygw and behind a proxy that counts requests and delays every answer. Tables of 10,000, 1,500 and 1,000 rows with
five attributes and one partition of ten values. The server is started anew after the tables are loaded, so no row that
is read is in its memory, and keeps none (row-cache 0); every call touches rows that no other call has touched, and waits until what the one before
left to do is done.

- **s3db.js 10** was measured earlier, over MinIO on another day: its requests are exact, its times another machine's.
- **Before the answer**: what the client waits for. **Behind it**: rows become objects, which the server does from its
  journal and s3db.js after it has answered.
- **Probe**: one GET that asks whether another server has committed something. **Keeper**: ` + "`keeper.json`" + `, which says who
  applies the journal and how far. Both are shown apart.
- Dollars are for a million calls, at Amazon's list prices (PUT and LIST 5, GET and HEAD 0.4 a million; deletes are free).
- Times are medians of the runs; of a run of several calls its median counts. A run of more than %v is not repeated, a
  call of s3db.js of more than %v is ended.

`

// write prints the report as Markdown that can be read as it is.
func (r *results) write(w io.Writer) {
	fmt.Fprintf(w, preface, tooLong, longestCall)
	fmt.Fprintf(w, "Machine: %s. Runs: %d.\n", r.machine, r.runs)
	if r.version == "" {
		fmt.Fprintf(w, "\n**s3db.js was not there: only the server was measured.**\n")
	}
	for _, latency := range r.latencies {
		fmt.Fprintf(w, "\n## %d ms added to each answer\n\n", latency.Milliseconds())
		table(w, r.times(latency))
		fmt.Fprintf(w, "\nRequests of a call:\n\n")
		table(w, r.requests(latency))
		fmt.Fprintf(w, "\nDollars of a million calls:\n\n")
		table(w, r.prices(latency))
		fmt.Fprintf(w, "\nWhat must hold:\n\n")
		table(w, r.verdicts(latency))
		if lines := r.bulkVerdicts(latency); len(lines) > 0 {
			fmt.Fprintf(w, "\n%s\n", strings.Join(lines, "\n"))
		}
	}
}

func (r *results) peerName() string {
	if r.version == "" {
		return "s3db.js today"
	}
	return "s3db.js " + r.version
}

func (r *results) times(latency time.Duration) [][]string {
	rows := [][]string{{"time of a call", "s3db.js 10", r.peerName(), "s3dbsql", "times faster", "under way at most"}}
	for _, op := range r.operations {
		m, p := r.ours[latency][op.name], r.peer[latency][op.name]
		line := []string{op.name, clock(baselines[op.name].at(latency)), "-", "-", "-", "-"}
		if m.err == nil {
			line[3], line[5] = clock(m.time()), strconv.Itoa(m.most)
		}
		if p != nil && p.err != nil {
			line[2] = p.err.Error()
		}
		if p != nil && p.err == nil {
			line[2] = clock(p.time())
			if len(p.took) < r.runs {
				line[2] += fmt.Sprintf(" (%d run)", len(p.took))
			}
			if m.err == nil {
				line[4] = fmt.Sprintf("%.1f", float64(p.time())/float64(m.time()))
			}
		}
		rows = append(rows, line)
	}
	return rows
}

func (r *results) requests(latency time.Duration) [][]string {
	rows := [][]string{{"operation", "s3db.js 10", r.peerName(), "s3dbsql before the answer", "behind it", "probe", "keeper"}}
	for _, op := range r.operations {
		b, m := baselines[op.name], r.ours[latency][op.name]
		line := []string{op.name, kinds(b.requests, b.calls), r.peerRequests(latency, op)}
		for _, purpose := range []string{answer, later, probe, keeper} {
			line = append(line, kinds(m.sums[purpose], m.calls))
		}
		rows = append(rows, line)
	}
	return rows
}

func (r *results) peerRequests(latency time.Duration, op operation) string {
	p := r.peer[latency][op.name]
	switch {
	case p == nil:
		return "-"
	case p.err != nil:
		return p.err.Error() + " and " + kinds(p.sums.Total(), p.calls)
	case p.sums[later].Requests() == 0:
		return kinds(p.sums[answer], p.calls)
	}
	return kinds(p.sums[answer], p.calls) + "; behind it " + kinds(p.sums[later], p.calls)
}

func (r *results) prices(latency time.Duration) [][]string {
	rows := [][]string{{"operation", "s3db.js 10", r.peerName(), "s3dbsql", "probe", "keeper", "with both"}}
	for _, op := range r.operations {
		b, m := baselines[op.name], r.ours[latency][op.name]
		line := []string{op.name, money(dollars(b.requests, b.calls)), "-"}
		if p := r.peer[latency][op.name]; p != nil && p.err == nil {
			line[2] = money(dollars(p.sums.Total(), p.calls))
		}
		for _, u := range []wrap.Usage{m.sums.Total(probe, keeper), m.sums[probe], m.sums[keeper], m.sums.Total()} {
			line = append(line, money(dollars(u, m.calls)))
		}
		rows = append(rows, line)
	}
	return rows
}

// table prints rows under a heading, in columns.
func table(w io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, line := range rows {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	rule := make([]string, len(widths))
	for i, n := range widths {
		rule[i] = strings.Repeat("-", n)
	}
	for _, line := range append([][]string{rows[0], rule}, rows[1:]...) {
		for k, cell := range line {
			pad := strings.Repeat(" ", widths[k]-utf8.RuneCountInString(cell))
			fmt.Fprintf(w, "| %s%s ", cell, pad)
		}
		fmt.Fprintln(w, "|")
	}
}

// kinds prints requests by kind, of one call of several.
func kinds(u wrap.Usage, calls int) string {
	var parts []string
	for _, k := range []struct {
		n    int64
		name string
	}{{u.List, "LIST"}, {u.Head, "HEAD"}, {u.Get, "GET"}, {u.Put, "PUT"}, {u.Delete, "DELETE"}, {u.DeleteMany, "DELETE of many"}} {
		if k.n > 0 {
			parts = append(parts, number(each(k.n, calls))+" "+k.name)
		}
	}
	if parts == nil {
		return "-"
	}
	return strings.Join(parts, " + ")
}

// number prints at most two decimals.
func number(f float64) string {
	text := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

func money(f float64) string { return fmt.Sprintf("$%.2f", f) }

// clock prints a time; 0 is one that is not known.
func clock(d time.Duration) string {
	switch {
	case d == 0:
		return "-"
	case d < time.Second:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
