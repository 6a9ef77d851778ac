package behaviors

// enforceLimits refuses a record that does not fit into metadata.
type enforceLimits struct{}

func (enforceLimits) Split(r Record, l Limits) (Parts, error) {
	fields := sizes(r)
	if over := l.over(total(r, fields), r.Stamped); over != nil {
		return Parts{}, over
	}
	if hasUpper(r) {
		return inBody(r), nil
	}
	return metadataOnly(r, fields), nil
}
