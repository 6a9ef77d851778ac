package crashtest

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/internal/testutil"
)

var (
	kills = flag.Int("kills", 8, "how often the server is killed")
	seed  = flag.Uint64("seed", 0, "seed of the run; 0 draws one")
	store = flag.String("store", "file", "file or s3 (versitygw)")
)

const minAcked = 20 // acknowledged transactions between two kills

func TestMain(m *testing.M) {
	if os.Getenv(workerEnv) != "" {
		if err := runWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestCrash kills the server -kills times while four clients commit, and
// checks after each kill that what was acknowledged is whole, what failed is
// absent and what was neither is whole or absent.
func TestCrash(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	url := "file:" + filepath.Join(t.TempDir(), "store")
	if *store == "s3" {
		url = testutil.S3Bucket(t, testutil.Versitygw(t), "crash")
	}
	t.Logf("seed %d, store %s; run again with -seed %d", *seed, *store, *seed)
	r := rand.New(rand.NewPCG(*seed, 1))
	w := newWitness()
	for k := range *kills {
		if err := w.kill(t, r, url); err != nil {
			t.Fatalf("kill %d, seed %d: %v", k+1, *seed, err)
		}
		if err := w.inspect(context.Background(), url); err != nil {
			t.Fatalf("after kill %d, seed %d: %v", k+1, *seed, err)
		}
	}
	t.Logf("%d kills: %d transactions acknowledged, %d failed, %d of unknown outcome, %d rows", *kills, w.acked, w.failed, w.unknown, len(w.rows))
}

// kill runs a worker until it dies: at a request, or after a while.
func (w *witness) kill(t *testing.T, r *rand.Rand, url string) error {
	w.round = 0
	o := order{Store: url, Seed: r.Uint64(), First: w.first, Own: w.own(), Armed: minAcked, AfterSend: r.IntN(2) == 0}
	if r.IntN(10) == 0 {
		// An extra death while recovering, before anything is acknowledged.
		o.Recovery, o.KillAt = true, 1+r.Int64N(12)
		if err := w.run(t, o, 0); err != nil {
			return err
		}
		o.Recovery, o.KillAt = false, 0
	}
	delay := time.Duration(0)
	if r.IntN(3) == 0 {
		delay = time.Duration(r.IntN(60)) * time.Millisecond
	} else {
		o.KillAt = 1 + r.Int64N(80)
	}
	if err := w.run(t, o, delay); err != nil {
		return err
	}
	if w.round < minAcked {
		return fmt.Errorf("only %d transactions were acknowledged before the kill", w.round)
	}
	return nil
}

// run starts a worker, listens, and, where the order has no request to die at,
// kills it a delay after minAcked transactions were acknowledged.
func (w *witness) run(t *testing.T, o order, delay time.Duration) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workerEnv+"=1")
	cmd.Stdin = bytes.NewReader(text)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	watchdog := time.AfterFunc(2*time.Minute, func() { _ = cmd.Process.Kill() })
	defer watchdog.Stop()
	in, killing := json.NewDecoder(out), false
	for {
		var e event
		if in.Decode(&e) != nil {
			break
		}
		w.hear(e)
		if o.KillAt == 0 && w.round >= minAcked && !killing {
			killing = true
			time.AfterFunc(delay, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() > 0 {
		return fmt.Errorf("the worker ended by itself, with exit code %d", cmd.ProcessState.ExitCode())
	}
	return nil
}
