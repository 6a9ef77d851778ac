package tap

import (
	"maps"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// Sums are requests by the purpose they were sent for.
type Sums map[string]wrap.Usage

// Total returns the requests of all purposes, fewer by those of some.
func (s Sums) Total(but ...string) wrap.Usage {
	var total wrap.Usage
	for purpose, u := range s {
		skip := false
		for _, b := range but {
			skip = skip || b == purpose
		}
		if !skip {
			total = total.Add(u)
		}
	}
	return total
}

// Sub returns what came after the earlier sums.
func (s Sums) Sub(earlier Sums) Sums {
	left := Sums{}
	for purpose, u := range s {
		if u = u.Sub(earlier[purpose]); u.Requests() > 0 {
			left[purpose] = u
		}
	}
	return left
}

// Tap is the proxy, an http.Handler.
type Tap struct {
	proxy   *httputil.ReverseProxy
	purpose func(*http.Request) string

	mu             sync.Mutex
	latency        time.Duration
	sums           Sums
	underway, most int
}

// New makes a tap before the server at upstream. purpose tells what a request
// is for.
func New(upstream *url.URL, purpose func(*http.Request) string) *Tap {
	return &Tap{
		purpose: purpose, sums: Sums{},
		proxy: &httputil.ReverseProxy{
			Rewrite: func(r *httputil.ProxyRequest) {
				r.SetURL(upstream)
				r.Out.Host = r.In.Host // it is signed
			},
			Transport: &http.Transport{MaxIdleConnsPerHost: 200, DisableCompression: true},
			// A client that went away is none of our business; one that waits
			// is told, and tells.
			ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
		},
	}
}

// ServeHTTP implements http.Handler.
func (t *Tap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	latency := t.begin(r)
	defer t.end()
	t.proxy.ServeHTTP(&late{w, latency}, r)
}

func (t *Tap) begin(r *http.Request) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	purpose := t.purpose(r)
	t.sums[purpose] = add(t.sums[purpose], Op(r))
	t.underway++
	t.most = max(t.most, t.underway)
	return t.latency
}

func (t *Tap) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.underway--
}

// late delays the beginning of an answer.
type late struct {
	http.ResponseWriter
	by time.Duration
}

// WriteHeader implements http.ResponseWriter.
func (l *late) WriteHeader(status int) {
	if status >= http.StatusOK {
		time.Sleep(l.by)
	}
	l.ResponseWriter.WriteHeader(status)
}

// Unwrap serves http.ResponseController.
func (l *late) Unwrap() http.ResponseWriter { return l.ResponseWriter }

// SetLatency delays every answer from now on.
func (t *Tap) SetLatency(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.latency = d
}

// Sums returns the requests so far.
func (t *Tap) Sums() Sums {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.sums)
}

// Most returns how many requests were under way at most since the last call.
func (t *Tap) Most() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	most := t.most
	t.most = t.underway
	return most
}

// Settle waits until no request was under way for a while.
func (t *Tap) Settle(quiet time.Duration) {
	const step = 5 * time.Millisecond
	for still, before := time.Duration(0), t.requests(); still < quiet; still += step {
		time.Sleep(step)
		if now := t.requests(); now != before || t.busy() {
			still, before = 0, now
		}
	}
}

func (t *Tap) requests() int64 { return t.Sums().Total().Requests() }

func (t *Tap) busy() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.underway > 0
}
