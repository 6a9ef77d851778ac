package ids

import "io"

// alphabet is that of nanoid for URLs, in its order: a byte of randomness
// gives a character by its lower six bits, as there.
const alphabet = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict"

// DefaultSize is how many characters s3db.js gives an id: 132 random bits.
const DefaultSize = 22

// NanoID returns size characters of A-Z, a-z, 0-9, _ and -, each equally
// likely. An error is that of random.
func NanoID(random io.Reader, size int) (string, error) {
	id := make([]byte, size)
	if _, err := io.ReadFull(random, id); err != nil {
		return "", err
	}
	for i, b := range id {
		id[i] = alphabet[b&63]
	}
	return string(id), nil
}
