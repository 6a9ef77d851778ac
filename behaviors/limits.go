package behaviors

import "github.com/s3dbsql/s3dbsql/codec"

// Limits say what metadata can hold, in bytes of names and encoded values.
type Limits struct {
	// Record bounds the record with its version. s3db.js allows 2047 less
	// the version, counted a second time, and less 66 with timestamps.
	Record int
	// Store bounds all of the metadata: 2048 on Amazon S3.
	Store int
	// NameOverhead is what the store counts in addition for each name.
	NameOverhead int
	// Stamp is the size of the stamp that the caller will add, its name
	// included. Behaviors that can move fields to the body leave room for it;
	// the others cut or refuse a record for its sake only if it is Stamped.
	Stamp int
}

// NewLimits returns the limits of a record under a version of a resource.
// store is the limit of the store, 0 where unknown.
func NewLimits(version string, timestamps bool, store, nameOverhead, stamp int) Limits {
	const own, amazon, stamps = 2047, 2048, 66
	l := Limits{
		Record:       own - len(VersionName) - len(version),
		Store:        amazon,
		NameOverhead: nameOverhead,
		Stamp:        stamp,
	}
	if timestamps {
		l.Record -= stamps
	}
	if store > 0 {
		l.Store = store
	}
	return l
}

// load is what metadata holds so far.
type load struct{ bytes, names int }

func (l load) add(name, value string) load {
	return load{l.bytes + len(name) + len(value), l.names + 1}
}

// fits reports whether metadata can hold a load.
func (l Limits) fits(x load, withStamp bool) bool {
	return l.excess(x, withStamp) <= 0
}

// excess returns by how many bytes a load is too large.
func (l Limits) excess(x load, withStamp bool) int {
	store := x.bytes + x.names*l.NameOverhead - l.Store
	if withStamp && l.Stamp > 0 {
		store += l.Stamp + l.NameOverhead
	}
	return max(x.bytes-l.Record, store)
}

// over says that a load does not fit, nil if it does.
func (l Limits) over(x load, withStamp bool) *LimitError {
	excess := l.excess(x, withStamp)
	if excess <= 0 {
		return nil
	}
	return &LimitError{Size: x.bytes, Limit: x.bytes - excess}
}

// sized is a field as it would stand in metadata.
type sized struct {
	Field
	name, value string
	form        codec.TextForm
}

func sizes(r Record) []sized {
	list := make([]sized, len(r.Fields))
	for i, f := range r.Fields {
		form := r.Forms.of(r.Dialect, f.Name)
		list[i] = sized{f, codec.HeaderName(f.Name), form.Encode(f.Text), form}
	}
	return list
}

// total returns the load of a record with its version.
func total(r Record, fields []sized) load {
	x := load{}.add(VersionName, r.Dialect.Encode(r.Version))
	for _, f := range fields {
		x = x.add(f.name, f.value)
	}
	return x
}

// Room returns the bytes that metadata has left in the store once the stamp
// is added; it is negative if the stamp does not fit.
func (l Limits) Room(metadata map[string]string) int {
	room := l.Store - l.Stamp - l.NameOverhead
	for name, value := range metadata {
		room -= len(name) + len(value) + l.NameOverhead
	}
	return room
}
