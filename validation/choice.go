package validation

// Types that compare a value, with others or with other rules.

func anyTest(*compiler, *node) (test, error) {
	return func(_ *run, _ place, v any) any { return v }, nil
}

func enumTest(_ *compiler, n *node) (test, error) {
	values, ok, err := n.words.list("values")
	if err != nil || !ok {
		return nil, badRule("the type enum needs a list of values, which only a rule in the form of an object can say")
	}
	return func(r *run, at place, v any) any {
		if !contains(values, v) {
			r.fail(n, at, "values", "enumValue", joinedWith(values, ", "), v)
		}
		return v
	}, nil
}

func equalTest(_ *compiler, n *node) (test, error) {
	equal := alike
	if n.words.on("strict") {
		equal = same
	}
	field, compared := n.words.text("field")
	wanted := plain(n.words.Get("value"))
	return func(r *run, at place, v any) any {
		switch {
		case compared && !equal(v, valueOf(at.parent, field)):
			r.fail(n, at, "field", "equalField", field, v)
		case !compared && !equal(v, wanted):
			r.fail(n, at, "value", "equalValue", wanted, v)
		}
		return v
	}, nil
}

func valueOf(parent map[string]any, name string) any {
	if v, ok := parent[name]; ok {
		return v
	}
	return missing{}
}

func forbiddenTest(_ *compiler, n *node) (test, error) {
	return func(r *run, at place, v any) any {
		if n.words.on("remove") {
			return missing{}
		}
		r.fail(n, at, "", "forbidden", nil, v)
		return v
	}, nil
}

// multiTest is a list of rules, one of which must hold. If none does, all
// their violations are told.
func multiTest(c *compiler, n *node) (test, error) {
	rules, _ := n.words.Get("rules").([]any)
	if len(rules) == 0 {
		return nil, badRule("the type multi needs a list of rules")
	}
	var nodes []*node
	for _, rule := range rules {
		one, err := c.rule(rule)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, one)
	}
	return func(r *run, at place, v any) any {
		var all run
		for _, one := range nodes {
			var tried run
			converted := one.visit(&tried, at, v)
			if len(tried.violations) == 0 {
				return converted
			}
			all.violations = append(all.violations, tried.violations...)
		}
		r.violations = append(r.violations, all.violations...)
		return v
	}, nil
}

// classTest and functionTest judge what no record has.
func classTest(_ *compiler, n *node) (test, error) {
	class, _ := n.words.text("instanceOf")
	return func(r *run, at place, v any) any {
		r.fail(n, at, "instanceOf", "classInstanceOf", class, v)
		return v
	}, nil
}

func functionTest(_ *compiler, n *node) (test, error) {
	return func(r *run, at place, v any) any {
		r.fail(n, at, "", "function", nil, v)
		return v
	}, nil
}
