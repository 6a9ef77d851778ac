package validation

import "strings"

// node is one compiled rule.
type node struct {
	kind     string // the type as the rule names it
	words    words
	optional bool // takes missing values and null
	nullable bool // takes null
	secret   bool // its value is never shown
	fallback any  // the value that stands for a missing one, nil if none
	label    string
	messages map[string]string // of its own
	test     test
	custom   Func
}

// test judges a value that is neither missing nor null and returns it
// converted.
type test func(r *run, at place, v any) any

// place is where a value stands.
type place struct {
	path   string
	parent map[string]any // the object it is a member of, converted so far
}

// member returns the place of a member of the object at this place.
func (at place) member(name string, parent map[string]any) place {
	switch {
	case at.path == "":
		return place{name, parent}
	case identifier.MatchString(name):
		return place{at.path + "." + name, parent}
	}
	return place{at.path + "['" + name + "']", parent}
}

// visit judges a value that may be missing or null.
func (n *node) visit(r *run, at place, v any) any {
	switch v.(type) {
	case missing, nil:
		return n.absent(r, at, v)
	}
	v = n.test(r, at, v)
	if n.custom == nil {
		return v
	}
	return n.run(r, at, v)
}

func (n *node) absent(r *run, at place, v any) any {
	null := v == nil
	switch {
	case null && n.nullable:
		return v
	case n.fallback != nil:
		return n.fallback
	case n.optional:
		return v
	}
	r.fail(n, at, "required", "required", nil, v)
	return v
}

// run calls the custom function of a rule.
func (n *node) run(r *run, at place, v any) any {
	rule, _ := plain(n.words.Object).(map[string]any)
	converted, err := n.custom(v, rule)
	if err == nil {
		return converted
	}
	message := strings.ReplaceAll(err.Error(), "{field}", n.name(at))
	r.violations = append(r.violations, Violation{Path: at.path, Rule: n.kind, Type: n.kind, Message: message, Actual: n.disclose(v)})
	return v
}
