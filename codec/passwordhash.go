package codec

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// password is the codec of V21's passwords: a hash, which says nothing but
// whether a password is the right one. It is shown as it is stored. Plain
// passwords are refused, so that none gets into a bucket.
type password struct{ plain }

func (c password) Encode(v types.Value) (string, error) {
	if !hashed(v.Text()) {
		return "", pgerr.Unsupported("hashing of passwords").
			WithHint("Store the hash that s3db.js made of the password.")
	}
	return v.Text(), nil
}

// hashed reports whether a text is a hash: that of bcrypt or argon2, or the
// short form that s3db.js makes of either, $parameters$salt and digest.
func hashed(text string) bool {
	rest, marked := strings.CutPrefix(text, "$")
	parameters, digest, ok := strings.Cut(rest, "$")
	return marked && ok && parameters != "" && len(digest) >= 53
}
