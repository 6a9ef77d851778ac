package catalog

// DefinitionHash returns the hash that s3db.js computes of what the version
// defines. Hash is the one that s3db.json has.
func (v *Version) DefinitionHash() string {
	return Definition{Attributes: v.Attributes, Behavior: v.Behavior, Timestamps: v.Timestamps, Partitions: v.Partitions}.Hash()
}

// Rehashed returns the resource with the hash of its definition in each
// version. By another one s3db.js would take it for changed.
func (r *Resource) Rehashed() *Resource {
	versions := r.object.Object("versions")
	for _, v := range r.Versions {
		versions = versions.With(v.Name, v.object.With("hash", v.DefinitionHash()))
	}
	return parseResource(r.Name, r.object.With("versions", versions))
}
