package behaviors

import "unicode/utf8"

// truncateData cuts texts until the record fits into metadata: the largest
// first, and no more than needed. No field is dropped, and nothing is cut that
// means nothing then: numbers, lists, secrets. (s3db.js drops fields, and may
// never finish; it reads what is written here.)
type truncateData struct{}

func (truncateData) Split(r Record, l Limits) (Parts, error) {
	if hasUpper(r) {
		return inBody(r), nil
	}
	fields, cut, err := truncate(r, l)
	if err != nil {
		return Parts{}, err
	}
	parts := metadataOnly(r, fields)
	if cut {
		parts.Metadata[TruncatedFlag] = flagValue
	}
	return parts, nil
}

// Truncate returns the fields of a record as truncate-data keeps them; cut
// says that some are shorter. A *LimitError says that it does not fit even so.
func Truncate(r Record, l Limits) (fields []Field, cut bool, err error) {
	if hasUpper(r) {
		return r.Fields, false, nil
	}
	list, cut, err := truncate(r, l)
	if err != nil || !cut {
		return r.Fields, false, err
	}
	for _, f := range list {
		fields = append(fields, f.Field)
	}
	return fields, true, nil
}

func truncate(r Record, l Limits) (fields []sized, cut bool, err error) {
	fields = sizes(r)
	if !r.Truncated && l.fits(total(r, fields), r.Stamped) {
		return fields, false, nil
	}
	excess := l.excess(total(r, fields).add(TruncatedFlag, flagValue), r.Stamped)
	for excess > 0 {
		f := largest(fields)
		if f == nil || f.Text == "" {
			x := total(r, fields)
			return nil, false, &LimitError{Size: x.bytes, Limit: x.bytes - excess}
		}
		before := len(f.value)
		f.cut(before - excess)
		excess -= before - len(f.value)
	}
	return fields, true, nil
}

const flagValue = "true"

// largest is the largest field that may be cut, nil if there is none.
func largest(fields []sized) *sized {
	var f *sized
	for i := range fields {
		if fields[i].Whole {
			continue
		}
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
