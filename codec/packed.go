package codec

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// packed is the codec of texts that V21 stores in a shorter form. Texts that
// do not fit the form are stored as they are.
type packed struct {
	what string
	// pack returns the form of a text, and unpack the text of a form. pack is
	// given no text that unpack does not give back, but for other spellings
	// of the same time.
	pack, unpack func(text string) (other string, ok bool)
}

// Encode refuses a text that would be read as the form of another.
func (c packed) Encode(v types.Value) (string, error) {
	text := v.Text()
	if stored, ok := c.pack(text); ok {
		return stored, nil
	}
	if _, ambiguous := c.unpack(text); ambiguous {
		return "", pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid value for attribute type %s: %q", c.what, text)
	}
	return text, nil
}

func (c packed) Decode(stored string) (types.Value, error) {
	if text, ok := c.unpack(stored); ok {
		return types.NewText(text), nil
	}
	return types.NewText(unquote(stored)), nil
}

// packings are the packed types by the first word of the rule.
var packings = map[string]packed{
	"uuid":     {"uuid", packUUID, unpackUUID},
	"timeonly": {"timeonly", packTime, unpackTime},
	"mac":      {"mac", packMAC, unpackMAC},
	"cidr":     {"cidr", packCIDR, unpackCIDR},
	"semver":   {"semver", packVersion, unpackVersion},
	"phone":    {"phone", packPhone, unpackPhone},
	"color":    {"color", packColor, unpackColor},
	"duration": {"duration", packDuration, unpackDuration},
	"ean":      {"ean", packEAN, unpackEAN},
}

// padded returns n in base62 with at least width digits.
func padded(n uint64, width int) string {
	digits := Base62(n)
	return strings.Repeat("0", max(width-len(digits), 0)) + digits
}

const (
	uuidGroups = 4
	uuidGroup  = 6 // base62 digits of 32 bits
)

func packUUID(text string) (string, bool) {
	var b strings.Builder
	hex := strings.ReplaceAll(text, "-", "")
	for i := 0; i+8 <= len(hex); i += 8 {
		n, err := strconv.ParseUint(hex[i:i+8], 16, 32)
		if err != nil {
			return "", false
		}
		b.WriteString(padded(n, uuidGroup))
	}
	again, ok := unpackUUID(b.String())
	return b.String(), ok && again == text
}

func unpackUUID(stored string) (string, bool) {
	if len(stored) != uuidGroups*uuidGroup {
		return "", false
	}
	hex := ""
	for i := 0; i < len(stored); i += uuidGroup {
		n, ok := ParseBase62(stored[i : i+uuidGroup])
		if !ok || n >= 1<<32 {
			return "", false
		}
		hex += fmt.Sprintf("%08x", n)
	}
	return hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:], true
}

const macDigits = 9 // base62 digits of 48 bits

func packMAC(text string) (string, bool) {
	n, err := strconv.ParseUint(strings.ReplaceAll(text, ":", ""), 16, 48)
	if err != nil {
		return "", false
	}
	stored := padded(n, macDigits)
	again, ok := unpackMAC(stored)
	return stored, ok && again == text
}

func unpackMAC(stored string) (string, bool) {
	n, ok := ParseBase62(stored)
	if !ok || len(stored) != macDigits || n >= 1<<48 {
		return "", false
	}
	return fmt.Sprintf("%02x:%02x:%02x:%02x:%02x:%02x", n>>40, n>>32&0xff, n>>24&0xff, n>>16&0xff, n>>8&0xff, n&0xff), true
}

const (
	perMajor = 1_000_000
	perMinor = 1_000
)

func packVersion(text string) (string, bool) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return "", false
	}
	packed := uint64(0)
	for _, p := range parts {
		n, err := strconv.ParseUint(p, 10, 31)
		if err != nil {
			return "", false
		}
		packed = packed*perMinor + n
	}
	again, ok := unpackVersion(Base62(packed))
	return Base62(packed), ok && again == text
}

func unpackVersion(stored string) (string, bool) {
	n, ok := ParseBase62(stored)
	return fmt.Sprintf("%d.%d.%d", n/perMajor, n%perMajor/perMinor, n%perMinor), ok && n < exactIntegers
}

// exactIntegers is the first number that JavaScript may not hold exactly.
const exactIntegers = 1 << 53

func packPhone(text string) (string, bool) {
	digits, plus := strings.CutPrefix(text, "+")
	n, err := strconv.ParseUint(digits, 10, 64)
	return Base62(n), plus && err == nil && n < exactIntegers && strconv.FormatUint(n, 10) == digits
}

func unpackPhone(stored string) (string, bool) {
	n, ok := ParseBase62(stored)
	return "+" + strconv.FormatUint(n, 10), ok && n < exactIntegers
}

const colorDigits = 5 // base62 digits of 24 bits

func packColor(text string) (string, bool) {
	hex, marked := strings.CutPrefix(text, "#")
	n, err := strconv.ParseUint(hex, 16, 24)
	stored := padded(n, colorDigits)
	again, _ := unpackColor(stored)
	return stored, marked && err == nil && again == text
}

func unpackColor(stored string) (string, bool) {
	n, ok := ParseBase62(stored)
	return fmt.Sprintf("#%06x", n), ok && len(stored) == colorDigits && n < 1<<24
}

// eanLengths are the lengths of article numbers, in the order of the digits
// that stand for them.
var eanLengths = [...]int{8, 13, 12, 14}

func packEAN(text string) (string, bool) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return "", false
	}
	for digit, length := range eanLengths {
		if length == len(text) {
			stored := strconv.Itoa(digit) + Base62(n)
			again, ok := unpackEAN(stored)
			return stored, ok && again == text
		}
	}
	return "", false
}

// unpackEAN takes a text of 8 to 14 decimal digits for an article number that
// was not packed, as s3db.js does.
func unpackEAN(stored string) (string, bool) {
	plain := len(stored) >= 8 && len(stored) <= 14 && strings.Trim(stored, "0123456789") == ""
	if len(stored) < 2 || plain || stored[0] < '0' || int(stored[0]-'0') >= len(eanLengths) {
		return "", false
	}
	n, ok := ParseBase62(stored[1:])
	text := fmt.Sprintf("%0*d", eanLengths[stored[0]-'0'], n)
	return text, ok && len(text) == eanLengths[stored[0]-'0']
}
