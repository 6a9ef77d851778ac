package catalog

import "slices"

// cleanHooks removes the hooks that s3db.js 10 stored without their code: it
// writes functions as null and drops them when it connects. (Later releases
// write other things there.) ok is false if there are none. Hooks are data
// here and never run.
func cleanHooks(o *Object) (cleaned *Object, ok bool) {
	resources := o.Object("resources")
	for _, r := range resources.Members() {
		resource := r.Value.(*Object)
		versions := resource.Object("versions")
		for _, v := range versions.Members() {
			version := v.Value.(*Object)
			if kept, changed := soundHooks(version.Object("hooks")); changed {
				versions, ok = versions.With(v.Key, version.With("hooks", kept)), true
			}
		}
		resources = resources.With(r.Key, resource.With("versions", versions))
	}
	return o.With("resources", resources), ok
}

func soundHooks(hooks *Object) (kept *Object, changed bool) {
	kept = &Object{}
	for _, m := range hooks.Members() {
		list, ok := m.Value.([]any)
		sound := slices.DeleteFunc(slices.Clone(list), func(h any) bool { return h == nil || h == "" })
		changed = changed || !ok || len(sound) < len(list)
		if ok {
			kept.members = append(kept.members, Member{m.Key, sound})
		}
	}
	return kept, changed
}
