package types

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// An inet or cidr is held as family (PostgreSQL's 2 or 3), the address bytes
// and, last, the bits of the netmask.
const (
	inetV4 = 2
	inetV6 = 3
)

func inetParts(s string) (addr netip.Addr, bits int) {
	addr, _ = netip.AddrFromSlice([]byte(s[1 : len(s)-1]))
	return addr, int(s[len(s)-1])
}

func newInet(addr netip.Addr, bits int) Value {
	family := byte(inetV6)
	if addr.Is4() {
		family = inetV4
	}
	b := append([]byte{family}, addr.AsSlice()...)
	return NewText(string(append(b, byte(bits))))
}

func appendInet(dst []byte, t *Type, s string) []byte {
	addr, bits := inetParts(s)
	dst = addr.AppendTo(dst)
	if t == Inet && bits == addr.BitLen() {
		return dst
	}
	return strconv.AppendInt(append(dst, '/'), int64(bits), 10)
}

func appendInetBinary(dst []byte, t *Type, s string) []byte {
	cidr := byte(0)
	if t == CIDR {
		cidr = 1
	}
	dst = append(dst, s[0], s[len(s)-1], cidr, byte(len(s)-2))
	return append(dst, s[1:len(s)-1]...)
}

func parseInet(t *Type, s string) (Value, error) {
	host, mask, hasMask := strings.Cut(s, "/")
	if t == CIDR && hasMask && strings.IndexByte(host, ':') < 0 {
		host += strings.Repeat(".0", max(3-strings.Count(host, "."), 0)) // 192.168/16
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || addr.Zone() != "" {
		return Null, syntaxError(t.SQLName, s)
	}
	bits := addr.BitLen()
	if hasMask {
		bits, err = strconv.Atoi(mask)
		if err != nil || bits < 0 || bits > addr.BitLen() || !isDigit(mask[0]) {
			return Null, syntaxError(t.SQLName, s)
		}
	}
	if t == CIDR {
		return newCIDR(addr, bits, s)
	}
	return newInet(addr, bits), nil
}

func newCIDR(addr netip.Addr, bits int, s string) (Value, error) {
	if net, err := addr.Prefix(bits); err != nil || net.Addr() != addr {
		return Null, pgerr.New(pgerr.InvalidTextRepresentation, "invalid cidr value: \""+s+"\"").
			WithDetail("Value has bits set to right of mask.")
	}
	return newInet(addr, bits), nil
}

func parseInetBinary(t *Type, r *reader) (Value, error) {
	family, bits := r.uint8(), int(r.uint8())
	r.uint8() // whether it is a cidr, which the type says
	addr, ok := netip.AddrFromSlice(r.take(int(r.uint8())))
	if r.short {
		return Null, nil
	}
	if !ok || addr.Is4() != (family == inetV4) || bits > addr.BitLen() {
		return Null, pgerr.Newf(pgerr.InvalidBinaryRepresentation, "invalid address in external \"%s\" value", t.SQLName)
	}
	if t == CIDR {
		return newCIDR(addr, bits, addr.String())
	}
	return newInet(addr, bits), nil
}

// compareInet orders IPv4 before IPv6, then by the network bits both have,
// then the wider network first, then by the whole address.
func compareInet(a, b string) int {
	if a[0] != b[0] {
		return compareInt(int64(a[0]), int64(b[0]))
	}
	x, xBits := inetParts(a)
	y, yBits := inetParts(b)
	px, _ := x.Prefix(min(xBits, yBits))
	py, _ := y.Prefix(min(xBits, yBits))
	if c := px.Addr().Compare(py.Addr()); c != 0 {
		return c
	}
	if c := compareInt(int64(xBits), int64(yBits)); c != 0 {
		return c
	}
	return x.Compare(y)
}
