package functions

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"

	"github.com/s3dbsql/s3dbsql/types"
)

// hashFunctions are md5, in hexadecimal, and the SHA-2 family over bytes.
func hashFunctions() []Overload {
	return []Overload{
		pure(2311, "md5", takes(types.Text), types.Text, unary(texts, texts, sure(md5Hex))),
		pure(2321, "md5", takes(types.Bytea), types.Text, unary(texts, texts, sure(md5Hex))),
		pure(3419, "sha224", takes(types.Bytea), types.Bytea, unary(texts, texts, func(s string) (string, error) {
			sum := sha256.Sum224([]byte(s))
			return string(sum[:]), nil
		})),
		pure(3420, "sha256", takes(types.Bytea), types.Bytea, unary(texts, texts, func(s string) (string, error) {
			sum := sha256.Sum256([]byte(s))
			return string(sum[:]), nil
		})),
		pure(3421, "sha384", takes(types.Bytea), types.Bytea, unary(texts, texts, func(s string) (string, error) {
			sum := sha512.Sum384([]byte(s))
			return string(sum[:]), nil
		})),
		pure(3422, "sha512", takes(types.Bytea), types.Bytea, unary(texts, texts, func(s string) (string, error) {
			sum := sha512.Sum512([]byte(s))
			return string(sum[:]), nil
		})),
	}
}

func md5Hex(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}
