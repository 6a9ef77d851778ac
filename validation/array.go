package validation

import "strconv"

// array is the type array.
type array struct {
	*node
	items   *node
	enum    []any
	bounded []lengthWord
}

// lengthWord is a word on the number of items.
type lengthWord struct {
	word, violation string
	bound           float64
	holds           func(length, bound float64) bool
}

func arrayTest(c *compiler, n *node) (test, error) {
	a := &array{node: n}
	var err error
	if a.bounded, err = itemBounds(n.words); err != nil {
		return nil, err
	}
	if a.enum, _, err = n.words.list("enum"); err != nil {
		return nil, err
	}
	if items := n.words.Get("items"); items != nil {
		a.items, err = c.rule(items)
	}
	return a.test, err
}

func itemBounds(w words) ([]lengthWord, error) {
	var list []lengthWord
	for _, b := range []lengthWord{
		{"min", "arrayMin", 0, func(length, bound float64) bool { return length >= bound }},
		{"max", "arrayMax", 0, func(length, bound float64) bool { return length <= bound }},
		{"length", "arrayLength", 0, func(length, bound float64) bool { return length == bound }},
	} {
		bound, ok, err := w.number(b.word)
		if err != nil {
			return nil, err
		}
		if b.bound = bound; ok {
			list = append(list, b)
		}
	}
	return list, nil
}

func (a *array) test(r *run, at place, v any) any {
	list, ok := v.([]any)
	if !ok && a.words.is("convert") {
		list, ok = []any{v}, true
	}
	if !ok {
		r.fail(a.node, at, "", "array", nil, v)
		return v
	}
	a.judge(r, at, list)
	if a.items == nil {
		return list
	}
	converted := make([]any, len(list))
	for i := range list {
		converted[i] = a.item(r, at, i, list[i])
	}
	return converted
}

// item judges an item. One that is null is told as the list's own violation.
func (a *array) item(r *run, at place, i int, v any) any {
	if v == nil {
		return a.items.visit(r, at, v)
	}
	return a.items.visit(r, at.item(i), v)
}

func (a *array) judge(r *run, at place, list []any) {
	length := float64(len(list))
	if length == 0 && a.words.Get("empty") == false {
		r.fail(a.node, at, "empty", "arrayEmpty", nil, list)
	}
	for _, b := range a.bounded {
		if !b.holds(length, b.bound) {
			r.fail(a.node, at, b.word, b.violation, b.bound, length)
		}
	}
	if wanted := plain(a.words.Get("contains")); wanted != nil && !contains(list, wanted) {
		r.fail(a.node, at, "contains", "arrayContains", wanted, list)
	}
	if again := repeated(list); len(again) > 0 && a.words.is("unique") {
		r.fail(a.node, at, "unique", "arrayUnique", again, list)
	}
	for _, item := range list {
		if a.enum != nil && !contains(a.enum, item) {
			r.fail(a.node, at, "enum", "arrayEnum", joinedWith(a.enum, ", "), item)
		}
	}
}

// repeated returns the items that a list has more than once, each of them
// once.
func repeated(list []any) []any {
	var again []any
	for i, item := range list {
		if contains(list[:i], item) && !contains(again, item) {
			again = append(again, item)
		}
	}
	return again
}

// item returns the place of an item of the list at this place.
func (at place) item(i int) place {
	return place{at.path + "[" + strconv.Itoa(i) + "]", at.parent}
}

// tupleTest is a list with a rule for each item.
func tupleTest(c *compiler, n *node) (test, error) {
	rules, ruled, err := n.words.list("items")
	if err != nil || ruled && len(rules) == 0 {
		return nil, badRule("Invalid 'tuple' schema. The 'items' field must be a list that is not empty.")
	}
	var items []*node
	for _, rule := range n.words.items() {
		item, err := c.rule(rule)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return func(r *run, at place, v any) any {
		list, ok := v.([]any)
		switch {
		case !ok:
			r.fail(n, at, "", "tuple", nil, v)
		case len(list) == 0 && n.words.Get("empty") == false:
			r.fail(n, at, "empty", "tupleEmpty", nil, v)
		case len(list) == 0 || !ruled:
		case len(list) != len(items):
			r.fail(n, at, "", "tupleLength", float64(len(items)), float64(len(list)))
		default:
			converted := make([]any, len(list))
			for i := range list {
				converted[i] = items[i].visit(r, at.item(i), list[i])
			}
			return converted
		}
		return v
	}, nil
}

// items returns the rules of a tuple as they stand.
func (w words) items() []any {
	list, _ := w.Get("items").([]any)
	return list
}
