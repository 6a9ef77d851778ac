package server

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// portsTried is how many ports from the first one on Listen tries.
const portsTried = 100

// Listen opens the address to accept connections on. If its port is 0 and
// firstPort is not, the first free port from there on is taken.
func Listen(address string, firstPort int) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if port != "0" || firstPort == 0 {
		return listen(host, port)
	}
	for p := firstPort; p < firstPort+portsTried; p++ {
		if l, err := listen(host, strconv.Itoa(p)); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no port from %d to %d is free", firstPort, firstPort+portsTried-1)
}

func listen(host, port string) (net.Listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, taken(host, port)
	}
	return l, err
}

// taken says what to do about a port that another program has.
func taken(host, port string) error {
	n, _ := strconv.Atoi(port)
	by := ""
	if n == 5432 {
		by = ", perhaps by PostgreSQL"
	}
	return fmt.Errorf("port %s is taken%s; try --listen %s", port, by, net.JoinHostPort(host, strconv.Itoa(n+1)))
}
