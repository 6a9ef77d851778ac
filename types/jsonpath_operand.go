package types

import "github.com/s3dbsql/s3dbsql/pgerr"

// primary reads an operand without its accessors.
func (p *pathParser) primary() (*PathNode, error) {
	t := p.token
	switch {
	case t.is("("):
		return p.parentheses()
	case t.is("exists"):
		return p.exists()
	case t.is("@") && p.filters == 0:
		return nil, pgerr.New(pgerr.SyntaxError, "@ is not allowed in root expressions")
	case t.is("last") && p.subscripts == 0:
		return nil, pgerr.New(pgerr.SyntaxError, "LAST is allowed only in array subscripts")
	}
	n, err := pathOperand(t)
	if err != nil {
		return nil, err
	}
	if n == nil {
		return nil, p.unexpected()
	}
	return n, p.advance()
}

// pathOperand is the node of one token, nil if it is none.
func pathOperand(t pathToken) (*PathNode, error) {
	literal := func(v JSONValue) (*PathNode, error) { return &PathNode{Op: PathLiteral, Literal: v}, nil }
	switch {
	case t.class == 's':
		return literal(JSONValue{Kind: JSONString, Text: t.text})
	case t.class == 'v':
		return &PathNode{Op: PathVariable, Text: t.text}, nil
	case t.class == 'n':
		v, err := parseNumeric(t.text)
		if err != nil {
			return nil, err
		}
		return literal(JSONValue{Kind: JSONNumber, Number: v.Numeric()})
	case t.is("$"):
		return &PathNode{Op: PathRoot}, nil
	case t.is("@"):
		return &PathNode{Op: PathCurrent}, nil
	case t.is("last"):
		return &PathNode{Op: PathLast}, nil
	case t.class == 'i' && t.text == "null":
		return literal(JSONValue{Kind: JSONNull})
	case t.class == 'i' && (t.text == "true" || t.text == "false"):
		return literal(JSONValue{Kind: JSONBool, Bool: t.text == "true"})
	}
	return nil, nil
}

// parentheses reads ( ... ), and "is unknown" behind a predicate.
func (p *pathParser) parentheses() (*PathNode, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	inner, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	if !inner.isPredicate() || !p.token.is("is") {
		return inner, nil
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return &PathNode{Op: PathIsUnknown, Left: inner}, p.expect("unknown")
}

func (p *pathParser) exists() (*PathNode, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if err := p.expect("("); err != nil {
		return nil, err
	}
	inner, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if inner.isPredicate() {
		return nil, p.unexpected()
	}
	return &PathNode{Op: PathExists, Left: inner}, p.expect(")")
}
