package catalog

import "bytes"

// Reconcile returns what the entry of a resource in s3db.json ought to be: r is
// the resource as this program knows it, theirs the entry as it stands there,
// nil if there is none. Where follow is set s3db.js decides which definition is
// the current one, else r does. Either way no version goes, for records name
// theirs, and none gets another order of attributes, by which its records are
// laid out (format, section 3.3).
func (r *Resource) Reconcile(theirs *Resource, follow bool) *Resource {
	if theirs == nil || theirs.Current() == nil {
		return r
	}
	o := theirs.object.With("versions", r.reconciledVersions(theirs, follow))
	if follow {
		return parseResource(r.Name, o)
	}
	for _, key := range []string{"currentVersion", "partitions", "schemaRegistry", "pluginSchemaRegistry"} {
		if v := r.object.Get(key); v != nil {
			o = o.With(key, v)
		}
	}
	return parseResource(r.Name, o)
}

// reconciledVersions are those of r with those that only s3db.json has behind.
func (r *Resource) reconciledVersions(theirs *Resource, follow bool) *Object {
	versions := r.object.Object("versions")
	for _, v := range theirs.Versions {
		ours := r.Version(v.Name)
		switch {
		case ours == nil:
			versions = versions.With(v.Name, v.object)
		case ours.defines(v):
			versions = versions.With(v.Name, v.object.With("attributes", ours.object.Object("attributes")))
		case follow:
			versions = versions.With(v.Name, v.object)
		}
	}
	return versions
}

// defines reports whether two versions are the same definition, whatever the
// order of their attributes and what else is noted beside it.
func (v *Version) defines(w *Version) bool {
	if v.Behavior != w.Behavior {
		return false
	}
	for _, part := range []string{"attributes", "partitions"} {
		a := AppendJSON(nil, sortedJSON(v.object.Object(part)), "")
		b := AppendJSON(nil, sortedJSON(w.object.Object(part)), "")
		if !bytes.Equal(a, b) {
			return false
		}
	}
	return true
}

// Same reports whether two entries of s3db.json say the same, in the same
// order.
func (r *Resource) Same(other *Resource) bool {
	return other != nil && bytes.Equal(r.JSON(), other.JSON())
}
