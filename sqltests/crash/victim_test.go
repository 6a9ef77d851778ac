package crash

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/probe"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// victimEnv marks the process that is to die; its order comes on standard
// input, later ones say when.
const victimEnv = "S3DBSQL_CRASH_VICTIM"

// lease is short, since a server that follows a dead one waits for it.
const lease = 4 * time.Second

// order tells a victim what to serve.
type order struct {
	Store  string
	Seed   uint64 // of the weather
	Deadly deadly // while it starts
}

// deadly is the request at which the process dies: before it is sent, or right
// after it was done and before anybody saw the answer.
type deadly struct {
	At    int64 // counted from now, without those of the probe; 0: none
	After bool
}

// weather is what befalls requests on the way to a remote store.
var weather = wrap.FaultRates{Internal: 0.01, SlowDown: 0.02, LostReply: 0.02, Late: 0.005, Duplicate: 0.01, Conflict: 0.01}

// serve is the main function of the victim. It tells its address in one line.
func serve(in io.Reader, out io.Writer) error {
	orders := json.NewDecoder(in)
	var o order
	if err := orders.Decode(&o); err != nil {
		return err
	}
	k := &killer{}
	k.arm(o.Deadly)
	faults := wrap.NewFaults(o.Seed, wrap.FaultRates{})
	if !strings.HasPrefix(o.Store, "file:") {
		faults.Rates = weather
	}
	faults.Before = func(_ storage.Op, key string) { k.pass(key, false) }
	faults.After = func(_ storage.Op, key string) { k.pass(key, true) }
	s, err := newServer(context.Background(), o.Store, server.Options{Stack: wrap.StackOptions{Faults: faults}})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(out, l.Addr())
	go k.obey(orders)
	return s.Run(context.Background(), l)
}

// newServer starts a server. On a shared store one that was killed is taken for
// living until its lease is over.
func newServer(ctx context.Context, store string, o server.Options) (*server.Server, error) {
	settings := config.Defaults()
	settings.Store, settings.Lease = store, lease
	for {
		s, err := server.New(ctx, settings, slog.New(slog.DiscardHandler), o)
		if err == nil || pgerr.CodeOf(err) != pgerr.ObjectInUse || ctx.Err() != nil {
			return s, err
		}
		time.Sleep(time.Second) // each start probes the store
	}
}

// killer ends its own process at a request.
type killer struct {
	left  atomic.Int64
	after atomic.Bool
}

func (k *killer) arm(d deadly) {
	k.after.Store(d.After)
	k.left.Store(d.At)
}

// obey takes further orders. Without anybody to give them it dies.
func (k *killer) obey(orders *json.Decoder) {
	var d deadly
	for orders.Decode(&d) == nil {
		k.arm(d)
	}
	die()
}

func (k *killer) pass(key string, after bool) {
	if !strings.HasPrefix(key, probe.Prefix) && k.after.Load() == after && k.left.Add(-1) == 0 {
		die()
	}
}

// die is kill -9 of oneself: nothing deferred runs, nothing is flushed.
func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// victim is the server's process, as the witness sees it.
type victim struct {
	cmd    *exec.Cmd
	orders io.WriteCloser
	url    string
	died   chan struct{}
}

// startVictim starts a server and waits until it accepts connections. If it was
// killed before, there is no victim and no error.
func startVictim(ctx context.Context, o order) (*victim, error) {
	v := &victim{cmd: exec.CommandContext(ctx, os.Args[0]), died: make(chan struct{})}
	v.cmd.Env = append(os.Environ(), victimEnv+"=1")
	v.cmd.Stderr = os.Stderr
	out, err := v.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if v.orders, err = v.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := v.cmd.Start(); err != nil {
		return nil, err
	}
	err = json.NewEncoder(v.orders).Encode(o)
	address, readErr := bufio.NewReader(out).ReadString('\n')
	go func() { _ = v.cmd.Wait(); close(v.died) }()
	if readErr != nil {
		return nil, errors.Join(err, v.wait(ctx))
	}
	v.url = "postgres://postgres@" + strings.TrimSpace(address) + "/postgres?sslmode=disable"
	return v, err
}

func (v *victim) kill() { _ = v.cmd.Process.Kill() }

// end kills it in any case, at the end of a test that failed.
func (v *victim) end() {
	v.kill()
	<-v.died
}

func (v *victim) killAt(d deadly) { _ = json.NewEncoder(v.orders).Encode(d) } // one that is dead needs no order

// wait waits until it was killed.
func (v *victim) wait(ctx context.Context) error {
	<-v.died
	if ctx.Err() != nil {
		return fmt.Errorf("nothing has killed the server: %w", ctx.Err())
	}
	if status, ok := v.cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		return fmt.Errorf("the server ended by itself: %s", v.cmd.ProcessState)
	}
	return nil
}
