package types

import (
	"strconv"
	"strings"
)

// pathMethods are the item methods of a jsonpath.
var pathMethods = map[string]bool{
	"abs": true, "size": true, "type": true, "floor": true, "double": true, "ceiling": true, "keyvalue": true, "datetime": true,
}

// accessors reads an operand and what is taken from it.
func (p *pathParser) accessors() (*PathNode, error) {
	n, err := p.primary()
	for err == nil {
		switch {
		case p.token.is("."):
			n, err = p.dot(n)
		case p.token.is("["):
			n, err = p.bracket(n)
		case p.token.is("?"):
			n, err = p.filter(n)
		default:
			return n, nil
		}
	}
	return nil, err
}

// dot reads what follows a dot: a key, *, ** or a method.
func (p *pathParser) dot(left *PathNode) (*PathNode, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	t := p.token
	switch {
	case t.is("*"):
		return &PathNode{Op: PathAnyMember, Left: left}, p.advance()
	case t.is("**"):
		return p.anyLevel(left)
	case t.class != 'i' && t.class != 's':
		return nil, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if method := strings.ToLower(t.text); t.class == 'i' && pathMethods[method] && p.token.is("(") {
		return p.method(method, left)
	}
	return &PathNode{Op: PathMember, Left: left, Text: t.text}, nil
}

func (p *pathParser) method(name string, left *PathNode) (*PathNode, error) {
	n := &PathNode{Op: PathMethod, Left: left, Text: name}
	if err := p.expect("("); err != nil {
		return nil, err
	}
	if name == "datetime" && p.token.class == 's' {
		var err error
		if n.Right, err = p.primary(); err != nil {
			return nil, err
		}
	}
	return n, p.expect(")")
}

// anyLevel reads ** and its levels: {n}, {n to m}.
func (p *pathParser) anyLevel(left *PathNode) (*PathNode, error) {
	n := &PathNode{Op: PathAny, Left: left, First: 0, Last: PathEnd}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.accept("{"); !ok {
		return n, err
	}
	var err error
	if n.First, err = p.level(); err != nil {
		return nil, err
	}
	n.Last = n.First
	if ok, err := p.accept("to"); err != nil {
		return nil, err
	} else if ok {
		if n.Last, err = p.level(); err != nil {
			return nil, err
		}
	}
	return n, p.expect("}")
}

// level reads a level of a ** accessor.
func (p *pathParser) level() (int, error) {
	if p.token.is("last") {
		return PathEnd, p.advance()
	}
	n, err := strconv.Atoi(p.token.text)
	if p.token.class != 'n' || err != nil {
		return 0, p.unexpected()
	}
	return n, p.advance()
}

// bracket reads [*] or a list of subscripts.
func (p *pathParser) bracket(left *PathNode) (*PathNode, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.accept("*"); err != nil {
		return nil, err
	} else if ok {
		return &PathNode{Op: PathAnyElement, Left: left}, p.expect("]")
	}
	p.subscripts++
	defer func() { p.subscripts-- }()
	n := &PathNode{Op: PathSubscript, Left: left}
	for {
		r, err := p.subscript()
		if err != nil {
			return nil, err
		}
		n.Ranges = append(n.Ranges, r)
		if more, err := p.accept(","); !more {
			if err != nil {
				return nil, err
			}
			return n, p.expect("]")
		}
	}
}

func (p *pathParser) subscript() (r PathRange, err error) {
	if r.From, err = p.index(); err != nil {
		return r, err
	}
	ok, err := p.accept("to")
	if ok && err == nil {
		r.To, err = p.index()
	}
	return r, err
}

func (p *pathParser) index() (*PathNode, error) {
	n, err := p.expression(0)
	if err == nil && n.isPredicate() {
		err = p.unexpected()
	}
	return n, err
}

// filter reads ?( predicate ).
func (p *pathParser) filter(left *PathNode) (*PathNode, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if err := p.expect("("); err != nil {
		return nil, err
	}
	p.filters++
	defer func() { p.filters-- }()
	condition, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if !condition.isPredicate() {
		return nil, p.unexpected()
	}
	return &PathNode{Op: PathFilter, Left: left, Right: condition}, p.expect(")")
}
