//go:build !unix

package wire

import "syscall"

// peerGone is not known here before the next read or write.
func peerGone(syscall.RawConn) bool { return false }
