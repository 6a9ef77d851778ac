package crash

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/internal/testutil"
)

var (
	kills  = flag.Int("kills", 6, "how often a server is killed")
	seed   = flag.Uint64("seed", 0, "seed of the run; 0 draws one")
	store  = flag.String("store", "file", "file or s3 (versitygw)")
	stores = flag.Int("stores", 1, "stores that share the kills, at the same time")
)

const (
	clients  = 4
	minAcked = 20              // acknowledged transactions between two kills
	patience = 2 * time.Minute // for one kill and what belongs to it
	// maxRestart is how long after a kill SQL must be answered again. On a
	// shared store that includes the lease of the dead server.
	maxRestart = 30 * time.Second
)

func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv(victimEnv) == "" {
		os.Exit(m.Run())
	}
	fmt.Fprintln(os.Stderr, serve(os.Stdin, os.Stdout))
	os.Exit(1)
}

// TestCrash kills the server -kills times while four clients commit, and checks
// after each kill that what was acknowledged is whole, what failed or was rolled
// back is absent, and what was neither is whole or absent.
func TestCrash(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d on %d stores of kind %s", *seed, *stores, *store)
	gateway := ""
	if *store == "s3" {
		gateway = testutil.Versitygw(t)
	}
	for i := range *stores {
		t.Run(fmt.Sprint("store", i), func(t *testing.T) {
			t.Parallel()
			url := "file:" + filepath.Join(t.TempDir(), "data")
			if gateway != "" {
				url = testutil.S3Bucket(t, gateway, fmt.Sprint("crash", i))
			}
			r := &run{url: url, rand: rand.New(rand.NewPCG(*seed, uint64(i))), witness: newWitness(t)}
			r.crash(t, (*kills+*stores-1-i) / *stores)
		})
	}
}

// run is one store, and what is known of it.
type run struct {
	url     string
	rand    *rand.Rand
	witness *witness
	slowest time.Duration // from a kill to the first answer
}

func (r *run) crash(t *testing.T, kills int) {
	if err := r.create(t.Context()); err != nil {
		t.Fatal(err)
	}
	for k := range kills {
		ctx, stop := context.WithTimeout(t.Context(), patience)
		err := r.kill(ctx)
		if err == nil {
			err = r.inspect(ctx)
		}
		stop()
		if err != nil {
			t.Fatalf("kill %d, seed %d: %v", k+1, *seed, err)
		}
	}
	w := r.witness
	t.Logf("%d kills: %d transactions acknowledged, %d rolled back, %d failed, %d of unknown outcome; %d rows; the slowest restart took %s",
		kills, w.acked, w.rolledBack, w.failed, w.unknown, len(w.rows), r.slowest.Round(time.Millisecond))
}

// kill lets the clients work on a server until it dies. One time in four
// another one dies before, at work on what the last one left behind.
func (r *run) kill(ctx context.Context) error {
	if r.rand.IntN(4) == 0 {
		if err := r.killRecovering(ctx); err != nil {
			return err
		}
	}
	v, err := startVictim(ctx, order{Store: r.url, Seed: r.rand.Uint64()})
	if err != nil {
		return err
	}
	defer v.end()
	working, stop := context.WithCancel(ctx)
	defer stop()
	enough := r.witness.begin()
	var group sync.WaitGroup
	for c := range clients {
		group.Go(func() { r.witness.work(working, v.url, c, r.rand.Uint64()) })
	}
	select {
	case <-enough:
		r.aim(v)
	case <-v.died:
	case <-ctx.Done():
	}
	err = v.wait(ctx)
	group.Wait()
	return errors.Join(err, r.witness.check())
}

// aim chooses how the server dies: at one of its next requests, or after a
// while.
func (r *run) aim(v *victim) {
	if r.rand.IntN(3) == 0 {
		time.AfterFunc(time.Duration(r.rand.IntN(60))*time.Millisecond, v.kill)
		return
	}
	v.killAt(deadly{At: 1 + r.rand.Int64N(80), After: r.rand.IntN(2) == 0})
}

// killRecovering starts a server that dies at one of its first requests. If it
// has less to do, it dies a little later.
func (r *run) killRecovering(ctx context.Context) error {
	v, err := startVictim(ctx, order{
		Store: r.url, Seed: r.rand.Uint64(), Deadly: deadly{At: 1 + r.rand.Int64N(40), After: r.rand.IntN(2) == 0},
	})
	if v == nil {
		return err
	}
	defer v.end()
	time.AfterFunc(200*time.Millisecond, v.kill)
	return v.wait(ctx)
}
