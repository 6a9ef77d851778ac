package config

import (
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"time"
)

// MinRetention is the shortest time an applied journal entry is kept.
const MinRetention = 10 * time.Minute

// Validate reports the first setting that cannot work, with what to do.
func (s *Settings) Validate() error {
	if err := checkListen(s.Listen); err != nil {
		return err
	}
	if _, err := s.Level(); err != nil {
		return err
	}
	switch {
	case s.MaxConnections < 1:
		return fmt.Errorf("max-connections is %d, it must be at least 1", s.MaxConnections)
	case s.Requests < 1:
		return fmt.Errorf("requests is %d, it must be at least 1", s.Requests)
	case s.QueryMemory < 1<<20:
		return fmt.Errorf("query-memory is %d, it must be at least 1048576 bytes", s.QueryMemory)
	case s.RowCache < 0:
		return fmt.Errorf("row-cache is %d, it must be 0 or more bytes", s.RowCache)
	case s.Retention < MinRetention:
		return fmt.Errorf("retention is %s, it must be at least %s", s.Retention, MinRetention)
	case s.KeeperInterval < 0:
		return fmt.Errorf("keeper-interval is %s, it must not be negative", s.KeeperInterval)
	case s.ResolveTimeout <= 0:
		return fmt.Errorf("resolve-timeout is %s, it must be more than 0", s.ResolveTimeout)
	case s.Lease < 5*time.Second:
		return fmt.Errorf("lease is %s, it must be at least 5s", s.Lease)
	}
	return nil
}

// Level is the log level of the setting log-level.
func (s *Settings) Level() (slog.Level, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		return 0, fmt.Errorf("log-level is %q, it must be debug, info, warn or error", s.LogLevel)
	}
	return level, nil
}

// checkListen refuses addresses that others could reach: there is no login
// yet, every user name is accepted.
func checkListen(address string) error {
	host, port, err := net.SplitHostPort(address)
	if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil {
		return fmt.Errorf("listen is %q, it must be HOST:PORT, such as 127.0.0.1:5432", address)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("listen is %q, which other machines could reach, and there is no login yet; use 127.0.0.1", address)
}
