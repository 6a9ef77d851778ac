package codec

import (
	"encoding/base64"
	"encoding/binary"
	"net/netip"
	"strconv"
	"strings"
)

// The packed types of addresses.
var (
	ip4 = packed{"ip4", packIPv4, unpackIPv4}
	ip6 = packed{"ip6", packIPv6, unpackIPv6}
)

func packIPv4(text string) (string, bool) {
	a, err := netip.ParseAddr(text)
	return base64.StdEncoding.EncodeToString(a.AsSlice()), err == nil && a.Is4()
}

func unpackIPv4(stored string) (string, bool) {
	raw, err := base64.StdEncoding.DecodeString(stored)
	a, ok := netip.AddrFromSlice(raw)
	return a.String(), err == nil && ok && a.Is4()
}

// packIPv6 leaves addresses in another spelling than the shortest as they are,
// and those that end in an IPv4 address, which s3db.js misreads.
func packIPv6(text string) (string, bool) {
	a, err := netip.ParseAddr(text)
	if err != nil || !a.Is6() || a.Zone() != "" || a.Is4In6() {
		return "", false
	}
	return base64.StdEncoding.EncodeToString(a.AsSlice()), a.String() == text
}

func unpackIPv6(stored string) (string, bool) {
	raw, err := base64.StdEncoding.DecodeString(stored)
	a, ok := netip.AddrFromSlice(raw)
	return a.String(), err == nil && ok && a.Is6()
}

const cidrAddress = 6 // base62 digits of 32 bits

func packCIDR(text string) (string, bool) {
	p, err := netip.ParsePrefix(text)
	if err != nil || !p.Addr().Is4() {
		return "", false
	}
	n := binary.BigEndian.Uint32(p.Addr().AsSlice())
	stored := padded(uint64(n), cidrAddress) + Base62(uint64(p.Bits()))
	return stored, strings.Count(text, "/") == 1 && p.String() == text
}

func unpackCIDR(stored string) (string, bool) {
	if len(stored) != cidrAddress+1 {
		return "", false
	}
	n, ok := ParseBase62(stored[:cidrAddress])
	bits, valid := ParseBase62(stored[cidrAddress:])
	if !ok || !valid || n >= 1<<32 || bits > 32 {
		return "", false
	}
	var raw [4]byte
	binary.BigEndian.PutUint32(raw[:], uint32(n))
	return netip.AddrFrom4(raw).String() + "/" + strconv.FormatUint(bits, 10), true
}
