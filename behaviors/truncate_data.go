package behaviors

import "unicode/utf8"

// truncateData cuts values until the record fits into metadata: the largest
// first, and no more than needed. No field is dropped. (s3db.js drops fields,
// and may never finish; it reads what is written here.)
type truncateData struct{}

func (truncateData) Split(r Record, l Limits) (Parts, error) {
	fields := sizes(r)
	if hasUpper(r) {
		return inBody(r), nil
	}
	if l.fits(total(r, fields), r.Stamped) {
		return metadataOnly(r, fields), nil
	}
	excess := l.excess(total(r, fields).add(TruncatedFlag, flagValue), r.Stamped)
	for excess > 0 {
		f := largest(fields)
		if f == nil || f.Text == "" {
			x := total(r, fields)
			return Parts{}, &LimitError{Size: x.bytes, Limit: x.bytes - excess}
		}
		before := len(f.value)
		f.cut(before - excess)
		excess -= before - len(f.value)
	}
	parts := metadataOnly(r, fields)
	parts.Metadata[TruncatedFlag] = flagValue
	return parts, nil
}

const flagValue = "true"

func largest(fields []sized) *sized {
	var f *sized
	for i := range fields {
		if f == nil || len(fields[i].value) > len(f.value) {
			f = &fields[i]
		}
	}
	return f
}

// cut shortens the value to at most n encoded bytes, at a character boundary,
// and to nothing if n is not positive.
func (f *sized) cut(n int) {
	fit, over := 0, len(f.Text) // lengths of a prefix that fits and one that does not
	for fit < over-1 {
		mid := (fit + over) / 2
		for mid > fit && !utf8.RuneStart(f.Text[mid]) {
			mid--
		}
		if mid == fit {
			break
		}
		if len(f.form.Encode(f.Text[:mid])) <= n {
			fit = mid
		} else {
			over = mid
		}
	}
	f.Text = f.Text[:fit]
	f.value = f.form.Encode(f.Text)
}
