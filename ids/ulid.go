package ids

import (
	"encoding/binary"
	"io"
	"time"
)

// crockford is the alphabet of ULIDs: base 32 without I, L, O and U.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ULID returns 26 characters that order by time: 48 bits of milliseconds since
// 1970, then 80 random bits.
func ULID(random io.Reader, now time.Time) (string, error) {
	var b [16]byte
	_, err := io.ReadFull(random, b[6:])
	ms := uint64(now.UnixMilli())
	binary.BigEndian.PutUint16(b[:2], uint16(ms>>32))
	binary.BigEndian.PutUint32(b[2:6], uint32(ms))
	high, low := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	id := make([]byte, 26)
	for i := len(id) - 1; i >= 0; i-- {
		id[i] = crockford[low&31]
		low = low>>5 | high<<59
		high >>= 5
	}
	return string(id), err
}
