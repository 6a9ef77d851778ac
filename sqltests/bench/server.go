package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"syscall"
)

// process is the server in a process of its own.
type process struct {
	cmd     *exec.Cmd
	address string
}

var accepting = regexp.MustCompile(`accepting connections.* address=(\S+)`)

// startServer starts the binary over a store and waits until it accepts
// connections. Its log goes to standard error where it is not as expected.
func startServer(ctx context.Context, binary, store string) (*process, error) {
	p := &process{cmd: exec.CommandContext(ctx, binary, "serve", "--listen", "127.0.0.1:0", "--store", store, "--row-cache", "0")}
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	log, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if m := accepting.FindStringSubmatch(lines.Text()); m != nil {
			p.address = m[1]
			go func() { _, _ = io.Copy(os.Stderr, log) }()
			return p, nil
		}
		fmt.Fprintln(os.Stderr, lines.Text())
	}
	return nil, fmt.Errorf("%s does not accept connections: %w", binary, p.cmd.Wait())
}

// stop ends it as an operator would: what is committed is applied first.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return p.cmd.Wait()
}
