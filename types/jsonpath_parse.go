package types

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// maxPathDepth bounds the nesting of a jsonpath, as PostgreSQL's stack does.
const maxPathDepth = 1000

// ParseJSONPath reads a jsonpath. Errors are PostgreSQL's 42601, or 22P02 for
// the empty text.
func ParseJSONPath(s string) (*JSONPath, error) {
	p := pathParser{lexer: pathLexer{s: s}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.token.class == 0 {
		return nil, syntaxError("jsonpath", s)
	}
	path := &JSONPath{Strict: p.token.is("strict")}
	if path.Strict || p.token.is("lax") {
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	root, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if p.token.class != 0 {
		return nil, p.unexpected()
	}
	path.Root = root
	return path, nil
}

// pathParser is a parser by recursive descent. filters and subscripts count
// what is open around the token, as @ and last are allowed only inside.
type pathParser struct {
	lexer               pathLexer
	token               pathToken
	filters, subscripts int
	depth               int
}

func (p *pathParser) advance() (err error) {
	p.token, err = p.lexer.next()
	return err
}

func (p *pathParser) unexpected() error {
	// PostgreSQL's scanner takes a name at the end for the end itself.
	if p.token.class == 0 || p.token.class == 'i' && p.lexer.pos == len(p.lexer.s) {
		return pgerr.New(pgerr.SyntaxError, "syntax error at end of jsonpath input")
	}
	return pathError("syntax error", p.token.raw)
}

// accept goes past a word if it is next.
func (p *pathParser) accept(word string) (bool, error) {
	if !p.token.is(word) {
		return false, nil
	}
	return true, p.advance()
}

func (p *pathParser) expect(word string) error {
	if !p.token.is(word) {
		return p.unexpected()
	}
	return p.advance()
}

// isPredicate reports whether a node is true, false or unknown.
func (n *PathNode) isPredicate() bool { return n.Op >= PathCompare }

// pathLevels are the binary operators, weakest first.
var pathLevels = []struct {
	op        PathOp
	words     []string
	predicate bool // of operands
}{
	{PathOr, []string{"||"}, true},
	{PathAnd, []string{"&&"}, true},
	{PathCompare, []string{"==", "!=", "<>", "<", "<=", ">", ">="}, false},
	{PathBinary, []string{"+", "-"}, false},
	{PathBinary, []string{"*", "/", "%"}, false},
}

// expression reads the operators of a level and those that bind tighter.
func (p *pathParser) expression(level int) (*PathNode, error) {
	if p.depth++; p.depth > maxPathDepth {
		return nil, pgerr.New(pgerr.StatementTooComplex, "stack depth limit exceeded")
	}
	defer func() { p.depth-- }()
	if level == len(pathLevels) {
		return p.unary()
	}
	left, err := p.expression(level + 1)
	if err != nil {
		return nil, err
	}
	for {
		word, ok := p.operator(level)
		if !ok {
			break
		}
		if left.isPredicate() != pathLevels[level].predicate {
			return nil, p.unexpected()
		}
		if left, err = p.operation(level, word, left); err != nil {
			return nil, err
		}
	}
	if pathLevels[level].op == PathCompare && !left.isPredicate() {
		return p.matching(left)
	}
	return left, nil
}

func (p *pathParser) operator(level int) (string, bool) {
	if p.token.class != 'o' {
		return "", false
	}
	for _, word := range pathLevels[level].words {
		if p.token.text == word {
			return word, true
		}
	}
	return "", false
}

// operation reads the right operand of a binary operator.
func (p *pathParser) operation(level int, word string, left *PathNode) (*PathNode, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	right, err := p.expression(level + 1)
	if err != nil {
		return nil, err
	}
	if right.isPredicate() != pathLevels[level].predicate {
		return nil, p.unexpected()
	}
	if word == "<>" {
		word = "!="
	}
	return &PathNode{Op: pathLevels[level].op, Text: word, Left: left, Right: right}, nil
}

// matching reads "starts with" and "like_regex" behind an expression.
func (p *pathParser) matching(left *PathNode) (*PathNode, error) {
	switch {
	case p.token.is("starts"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		if err := p.expect("with"); err != nil {
			return nil, err
		}
		if p.token.class != 's' && p.token.class != 'v' {
			return nil, p.unexpected()
		}
		right, err := p.primary()
		return &PathNode{Op: PathStartsWith, Left: left, Right: right}, err
	case p.token.is("like_regex"):
		return p.likeRegex(left)
	}
	return left, nil
}

func (p *pathParser) likeRegex(left *PathNode) (*PathNode, error) {
	n := &PathNode{Op: PathLikeRegex, Left: left}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.token.class != 's' {
		return nil, p.unexpected()
	}
	n.Text = p.token.text
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.accept("flag"); !ok {
		return n, err
	}
	if p.token.class != 's' {
		return nil, p.unexpected()
	}
	if err := n.setFlags(p.token.text); err != nil {
		return nil, err
	}
	return n, p.advance()
}

// setFlags keeps the flags in PostgreSQL's order and without duplicates.
func (n *PathNode) setFlags(flags string) error {
	for _, f := range flags {
		if !strings.ContainsRune("ismxq", f) {
			return pgerr.New(pgerr.SyntaxError, "invalid input syntax for type jsonpath").
				WithDetail("Unrecognized flag character \"%c\" in LIKE_REGEX predicate.", f)
		}
	}
	for _, f := range []string{"i", "s", "m", "x", "q"} {
		if strings.Contains(flags, f) {
			n.Flags += f
		}
	}
	if strings.Contains(n.Flags, "x") && !strings.Contains(n.Flags, "q") {
		return pgerr.New(pgerr.FeatureNotSupported, `XQuery "x" flag (expanded regular expressions) is not implemented`)
	}
	return nil
}

// unary reads signs, ! and what they stand before.
func (p *pathParser) unary() (*PathNode, error) {
	word := p.token.text
	switch {
	case p.token.is("+") || p.token.is("-"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		operand, err := p.expression(len(pathLevels))
		if err != nil {
			return nil, err
		}
		if operand.isPredicate() {
			return nil, p.unexpected()
		}
		return signedPath(word, operand), nil
	case p.token.is("!"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		operand, err := p.primary()
		if err == nil && !operand.isPredicate() {
			err = p.unexpected()
		}
		return &PathNode{Op: PathNot, Left: operand}, err
	}
	return p.accessors()
}

// signedPath folds the sign of a number into it.
func signedPath(sign string, operand *PathNode) *PathNode {
	if operand.Op != PathLiteral || operand.Literal.Kind != JSONNumber {
		return &PathNode{Op: PathUnary, Text: sign, Left: operand}
	}
	if sign == "-" {
		n := operand.Literal.Number
		n.Negative = !n.Negative && !n.IsZero()
	}
	return operand
}

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
