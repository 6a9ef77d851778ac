package live

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

//go:embed peer.mjs
var peerScript []byte

// peerEnv names the folder in which s3db.js is installed.
const peerEnv = "S3DBJS"

// peer is s3db.js in a process of its own. Its methods may be called from many
// goroutines.
type peer struct {
	calls io.WriteCloser

	mu      sync.Mutex
	n       int
	waiting map[int]chan reply
	ended   error
}

type call struct {
	N        int    `json:"n"`
	Op       string `json:"op"`
	Resource string `json:"resource,omitempty"`
	Args     []any  `json:"args,omitempty"`
}

type reply struct {
	N      int             `json:"n"`
	Result json.RawMessage `json:"result"`
	Error  string          `json:"error"`
}

// record is a record as s3db.js has it.
type record = map[string]any

// startPeer starts s3db.js on a bucket; it ends with the test.
func startPeer(t *testing.T, connection string) *peer {
	t.Helper()
	dir := os.Getenv(peerEnv)
	if dir == "" {
		t.Skip("s3db.js is not installed; `make live` does that")
	}
	lib := filepath.Join(dir, "node_modules", "s3db.js", "dist", "index.js")
	if _, err := os.Stat(lib); err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "peer.mjs")
	if err := os.WriteFile(script, peerScript, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node(dir), script, lib, connection)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &peer{calls: in, waiting: map[int]chan reply{}}
	go p.listen(out)
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	p.must(t, "connect", "")
	return p
}

// node is the program that runs JavaScript: the installed one where the
// machine's is too old.
func node(dir string) string {
	own := filepath.Join(dir, "node_modules", "node", "bin", "node")
	if _, err := os.Stat(own); err == nil {
		return own
	}
	return "node"
}

// listen hands replies to those that wait. What does not begin with \x01 is
// what s3db.js prints.
func (p *peer) listen(out io.Reader) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		line, ours := strings.CutPrefix(lines.Text(), "\x01")
		var r reply
		if !ours || json.Unmarshal([]byte(line), &r) != nil {
			continue
		}
		p.mu.Lock()
		p.waiting[r.N] <- r
		delete(p.waiting, r.N)
		p.mu.Unlock()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = fmt.Errorf("s3db.js ended: %w", errors.Join(io.EOF, lines.Err()))
	for n, w := range p.waiting {
		w <- reply{N: n, Error: p.ended.Error()}
	}
}

// ask calls a method.
func (p *peer) ask(op, resource string, args ...any) (json.RawMessage, error) {
	w := make(chan reply, 1)
	p.mu.Lock()
	if p.ended != nil {
		p.mu.Unlock()
		return nil, p.ended
	}
	p.n++
	p.waiting[p.n] = w
	text, err := json.Marshal(call{p.n, op, resource, args})
	if err == nil {
		_, err = p.calls.Write(append(text, '\n'))
	}
	p.mu.Unlock()
	if err != nil {
		return nil, err
	}
	r := <-w
	if r.Error != "" {
		return nil, errors.New(r.Error)
	}
	return r.Result, nil
}

// must is ask for what must not fail; the result is decoded.
func (p *peer) must(t *testing.T, op, resource string, args ...any) any {
	t.Helper()
	text, err := p.ask(op, resource, args...)
	if err != nil {
		t.Fatalf("s3db.js: %s of %s: %v", op, resource, err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// get is a record without its system fields; Dates are their ISO text.
func (p *peer) get(t *testing.T, resource, id string) record {
	t.Helper()
	rec, _ := p.must(t, "get", resource, id).(record)
	for name, v := range rec {
		if strings.HasPrefix(name, "_") || strings.HasPrefix(name, "$") || v == nil {
			delete(rec, name)
		} else if tagged, ok := v.(record); ok && tagged["$date"] != nil {
			rec[name] = tagged["$date"]
		}
	}
	return rec
}
