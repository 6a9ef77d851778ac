package tap

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

func TestOp(t *testing.T) {
	for _, c := range []struct {
		method, target string
		want           storage.Op
	}{
		{"GET", "/bucket/db/key", storage.OpGet},
		{"GET", "/bucket?list-type=2&prefix=db", storage.OpList},
		{"GET", "/bucket/?list-type=2", storage.OpList},
		{"HEAD", "/bucket/db/key", storage.OpHead},
		{"PUT", "/bucket/db/key?X-Amz-Expires=5", storage.OpPut},
		{"POST", "/bucket?delete=", storage.OpDeleteMany},
		{"DELETE", "/bucket/db/key", storage.OpDelete},
	} {
		if got := Op(httptest.NewRequest(c.method, c.target, nil)); got != c.want {
			t.Errorf("%s %s is %s, want %s", c.method, c.target, got, c.want)
		}
	}
}

// TestTap sends requests through a tap: they arrive as they are, late, and are
// counted for their purpose.
func TestTap(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Host", r.Host)
		_, _ = w.Write(body)
	}))
	defer server.Close()
	upstream, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	tap := New(upstream, func(r *http.Request) string { return r.Header.Get("X-Purpose") })
	front := httptest.NewServer(tap)
	defer front.Close()

	send := func(method, path, purpose string) {
		req, err := http.NewRequestWithContext(t.Context(), method, front.URL+path, strings.NewReader("body"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Purpose", purpose)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if body, _ := io.ReadAll(resp.Body); string(body) != "body" || "http://"+resp.Header.Get("X-Host") != front.URL {
			t.Errorf("the server saw %q for host %s", body, resp.Header.Get("X-Host"))
		}
	}
	send("PUT", "/b/k", "answer")
	before := tap.Sums()
	tap.SetLatency(30 * time.Millisecond)
	start := time.Now()
	send("PUT", "/b/k", "apply")
	send("PUT", "/b/l", "apply")
	if took := time.Since(start); took < 60*time.Millisecond {
		t.Errorf("two requests took %v", took)
	}
	tap.Settle(10 * time.Millisecond)
	after := tap.Sums().Sub(before)
	if want := (wrap.Usage{Put: 2}); after["apply"] != want || len(after) != 1 {
		t.Errorf("counted %+v", after)
	}
	if total := tap.Sums().Total("apply"); total != (wrap.Usage{Put: 1}) {
		t.Errorf("without those that applied: %+v", total)
	}
}
