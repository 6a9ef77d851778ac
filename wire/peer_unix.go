//go:build unix

package wire

import "syscall"

// peerGone tells whether the other side has closed and everything it sent was
// read. It takes nothing out of the stream.
func peerGone(raw syscall.RawConn) bool {
	gone := false
	err := raw.Control(func(fd uintptr) {
		var next [1]byte
		n, _, err := syscall.Recvfrom(int(fd), next[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		gone = err == nil && n == 0 || err == syscall.ECONNRESET
	})
	return err == nil && gone
}
