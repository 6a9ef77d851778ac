package codec

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"testing"
)

// counted counts the derivations of s.
func counted(s *Secrets) *atomic.Int64 {
	var n atomic.Int64
	derive := s.keys.derive
	s.keys.derive = func(of salt) (cipher.AEAD, error) {
		n.Add(1)
		return derive(of)
	}
	return &n
}

// TestOneDerivation holds that all values written by one process share a key,
// and that readers who need it at once wait for one derivation.
func TestOneDerivation(t *testing.T) {
	writer := NewSecrets("p", rand.Reader)
	written := counted(writer)
	texts := make([]string, 1000)
	for i := range texts {
		var err error
		if texts[i], err = writer.Encrypt("value"); err != nil {
			t.Fatal(err)
		}
	}
	reader := NewSecrets("p", rand.Reader)
	read := counted(reader)
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for i := worker; i < len(texts); i += 8 {
				if plain, err := reader.Decrypt(texts[i]); plain != "value" || err != nil {
					t.Errorf("%q, %v", plain, err)
				}
			}
		})
	}
	all.Wait()
	if written.Load() != 1 || read.Load() != 1 {
		t.Errorf("%d derivations to write 1,000 secrets, %d to read them", written.Load(), read.Load())
	}
}

func TestKeysUsedLastStay(t *testing.T) {
	c := newKeyCache("p")
	derived := 0
	c.derive = func(salt) (cipher.AEAD, error) { derived++; return nil, nil }
	use := func(i int) {
		var of salt
		binary.BigEndian.PutUint64(of[:], uint64(i))
		if _, err := c.key(of); err != nil {
			t.Fatal(err)
		}
	}
	for i := range keptKeys {
		use(i)
	}
	use(0)
	use(keptKeys) // takes the place of 1
	use(0)
	if derived != keptKeys+1 || len(c.bySalt) != keptKeys || c.recent.Len() != keptKeys {
		t.Errorf("%d derivations, %d keys", derived, len(c.bySalt))
	}
	if use(1); derived != keptKeys+2 {
		t.Error("the key that was not used for longest has stayed")
	}
}

func TestFirstUse(t *testing.T) {
	told := 0
	s := NewSecrets(DefaultPassphrase, rand.Reader)
	s.OnFirstUse(func() { told++ })
	text, err := s.Encrypt("x")
	if err == nil {
		_, err = s.Decrypt(text)
	}
	if err != nil || told != 1 {
		t.Errorf("told %d times, %v", told, err)
	}
}
