package codec

import (
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"io"
	"sync"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// DefaultPassphrase is the passphrase of s3db.js where none is configured.
const DefaultPassphrase = "secret"

// Parameters of the encryption (format, section 12).
const (
	saltLen    = 16
	nonceLen   = 12
	keyLen     = 32
	iterations = 100000
)

// errNoPassphrase is the answer of a nil Secrets.
var errNoPassphrase = errors.New("no passphrase is configured for secrets")

// ErrDecrypt is the failure to decrypt a secret: another passphrase, or a
// text that is no secret.
var ErrDecrypt = errors.New("secret cannot be decrypted with the configured passphrase")

// salt is what a passphrase is made a key with.
type salt [saltLen]byte

// Secrets encrypts and decrypts the values of secret attributes: AES-256-GCM
// under a key derived from a passphrase and a salt. A derivation takes tens
// of milliseconds, so one salt serves all values that this Secrets encrypts
// (each has its own random nonce) and derived keys are kept. It is safe for
// concurrent use. A nil Secrets refuses everything.
type Secrets struct {
	random io.Reader
	keys   *keyCache
	used   func() // nil where nobody wants to know of the first use
	first  sync.Once

	mu   sync.Mutex
	salt salt // of the values encrypted here; zero until the first
}

// NewSecrets returns the Secrets of a passphrase. random gives salts and
// nonces; it must be fit for cryptography.
func NewSecrets(passphrase string, random io.Reader) *Secrets {
	return &Secrets{random: random, keys: newKeyCache(passphrase)}
}

// OnFirstUse makes s call used once, when it first encrypts or decrypts. It
// must be set before.
func (s *Secrets) OnFirstUse(used func()) { s.used = used }

// Encrypt returns base64 of salt, nonce, ciphertext and tag.
func (s *Secrets) Encrypt(plaintext string) (string, error) {
	if s == nil {
		return "", errNoPassphrase
	}
	own, err := s.ownSalt()
	if err != nil {
		return "", err
	}
	aead, err := s.key(own)
	if err != nil {
		return "", err
	}
	out := append(make([]byte, 0, saltLen+nonceLen+len(plaintext)+aead.Overhead()), own[:]...)
	out = out[:saltLen+nonceLen]
	nonce := out[saltLen:]
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(aead.Seal(out, nonce, []byte(plaintext), nil)), nil
}

// Decrypt undoes Encrypt. The error is ErrDecrypt for a text that it cannot
// read.
func (s *Secrets) Decrypt(text string) (string, error) {
	if s == nil {
		return "", errNoPassphrase
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) < saltLen+nonceLen {
		return "", ErrDecrypt
	}
	aead, err := s.key(salt(raw))
	if err != nil {
		return "", err
	}
	plaintext, err := aead.Open(nil, raw[saltLen:saltLen+nonceLen], raw[saltLen+nonceLen:], nil)
	if err != nil {
		return "", ErrDecrypt
	}
	return string(plaintext), nil
}

func (s *Secrets) ownSalt() (salt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.salt == (salt{}) {
		if _, err := io.ReadFull(s.random, s.salt[:]); err != nil {
			return salt{}, err
		}
	}
	return s.salt, nil
}

func (s *Secrets) key(of salt) (cipher.AEAD, error) {
	if s.used != nil {
		s.first.Do(s.used)
	}
	return s.keys.key(of)
}

// SameSecret reports whether c is the codec of a secret and text what it made
// of v, or of an equal value.
func SameSecret(c Codec, text string, v types.Value) bool {
	s, ok := c.(secret)
	if later, is := c.(maybeSecret); is {
		s, ok = later.secret, true
	}
	if !ok {
		return false
	}
	before, err := s.secrets.Decrypt(text)
	if err != nil {
		return false
	}
	now, err := s.inner.Encode(v)
	return err == nil && now == before
}

// secret is the codec of secret attributes: the text of inner, encrypted.
type secret struct {
	secrets *Secrets
	inner   Codec
}

func (c secret) Encode(v types.Value) (string, error) {
	plaintext, err := c.inner.Encode(v)
	if err != nil {
		return "", err
	}
	return c.secrets.Encrypt(plaintext)
}

// Decode reports a secret of another passphrase as an error, where s3db.js
// returns the ciphertext.
func (c secret) Decode(text string) (types.Value, error) {
	plaintext, err := c.secrets.Decrypt(text)
	if err != nil {
		return types.Null, pgerr.Newf(pgerr.DataException, "%w", err).
			WithHint("Set passphrase, or passphrase-file, to the passphrase under which it was written.")
	}
	return c.inner.Decode(plaintext)
}
