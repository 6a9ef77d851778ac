package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/s3dbsql/s3dbsql/sqltests/bench/tap"
)

// flags are the settings of a run.
type flags struct {
	binary, s3, peer, out string
	runs                  int
	only                  string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	var f flags
	flag.StringVar(&f.binary, "binary", "bin/s3dbsql", "the server")
	flag.StringVar(&f.s3, "s3", "", "store `URL` of an empty bucket of an S3 server: http://KEY:SECRET@HOST:PORT/BUCKET")
	flag.StringVar(&f.peer, "peer", "", "`folder` in which s3db.js is installed; without it only the server is measured")
	flag.StringVar(&f.out, "out", "", "`file` for the report, beside standard output")
	flag.IntVar(&f.runs, "runs", 3, "runs of each operation")
	flag.StringVar(&f.only, "only", "", "measure only operations whose names contain this")
	flag.Parse()
	if err := bench(ctx, f, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// tables are those loaded, with their rows.
var tables = map[string]int{"big": bigRows, "small": smallRows, "people": peopleRows, "plain": 0}

func bench(ctx context.Context, f flags, w io.Writer) error {
	r := &results{
		machine: machine(), runs: f.runs, latencies: []time.Duration{0, 20 * time.Millisecond},
		ours: map[time.Duration]map[string]*measured{}, peer: map[time.Duration]map[string]*measured{},
	}
	for _, op := range operations {
		if strings.Contains(op.name, f.only) {
			r.operations = append(r.operations, op)
		}
	}
	if err := r.measureOurs(ctx, f); err != nil {
		return err
	}
	if err := r.measurePeer(ctx, f); err != nil {
		return err
	}
	r.write(w)
	if f.out == "" {
		return nil
	}
	file, err := os.Create(f.out)
	if err != nil {
		return err
	}
	r.write(file)
	return file.Close()
}

func (r *results) measureOurs(ctx context.Context, f flags) error {
	o := &ours{binary: f.binary}
	front, store, err := listen(f.s3, ourPurpose)
	if err != nil {
		return err
	}
	o.front, o.store = front, store+"/ours"
	if err := o.open(ctx); err != nil {
		return err
	}
	progress("loading the server's tables")
	if err := o.load(ctx, tables); err != nil {
		return err
	}
	n := &numbers{}
	for _, latency := range r.latencies {
		front.SetLatency(latency)
		r.ours[latency] = r.all(ctx, o, "s3dbsql", latency, n)
	}
	front.SetLatency(0)
	return o.close(ctx)
}

func (r *results) measurePeer(ctx context.Context, f flags) error {
	version, err := findPeer(f.peer)
	if err != nil {
		progress("s3db.js is not installed in %q: only the server is measured", f.peer)
		return nil
	}
	p := &peer{}
	front, store, err := listen(f.s3, p.purpose)
	if err != nil {
		return err
	}
	r.version, p.front, p.dir, p.store = version, front, f.peer, store+"/peer"
	if err := p.open(ctx); err != nil {
		return err
	}
	progress("loading s3db.js's tables")
	if err := p.load(ctx, tables); err != nil {
		return err
	}
	n := &numbers{}
	for _, latency := range r.latencies {
		front.SetLatency(latency)
		p.latency = latency
		r.peer[latency] = r.all(ctx, p, "s3db.js "+version, latency, n)
	}
	p.close()
	return nil
}

// all measures every operation.
func (r *results) all(ctx context.Context, s side, name string, latency time.Duration, n *numbers) map[string]*measured {
	found := map[string]*measured{}
	for _, op := range r.operations {
		m := measure(ctx, s, op, n, r.runs)
		found[op.name] = m
		if m.err != nil {
			progress("%s, %v: %s: %v", name, latency, op.name, m.err)
			continue
		}
		progress("%s, %v: %s %s", name, latency, op.name, clock(m.time()))
	}
	return found
}

// listen starts a tap before the S3 server and returns the store URL through
// it.
func listen(s3 string, purpose func(*http.Request) string) (*tap.Tap, string, error) {
	u, err := url.Parse(s3)
	if err != nil {
		return nil, "", err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	t := tap.New(&url.URL{Scheme: u.Scheme, Host: u.Host}, purpose)
	server := &http.Server{Handler: t, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(l) }() // until the program ends
	u.Host = l.Addr().String()
	return t, u.String(), nil
}

func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format("15:04:05 ")+format+"\n", args...)
}
