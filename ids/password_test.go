package ids

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
)

func TestGeneratePassword(t *testing.T) {
	seen := map[rune]bool{}
	for range 200 {
		password, err := GeneratePassword(rand.Reader, DefaultPasswordLength)
		if err != nil || len(password) != 16 {
			t.Fatalf("%q, %v", password, err)
		}
		for _, c := range password {
			seen[c] = true
			if strings.ContainsRune("IOl01", c) {
				t.Fatalf("%q has %q", password, c)
			}
		}
	}
	if len(seen) != len(passwordAlphabet) {
		t.Errorf("%d characters come up, of %d", len(seen), len(passwordAlphabet))
	}
	if got, err := GeneratePassword(bytes.NewReader([]byte{0, 255, 228, 227, 57}), 3); got != "A9A" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := GeneratePassword(bytes.NewReader(nil), 1); err == nil {
		t.Error("works without randomness")
	}
}
