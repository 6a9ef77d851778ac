package codec

import "strings"

// HeaderName returns the metadata name of a field. Short names stay as they
// are; in the path of an attribute without one, every character outside
// [A-Za-z0-9_-] becomes _ and capitals become small (format, section 4).
func HeaderName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '_', r == '-':
			return r
		}
		return '_'
	}, name)
}
