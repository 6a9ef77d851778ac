package ids

import "io"

// passwordAlphabet has the characters of generated passwords: those that are
// easily taken for one another are left out (format, section 12).
const passwordAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"

// DefaultPasswordLength is the length of a generated password in characters.
const DefaultPasswordLength = 16

// GeneratePassword draws a password of the given length, each character with
// the same chance, as s3db.js's generator does. random must be fit for
// cryptography; its errors are returned.
func GeneratePassword(random io.Reader, length int) (string, error) {
	const fair = byte(256 - 256%len(passwordAlphabet)) // bytes from here on would favour some
	password := make([]byte, 0, length)
	drawn := make([]byte, length)
	for len(password) < length {
		batch := drawn[:length-len(password)]
		if _, err := io.ReadFull(random, batch); err != nil {
			return "", err
		}
		for _, b := range batch {
			if b < fair {
				password = append(password, passwordAlphabet[int(b)%len(passwordAlphabet)])
			}
		}
	}
	return string(password), nil
}
