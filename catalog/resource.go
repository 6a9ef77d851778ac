package catalog

// Resource is an entry of s3db.json: a table as s3db.js knows it. It never
// changes; Define makes the next one.
type Resource struct {
	Name           string
	CurrentVersion string
	Versions       []*Version
	Partitions     []PartitionDef // the effective set of the current version
}

// Version is one definition of a resource. Records name the version that
// wrote them, so a version once stored never changes.
type Version struct {
	Name       string // v0, v1 ...
	Behavior   string
	Timestamps bool
	Partitions []PartitionDef
}

// PartitionDef is a partition of a resource.
type PartitionDef struct {
	Name   string
	Fields []FieldRule // in order of declaration
}

// FieldRule is a field of a partition with its rule.
type FieldRule struct{ Path, Rule string }

// Current returns the version that new records are written under.
func (r *Resource) Current() *Version { return r.Version(r.CurrentVersion) }

// Version returns the version of a name, or nil.
func (r *Resource) Version(name string) *Version {
	for _, v := range r.Versions {
		if v.Name == name {
			return v
		}
	}
	return nil
}
