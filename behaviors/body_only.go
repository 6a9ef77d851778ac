package behaviors

// bodyOnly keeps every record in the body, and the map in metadata if there
// is room for it: a reader without it takes the map of the version.
type bodyOnly struct{}

func (bodyOnly) Split(r Record, l Limits) (Parts, error) {
	parts := inBody(r)
	value := r.Dialect.Encode(r.Map)
	if l.fits(total(r, nil).add(MapName, value), false) {
		parts.Metadata[MapName] = value
	}
	return parts, nil
}
