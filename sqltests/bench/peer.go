package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/sqltests/bench/tap"
)

//go:embed peer.mjs
var peerScript []byte

// peer is s3db.js, asked through a script that it runs in.
type peer struct {
	dir     string // it is installed in
	store   string
	front   *tap.Tap
	latency time.Duration
	cmd     *exec.Cmd
	calls   io.WriteCloser
	answers *bufio.Scanner
	behind  atomic.Bool // the caller has its answer
}

// purpose tells whether the caller waits for a request.
func (p *peer) purpose(*http.Request) string {
	if p.behind.Load() {
		return later
	}
	return answer
}

// findPeer returns the version of s3db.js that is installed in a folder.
func findPeer(dir string) (version string, err error) {
	text, err := os.ReadFile(filepath.Join(dir, "node_modules", "s3db.js", "package.json"))
	if err != nil {
		return "", err
	}
	var pkg struct{ Version string }
	return pkg.Version, json.Unmarshal(text, &pkg)
}

// open starts it.
func (p *peer) open(ctx context.Context) error {
	script := filepath.Join(p.dir, "peer.mjs")
	if err := os.WriteFile(script, peerScript, 0o644); err != nil {
		return err
	}
	p.cmd = exec.CommandContext(ctx, "node", script, filepath.Join(p.dir, "node_modules", "s3db.js", "dist", "index.js"), p.store)
	p.cmd.Stderr = os.Stderr
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.calls, p.answers = in, bufio.NewScanner(out)
	p.answers.Buffer(nil, 1<<20)
	if err := p.cmd.Start(); err != nil {
		return err
	}
	_, _, err = p.answer()
	return err
}

func (p *peer) load(ctx context.Context, tables map[string]int) error {
	for table, n := range tables {
		for from := 0; from < n; from += bulk {
			c := call{Op: "insertMany", Table: table, Rows: newRows("r", from, min(n, from+bulk))}
			if _, _, err := p.do(ctx, c); err != nil {
				return err
			}
		}
	}
	return p.settle(ctx)
}

// longestCall is how long a call is waited for. Quadratic ones would take many
// minutes.
const longestCall = time.Minute

// do implements side. A call that takes too long is ended with its process.
func (p *peer) do(ctx context.Context, c call) (time.Duration, int, error) {
	limit := time.AfterFunc(longestCall, func() { _ = p.cmd.Process.Kill() })
	took, rows, err := p.send(c)
	if limit.Stop() {
		return took, rows, err
	}
	p.front.Settle(time.Second)
	return 0, 0, errors.Join(fmt.Errorf("no answer in %v", longestCall), p.open(ctx))
}

func (p *peer) send(c call) (time.Duration, int, error) {
	p.behind.Store(false)
	text, err := json.Marshal(c)
	if err != nil {
		return 0, 0, err
	}
	if _, err := p.calls.Write(append(text, '\n')); err != nil {
		return 0, 0, err
	}
	took, rows, err := p.answer()
	p.behind.Store(true)
	return took, rows, err
}

func (p *peer) answer() (time.Duration, int, error) {
	for p.answers.Scan() {
		var a struct {
			MS    float64
			Rows  int
			Error string
		}
		if json.Unmarshal(p.answers.Bytes(), &a) != nil {
			continue // it prints to standard output
		}
		if a.Error != "" {
			return 0, 0, errors.New(a.Error)
		}
		return time.Duration(a.MS * float64(time.Millisecond)), a.Rows, nil
	}
	return 0, 0, fmt.Errorf("s3db.js ended: %w", errors.Join(p.answers.Err(), p.cmd.Wait()))
}

// settle implements side: nothing tells when s3db.js has done what it does
// behind its answers, so it waits until no request comes any more.
func (p *peer) settle(context.Context) error {
	p.front.Settle(100*time.Millisecond + 3*p.latency)
	return nil
}

func (p *peer) tap() *tap.Tap { return p.front }

// close ends it; how it ends does not matter any more.
func (p *peer) close() {
	_ = p.calls.Close()
	_ = p.cmd.Wait()
}
