package behaviors

import (
	"cmp"
	"slices"
)

// bodyOverflow fills metadata with the small values and moves the large ones
// to the body.
type bodyOverflow struct{}

func (bodyOverflow) Split(r Record, l Limits) (Parts, error) {
	fields := sizes(r)
	over := l.over(total(r, fields), true)
	if !hasUpper(r) && over == nil {
		return metadataOnly(r, fields), nil
	}
	slices.SortStableFunc(fields, func(a, b sized) int { return cmp.Compare(len(a.value), len(b.value)) })
	x := load{}.add(VersionName, r.Dialect.Encode(r.Version)).add(OverflowFlag, flagValue)
	var kept []sized
	moved := map[string]bool{}
	for _, f := range fields {
		if with := x.add(f.name, f.value); !upperSlot(f.Name) && l.fits(with, true) {
			x, kept = with, append(kept, f)
		} else {
			moved[f.Name] = true
		}
	}
	parts := metadataOnly(r, kept)
	parts.Metadata[OverflowFlag] = flagValue
	parts.Body = bodyJSON(slices.DeleteFunc(slices.Clone(r.Fields), func(f Field) bool { return !moved[f.Name] }))
	parts.ContentType, parts.Over = JSONType, over
	return parts, nil
}
