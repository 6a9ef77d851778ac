package codec

import (
	"compress/flate"
	"encoding/ascii85"
	"encoding/base64"
	"io"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// Marks of compressed texts: DEFLATE in base64, and in an alphabet of 85.
const (
	deflateMark   = "z:"
	deflateMark85 = "z85:"
)

const (
	leastCompressed = 100      // bytes; shorter texts stay as they are
	mostInflated    = 16 << 20 // bytes that a compressed text may stand for
)

// compressed is the codec of V21's rule text: long texts are compressed where
// that makes them shorter.
type compressed struct{}

func (compressed) Encode(v types.Value) (string, error) {
	text := v.Text()
	_, ambiguous := inflate(text)
	if len(text) < leastCompressed && !ambiguous {
		return text, nil
	}
	stored, err := deflate(text)
	if err != nil || len(stored) >= len(text) && !ambiguous {
		return text, err
	}
	return stored, nil
}

func (compressed) Decode(text string) (types.Value, error) {
	if plain, ok := inflate(text); ok {
		text = plain
	}
	return types.NewText(text), nil
}

func deflate(text string) (string, error) {
	var b strings.Builder
	b.WriteString(deflateMark)
	armor := base64.NewEncoder(base64.StdEncoding, &b)
	w, err := flate.NewWriter(armor, flate.DefaultCompression)
	if err != nil {
		return "", err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	err = armor.Close()
	return b.String(), err
}

// inflate undoes deflate; ok is false for a text that is not compressed.
func inflate(stored string) (text string, ok bool) {
	var packed io.Reader
	if rest, ok := strings.CutPrefix(stored, deflateMark); ok {
		packed = base64.NewDecoder(base64.StdEncoding, strings.NewReader(rest))
	} else if rest, ok := strings.CutPrefix(stored, deflateMark85); ok {
		packed = ascii85.NewDecoder(strings.NewReader(toASCII85(rest)))
	} else {
		return "", false
	}
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(packed), mostInflated+1))
	if err != nil || len(plain) > mostInflated {
		return "", false
	}
	return strings.ToValidUTF8(string(plain), "\uFFFD"), true
}

// alphabet85 has the digits of s3db.js's base85 in order of value.
const alphabet85 = "!#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxy"

// toASCII85 writes digits in the alphabet of ASCII85. What is no digit stays
// none.
func toASCII85(digits string) string {
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune(alphabet85, r); i >= 0 {
			return '!' + rune(i)
		}
		return '~'
	}, digits)
}
