package codec

import (
	lru "container/list"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha256"
	"sync"
)

// keptKeys is how many derived keys stay in memory. s3db.js draws a salt for
// each value, so that its keys serve when the same rows are read again.
const keptKeys = 1024

// keyCache derives the keys of a passphrase. Those used last are kept, and
// readers who ask for the same key at once share one derivation.
type keyCache struct {
	derive func(salt) (cipher.AEAD, error)

	mu     sync.Mutex
	recent *lru.List // of *derivedKey, the one used last in front
	bySalt map[salt]*lru.Element
}

type derivedKey struct {
	salt salt
	aead func() (cipher.AEAD, error) // derives on the first call
}

func newKeyCache(passphrase string) *keyCache {
	return &keyCache{
		derive: func(of salt) (cipher.AEAD, error) { return deriveKey(passphrase, of) },
		recent: lru.New(), bySalt: map[salt]*lru.Element{},
	}
}

func (c *keyCache) key(of salt) (cipher.AEAD, error) {
	return c.entry(of).aead()
}

func (c *keyCache) entry(of salt) *derivedKey {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.bySalt[of]; e != nil {
		c.recent.MoveToFront(e)
		return e.Value.(*derivedKey)
	}
	if c.recent.Len() == keptKeys {
		oldest := c.recent.Remove(c.recent.Back()).(*derivedKey)
		delete(c.bySalt, oldest.salt)
	}
	k := &derivedKey{of, sync.OnceValues(func() (cipher.AEAD, error) { return c.derive(of) })}
	c.bySalt[of] = c.recent.PushFront(k)
	return k
}

func deriveKey(passphrase string, of salt) (cipher.AEAD, error) {
	key, err := pbkdf2.Key(sha256.New, passphrase, of[:], iterations, keyLen)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
