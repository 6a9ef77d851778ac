package types

func appendUUID(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			dst = append(dst, '-')
		}
		dst = append(dst, hexDigits[s[i]>>4], hexDigits[s[i]&15])
	}
	return dst
}

// parseUUID reads 32 hexadecimal digits, a hyphen allowed after each group of
// four, braces around the whole.
func parseUUID(s string) (Value, error) {
	var id [16]byte
	text := s
	if len(text) > 1 && text[0] == '{' {
		if text[len(text)-1] != '}' {
			return Null, syntaxError("uuid", s)
		}
		text = text[1 : len(text)-1]
	}
	for i := range id {
		if len(text) < 2 || hexValue(text[0]) < 0 || hexValue(text[1]) < 0 {
			return Null, syntaxError("uuid", s)
		}
		id[i] = byte(hexValue(text[0])<<4 | hexValue(text[1]))
		text = text[2:]
		if i%2 == 1 && i < 15 && text != "" && text[0] == '-' {
			text = text[1:]
		}
	}
	if text != "" {
		return Null, syntaxError("uuid", s)
	}
	return NewText(string(id[:])), nil
}
