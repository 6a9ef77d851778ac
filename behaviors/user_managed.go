package behaviors

// userManaged keeps a record in metadata where it fits and in the body where
// it does not. (s3db.js lets its users manage that: it warns.)
type userManaged struct{}

func (userManaged) Split(r Record, l Limits) (Parts, error) {
	fields := sizes(r)
	if hasUpper(r) || !l.fits(total(r, fields), true) {
		return inBody(r), nil
	}
	return metadataOnly(r, fields), nil
}
