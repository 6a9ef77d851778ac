package ids

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"time"
)

// UUID is a UUID as its 16 bytes.
type UUID [16]byte

// String returns the usual form, in lower case.
func (u UUID) String() string {
	b := make([]byte, 36)
	hex.Encode(b, u[:4])
	hex.Encode(b[9:], u[4:6])
	hex.Encode(b[14:], u[6:8])
	hex.Encode(b[19:], u[8:10])
	hex.Encode(b[24:], u[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b)
}

// drawn is a UUID of random bits with its version and variant (RFC 9562,
// section 4).
func drawn(random io.Reader, version byte) (UUID, error) {
	var u UUID
	_, err := io.ReadFull(random, u[:])
	u.mark(version)
	return u, err
}

func (u *UUID) mark(version byte) {
	u[6] = u[6]&0x0f | version<<4
	u[8] = u[8]&0x3f | 0x80
}

// UUIDv4 returns a UUID of 122 random bits.
func UUIDv4(random io.Reader) (UUID, error) { return drawn(random, 4) }

// gregorian is how many ticks of 100 ns lie between 1582-10-15, where the
// clock of version 1 begins, and 1970.
const gregorian = 122192928000000000

// UUIDv1 returns a UUID of the time in ticks of 100 ns. Clock sequence and node
// are random, so that it tells nothing of the machine (RFC 9562, section 6.10).
func UUIDv1(random io.Reader, now time.Time) (UUID, error) {
	u, err := drawn(random, 1)
	ticks := uint64(now.UnixNano()/100) + gregorian
	binary.BigEndian.PutUint32(u[:4], uint32(ticks))
	binary.BigEndian.PutUint16(u[4:6], uint16(ticks>>32))
	binary.BigEndian.PutUint16(u[6:8], uint16(ticks>>48))
	u[10] |= 1 // no address of a network card has this bit
	u.mark(1)
	return u, err
}

// UUIDv7 returns a UUID that orders by time: milliseconds since 1970, then the
// fraction of a millisecond in 12 bits (RFC 9562, section 6.2, method 3), then
// 62 random bits.
func UUIDv7(random io.Reader, now time.Time) (UUID, error) {
	u, err := drawn(random, 7)
	binary.BigEndian.PutUint64(u[:8], uint64(now.UnixMilli())<<16|fraction(now))
	u.mark(7)
	return u, err
}

// fraction is the part of a time below a millisecond, in 4,096ths of one.
func fraction(t time.Time) uint64 {
	return uint64(t.Nanosecond()%int(time.Millisecond)) << 12 / uint64(time.Millisecond)
}
