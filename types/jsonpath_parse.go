package types

import (
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
