package behaviors

// userManaged keeps a record in metadata where it fits and in the body where
// it does not. (s3db.js lets its users manage that: it warns.)
type userManaged struct{}

func (userManaged) Split(r Record, l Limits) (Parts, error) {
	fields := sizes(r)
	over := l.over(total(r, fields), true)
	if !hasUpper(r) && over == nil {
		return metadataOnly(r, fields), nil
	}
	parts := inBody(r)
	parts.Over = over
	return parts, nil
}
