package catalog

import "fmt"

// JSON returns the resource's entry of s3db.json on one line, as a journal
// entry holds it.
func (r *Resource) JSON() []byte { return AppendJSON(nil, r.object, "") }

// ParseResource undoes JSON.
func ParseResource(name string, data []byte) (*Resource, error) {
	v, err := ParseJSON(data)
	if err != nil {
		return nil, fmt.Errorf("definition of resource %s: %w", name, err)
	}
	return resourceOf(name, v)
}

func resourceOf(name string, v any) (*Resource, error) {
	o, ok := v.(*Object)
	if !ok {
		return nil, fmt.Errorf("definition of resource %s is no object", name)
	}
	r := parseResource(name, o)
	if r.Current() == nil {
		return nil, fmt.Errorf("resource %s has no version %q", name, r.CurrentVersion)
	}
	return r, nil
}
