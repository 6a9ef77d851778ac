package behaviors

// enforceLimits refuses a record that does not fit into metadata.
type enforceLimits struct{}

func (enforceLimits) Split(r Record, l Limits) (Parts, error) {
	fields := sizes(r)
	x := total(r, fields)
	if excess := l.excess(x, r.Stamped); excess > 0 {
		return Parts{}, &LimitError{Size: x.bytes, Limit: x.bytes - excess}
	}
	if hasUpper(r) {
		return inBody(r), nil
	}
	return metadataOnly(r, fields), nil
}
